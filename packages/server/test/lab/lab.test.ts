/** The lab over HTTP: calls made and taken by hand, telephones, faults, the event stream, and who may use it. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoTokens } from '../../src/lab/demo-tokens.ts';
import { createLab, type LabOptions } from '../../src/lab/lab.ts';
import { LAB_LIMITS } from '../../src/lab/limits.ts';
import type { LabView } from '../../src/lab/views.ts';
import { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';
import { fastClock } from '../virtual/fast-clock.ts';

let app: FastifyInstance;
let port: VirtualSwitch;

async function open(more: Partial<LabOptions> = {}): Promise<void> {
  const clock = fastClock(10);
  port = new VirtualSwitch({ clock, timing: { setupMs: 0 } });
  await port.configure({
    phones: [
      { number: '6001', kind: 'virtual', secret: null, serverAnswer: true },
      { number: '6006', kind: 'desk', secret: 'not to be shown', serverAnswer: false },
    ],
  });
  await port.start(() => {});
  app = Fastify({ forceCloseConnections: true });
  await app.register(
    createLab({
      switch: port,
      clock,
      tokens: () => null,
      lines: () => [{ dnis: '10010', name: '普通服务' }],
      allowRemote: false,
      ...more,
    }),
  );
}
const post = (url: string, payload?: object) =>
  app.inject({ method: 'POST', url: `/lab${url}`, ...(payload === undefined ? {} : { payload }) });

beforeEach(() => open());
afterEach(() => app.close());

describe('a customer', () => {
  it('calls in, hears, presses keys and hangs up', async () => {
    const called = await post('/customers', { ani: '13800138000', dnis: '10010', aniName: '王先生' });
    expect(called.statusCode).toBe(201);
    const customer = called.json();
    expect(customer).toMatchObject({
      number: '13800138000',
      dnis: '10010',
      direction: 'in',
      phase: 'calling',
      hears: [],
    });
    const [leg] = port.exchange.legs.values();
    expect(leg?.incoming).toEqual({ ani: '13800138000', dnis: '10010', aniName: '王先生' });
    port.execute({ do: 'answer', leg: leg?.id ?? '' });
    port.execute({ do: 'music', leg: leg?.id ?? '', musicClass: 'default' });
    expect((await app.inject('/lab/customers')).json()).toMatchObject([
      { id: customer.id, phase: 'up', hears: [{ kind: 'music', text: 'default' }] },
    ]);
    expect((await post(`/customers/${customer.id}/digits`, { digits: '12#' })).statusCode).toBe(200);
    const hungUp = await post(`/customers/${customer.id}/hangup`);
    expect(hungUp.json()).toMatchObject({ phase: 'ended', ending: 'normal' });
    expect((await post(`/customers/${customer.id}/hangup`)).statusCode).toBe(409);
  });

  it('that is called answers by hand', async () => {
    port.execute({
      do: 'dial',
      leg: 'L1',
      target: { kind: 'outside', number: '13900001111' },
      callerNumber: '10010',
      callerName: '',
      timeoutSeconds: 30,
      autoAnswer: false,
      call: 'C',
    });
    await expect.poll(async () => (await app.inject('/lab/customers')).json()[0]?.phase).toBe('ringing');
    const [customer] = (await app.inject('/lab/customers')).json();
    expect(customer).toMatchObject({ direction: 'out', number: '13900001111', dnis: null });
    expect((await post(`/customers/${customer.id}/answer`)).json()).toMatchObject({ phase: 'up' });
  });

  it.each([
    [{ ani: '', dnis: '10010' }],
    [{ ani: '1; DROP', dnis: '10010' }],
    [{ ani: '1'.repeat(33), dnis: '10010' }],
    [{ ani: '1' }],
    [{ ani: '1', dnis: '1', aniName: 'x'.repeat(65) }],
    [[]],
  ])('that makes no sense is refused: %j', async (payload) => {
    expect((await post('/customers', payload)).statusCode).toBe(400);
    expect(port.exchange.legs.size).toBe(0);
  });

  it('nobody knows is not found', async () => {
    expect((await post('/customers/U0/hangup')).statusCode).toBe(404);
    expect((await post('/phones/7999/answer')).statusCode).toBe(404);
  });
});

describe('a telephone', () => {
  it('shows itself without its secret', async () => {
    const phones = await app.inject('/lab/phones');
    expect(phones.json()).toMatchObject([
      { number: '6001', kind: 'virtual', serverAnswer: true, registered: true, phase: 'idle' },
      { number: '6006', kind: 'desk', serverAnswer: false },
    ]);
    expect(phones.body).not.toContain('not to be shown');
  });

  it('rings, answers and hangs up', async () => {
    port.execute({
      do: 'dial',
      leg: 'L1',
      target: { kind: 'extension', number: '6006' },
      callerNumber: '13800138000',
      callerName: '',
      timeoutSeconds: 30,
      autoAnswer: false,
      call: 'C',
    });
    await expect
      .poll(async () => (await app.inject('/lab/phones')).json()[1])
      .toMatchObject({
        phase: 'ringing',
        callerNumber: '13800138000',
      });
    expect((await post('/phones/6006/answer')).json()).toMatchObject({ phase: 'up' });
    expect((await post('/phones/6006/hangup')).json()).toMatchObject({ phase: 'idle', ending: 'normal' });
    expect((await post('/phones/6006/answer')).statusCode).toBe(409);
  });

  it('goes offline, is busy, picks up by itself', async () => {
    expect((await post('/phones/6001/unregister')).json()).toMatchObject({ registered: false });
    expect((await post('/phones/6001/unregister')).statusCode).toBe(409);
    expect((await post('/phones/6001/register')).json()).toMatchObject({ registered: true });
    expect((await post('/phones/6001/busy')).json()).toMatchObject({ busy: true });
    expect((await post('/phones/6001/free')).json()).toMatchObject({ busy: false });
    expect((await post('/phones/6001/auto-answer', { ms: 500 })).json()).toMatchObject({ autoAnswerMs: 500 });
    expect((await post('/phones/6001/auto-answer', { ms: null })).json()).toMatchObject({ autoAnswerMs: null });
    expect((await post('/phones/6001/auto-answer', {})).statusCode).toBe(400);
  });
});

describe('faults', () => {
  it('lose and mend the line', async () => {
    expect((await post('/faults/lose-line')).json()).toMatchObject({ line: { connected: false } });
    expect(port.health().connected).toBe(false);
    expect((await post('/faults/mend-line')).json()).toMatchObject({ line: { connected: true } });
  });
  it('restart, delay and fail', async () => {
    await post('/customers', { ani: '1', dnis: '10010' });
    expect((await post('/faults/restart')).json()).toMatchObject({ customers: [{ phase: 'ended' }] });
    expect((await post('/faults/delay', { ms: 20 })).statusCode).toBe(200);
    expect((await post('/faults/delay', { ms: LAB_LIMITS.delayMs + 1 })).statusCode).toBe(400);
    expect((await post('/faults/fail-dials', { count: 2 })).statusCode).toBe(200);
    expect(port.exchange.failDials.left).toBe(2);
  });
});

describe('the token of the demo page', () => {
  it('is issued for the agent asked for', async () => {
    await app.close();
    await open({
      tokens: () => ({
        issue: async ({ agentId }) => ({ token: `for ${agentId}`, expiresAt: 1 }),
        check: async () => null,
      }),
    });
    const given = await app.inject('/lab/token?agentId=888');
    expect(given.json()).toEqual({ token: 'for 888', expiresAt: 1 });
    expect(given.headers['cache-control']).toBe('no-store');
    expect((await app.inject('/lab/token')).statusCode).toBe(400);
  });
  it('is there without a lab, too, and as well guarded', async () => {
    const bare = Fastify();
    await bare.register(createDemoTokens({ tokens: () => null, allowRemote: false }));
    expect((await bare.inject('/demo/token?agentId=888')).json()).toEqual({ token: null });
    const stranger = { url: '/demo/token?agentId=888', headers: { origin: 'https://evil.example' } };
    expect((await bare.inject(stranger)).statusCode).toBe(403);
    await bare.close();
  });
  it('is null where none is asked for', async () => {
    expect((await app.inject('/lab/token?agentId=888')).json()).toEqual({ token: null });
  });
});

describe('who may use it', () => {
  const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    app.inject({ url: '/lab/token?agentId=888', headers, remoteAddress });

  it.each([
    ['another machine', { host: '10.0.0.5:8887' }, '10.0.0.9'],
    ['a name that a foreign name server can hand out', { host: 'evil.example:8887' }, '127.0.0.1'],
    ['a page from elsewhere', { host: 'localhost:8887', origin: 'https://evil.example' }, '127.0.0.1'],
    ['a proxy', { host: 'localhost:8887', 'x-forwarded-for': '10.0.0.9' }, '127.0.0.1'],
    ['a proxy of the newer kind', { host: 'localhost:8887', forwarded: 'for=10.0.0.9' }, '127.0.0.1'],
  ])('not %s', async (_who, headers, address) => {
    expect((await ask(headers, address)).statusCode).toBe(403);
  });
  it.each([
    ['a script on this machine', { host: '127.0.0.1:8887' }, '127.0.0.1'],
    ['the demo page', { host: 'localhost:8887', origin: 'http://localhost:8887' }, '::1'],
    ['the demo page over IPv4 in IPv6', { host: '127.0.0.1:1', origin: 'http://127.0.0.1:1' }, '::ffff:127.0.0.1'],
  ])('but %s', async (_who, headers, address) => {
    expect((await ask(headers, address)).statusCode).toBe(200);
  });
  it('and other machines when opened to them, but still no page from elsewhere', async () => {
    await app.close();
    await open({ allowRemote: true });
    expect((await ask({ host: 'lab.example:8887', origin: 'http://lab.example:8887' }, '10.0.0.9')).statusCode).toBe(
      200,
    );
    expect((await ask({ host: 'lab.example:8887', origin: 'http://evil.example' }, '10.0.0.9')).statusCode).toBe(403);
  });
});

describe('the event stream', () => {
  it('shows all at once, then every change, and ends with the server', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const response = await fetch(`${address}/lab/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const views = viewsOf(response);
    expect((await views.next()).value).toMatchObject({
      phones: [{ number: '6001' }, { number: '6006' }],
      customers: [],
    });
    await post('/customers', { ani: '13800138000', dnis: '10010' });
    await post('/phones/6006/busy');
    expect((await views.next()).value).toMatchObject({
      phones: [{ number: '6001' }, { number: '6006', busy: true }],
      customers: [{ number: '13800138000' }],
    });
    await app.close();
    expect((await views.next()).done).toBe(true);
  });

  it('is refused to one too many, and its place is free again afterwards', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const leave = new AbortController();
    const ask = async (signal?: AbortSignal) => fetch(`${address}/lab/events`, signal === undefined ? {} : { signal });
    await Promise.all(Array.from({ length: LAB_LIMITS.streams }, () => ask(leave.signal)));
    const refused = await ask();
    expect(refused.status).toBe(503);
    await refused.text();
    leave.abort();
    await expect
      .poll(async () => {
        const again = await ask();
        await again.body?.cancel();
        return again.status;
      })
      .toBe(200);
  });
});

it('says what can be called', async () => {
  expect((await app.inject('/lab')).json()).toMatchObject({
    switch: 'virtual',
    lines: [{ dnis: '10010', name: '普通服务' }],
    outsideSuffixes: { '9486': 'busy' },
  });
});

async function* viewsOf(response: Response): AsyncGenerator<LabView> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}
