import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Stages } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

describe('where a page connects', () => {
  it.each([
    '/',
    '',
    '/?lang=en',
    '/WSAgentServer/websocket',
    '/WSAgentServer_111/websocket',
    '/websocket?x=1',
    '/a/b/websocket',
  ])('is served at %j', async (path) => {
    const { page } = await stages.open();
    expect(await (await page(path)).ask('Hold')).toMatchObject({ errorCode: 'Succ' });
  });

  it.each(['/other', '/websocket/more', '/WSAgentServer', `/${'x'.repeat(9_000)}/websocket`])(
    'is 404 at a path like %.40s',
    async (path) => {
      const { page } = await stages.open();
      await expect(page(path)).rejects.toThrow('HTTP 404');
    },
  );

  it('needs a WebSocket handshake: anything else is an HTTP answer', async () => {
    const { http } = await stages.open();
    const upgrade = await fetch(`${http}/websocket`);
    expect(upgrade.status).toBe(404);
  });
});

describe('the subprotocol', () => {
  it.each([
    [[], ''],
    [['wssp.v4'], 'wssp.v4'],
    [['wssp.v5', 'wssp.v4'], 'wssp.v4'],
    [['chat', 'other'], 'chat'],
  ])('offered %j becomes %j', async (offered, chosen) => {
    const { page } = await stages.open();
    expect((await page('/', offered)).ws.protocol).toBe(chosen);
  });

  it('that holds only a token comes back, else a browser would close the connection', async () => {
    const { page } = await stages.open();
    const token = `${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`;
    expect((await page('/', [token])).ws.protocol).toBe(token);
    expect((await page('/', [token, 'wssp.v4'])).ws.protocol).toBe('wssp.v4');
  });

  it('never negotiates compression', async () => {
    const { page } = await stages.open();
    expect((await page()).ws.extensions).toBe('');
  });
});

describe('the origin of a page', () => {
  const from = (origin: string, host?: string) => ({ origin, ...(host ? { host } : {}) });

  it('is let in from the list, from this very server, and from programs that have none', async () => {
    const { page, http } = await stages.open({ origins: ['https://crm.example.com'] });
    await page('/', [], from('https://crm.example.com'));
    await page('/', [], from(http));
    await page('/');
  });

  it.each([
    ['another site', 'https://evil.example.com', undefined],
    ['the same site on another port', 'https://crm.example.com:444', undefined],
    ['the same site in clear', 'http://crm.example.com', undefined],
    ['a name that ends alike', 'https://xcrm.example.com', undefined],
    ['a file or a sandbox', 'null', undefined],
    ['a name that was made to point here (DNS rebinding)', 'http://evil.example.com:8887', 'evil.example.com:8887'],
  ])('is refused from %s', async (_what, origin, host) => {
    const { page } = await stages.open({ origins: ['https://crm.example.com'] });
    await expect(page('/', [], from(origin, host))).rejects.toThrow('HTTP 403');
  });

  it('is anybody with "*", which only mode open may have', async () => {
    const { page } = await stages.open({ origins: ['*'] });
    await page('/', [], from('https://evil.example.com'));
    const auth = { mode: 'token', secret: 'x'.repeat(32), apiKeys: [] } as const;
    await expect(stages.open({ origins: ['*'], auth })).rejects.toThrow(/mode "open"/);
  });

  it.each(['crm.example.com', 'https://crm.example.com/', 'https://crm.example.com/app', 'ftp:x'])(
    'must be written as one: %s stops the start',
    async (origin) => {
      await expect(stages.open({ origins: [origin] })).rejects.toThrow(/is not an origin/);
    },
  );
});

describe('the number of connections', () => {
  it('is bounded; one that leaves makes room', async () => {
    const { desk, page } = await stages.open({ limits: { connections: 2 } });
    const first = await page();
    await page();
    await expect(page()).rejects.toThrow('HTTP 503');
    await first.close();
    await desk.when(() => desk.closed.length === 1);
    await page();
  });

  it('is told at /metrics', async () => {
    const { page, http } = await stages.open({ limits: { connections: 2 } });
    await page();
    await page('/', ['wssp.v4']);
    await expect(page()).rejects.toThrow('HTTP 503');
    const text = await (await fetch(`${http}/metrics`)).text();
    expect(text).toContain('wssp_connections{dialect="deployed"} 1');
    expect(text).toContain('wssp_connections{dialect="v4"} 1');
    expect(text).toContain('wssp_connections_refused_total{reason="full"} 1');
  });
});

describe('a connection', () => {
  it('has a name of its own, which the desk hears again when it closes', async () => {
    const { desk, page } = await stages.open();
    const [one, two] = [await page(), await page()];
    await one.ask('Hold');
    await two.ask('Hold');
    const [first, second] = desk.submissions.map((submission) => submission.conn);
    expect(first).not.toBe(second);
    await one.close();
    await desk.when(() => desk.closed.length === 1);
    expect(desk.closed).toEqual([first]);
  });

  it('that breaks without a word is a lost page, not a crash', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    const other = await page();
    await one.ask('Hold');
    one.ws.terminate();
    await desk.when(() => desk.closed.length === 1);
    expect(await other.ask('Hold')).toMatchObject({ errorCode: 'Succ' });
  });

  it('that breaks during the handshake leaves nothing behind', async () => {
    const { ws, page } = await stages.open();
    const { port } = new URL(ws);
    for (const text of [
      'GET / HTTP/1.1\r\nUpgrade: websocket\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      '\u0000\u0001\u0002',
    ]) {
      const socket = connectTcp(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(text);
      socket.destroy();
      await once(socket, 'close');
    }
    expect(await (await page()).ask('Hold')).toMatchObject({ errorCode: 'Succ' });
  });
});

describe('when the server stops', () => {
  it('every page is told with code 1001 and the desk hears of each', async () => {
    const { desk, page, close } = await stages.open();
    const pages = [await page(), await page('/', ['wssp.v4'])];
    await close();
    expect(await Promise.all(pages.map((one) => one.closed))).toEqual([1001, 1001]);
    expect(desk.closed).toHaveLength(2);
    await expect(page()).rejects.toThrow(/ECONNREFUSED/);
  });

  it('a page that does not answer is not waited for', async () => {
    const { page, close } = await stages.open({ limits: { drainMs: 50 } });
    const deaf = await page();
    deaf.ws.pause();
    await close();
  });
});
