/** What the agent is told and asked, without a browser: the toolbar's logic against a server that says what the test wants. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../src/texts/say.ts';
import { DeskRig } from './support/desk-rig.ts';

let rig: DeskRig;
beforeEach(async () => {
  rig = await DeskRig.start();
});
afterEach(() => rig.stop());

const call = { COID: 'BC_1_a_1', '17': '0', ANI: '13800138000', DNIS: '10010', SK: '1001' };
const colleague = { state: '3', itemType: '1', ins: '6003', workID: '999', agentName: '测试工号', workMode: '0' };
const list = (agentListType: string) => ({ params: { agentList: { agentListType, items: [colleague] } } });
const menuValues = () => rig.desk.menu?.items.map(({ value }) => value);

function pickNumber(number: string): void {
  const { ask } = rig.desk;
  if (ask?.kind !== 'number') throw new Error('no number is asked for');
  rig.desk.closeAsk(true);
  ask.done(number);
}

describe('without a line', () => {
  it('only “log on” is on, and gets one', async () => {
    const on = () => rig.desk.functions.filter(({ enabled }) => enabled).map(({ id }) => id);
    expect(on()).toEqual([1]);
    await rig.flows.press(1);
    expect(rig.desk.status).toBe('online');
    expect(rig.memory.ins).toBe('6002');
    expect(rig.memory.session('888', '6002')).toBe('D1');
  });
  it('connected, and not logged on: the tip says what to do', async () => {
    await rig.connect();
    await rig.until(() => rig.desk.tip.text.startsWith('已连接'));
    expect(rig.desk.tip.text).toBe('已连接，按“登录”开始工作');
  });
  it('a server that is not there: what to do, and once', async () => {
    await rig.server.stop();
    await rig.connect().catch(() => {});
    await rig.until(() => rig.desk.tip.kind === 'bad');
    expect(rig.desk.tip).toMatchObject({ text: '连接服务器失败', remedy: expect.stringContaining('网络') });
    const failures = () => rig.announced.filter(({ text }) => text.includes('连接服务器失败')).length;
    const before = rig.announced.length;
    let lost = 0;
    rig.page = (handler) => void (handler === 'onWSConnectFailed' && lost++);
    await rig.until(() => lost > 1);
    expect(rig.announced.length).toBe(before);
    expect(failures()).toBe(1);
  });
  it('a CRM that gives no token is named, and not the server', async () => {
    const tokenProvider = () => Promise.reject(new Error('token: 403 Forbidden'));
    await rig.connect({ tokenProvider }).catch(() => {});
    await rig.until(() => rig.desk.tip.remedy !== '');
    expect(rig.desk.tip).toMatchObject({ kind: 'bad', text: expect.stringContaining('403 Forbidden') });
    expect(rig.desk.tip.remedy).toContain('CRM');
  });
  it('every other button says why it is off', async () => {
    await rig.flows.press(6);
    expect(rig.desk.tip).toMatchObject({ text: '保持：软电话未连接', kind: 'bad' });
    expect(rig.server.received).toEqual([]);
  });
});

describe('with a line', () => {
  beforeEach(() => rig.connect());

  it('a button that is off sends nothing and says why', async () => {
    await rig.state(6, [10], { buttons: [{ id: 6, enabled: false, why: { code: 'NotPermitted' } }] });
    await rig.flows.press(6);
    expect(rig.desk.tip.text).toBe('保持：没有此操作的权限');
    await rig.flows.press(7);
    expect(rig.desk.tip.text).toBe('内部咨询：“通话”状态下不可用');
    expect(rig.server.names()).not.toContain('Hold');
  });

  it('the pad is open as long as keys would be heard', async () => {
    await rig.state(6, [62]);
    await rig.flows.press(62);
    expect(rig.desk.ask?.kind).toBe('digits');
    await rig.flows.press(62);
    expect(rig.desk.ask).toBeNull();
    await rig.flows.press(62);
    await rig.state(7, [11]);
    expect(rig.desk.ask).toBeNull();
    await rig.flows.press(62);
    expect(rig.desk.tip.text).toBe('拨号盘：“保持”状态下不可用');
  });

  it('the microphone has a button only while there is a browser phone', async () => {
    await rig.state(6, [10]);
    const { phone } = rig.desk;
    const muted: boolean[] = [];
    if (phone) phone.muteMic = async () => void muted.push(true);
    expect(rig.desk.arrangement.mute).toBeNull();
    phone?.tell('onIptStateChange', 'talking', false);
    expect(rig.desk.arrangement.mute).toMatchObject({ id: 60, enabled: true });
    await rig.flows.press(60);
    expect(muted).toEqual([true]);
    phone?.tell('onIptStateChange', 'talking', true);
    expect(rig.desk.arrangement.mute).toMatchObject({ id: 61 });
    phone?.tell('onIptStateChange', 'closed', false);
    expect(rig.desk.arrangement.mute).toBeNull();
  });

  it('a page’s own browser phone has a pad on servers that send no keys', async () => {
    await rig.state(6, [10]);
    expect(rig.desk.arrangement.keys.enabled).toBe(false);
    rig.desk.ownDigits = true;
    expect(rig.desk.arrangement.keys).toEqual({ id: 62, enabled: true });
    await rig.state(3, [3]);
    expect(rig.desk.arrangement.keys.enabled).toBe(false);
  });

  it('transfers are named in the agent’s language', async () => {
    await rig.state(6, [9]);
    Object.assign(rig.desk.phone ?? {}, { transferSubItems: [{ type: 'Agent', name: '转座席' }] });
    await rig.flows.press(9, 'transfer');
    expect(rig.desk.menu?.items[0]?.text).toBe('转座席');
    rig.desk.closeMenu();
    rig.desk.words = wordsOf('en');
    await rig.flows.press(9, 'transfer');
    expect(rig.desk.menu?.items[0]?.text).toBe('Transfer to colleague');
  });

  it('a failure says what to do about it', async () => {
    await rig.state(6, [6]);
    const pressed = rig.flows.press(6);
    const { id } = await rig.server.command('Hold');
    rig.server.now.event('HoldFailed', {
      replyTo: id,
      fault: { code: 'SwitchDown', text: '交换机未连接,操作失败', remedy: '稍后再试' },
    });
    await pressed;
    expect(rig.desk.tip).toMatchObject({ kind: 'bad', remedy: '稍后再试' });
    expect(rig.desk.tip.text).toContain('交换机未连接');
    expect(rig.announced.at(-1)).toMatchObject({ urgent: true });
  });

  it('and the remedy is read out with it', async () => {
    await rig.state(6, [6]);
    const pressed = rig.flows.press(6);
    const { id } = await rig.server.command('Hold');
    const fault = { code: 'SwitchDown', text: '交换机未连接,操作失败', remedy: '请联系管理员' };
    rig.server.now.event('HoldFailed', { replyTo: id, fault });
    await pressed;
    expect(rig.announced.at(-1)).toEqual({ text: '请联系管理员', urgent: true });
  });

  it('states are read out, a lost line at once', async () => {
    await rig.state(3);
    expect(rig.announced).toContainEqual({ text: '状态：空闲', urgent: false });
    rig.server.now.drop();
    await rig.until(() => rig.desk.status === 'reconnecting');
    expect(rig.announced.some(({ text, urgent }) => urgent && text.includes('自动重连'))).toBe(true);
    expect(rig.desk.functions.every(({ enabled }) => !enabled)).toBe(true);
  });

  describe('dialling', () => {
    it('asks for a number where none is typed, and takes the preparation back', async () => {
      await rig.state(3, [3]);
      rig.flows.press(3);
      const { id } = await rig.server.command('PrepareDial');
      await rig.state(8, [38]);
      rig.server.now.event('PrepareDialSucc', { replyTo: id });
      await rig.until(() => rig.desk.ask?.kind === 'number');
      rig.desk.closeAsk();
      await rig.server.command('CancelPrepareDial');
      expect(rig.desk.ask).toBeNull();
    });
    it('goes straight with a typed number, and remembers it', async () => {
      await rig.state(3, [3]);
      rig.desk.typed = '13800138000';
      rig.flows.press(3);
      expect((await rig.server.command('Dial')).params.phoneNum).toBe('13800138000');
      expect(rig.desk.typed).toBe('');
      expect(rig.memory.numbers('888')).toEqual(['13800138000']);
    });
    it('leaves a number in its field that was refused on the spot', async () => {
      await rig.state(3, [3]);
      rig.desk.typed = '16812345';
      rig.flows.press(3);
      const { id } = await rig.server.command('Dial');
      const fault = { code: 'NumberNotAllowed', text: '号码不允许拨打,呼叫失败', remedy: '请管理员开放号段' };
      rig.server.now.event('DialFailed', { replyTo: id, fault });
      await rig.until(() => rig.desk.typed !== '');
      expect(rig.desk.typed).toBe('16812345');
      expect(rig.desk.ask).toBeNull();
    });
    it('asks again, with the reason and the number, where the number was refused on the spot', async () => {
      await rig.state(3, [3]);
      rig.flows.press(3);
      const { id } = await rig.server.command('PrepareDial');
      await rig.state(8, [38]);
      rig.server.now.event('PrepareDialSucc', { replyTo: id });
      await rig.until(() => rig.desk.ask?.kind === 'number');
      pickNumber('16812345');
      const dial = await rig.server.command('Dial');
      const refused = { code: 'NumberNotAllowed', text: '号码不允许拨打,呼叫失败', remedy: '请管理员开放号段' };
      rig.server.now.event('DialFailed', { replyTo: dial.id, fault: refused });
      await rig.until(() => rig.desk.ask?.kind === 'number');
      expect(rig.desk.ask).toMatchObject({ text: '16812345', problem: '号码不允许拨打,呼叫失败 · 请管理员开放号段' });
      rig.desk.closeAsk();
      await rig.server.command('CancelPrepareDial');
    });
    it('does not ask again where the call had begun', async () => {
      await rig.state(6, [8, 10], { call });
      await rig.flows.press(8);
      pickNumber('95588');
      const { id } = await rig.server.command('Consult');
      await rig.state(10, [13], { call });
      await rig.state(6, [8, 10], { call, stateSince: 99_000 });
      const fault = { code: 'NoAnswer', text: '对方无应答,呼叫失败', remedy: '稍后再拨' };
      rig.server.now.event('ConsultFailed', { replyTo: id, fault });
      await rig.until(() => rig.desk.tip.kind === 'bad');
      await rig.state(7, [11], { call });
      expect(rig.desk.ask).toBeNull();
    });
    it('remembers numbers that were consulted, too', async () => {
      await rig.state(6, [8, 10], { call });
      await rig.flows.press(8);
      pickNumber('010-95588');
      expect((await rig.server.command('Consult')).params).toMatchObject({ destSPType: 'OUT', destSPIns: '01095588' });
      expect(rig.memory.numbers('888')).toEqual(['01095588']);
    });
    it('leaves the question to a page that asks it itself', async () => {
      rig.page = (handler) => (handler === 'onPrepareDialSucc' ? null : undefined);
      await rig.state(3, [3]);
      rig.flows.press(3);
      const { id } = await rig.server.command('PrepareDial');
      await rig.state(8, [38]);
      rig.server.now.event('PrepareDialSucc', { replyTo: id });
      await rig.server.until(() => true);
      rig.server.now.event('HBSucc');
      await rig.state(3);
      expect(rig.desk.ask).toBeNull();
    });
  });

  describe('choosing a colleague', () => {
    const consulting = async (state = 6) => {
      await rig.state(state, [7, 10], { call });
      rig.flows.press(7);
      const { id, params } = await rig.server.command('RefreshAgentList');
      expect(params.agentListType).toBe('AGENTLISTTYPE_CONSULT');
      rig.server.now.event('RefreshAgentListSucc', { replyTo: id, ...list('AGENTLISTTYPE_CONSULT') });
      await rig.until(() => rig.desk.ask?.kind === 'targets');
      const { ask } = rig.desk;
      if (ask?.kind !== 'targets') throw new Error('no targets');
      return ask;
    };
    it('consults whom the agent picks', async () => {
      const ask = await consulting();
      const target = ask.tabs[0]?.targets[0];
      if (!target) throw new Error('nobody to pick');
      rig.desk.closeAsk(true);
      ask.done(target);
      expect((await rig.server.command('Consult')).params).toMatchObject({ destSPType: 'AGT', destSPIns: '6003' });
    });
    it('or a skill; from a conference a skill cannot be asked, and is not offered', async () => {
      const transferAgentSkillInfo = [{ skillCode: '1001', skillName: '普通' }];
      rig.server.now.event('SettingsNotify', { params: { transferAgentSkillInfo } });
      await rig.until(() => rig.desk.phone?.transferAgentSkillInfo.length === 1);
      const named = async (state: number) => (await consulting(state)).tabs.map(({ name }) => name);
      expect(await named(6)).toEqual(['agents', 'skills']);
      rig.desk.closeAsk(false);
      expect(await named(21)).toEqual(['agents']);
    });
    it('leaves everybody in place while the list is looked at', async () => {
      await consulting();
      const shown = () =>
        rig.desk.ask?.kind === 'targets'
          ? rig.desk.ask.tabs[0]?.targets.map(({ ins, gone }) => (gone ? `${ins} gone` : ins))
          : [];
      const again = async (items: object[], ready: () => boolean) => {
        rig.desk.refreshList();
        const { id } = await rig.server.command('RefreshAgentList');
        const agentList = { agentListType: 'AGENTLISTTYPE_CONSULT', items };
        rig.server.now.event('RefreshAgentListSucc', { replyTo: id, params: { agentList } });
        await rig.until(ready);
      };
      const free = (ins: string) => ({ ...colleague, ins });
      const busy = (ins: string) => ({ ...colleague, ins, state: '6' });
      await again([free('6001'), busy('6003')], () => shown()?.length === 2);
      expect(shown()).toEqual(['6003', '6001']);
      await again([free('6001')], () => shown()?.includes('6003 gone') ?? false);
      expect(shown()).toEqual(['6003 gone', '6001']);
      await again([free('6003'), busy('6001')], () => shown()?.includes('6003') ?? false);
      expect(shown()).toEqual(['6003', '6001']);
    });
    it('is over when the call is', async () => {
      await consulting();
      await rig.state(19, [31]);
      expect(rig.desk.ask).toBeNull();
      expect(rig.desk.tip.text).toBe('状态已改变，无法继续此操作');
      expect(rig.server.names()).not.toContain('Consult');
    });
    it('opens for no list that the CRM fetched for itself', async () => {
      await rig.state(6, [7]);
      rig.desk.phone?.refreshConsultAgentList();
      const { id } = await rig.server.command('RefreshAgentList');
      rig.server.now.event('RefreshAgentListSucc', { replyTo: id, ...list('AGENTLISTTYPE_CONSULT') });
      await rig.state(7, [11]);
      expect(rig.desk.ask).toBeNull();
    });
  });

  describe('menus', () => {
    it('of leave has the tenant’s reasons', async () => {
      await rig.state(3, [33]);
      await rig.flows.press(33, 'pause');
      expect(rig.desk.menu?.items).toEqual([{ value: '0', text: '小休' }]);
      rig.desk.menu?.choose('0');
      expect((await rig.server.command('Leave')).params.leaveReason).toBe('0');
    });
    it('of the mode offers in a call a leave for afterwards', async () => {
      await rig.state(3, [36]);
      await rig.flows.press(36, 'mode');
      expect(menuValues()).toEqual(['mode:0']);
      await rig.state(6, [36], { call });
      rig.desk.closeMenu();
      await rig.flows.press(36, 'mode');
      expect(menuValues()).toEqual(['mode:0', 'leave:0']);
      rig.desk.menu?.choose('leave:0');
      await rig.server.command('Leave');
    });
    it('hangs at the tools where its button is not to be seen', async () => {
      await rig.state(6, [54, 10], { call });
      await rig.flows.press(54);
      expect(rig.desk.menu?.anchor).toBe('tools');
    });
    it('is not needed where the page says what it wants', async () => {
      await rig.state(3, [36, 33]);
      rig.flows.press(36, '', '3');
      expect((await rig.server.command('SetWorkMode')).params.workMode).toBe('3');
      expect(rig.desk.menu).toBeNull();
    });
  });

  describe('an incoming call', () => {
    it('rings until it is answered or gone', async () => {
      await rig.state(5, [42, 10], { call });
      expect(rig.desk.ringing).toMatchObject({ number: '13800138000' });
      expect(rig.rung.map((one) => one?.number)).toEqual(['13800138000']);
      expect(rig.announced).toContainEqual({ text: '13800138000 来电', urgent: true });
      await rig.state(6, [10], { call });
      expect(rig.desk.ringing).toBeNull();
      expect(rig.rung).toEqual([expect.anything(), null]);
    });
    it('rings no more when the line is lost, and again when it is back', async () => {
      await rig.state(5, [42], { call });
      rig.server.now.drop();
      await rig.until(() => rig.desk.status === 'reconnecting');
      expect(rig.rung.at(-1)).toBeNull();
    });
  });

  it('messages are counted until they are read, and go to the colleague', async () => {
    await rig.state(3, [37]);
    const message = { id: 'm1', fromIns: '6003', fromName: '测试工号', text: '开会', at: 1 };
    rig.server.now.event('AgentMsgArrive', { params: { message } });
    await rig.until(() => rig.desk.mail.unread === 1);
    expect(rig.announced.at(-1)?.text).toContain('测试工号');
    rig.flows.press(37);
    expect(rig.desk.ask).toMatchObject({ kind: 'messages', open: '6003' });
    expect(rig.desk.mail.unread).toBe(0);
    const sending = rig.desk.sendMessage('6003', '测试工号', '好');
    const { id, params } = await rig.server.command('SendAgentMsg');
    expect(params).toMatchObject({ destSPIns: '6003', msg: '好' });
    rig.server.now.event('SendAgentMsgSucc', { replyTo: id });
    await sending;
    expect(rig.desk.mail.threads[0]?.lines.map(({ text }) => text)).toEqual(['开会', '好']);
  });

  it('a message that was not sent stands in its field still, and only there', async () => {
    await rig.state(3, [37]);
    rig.desk.mail.draft('6004', 'not for 6003');
    const sending = rig.desk.sendMessage('6003', '测试工号', '好');
    const { id } = await rig.server.command('SendAgentMsg');
    const fault = { code: 'TargetUnknown', text: '目标 6003 不存在,操作失败', remedy: '重新选择目标' };
    rig.server.now.event('SendAgentMsgFailed', { replyTo: id, fault });
    await sending;
    expect([...rig.desk.mail.drafts]).toEqual([
      ['6004', 'not for 6003'],
      ['6003', '好'],
    ]);
    expect(rig.desk.mail.threads).toEqual([]);
  });

  it('a supervisor’s hand is named', async () => {
    await rig.state(3, [33]);
    rig.server.now.event('MonitorContorled', {
      params: { controlType: '2', extraControlParam: '', destSPName: '赵班长' },
    });
    await rig.until(() => rig.desk.tip.text.startsWith('班长'));
    expect(rig.desk.tip).toMatchObject({ text: '班长 赵班长：强制离席', kind: 'bad' });
  });

  it('another page has taken over: nothing is asked any more, and it can be taken back', async () => {
    await rig.state(3, [33]);
    await rig.flows.press(33, 'pause');
    rig.server.now.event('WebSocketReplaced');
    await rig.until(() => rig.desk.status === 'replaced');
    expect(rig.desk.menu).toBeNull();
    await rig.desk.carryOut(() => rig.desk.phone?.takeBack());
    expect(rig.desk.status).toBe('online');
  });
});

it('another page has it: the agent decides', async () => {
  rig.server.isWebSocketExists = true;
  const connecting = rig.connect();
  await rig.until(() => rig.desk.ask?.kind === 'confirm');
  const { ask } = rig.desk;
  if (ask?.kind !== 'confirm') throw new Error('nobody asked');
  rig.desk.closeAsk(true);
  ask.done();
  await connecting;
  expect(rig.desk.status).toBe('online');
});
