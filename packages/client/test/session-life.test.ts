import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

describe('the life of a session with a deployed server', () => {
  let server: FakeServer;
  const pages: Page[] = [];
  const open = (...args: ConstructorParameters<typeof Page>): Page => {
    const page = new Page(...args);
    pages.push(page);
    return page;
  };
  beforeEach(async () => {
    server = await FakeServer.start('deployed');
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) page.phone.close();
    await server.stop();
  });

  it('asks whether a page is there, initialises, and tells the page what to show, in this order', async () => {
    const page = open({ serverUri: server.uri });
    expect(page.phone.agentState).toBe('0');
    await expect(page.phone.connectServer()).resolves.toBe('D1');

    expect(server.names()).toEqual(['CheckWebSocket', 'Init']);
    const [check, init] = server.received;
    expect(check).toMatchObject({
      objectClass: 'SPCommand',
      ins: '6002',
      params: { agentId: '888', agentName: '员工888' },
    });
    expect(init).toMatchObject({ ins: '6002', delegatorId: '', params: { agentId: '888' } });

    const names = page.calls.map((call) => call.name).filter((name) => !['onTrace', 'onEvent'].includes(name));
    expect(names).toEqual([
      'onShowTip',
      'onConnectionChange', // connecting
      'onWSOpen',
      'onNotifySettings', // before the answer to Init: pages draw buttons at the first state
      'onConnectionChange', // online
      'onInited',
      'onStateChange',
    ]);
    expect(page.told('onInited')).toEqual([['D1']]);
    // The server's "0" is shown as "1".
    expect(page.told('onStateChange')).toEqual([['1']]);
    expect(page.phone.getStateSetting().functions).toEqual([{ id: 1, enabled: true }]);
    expect(page.phone.leaveReasonSettings).toEqual([{ reasonId: '0', reasonName: '小休', visible: true }]);
  });

  it('offers wssp.v4 first, and comes again without it when the server does not take it up', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    expect(server.handshakes).toEqual(['wssp.v4', '']);
    // The page saw one connection, not a failed one before it.
    expect(page.told('onWSConnectFailed')).toEqual([]);
    expect(page.told('onWSOpen')).toHaveLength(1);
    expect(server.received.every((one) => one.id === undefined)).toBe(true);
  });

  it('logs on with the mode chosen before, and follows the states', async () => {
    const page = open({ serverUri: server.uri, softPhoneCode: 'secret' });
    await page.phone.connectServer();
    await page.phone.setWorkMode(3);
    expect(page.told('onWorkModeChange')).toEqual([['3']]);
    const logon = page.phone.Logon();
    const command = await server.command('Logon');
    expect(command).toMatchObject({
      delegatorId: 'D1',
      params: { agentId: '888', agentName: '员工888', agentWorkMode: '3', softPhoneCode: 'secret' },
    });
    server.now.state(2);
    server.now.event('LogonSucc');
    server.now.state(3);
    await expect(logon).resolves.toBe('6002');
    await page.state('3');
    expect(page.told('onLogonSucc')).toEqual([['6002']]);
    expect(page.told('onStateChange')).toEqual([['1'], ['2'], ['3']]);
    expect(page.phone.getCurStateName()).toBe('空闲');
    expect(page.phone.getCurWorkModeName()).toBe('示闲');
    expect(page.told('onShowTip').flat()).toContain('登录成功');
    expect(page.told('onTrace').flat().join('\n')).not.toContain('secret');
  });

  it('forgets the call when a leave follows it, which the agent had asked for during the call', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.state(6, { coInfos: { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', '17': '0' } });
    server.now.state(19);
    await page.state('19');
    expect(page.phone.getCoInfos().ANI).toBe('13800138000');
    server.now.state(23);
    await page.state('23');
    expect(page.phone.getCoInfos()).toEqual({});
  });

  it('pops the call, and forgets its data when idle again', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.state(5);
    const coInfos = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', DNIS: '10010', SK: '1001', '17': '0' };
    server.now.event('CallArrive', { coInfos });
    const [seen] = await page.until('onCallArrive');
    expect(seen).toEqual(coInfos);
    expect(page.phone.getCoInfos()).toEqual(coInfos);
    server.now.state(6);
    server.now.event('DevConnected', { coInfos });
    expect(await page.until('onDevConnected')).toEqual([coInfos]);
    server.now.state(3);
    await page.state('3');
    expect(page.phone.getCoInfos()).toEqual({});
    expect(page.told('onCallArrive')).toHaveLength(1);
  });

  it('drops events of another seat', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.event('LogonSucc', { ins: '6003' });
    server.now.event('LeaveSucc');
    await page.until('onLeaveSucc');
    expect(page.told('onLogonSucc')).toEqual([]);
  });

  it('takes the extension it is given when it asked for any', async () => {
    const page = open({ serverUri: server.uri, ins: 'INS_WAIT_FOR_DISPATCH' });
    const connected = page.phone.connectServer();
    await server.command('Init');
    await connected.catch(() => {});
    server.now.event('LogonSucc', { ins: '6007' });
    await page.until('onLogonSucc');
    expect(page.phone.ins).toBe('6007');
    page.phone.leave();
    expect(await server.command('Leave')).toMatchObject({ ins: '6007' });
  });

  it('asks for any extension again when it logs on again, and takes another', async () => {
    let seat = '6007';
    server.script = ({ command }) => (command === 'Logon' ? { ins: seat } : undefined);
    const page = open({ serverUri: server.uri, ins: 'INS_WAIT_FOR_DISPATCH' });
    await page.phone.connectServer();
    page.phone.logon().catch(() => {});
    await server.command('Logon');
    server.now.event('LogonFailed', { ins: '6007' });
    await page.until('onLogonFailed');
    seat = '6008';
    page.phone.logon().catch(() => {});
    expect(await server.command('Logon', 2)).toMatchObject({ ins: 'INS_WAIT_FOR_DISPATCH' });
    server.now.event('LogonSucc', { ins: '6008' });
    await page.until('onLogonSucc');
    expect(page.phone.ins).toBe('6008');
  });

  describe('when another page has the softphone', () => {
    it('asks the user, and goes on when the page says init()', async () => {
      server.isWebSocketExists = true;
      const page = open({ serverUri: server.uri });
      const connected = page.phone.connectServer();
      await page.until('onConfirmReplaceWebSocket');
      expect(page.phone.connectionStatus).toBe('confirming');
      expect(server.names()).toEqual(['CheckWebSocket']);
      page.phone.init();
      await connected;
      expect(page.phone.connectionStatus).toBe('online');
    });
    it('goes on, or leaves it, as the handler answers', async () => {
      server.isWebSocketExists = true;
      const willing = open({ serverUri: server.uri }, { onConfirmReplaceWebSocket: async () => true });
      await expect(willing.phone.connectServer()).resolves.toBe('D1');
      const unwilling = open({ serverUri: server.uri }, { onConfirmReplaceWebSocket: () => false });
      await expect(unwilling.phone.connectServer()).rejects.toMatchObject({ code: 'LineDown' });
      expect(unwilling.phone.connectionStatus).toBe('closed');
      expect(server.names().filter((name) => name === 'Init')).toHaveLength(1);
    });
    it('does not ask about its own session', async () => {
      server.isWebSocketExists = true;
      const page = open({ serverUri: server.uri, delegatorId: 'D1' });
      await page.phone.connectServer();
      expect(server.names()).toEqual(['Init']);
      expect(server.received[0]).toMatchObject({ delegatorId: 'D1', params: { delegatorId: 'D1' } });
      expect(page.told('onConfirmReplaceWebSocket')).toEqual([]);
    });
  });

  it('restores the running call after a reload, without popping it again', async () => {
    server.running = { agentState: '6', agentWorkMode: '0' };
    const page = open({ serverUri: server.uri, delegatorId: 'D1' });
    await page.phone.connectServer();
    const coInfos = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', '17': '0' };
    server.now.state(6, { coInfos });
    await page.until('onStateChange', 2);
    expect(page.told('onStateChange')).toEqual([['6'], ['6']]);
    expect(page.phone.getCoInfos()).toEqual(coInfos);
    expect(page.told('onCallArrive')).toEqual([]);
  });

  it('switches everything off when replaced, fights for nothing, and takes the softphone back on request', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.state(3);
    await page.state('3');
    expect(page.phone.getStateSetting().functions.some((one) => one.enabled)).toBe(true);

    server.now.event('WebSocketReplaced');
    await page.until('onWebSocketReplaced');
    expect(page.phone.connectionStatus).toBe('replaced');
    expect(page.phone.getStateSetting().functions.every((one) => !one.enabled)).toBe(true);
    expect(page.phone.getStateSetting().functions[0]?.why).toContain('顶替');
    await expect(page.phone.dial('13800138000')).rejects.toMatchObject({ code: 'SessionReplaced' });
    page.time.advance(120_000);
    expect(server.connections).toHaveLength(1);
    expect(page.phone.connectionStatus).toBe('replaced');

    server.running = { agentState: '3', agentWorkMode: '0' };
    await page.phone.takeBack();
    expect(server.connections).toHaveLength(1); // on the socket that stayed open
    expect(server.names().filter((name) => name === 'Init')).toHaveLength(2);
    expect(page.phone.getStateSetting().functions.some((one) => one.enabled)).toBe(true);
  });

  it('takes the softphone back by init() too, as a page does that has one button for both', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.event('WebSocketReplaced');
    await page.until('onWebSocketReplaced');
    page.phone.init();
    await page.until('onInited', 2);
    expect(page.phone.connectionStatus).toBe('online');
    expect(server.connections).toHaveLength(1);
  });

  it('sends no Init while there is no line', async () => {
    const page = open({ serverUri: server.uri });
    page.phone.init();
    page.time.advance(60_000);
    expect(page.phone.connectionStatus).toBe('closed');
    await expect(page.phone.connectServer()).resolves.toBe('D1');
  });

  it('connects anew to take the softphone back when its socket is gone', async () => {
    const page = open({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.event('WebSocketReplaced');
    await page.until('onWebSocketReplaced');
    server.now.drop();
    await page.until('onWSClose');
    page.time.advance(120_000);
    expect(server.connections).toHaveLength(1);
    await page.phone.connectServer();
    expect(server.connections).toHaveLength(2);
    expect(page.phone.connectionStatus).toBe('online');
  });

  it('logs on by itself where the page wants it, but not into a running session', async () => {
    const page = open({ serverUri: server.uri, autoLogon: true });
    await page.phone.connectServer();
    await server.command('Logon');
    server.running = { agentState: '3', agentWorkMode: '0' };
    const back = open({ serverUri: server.uri, autoLogon: true, delegatorId: 'D1' });
    await back.phone.connectServer();
    await back.phone.setFunctionSwitch('KeepLogon', true);
    expect(server.names().filter((name) => name === 'Logon')).toHaveLength(1);
  });

  it('answers by itself where the page wants it and the server can answer for the phone', async () => {
    const page = open({ serverUri: server.uri, isAutoAnswer: true });
    await page.phone.connectServer();
    server.now.state(5, { agentInfos: { agentState: '5', isDigitalDevice: 'false' } });
    await page.state('5');
    server.now.state(3);
    server.now.state(5, { agentInfos: { agentState: '5', isDigitalDevice: 'true' } });
    await server.command('AnswerCall');
    expect(server.names().filter((name) => name === 'AnswerCall')).toHaveLength(1);
  });

  it('reports a refused Init, and stops when another try cannot help', async () => {
    server.script = (command) =>
      command.command === 'Init' ? { errorCode: 'InvalidIns', errorDesc: '分机 6002 不存在,登录失败' } : undefined;
    const page = open({ serverUri: server.uri });
    await expect(page.phone.connectServer()).rejects.toMatchObject({
      code: 'InvalidIns',
      text: '分机 6002 不存在,登录失败',
    });
    expect(page.told('onError')).toHaveLength(1);
    expect(page.phone.connectionStatus).toBe('closed');
    page.time.advance(60_000);
    expect(server.connections).toHaveLength(1);
  });
});
