/** The old control's methods: what they return at once, and what comes of them as events. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '../support/fake-server.ts';
import { OldPage } from '../support/old-page.ts';

const CALL = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', SK: '1001', '17': '0', OrderID: 'S1' };

describe.each(['v4', 'deployed'] as const)('over %s', (dialect) => {
  let server: FakeServer;
  let page: OldPage;
  beforeEach(async () => {
    server = await FakeServer.start(dialect);
    page = new OldPage({ ServerIP: server.uri, AgentID: '888', AgentName: '员工888', DevNum: '6002' });
  });
  afterEach(async () => {
    page.face.disconnectServer();
    await server.stop();
  });
  const online = async (state?: number): Promise<void> => {
    expect(page.face.connectServer()).toBe(0);
    await page.until('evtConnectServerSucc');
    if (state !== undefined) await inState(state);
  };
  const inState = async (state: number): Promise<void> => {
    const nth = page.values('evtStateChange').length + 1;
    server.now.state(state);
    await page.until('evtStateChange', nth);
  };
  const failed = (command: string, code: string, text: string): Record<string, unknown> => {
    const fault = server.now.v4 ? { fault: { code, text } } : { errorCode: code, errorDesc: text };
    return { event: `${command}Failed`, ...fault };
  };

  it('logs on as pages do: connectServer and Logon one after the other, without waiting', async () => {
    expect(page.face.connectServer()).toBe(0);
    expect(page.face.Logon()).toBe(0);
    const logon = await server.command('Logon');
    expect(logon).toMatchObject({ ins: '6002', params: { agentId: '888', agentName: '员工888' } });
    expect(server.names()).toEqual(['CheckWebSocket', 'Init', 'Logon']);
    await inState(2);
    logon.on.event('LogonSucc');
    await inState(3);
    expect(page.values('evtLogonSucc')).toEqual([['6002']]);
    expect(page.values('evtStateChange')).toEqual([[1], [2], [3]]);
    expect(page.face.AgentState).toBe(3);
    expect(page.face.getCurStateName()).toBe('空闲');
  });

  it('connects by itself for a page that only says Logon', async () => {
    expect(page.face.Logon()).toBe(0);
    await server.command('Logon');
  });

  it('tells a page that was reloaded in a call that it is logged on, and sends no second log-on', async () => {
    server.running = { agentState: '6', agentWorkMode: '0' };
    await online();
    expect(page.memory.get('csSoftPhone.6002.888.delegatorId')).toBe('D1');
    expect(page.face.Logon()).toBe(0);
    expect(await page.until('evtLogonSucc')).toEqual(['6002']);
    expect(page.values('evtStateChange').at(-1)).toEqual([6]);
    expect(server.names()).not.toContain('Logon');

    const again = new OldPage({ ServerIP: server.uri, AgentID: '888', DevNum: '6002' });
    for (const [key, value] of page.memory) again.memory.set(key, value);
    again.face.connectServer();
    await again.until('evtConnectServerSucc');
    expect((await server.command('Init', 2)).params.delegatorId).toBe('D1');
    again.face.disconnectServer();
  });

  it('hands a function over and tells its outcome', async () => {
    await online(6);
    expect(page.face.hold()).toBe(0);
    await server.command('Hold');
    server.now.event('HoldSucc');
    expect(await page.until('evtHoldSucc')).toEqual([]);
    await inState(7);

    expect(page.face.fetchHold()).toBe(0);
    const fetchHold = await server.command('FetchHold');
    server.now.event('FetchHoldFailed', { ...failed('FetchHold', 'CallGone', '通话已结束'), replyTo: fetchHold.id });
    expect(await page.until('evtFetchHoldFailed')).toEqual(['CallGone', '通话已结束']);
    expect(page.face.getErrDesc('CallGone')).toBe('通话已结束');
    expect(page.face.getErrDesc()).toBe('通话已结束');
  });

  it('tells a refusal once, whether it came as a response or as an event', async () => {
    server.script = ({ command, on }) =>
      command === 'Dial'
        ? { errorCode: 'ProcessFailed', ...(on.v4 ? { fault: { code: 'TooManyCommands' } } : { errorDesc: '太多' }) }
        : undefined;
    await online(3);
    expect(page.face.Dial('013800138000')).toBe(0);
    await page.until('evtDialFailed');
    server.script = () => undefined;
    page.face.Dial('013800138000');
    const dial = await server.command('Dial', 2);
    dial.on.event('DialDenied', {
      ...failed('Dial', 'NumberForbidden', '不允许'),
      event: 'DialDenied',
      replyTo: dial.id,
    });
    dial.on.event('DialFailed', { ...failed('Dial', 'NumberForbidden', '不允许') });
    expect(await page.until('evtDialFailed', 2)).toEqual(['NumberForbidden', '不允许']);
    await inState(3);
    expect(page.values('evtDialFailed')).toHaveLength(2);
    expect(page.values('evtDialDenied')).toHaveLength(1);
  });

  it('tells a failure that never left the page', async () => {
    await online(6);
    server.silent = ['Hold'];
    page.face.hold();
    await server.command('Hold');
    page.time.advance(10_000);
    expect(await page.until('evtHoldFailed')).toEqual(['NoResponse', expect.stringContaining('无响应')]);
  });

  it('gives the call’s data by key, in any case, and takes data for it', async () => {
    await online(5);
    server.now.event('CallArrive', server.now.v4 ? { call: CALL } : { coInfos: CALL });
    expect(await page.until('evtCallArrive')).toEqual([CALL.COID]);
    expect(page.face.getCOInfo('ANI')).toBe('13800138000');
    expect(page.face.getCOInfo('ani')).toBe('13800138000');
    expect(page.face.getCOInfo('17')).toBe('0');
    expect(page.face.getCOInfo(17)).toBe('0');
    expect(page.face.getCOInfo('nothing')).toBe('');
    expect(page.face.getCOInfo('constructor')).toBe('');
    expect(page.face.setCOInfo('Result', 'sold')).toBe(0);
    expect(page.face.getCOInfo('Result')).toBe('sold');
    expect(page.face.setCOInfo('', 'x')).toBe(-3);
    page.face.oneStepTransfer('6003', 'AGT');
    expect((await server.command('OneStepTransfer')).params).toMatchObject({
      destType: 'AGT',
      destIns: '6003',
      Result: 'sold',
    });
  });

  it('gives queue and lists by index and key', async () => {
    await online(3);
    const queueList = [{ ani: '13900139000', sk: '1001', qtm: 7, coid: 'BC_1' }];
    server.now.event('QueueChange', { params: { queueList: server.now.v4 ? queueList : JSON.stringify(queueList) } });
    expect(await page.until('evtQueueChange')).toEqual([1]);
    expect(page.face.getQueueSize()).toBe(1);
    expect(page.face.getQueueCOInfo(0, 'ANI')).toBe('13900139000');
    expect(page.face.getQueueCOInfo(0, 'QTM')).toBe('7');
    expect(page.face.getQueueCOInfo(1, 'ANI')).toBe('');

    expect(page.face.prepareCallInner()).toBe(0);
    await server.command('PrepareCallInner');
    server.now.event('PrepareCallInnerSucc');
    await page.until('evtPrepareCallInnerSucc');
    expect(page.face.refreshAgentList(3)).toBe(0);
    const asked = await server.command('RefreshAgentList');
    expect(asked.params.agentListType).toBe('AGENTLISTTYPE_CALLINNER');
    const agentList = {
      agentListType: 'AGENTLISTTYPE_CALLINNER',
      items: [
        { itemType: '1', ins: '6003', workID: '999', agentName: '测试', state: '3', workMode: '0', extnum: null },
        { itemType: '0', ins: '6004', workID: null, agentName: '', state: null, extnum: '6004', calst: '32' },
      ],
    };
    server.now.event('RefreshAgentListSucc', {
      params: { agentList: server.now.v4 ? agentList : JSON.stringify(agentList) },
      replyTo: asked.id,
    });
    expect(await page.until('evtRefreshAgentListSucc')).toEqual([3]);
    await page.until('evtRefreshCallInnerAgentListSucc');
    // Preparing did not fetch the list a second time.
    expect(server.received.filter(({ command }) => command === 'RefreshAgentList')).toHaveLength(1);
    expect(page.face.getAgentListCount()).toBe(1);
    expect(page.face.getAgentListInfo(0, 'AgentID')).toBe('999');
    expect(page.face.getAgentListInfo(0, 'AgentINS')).toBe('6003');
    expect(page.face.getAgentListInfo(0, 'agentName')).toBe('测试');
    expect(page.face.getDevListCount()).toBe(1);
    expect(page.face.getDevListInfo(0, 'DevNum')).toBe('6004');
    expect(page.face.getDevListInfo(1, 'DevNum')).toBe('');
    expect(page.face.refreshAgentList(9)).toBe(-3);

    // What the list has as an extension is called as one.
    page.face.callInner('6004');
    expect((await server.command('CallInner')).params).toMatchObject({ destSPType: 'EXT', destSPIns: '6004' });
    page.face.consult('6003');
    expect((await server.command('Consult')).params).toMatchObject({ destSPType: 'AGT', destSPIns: '6003' });
  });

  it.each([
    [['9138', 'OUT'], 'OUT', '9138'],
    [['OUT', '9138'], 'OUT', '9138'],
    [['9138', 2], 'OUT', '9138'],
    [['1001', 'sk'], 'SK', '1001'],
    [['6003', 0], 'EXT', '6003'],
    [['6003', '1'], 'AGT', '6003'],
    [['6003'], 'AGT', '6003'],
  ])('oneStepTransfer(%j) goes to %s %s', async (args, destType, destIns) => {
    await online(6);
    expect(page.face.oneStepTransfer(...args)).toBe(0);
    expect((await server.command('OneStepTransfer')).params).toMatchObject({ destType, destIns });
  });

  it('returns why a method did nothing, and says it in words', async () => {
    expect(page.face.hold()).toBe(-1);
    expect(page.face.getErrDesc(-1)).toContain('未连接');
    expect(page.face.getErrDesc()).toContain('未连接');
    expect(page.face.getErrDesc(0)).toBe('');
    await online(3);
    expect(page.face.Dial('')).toBe(-3);
    expect(page.face.Dial()).toBe(-3);
    expect(page.face.sendAgentMsg('6003')).toBe(-3);
    server.now.event('WebSocketReplaced');
    await page.until('evtWebSocketReplaced');
    expect(page.face.Dial('10086')).toBe(-2);
    expect(page.face.Logon()).toBe(-2);
    expect(page.face.getErrDesc(-2)).toContain('顶替');
    // It is taken back as it was got.
    expect(page.face.connectServer()).toBe(0);
    await page.until('evtConnectServerSucc', 2);
    expect(page.face.Dial('10086')).toBe(0);
  });

  it('ends a log-on that never reached the server', async () => {
    server.script = ({ command, on }) =>
      command === 'Init'
        ? { errorCode: 'ProcessFailed', ...(on.v4 ? { fault: { code: 'AgentUnknown', text: '无此工号' } } : {}) }
        : undefined;
    page.face.connectServer();
    page.face.Logon();
    expect((await page.until('evtLogonFailed'))[0]).toBe(dialect === 'v4' ? 'AgentUnknown' : 'ProcessFailed');
    expect(await page.until('evtConnectServerFailed')).toHaveLength(2);
  });
});

describe('properties', () => {
  it('come from PARAMs, scripts and setInitParam, the last word wins', async () => {
    const server = await FakeServer.start('v4');
    const page = new OldPage({ SERVERIP: 'nowhere', AgentID: '1', DevNum: '6001', agentname: 'x' });
    const { face } = page;
    expect([face.AgentID, face.agentid, face.AgentName, face.SK, face.AgentState]).toEqual(['1', '1', 'x', '', 0]);
    face.agentID = 888;
    face.ServerIP = server.uri;
    expect(face.SetInitParam('AgentName', '员工888')).toBe(0);
    expect(face.setInitParam('Skills', '1001:5,1002')).toBe(0);
    expect(face.setInitParam('WrapupSeconds', 10)).toBe(0);
    expect(face.setInitParam('AgentPortal.Ini', 'C:\\x')).toBe(0);
    expect(face.getInitParam('agentportal.ini')).toBe('C:\\x');
    expect(face.setInitParam('', 'x')).toBe(-3);
    expect(face.setWorkMode(4)).toBe(0);
    expect(face.Logon()).toBe(0);
    const logon = await server.command('Logon');
    expect(logon).toMatchObject({ ins: '6001', params: { agentId: '888', agentName: '员工888', agentWorkMode: '4' } });
    expect(JSON.parse(String(logon.params.customInitParams))).toEqual({
      agentWrapupSeconds: 10,
      skills: [
        { skillCode: '1001', skillLevel: '5' },
        { skillCode: '1002', skillLevel: '1' },
      ],
    });
    logon.on.state(3);
    while (face.AgentState !== 3) await page.until('evtStateChange', page.values('evtStateChange').length + 1);
    expect([face.AgentINS, face.DevNum, face.AgentType, face.IsMonitor]).toEqual(['6001', '6001', '1', 1]);
    expect([face.getAgentInfo('AgentID'), face.getAgentInfo('agentins'), face.getAgentInfo('state')]).toEqual([
      '888',
      '6001',
      '3',
    ]);
    face.disconnectServer();
    await server.stop();
  });

  it('must name agent and extension', () => {
    const { face } = new OldPage({ ServerIP: '127.0.0.1' });
    expect(face.connectServer()).toBe(-3);
    expect(face.Logon()).toBe(-3);
  });

  it('are bounded', () => {
    const { face } = new OldPage({});
    const codes = Array.from({ length: 100 }, (_, i) => face.setInitParam(`key${i}`, 'x'));
    expect(codes.filter((code) => code === 0)).toHaveLength(64);
    expect(face.setInitParam('key0', 'y')).toBe(0);
  });
});

it('asks for a token before it connects', async () => {
  const server = await FakeServer.start('v4');
  const page = new OldPage(
    { ServerIP: `127.0.0.1:${server.port}`, AgentID: '888', AgentINS: '6002' },
    { token: async (agentId) => `token of ${agentId}` },
  );
  page.face.connectServer();
  await page.until('evtConnectServerSucc');
  expect(server.now.request.url).toBe('/?token=token%20of%20888');
  page.face.disconnectServer();
  await server.stop();
});
