import { afterEach, describe, expect, it } from 'vitest';
import { WSSoftPhoneError } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';
import { FakeServer, snapshotView } from './support/fake-server.ts';
import { Page } from './support/page.ts';

const pages: Page[] = [];
const servers: FakeServer[] = [];
async function idle(dialect: 'deployed' | 'v4'): Promise<{ server: FakeServer; page: Page }> {
  const server = await FakeServer.start(dialect);
  const page = new Page({ serverUri: server.uri });
  servers.push(server);
  pages.push(page);
  await page.phone.connectServer();
  server.now.state(3);
  await page.state('3');
  server.running = { agentState: '3', agentWorkMode: '0' };
  return { server, page };
}
afterEach(async () => {
  for (const page of pages.splice(0)) page.phone.close();
  for (const server of servers.splice(0)) await server.stop();
});
const coInfos = { COID: 'BC_1_58aaabff_4001', ANI: '6002', DNIS: '13800138000', '17': '1' };

for (const dialect of ['deployed', 'v4'] as const) {
  describe(`promises on the ${dialect} wire`, () => {
    /** The event as that wire has it. */
    const failure = (code: string, text: string): Record<string, unknown> =>
      dialect === 'v4' ? { fault: { code, text, remedy: '稍后再拨' } } : { errorCode: code, errorDesc: text };
    const call = dialect === 'v4' ? { call: coInfos } : { coInfos };

    it('a dial resolves with the call data when the customer answers', async () => {
      const { server, page } = await idle(dialect);
      const dialled = page.phone.Dial('13800138000', '10010');
      const { id, params } = await server.command('Dial');
      expect(params).toMatchObject({ phoneNum: '13800138000', ani: '10010' });
      server.now.event('DialAccepted', { replyTo: id });
      server.now.event('DialBegin', { ...call });
      server.now.event('DialSucc', { ...call, replyTo: id });
      await expect(dialled).resolves.toEqual(coInfos);
      expect(page.told('onDialBegin')).toEqual([[coInfos]]);
      expect(page.told('onDialSucc')).toEqual([[coInfos]]);
    });

    it('a dial rejects with code, text and remedy; both spellings of the handler are called', async () => {
      const { server, page } = await idle(dialect);
      const dialled = page.phone.dial('13800138000');
      const { id } = await server.command('Dial');
      server.now.event('DialFailed', { ...failure('NumberBusy', '对方忙,外拨失败'), replyTo: id });
      const error = await dialled.then(
        () => undefined,
        (problem: unknown) => problem,
      );
      expect(error).toBeInstanceOf(WSSoftPhoneError);
      expect(error).toMatchObject({
        name: 'WSSoftPhoneError',
        code: 'NumberBusy',
        text: '对方忙,外拨失败',
        command: 'Dial',
      });
      if (dialect === 'v4') expect(error).toMatchObject({ remedy: '稍后再拨' });
      expect(page.told('onDialFailed')).toEqual([['NumberBusy']]);
      expect(page.told('onDialError')).toEqual([['NumberBusy']]);
      expect(page.told('onShowTip').flat()).toContain('对方忙,外拨失败');
    });

    it('a denied dial does not fail the next one', async () => {
      const { server, page } = await idle(dialect);
      const first = page.phone.dial('00123');
      const denied = await server.command('Dial');
      const second = first.catch(() => page.phone.dial('13800138000'));
      server.now.event('DialDenied', { ...failure('NumberForbidden', '号码不允许拨打,外拨失败'), replyTo: denied.id });
      server.now.event('DialFailed', { ...failure('NumberForbidden', '号码不允许拨打,外拨失败'), replyTo: denied.id });
      await expect(first).rejects.toMatchObject({ code: 'NumberForbidden' });
      const { id } = await server.command('Dial', 2);
      server.now.event('DialSucc', { ...call, replyTo: id });
      await expect(second).resolves.toEqual(coInfos);
    });

    it('a command that the server does not take rejects with its answer', async () => {
      const { server, page } = await idle(dialect);
      server.script = ({ command }) =>
        command === 'Hold'
          ? { errorCode: 'DelegatorIdNoMatch', ...(dialect === 'v4' ? {} : { errorDesc: '会话不符,操作失败' }) }
          : undefined;
      await expect(page.phone.hold()).rejects.toMatchObject({ code: 'DelegatorIdNoMatch', command: 'Hold' });
      expect(page.told('onError')[0]?.[0]).toMatchObject({ command: 'Hold', errorCode: 'DelegatorIdNoMatch' });
    });

    it('an agent list resolves with the list', async () => {
      const { server, page } = await idle(dialect);
      const agentList = { agentListType: 'AGENTLISTTYPE_CALLINNER', items: [] };
      const listed = page.phone.refreshCallInnerAgentList();
      const { id, params } = await server.command('RefreshAgentList');
      expect(params.agentListType).toBe('AGENTLISTTYPE_CALLINNER');
      const sent = dialect === 'v4' ? agentList : JSON.stringify(agentList);
      server.now.event('RefreshAgentListSucc', { params: { agentList: sent }, replyTo: id });
      await expect(listed).resolves.toEqual(agentList);
      expect(page.told('onRefreshAgentListSucc')).toEqual([[agentList]]);
    });

    it('preparing an inner call brings the list by itself', async () => {
      const { server, page } = await idle(dialect);
      page.phone.callSPFunction(4);
      const { id } = await server.command('PrepareCallInner');
      server.now.event('PrepareCallInnerSucc', { replyTo: id });
      expect((await server.command('RefreshAgentList')).params.agentListType).toBe('AGENTLISTTYPE_CALLINNER');
    });

    it('a server that does not answer, or never says what came of it, ends the promise', async () => {
      const { server, page } = await idle(dialect);
      server.silent = ['Hold', 'WSHello'];
      const unanswered = page.phone.hold();
      await server.command('Hold');
      page.time.advance(LIMITS.responseMs);
      await expect(unanswered).rejects.toMatchObject({ code: 'NoResponse' });
    });

    it('a function switch resolves with its answer', async () => {
      const { server, page } = await idle(dialect);
      server.script = ({ command }) =>
        command === 'SetFunctionSwitch' ? { datas: { functionCode: 'KeepLogon', isOn: 'true' } } : undefined;
      await expect(page.phone.setFunctionSwitch('KeepLogon', true)).resolves.toMatchObject({ datas: { isOn: 'true' } });
      expect(page.told('onFunctionSwitch')).toEqual([['KeepLogon', true, true]]);
      expect(page.phone.isKeepLogon).toBe(true);
    });
  });
}

describe('promises nobody looks at', () => {
  it('do not raise unhandled rejections, and still reject for one who looks later', async () => {
    const { server, page } = await idle('v4');
    const unhandled: unknown[] = [];
    const listen = (problem: unknown): void => void unhandled.push(problem);
    process.on('unhandledRejection', listen);
    try {
      const hold = page.phone.hold();
      const { id } = await server.command('Hold');
      server.now.event('HoldFailed', { replyTo: id, fault: { code: 'NotAllowedInState', text: '不允许', remedy: '' } });
      await page.until('onHoldFailed');
      page.phone.callSPFunction(43); // not available
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
      await expect(hold).rejects.toMatchObject({ code: 'NotAllowedInState' });
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});

describe('a command whose line is lost', () => {
  it('goes out again under its id when it was not answered, so that it has one effect', async () => {
    const { server, page } = await idle('v4');
    server.silent = ['Hold'];
    const hold = page.phone.hold();
    const first = await server.command('Hold');
    server.now.drop();
    await page.until('onWSClose');
    server.silent = [];
    page.time.advance(LIMITS.backoffMs);
    const again = await server.command('Hold', 2);
    expect(again.id).toBe(first.id);
    expect(again.on).not.toBe(first.on);
    server.now.event('HoldSucc', { replyTo: again.id });
    await hold;
  });

  it('is not sent again to a deployed server, which would do it twice', async () => {
    const { server, page } = await idle('deployed');
    server.silent = ['Hold'];
    const hold = page.phone.hold();
    await server.command('Hold');
    server.now.drop();
    await page.until('onWSClose');
    page.time.advance(LIMITS.backoffMs);
    await expect(hold).rejects.toMatchObject({ code: 'OutcomeUnknown' });
    expect(server.names().filter((name) => name === 'Hold')).toHaveLength(1);
  });

  for (const [state, verdict] of [
    [6, 'resolves'],
    [3, 'rejects'],
  ] as const) {
    it(`ends by the restored state where only that tells: a dial at state ${state} ${verdict}`, async () => {
      const { server, page } = await idle('v4');
      const dialled = page.phone.dial('13800138000');
      await server.command('Dial');
      server.now.state(9);
      await page.state('9');
      server.now.drop();
      await page.until('onWSClose');
      server.running = { agentState: String(state), agentWorkMode: '0' };
      page.time.advance(LIMITS.backoffMs);
      await page.until('onInited', 2);
      const view = snapshotView({ agentState: state }, state === 6 ? { call: coInfos } : {});
      server.now.event('Snapshot', { params: { view } });
      if (state === 6) await expect(dialled).resolves.toEqual(coInfos);
      else await expect(dialled).rejects.toMatchObject({ code: 'OutcomeUnknown' });
    });
  }

  it('still ringing after the line came back goes on ringing', async () => {
    const { server, page } = await idle('v4');
    const dialled = page.phone.dial('13800138000');
    const { id } = await server.command('Dial');
    server.now.state(9);
    await page.state('9');
    server.now.drop();
    await page.until('onWSClose');
    server.running = { agentState: '9', agentWorkMode: '0' };
    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 2);
    server.now.event('Snapshot', { params: { view: snapshotView({ agentState: 9 }) } });
    server.now.event('DialSucc', { call: coInfos, replyTo: id });
    await expect(dialled).resolves.toEqual(coInfos);
  });
});

describe('whose answer a response is', () => {
  it('on wssp.v4 that of the command it names, in whatever order they come', async () => {
    const { server, page } = await idle('v4');
    server.silent = ['SetWorkMode'];
    const first = page.phone.setWorkMode(0);
    const second = page.phone.setWorkMode(3);
    const [one, two] = [await server.command('SetWorkMode', 1), await server.command('SetWorkMode', 2)];
    server.now.reply(two, { errorCode: 'ProcessFailed' });
    await expect(second).rejects.toMatchObject({ code: 'ProcessFailed' });
    server.now.reply(one);
    server.now.event('SetWorkModeSucc', { replyTo: one.id });
    await first;
  });
});

describe('whose outcome an event is', () => {
  it('on wssp.v4 only that of the command it names', async () => {
    const { server, page } = await idle('v4');
    const hold = page.phone.hold();
    const { id } = await server.command('Hold');
    // Another page held and failed over HTTP.
    server.now.event('HoldFailed', { replyTo: 'other-1', fault: { code: 'CallGone', text: '', remedy: '' } });
    server.now.event('HoldSucc', { replyTo: id });
    await hold;
  });
  it('on the deployed wire that of the oldest command of the name', async () => {
    const { server, page } = await idle('deployed');
    const first = page.phone.setWorkMode(0);
    const second = page.phone.setWorkMode(3);
    await server.command('SetWorkMode', 2);
    server.now.event('SetWorkModeSucc');
    server.now.event('SetWorkModeFailed', { errorCode: 'WorkModeUnknown', errorDesc: '设置失败' });
    await first;
    await expect(second).rejects.toMatchObject({ code: 'WorkModeUnknown' });
  });
});
