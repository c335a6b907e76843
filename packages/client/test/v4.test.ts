import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SPEvent } from '../src/index.ts';
import { agentView, FakeServer, snapshotView } from './support/fake-server.ts';
import { Page } from './support/page.ts';

const call = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', '17': '0' };

describe('wssp.v4', () => {
  let server: FakeServer;
  let page: Page;
  beforeEach(async () => {
    server = await FakeServer.start('v4');
    page = new Page({ serverUri: server.uri, language: 'en' });
    await page.phone.connectServer();
  });
  afterEach(async () => {
    page.phone.close();
    await server.stop();
  });

  it('is taken up, and every command has an id of its own', async () => {
    expect(server.handshakes).toEqual(['wssp.v4']);
    page.phone.hold();
    page.phone.hold();
    const ids = [(await server.command('Hold', 1)).id, (await server.command('Hold', 2)).id];
    expect(new Set(ids).size).toBe(2);
    expect(ids.every(Boolean)).toBe(true);
  });

  it('is initialised before it takes in what came behind the answer in the same frame', async () => {
    const other = await FakeServer.start('v4');
    other.silent = ['Init'];
    const late = new Page({ serverUri: other.uri });
    late.phone.connectServer();
    const init = await other.command('Init');
    const agent = agentView({ agentState: 3 });
    const view = snapshotView({ agentState: 3 });
    other.now.raw([
      other.now.replyFrame(init, { datas: { delegatorId: 'D1', agentState: 3, agentWorkMode: '0' }, agent }),
      other.now.eventFrame('Snapshot', { params: { view } }),
    ]);
    await late.until('onQueueChange');
    const names = late.calls
      .map((one) => one.name)
      .filter((name) => !['onTrace', 'onEvent', 'onShowTip'].includes(name));
    expect(names.slice(2)).toEqual([
      'onConnectionChange',
      'onInited',
      'onStateChange',
      'onNotifySettings',
      'onQueueChange',
    ]);
    late.phone.close();
    await other.stop();
  });

  it('takes several messages in one frame, in order', async () => {
    const frames = [
      server.now.eventFrame('StateChange', { agent: agentView({ agentState: 5 }) }),
      server.now.eventFrame('CallArrive', { call }),
      server.now.eventFrame('StateChange', { agent: agentView({ agentState: 6 }) }),
    ];
    server.now.raw(frames);
    await page.until('onStateChange', 3);
    const names = page.calls.map((one) => one.name).filter((name) => ['onStateChange', 'onCallArrive'].includes(name));
    expect(names.slice(-3)).toEqual(['onStateChange', 'onCallArrive', 'onStateChange']);
    expect(page.phone.agentState).toBe('6');
  });

  it('gives pages the fields and events that they know from the deployed wire', async () => {
    const queue = [{ ani: '13800138000', sk: '1001', coid: call.COID, qtm: 3 }];
    server.now.state(5, { call });
    server.now.event('QueueChange', { params: { queueList: queue } });
    await page.until('onQueueChange');
    expect(page.phone.agentState).toBe('5');
    expect(page.told('onQueueChange')).toEqual([[queue]]);
    expect(page.phone.getAgentInfos()).toMatchObject({ agentId: '888', isMonitor: 'true', monitorDepts: '1,2' });
    expect(page.phone).toMatchObject({
      isMonitor: true,
      monitorDepts: '1,2',
      canAutoAnswer: true,
      canKeepLogon: false,
    });
    const events = page.told('onEvent').map(([evt]) => evt as SPEvent);
    const state = events.find((evt) => evt.event === 'StateChange');
    expect(state).toMatchObject({ agentInfos: { agentState: '5', isDigitalDevice: 'true' }, coInfos: call });
    const change = events.find((evt) => evt.event === 'QueueChange');
    expect(JSON.parse(String(change?.params.queueList))).toEqual(queue);
  });

  it('applies an event once', async () => {
    const leave = server.now.eventFrame('LeaveSucc');
    server.now.raw(leave);
    server.now.raw(leave);
    server.now.event('ResumeWorkSucc');
    await page.until('onResumeWorkSucc');
    expect(page.told('onLeaveSucc')).toHaveLength(1);
  });

  it('asks for the whole view when an event is missing, and equals it', async () => {
    server.now.skip(3);
    server.now.state(19);
    await server.command('Init', 2);
    expect((await server.command('Init', 2)).params.lastSeq).toBeUndefined();
    const queue = [{ ani: '1', sk: '1001', coid: 'c', qtm: 0 }];
    const view = snapshotView(
      { agentState: 19, agentWorkMode: '3', leaveReason: '1', agentName: '王' },
      { wrapupLeft: 7, queue, call, buttons: [{ id: 31, enabled: true }] },
    );
    server.now.event('Snapshot', { params: { view } });
    await page.until('onQueueChange');
    expect(page.phone).toMatchObject({
      agentState: '19',
      agentWorkMode: '3',
      leaveReason: '1',
      agentName: '王',
      wrapupLeft: 7,
      queueList: queue,
      coInfos: call,
    });
    expect(page.phone.getStateSetting().functions).toEqual([{ id: 31, enabled: true }]);
    expect(server.connections).toHaveLength(1);
    expect(page.told('onInited')).toHaveLength(1);
  });

  it('keeps the mode to log on with when the whole view comes before log-on', async () => {
    const chosen = new Page({ serverUri: server.uri, agentWorkMode: '3' });
    await chosen.phone.connectServer();
    const view = snapshotView({ agentState: 1, agentWorkMode: '0' });
    server.now.event('Snapshot', { params: { view } });
    await chosen.until('onQueueChange');
    chosen.phone.logon();
    expect((await server.command('Logon')).params.agentWorkMode).toBe('3');
    // Logged on, the server's word counts.
    server.now.event('Snapshot', { params: { view: snapshotView({ agentState: 3, agentWorkMode: '0' }) } });
    await chosen.until('onQueueChange', 2);
    expect(chosen.phone.agentWorkMode).toBe('0');
    chosen.phone.close();
  });

  it('pops a call that rang while the page was away, once', async () => {
    const view = snapshotView({ agentState: 5 }, { call });
    server.now.event('Snapshot', { params: { view } });
    server.now.event('CallArrive', { call });
    server.now.event('LeaveSucc');
    await page.until('onLeaveSucc');
    expect(page.told('onCallArrive')).toEqual([[call]]);
    // Missed, and offered again: it pops again.
    server.now.state(3);
    server.now.state(5);
    server.now.event('CallArrive', { call });
    expect(await page.until('onCallArrive', 2)).toEqual([call]);
  });

  it('says why a button is off, in the language of the page', async () => {
    server.now.state(3, {
      buttons: [
        { id: 3, enabled: true },
        { id: 5, enabled: false, why: { code: 'NotPermitted' } },
      ],
    });
    await page.state('3');
    expect(page.phone.getStateSetting().functions).toEqual([
      { id: 3, enabled: true },
      { id: 5, enabled: false, why: 'You do not have the right to do this' },
    ]);
    // Another state's buttons come from the settings.
    expect(page.phone.getStateSetting('6').functions.map((one) => one.id)).toEqual([10, 6]);
    // New settings replace what was told before.
    server.now.settings();
    await page.until('onNotifySettings', 2);
    expect(page.phone.getStateSetting().functions.map((one) => one.id)).toEqual([2, 3]);
  });

  it('counts running times from the server clock, whatever this machine thinks the time is', async () => {
    server.now.event('StateChange', { agent: agentView({ agentState: 6, stateSince: 40_000 }), at: 100_000 });
    await page.state('6');
    expect(page.time.now() - page.phone.stateSince).toBe(60_000);
  });

  it('counts wrap-up down', async () => {
    server.now.state(19);
    server.now.event('WrapupTick', { params: { tick: 9 } });
    expect(await page.until('onWrapupTick')).toEqual([9]);
    expect(page.phone.wrapupLeft).toBe(9);
    server.now.state(3);
    await page.state('3');
    expect(page.phone.wrapupLeft).toBeNull();
  });

  it('survives whatever a server may send', async () => {
    const frames = [
      '',
      'x',
      '{}',
      'null',
      '[]',
      '[1,null,{}]',
      '{"objectClass":"SPEvent"}',
      '{"objectClass":"SPResponse"}',
    ];
    for (const frame of frames) server.now.raw(frame);
    server.now.raw(Buffer.from('{"objectClass":"SPEvent","event":"HoldSucc","ins":"6002"}').toString('base64'));
    for (const event of [
      'StateChange',
      'QueueChange',
      'SettingsNotify',
      'Snapshot',
      'RefreshAgentListSucc',
      'WrapupTick',
    ]) {
      server.now.event(event, {
        params: { view: 1, queueList: '{', stateSettings: 'x', agentList: '' },
        agent: 5,
        call: 7,
      });
    }
    server.now.event('LeaveSucc');
    await page.until('onLeaveSucc');
    expect(page.problems).toEqual([]);
    expect(page.phone.queueList).toEqual([]);
    expect(page.phone.getStateSetting().functions).toEqual([{ id: 1, enabled: true }]);
  });
});
