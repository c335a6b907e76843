import { afterEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

const pages: Page[] = [];
const servers: FakeServer[] = [];
async function serve(dialect: 'deployed' | 'v4', port?: number): Promise<FakeServer> {
  const server = await FakeServer.start(dialect, port);
  servers.push(server);
  return server;
}
function open(...args: ConstructorParameters<typeof Page>): Page {
  const page = new Page(...args);
  pages.push(page);
  return page;
}
/** Logged on, idle. */
async function atWork(server: FakeServer, page: Page): Promise<void> {
  await page.phone.connectServer();
  server.now.state(3);
  await page.state('3');
  server.running = { agentState: '3', agentWorkMode: '0' };
}
afterEach(async () => {
  for (const page of pages.splice(0)) page.phone.close();
  for (const server of servers.splice(0)) await server.stop();
});

describe('a lost line', () => {
  it('switches the buttons off at once, comes back with its session, and switches them on again', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);

    server.now.drop();
    await page.until('onWSClose');
    expect(page.phone.connectionStatus).toBe('reconnecting');
    expect(page.phone.agentState).toBe('3'); // the last that was known
    const off = page.phone.getStateSetting();
    expect(off.functions.map((one) => one.id)).toEqual([2, 3]); // the same places
    expect(off.functions.every((one) => !one.enabled && one.why === '软电话未连接')).toBe(true);

    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 2);
    expect(server.received.at(-1)).toMatchObject({ command: 'Init', delegatorId: 'D1', params: { lastSeq: 2 } });
    expect(page.told('onConnectionChange').flat()).toEqual(['connecting', 'online', 'reconnecting', 'online']);
    expect(page.phone.getStateSetting().functions.every((one) => one.enabled)).toBe(true);
    expect(page.told('onShowTip').flat().at(-1)).toBe('重新连接成功');
  });

  it('waits longer each time, up to a most, and with jitter', async () => {
    const server = await serve('v4');
    let jitter = 1;
    const page = open({ serverUri: server.uri, environment: { random: () => jitter } });
    await atWork(server, page);
    await server.stop();
    await page.until('onWSClose');
    const waits: number[] = [];
    for (let failures = 1; failures <= 8; failures++) {
      waits.push(page.time.next ?? 0);
      page.time.advance(page.time.next ?? 0);
      await page.until('onWSConnectFailed', failures);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    jitter = 0;
    page.time.advance(page.time.next ?? 0);
    await page.until('onWSConnectFailed', 9);
    expect(page.time.next).toBe(7500);

    servers.push(await FakeServer.start('v4', Number(new URL(server.uri).port || 0)));
  });

  it('tries the two addresses in turn', async () => {
    const first = await serve('v4');
    const second = await serve('v4');
    second.running = { agentState: '3', agentWorkMode: '0' };
    const page = open({ serverUri: first.uri, serverUri2: second.uri });
    await atWork(first, page);
    await first.stop();
    await page.until('onWSClose');
    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 2);
    expect(second.connections).toHaveLength(1);
    second.now.drop();
    await page.until('onWSClose', 2);
    page.time.advance(LIMITS.backoffMs);
    await page.until('onWSConnectFailed'); // the first one again, which is away
    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 3);
    expect(second.connections).toHaveLength(2);
  });

  it('gets a fresh token for every connect, and tries again when there is none to be had', async () => {
    const server = await serve('v4');
    let asked = 0;
    const tokenProvider = async (): Promise<string> => {
      asked++;
      if (asked === 2) throw new Error('CRM away');
      return `t/${asked}`;
    };
    const page = open({ serverUri: `${server.uri}/websocket?x=1`, tokenProvider, language: 'en' });
    await atWork(server, page);
    expect(server.now.request.url).toBe('/websocket?x=1&lang=en&token=t%2F1');
    server.now.drop();
    await page.until('onWSClose');
    page.time.advance(LIMITS.backoffMs);
    await page.until('onWSConnectFailed');
    page.time.advance(LIMITS.backoffMs * 2);
    await page.until('onInited', 2);
    expect(server.now.request.url).toBe('/websocket?x=1&lang=en&token=t%2F3');
  });

  it('gives up a socket that never opens', async () => {
    const page = open({
      serverUri: 'ws://127.0.0.1:1',
      environment: {
        WebSocket: class {
          readyState = 0;
          close(): void {}
        } as unknown as typeof WebSocket,
      },
    });
    const connected = page.phone.connectServer();
    await Promise.resolve();
    page.time.advance(LIMITS.connectMs); // with wssp.v4 offered
    await Promise.resolve();
    page.time.advance(LIMITS.connectMs); // and without
    await expect(connected).rejects.toMatchObject({ code: 'LineDown' });
    expect(page.told('onWSConnectFailed')).toHaveLength(1);
    expect(page.phone.connectionStatus).toBe('connecting');
  });

  it('does not mistake a server that is starting for an old one', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    const { port } = server;
    await server.stop();
    await page.until('onWSClose');
    page.time.advance(LIMITS.backoffMs);
    await page.until('onWSConnectFailed');
    const restarted = await serve('v4', port);
    restarted.running = { agentState: '3', agentWorkMode: '0' };
    page.time.advance(LIMITS.backoffMs * 2);
    await page.until('onInited', 2);
    expect(restarted.handshakes).toEqual(['wssp.v4']);
    expect(restarted.now.v4).toBe(true);
  });

  it('takes an address that spoke wssp.v4 for an old server only after three refusals', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    const { port } = server;
    await server.stop();
    await page.until('onWSClose');
    const old = await serve('deployed', port);
    old.running = { agentState: '3', agentWorkMode: '0' };
    for (let refusals = 1; refusals <= LIMITS.v4Failures - 1; refusals++) {
      page.time.advance(page.time.next ?? 0);
      await page.until('onWSConnectFailed', refusals);
    }
    expect(old.handshakes).toEqual(['wssp.v4', 'wssp.v4']);
    page.time.advance(page.time.next ?? 0);
    await page.until('onInited', 2);
    expect(old.handshakes).toEqual(['wssp.v4', 'wssp.v4', 'wssp.v4', '']);
  });

  it('does not come back after close()', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    page.phone.close();
    page.time.advance(120_000);
    expect(page.phone.connectionStatus).toBe('closed');
    expect(page.phone.ws).toBeNull();
    expect(server.connections).toHaveLength(1);
    await expect(page.phone.hold()).rejects.toMatchObject({ code: 'LineDown', command: 'Hold' });
  });
});

describe('a line that looks open', () => {
  it('is kept while WSHello is answered', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    for (let nth = 1; nth <= 10; nth++) {
      page.time.advance(LIMITS.helloMs);
      await page.until('onWSHello', nth);
    }
    expect(page.phone.connectionStatus).toBe('online');
    expect(server.connections).toHaveLength(1);
  });

  it('is given up when nothing comes any more', async () => {
    const server = await serve('v4');
    server.silent = ['WSHello'];
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    page.time.advance(LIMITS.helloMs);
    await server.command('WSHello', 1);
    expect(page.phone.connectionStatus).toBe('online');
    page.time.advance(LIMITS.helloMs * 2);
    expect(page.phone.connectionStatus).toBe('reconnecting');
    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 2);
  });

  it('is tried at once when the tab wakes up', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    page.wake();
    await page.until('onWSHello');
    page.time.advance(LIMITS.probeMs);
    expect(page.phone.connectionStatus).toBe('online');
    server.silent = ['WSHello'];
    page.wake();
    page.time.advance(LIMITS.probeMs);
    expect(page.phone.connectionStatus).toBe('reconnecting');
    page.wake(); // no waiting now
    await page.until('onInited', 2);
  });
});

describe('functions called while the line is down', () => {
  it('wait for it in order, and a dial goes stale', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    server.now.drop();
    await page.until('onWSClose');
    const leave = page.phone.leave('1');
    const resume = page.phone.resumeWork();
    page.time.advance(LIMITS.backoffMs);
    await page.until('onInited', 2);
    await server.command('ResumeWork');
    expect(server.names().slice(-2)).toEqual(['Leave', 'ResumeWork']);
    expect((await server.command('Leave')).age).toBe(LIMITS.backoffMs);
    server.now.event('LeaveSucc', { replyTo: (await server.command('Leave')).id });
    server.now.event('ResumeWorkSucc', { replyTo: (await server.command('ResumeWork')).id });
    await Promise.all([leave, resume]);

    await server.stop();
    await page.until('onWSClose', 2);
    const dial = page.phone.dial('13800138000');
    const hold = page.phone.hold();
    page.time.advance(5_000);
    await expect(dial).rejects.toMatchObject({ code: 'CommandStale', command: 'Dial', remedy: '请重新操作' });
    page.time.advance(LIMITS.queuedMs);
    await expect(hold).rejects.toMatchObject({ code: 'LineDown' });
  });

  it('are bounded', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    await atWork(server, page);
    server.now.drop();
    await page.until('onWSClose');
    for (let i = 0; i < LIMITS.queued; i++) page.phone.hold();
    await expect(page.phone.hold()).rejects.toMatchObject({ code: 'TooManyCommands' });
  });

  it('go out once the first connect is done', async () => {
    const server = await serve('v4');
    const page = open({ serverUri: server.uri });
    page.phone.connectServer();
    const logon = page.phone.logon();
    const { id } = await server.command('Logon');
    expect(server.names()).toEqual(['CheckWebSocket', 'Init', 'Logon']);
    server.now.event('LogonSucc', { replyTo: id });
    await expect(logon).resolves.toBe('6002');
  });
});
