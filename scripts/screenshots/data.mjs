/** Names and words of the pictures, in both languages. */

const FAMILIES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林', '何'];
const GIVEN = ['芳', '强', '静', '勇', '霞', '磊', '敏', '洋', '艳', '超', '娟', '伟', '丽', '涛', '军', '杰', '娜'];
const FIRST = [
  'Ann',
  'Ben',
  'Cara',
  'Dan',
  'Emma',
  'Finn',
  'Grace',
  'Hugo',
  'Iris',
  'Jack',
  'Kate',
  'Liam',
  'Mia',
  'Noah',
  'Olga',
  'Paul',
  'Rose',
];
const LAST = [
  'Adams',
  'Baker',
  'Clark',
  'Davis',
  'Evans',
  'Foster',
  'Green',
  'Hill',
  'Irwin',
  'Jones',
  'King',
  'Lewis',
  'Moore',
  'Nolan',
  'Owens',
  'Price',
  'Reed',
];
const pairs = (one, other, join) =>
  Array.from({ length: 34 }, (_, n) => join(one[n % 17], other[(n * 3 + Math.floor(n / 17)) % 17]));

export const NAMES = {
  'zh-CN': pairs(FAMILIES, GIVEN, (family, given) => family + given),
  en: pairs(FIRST, LAST, (first, last) => `${first} ${last}`),
};

/** What stands in the configuration, by its name there; in Chinese what the demonstration says already. */
export const WORDS = {
  'zh-CN': { 1003: '订单与物流', 1004: '退换货', 1005: 'VIP 专线' },
  en: {
    ...{ 1003: 'Orders', 1004: 'Returns', 1005: 'VIP', 普通服务: 'Service', 紧急问题: 'Urgent' },
    ...{ 客户服务部: 'Service', 电话营销部: 'Sales', 员工888: 'Agent 888', 测试工号: 'Test agent', 赵班长: 'Zoe Zhao' },
    ...{ 示闲: 'Ready', 小休: 'Break', 开会: 'Meeting', 就餐: 'Meal', 其他工作: 'Other work' },
    ...{ 王芳: 'Wendy Wang', 李伟: 'Leo Li', 张敏: 'Mina Zhang', 刘洋: 'Yang Liu', 陈静: 'Jing Chen' },
  },
};

export const NOTE = {
  'zh-CN': '收到的咖啡机缺少滤网，要求补发，明天上午回电确认。',
  en: 'The coffee maker came without its filter: send one, and call back tomorrow morning.',
};

/** A flow with every kind of turn, for the editor. */
export const flow = (lang) => ({
  svn: '2000',
  name: lang === 'en' ? 'Order inquiry' : '订单查询',
  start: 'menu',
  nodes: {
    menu: {
      ...{ do: 'menu', prompts: [{ kind: 'recording', name: 'main-menu' }], timeoutSeconds: 6, retries: 2 },
      ...{ choices: { 0: 'service', 1: 'order', 2: 'service' }, otherwise: 'bye' },
    },
    order: {
      ...{ do: 'collect', prompts: [{ kind: 'recording', name: 'order-number' }], key: 'ORDERNO' },
      ...{ least: 4, most: 12, timeoutSeconds: 6, retries: 2, next: 'lookup', otherwise: 'service' },
    },
    lookup: {
      ...{
        do: 'http',
        method: 'GET',
        url: 'https://crm.example.com/orders',
        send: ['ORDERNO'],
        save: { LEVEL: '/level' },
      },
      ...{ timeoutSeconds: 3, musicClass: 'default', next: 'level', otherwise: 'service' },
    },
    level: { do: 'branch', key: 'LEVEL', cases: { vip: 'urgent' }, otherwise: 'service' },
    urgent: { do: 'queue', skill: '1002' },
    service: { do: 'queue', skill: '1001' },
    bye: { do: 'hangup' },
  },
});
