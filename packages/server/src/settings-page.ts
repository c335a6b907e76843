/** The reference page of the server's settings (docs/reference/settings.md), made from the table that they are read with. */
import { type Flag, SECRETS, SETTINGS, type Setting } from './options.ts';

const ZH: Readonly<Record<Flag | (typeof SECRETS)[number]['env'], string>> = {
  port: 'WebSocket、HTTP 与页面的端口（8887；0 为任意空闲端口）',
  host: '监听地址（127.0.0.1；0.0.0.0 为所有网卡）',
  data: '内置数据库和自动生成的密钥所在的目录（./data）',
  database: '自有 PostgreSQL,postgres://user@host/name',
  tenant: '服务的租户（1）',
  switch: 'virtual（内存中的虚拟交换机，默认）或 asterisk',
  ari: '自有 Asterisk 的地址，http://host:8088；不设置时自动安装一个',
  'ari-user': '其 ARI 用户（wssp），密码由 WSSP_ARI_PASSWORD 给出',
  'ari-app': '其 Stasis 应用名（wssp）',
  'ari-listen': 'Asterisk 22 向本服务器的这个地址发送事件',
  'ari-recordings': '存放录音的目录，及 Asterisk 所见的路径',
  trunk: '外线的 PJSIP endpoint；没有则不能外拨',
  'sip-host': '自动安装的 Asterisk 供话机注册的地址（127.0.0.1）',
  'sip-port': '其 SIP 端口（5060）',
  carrier: '其运营商地址：来电由此来，外拨由此去',
  cache: '安装目录（~/.cache/wssoftphone）',
  auth: 'token（默认）或 open：能访问端口的人都可以是任意座席',
  'token-seconds': '凭证有效期，秒（120）',
  origins: '页面的来源，逗号分隔；* 仅限 --auth open',
  'flow-hosts': 'IVR 流程可以访问的主机，逗号分隔',
  'check-url': '由 CRM 判断客户输入的密码是否正确',
  'check-file': '或者由密码散列文件判断',
  lang: '页面未指定时的文字语言（zh-CN）',
  demo: '演示数据、演示页面，以及虚拟交换机上的实验台',
  'demo-remote': '实验台对其他机器开放（它把凭证给任何人）',
  'log-level': '日志级别（info）',
  'log-file': '日志文件（默认标准输出）',
  WSSP_TOKEN_SECRET: '签发凭证的密钥，至少 32 个字符（默认首次启动时生成，存于数据目录）',
  WSSP_API_KEYS: 'CRM 服务器获取凭证用的密钥，逗号分隔（默认同上）',
  WSSP_ARI_PASSWORD: 'ARI 用户的密码',
  WSSP_CRM_KEY: '流程和密码验证访问 CRM 时携带的 Bearer 密钥',
  WSSP_NUMBER_RSA_KEY: 'RSA 加密号码（EncryptDial）的私钥 PEM 文件',
  WSSP_NUMBER_DES_KEY: 'DES 加密号码的密钥，8、16 或 24 字节',
};

const HEAD = `# Settings of the server

What \`wsagentserver\` (and \`npm start --\`) is told when it starts: command line first, then environment, then the default in
brackets. Secrets come by environment only, because a command line can be read by every user of the machine. How they belong
together is in [the guide](../guides/configuration.md). \`npm run docs:tables\` writes this page from the code.

| flag | environment | what it does | 说明 |
|---|---|---|---|
`;
const cell = (text: string): string => text.replaceAll('|', '\\|');

export function settingsPage(): string {
  const flags = SETTINGS.map((setting: Setting & { readonly flag: Flag }) => {
    const flag = `--${setting.flag}${setting.value === undefined ? '' : ` ${setting.value}`}`;
    return `| \`${flag}\` | \`${setting.env}\` | ${cell(setting.help)} | ${cell(ZH[setting.flag])} |`;
  });
  const secrets = SECRETS.map(({ env, help }) => `| | \`${env}\` | ${cell(help)} | ${cell(ZH[env])} |`);
  return `${HEAD}${[...flags, ...secrets].join('\n')}\n`;
}
