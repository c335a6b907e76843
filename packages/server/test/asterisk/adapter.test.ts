/** What a real Asterisk does only now and then, done to the adapter on purpose. */
import type { SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import { AsteriskSwitch } from '../../src/switch/asterisk/index.ts';
import { ASTERISK_LIMITS } from '../../src/switch/asterisk/limits.ts';
import { type FakeAnswer, FakeAsterisk, fakeChannel } from './fake-asterisk.ts';

const LEG = 'L0000000000000000000001';
const ROOM = 'R0000000000000000000001';
const IN = '1700000000.1';

/** Timers of hours never fire by themselves; the test fires them. */
class TestClock implements Clock {
  #timers = new Map<number, { readonly ms: number; readonly run: () => void }>();
  #next = 0;
  now(): number {
    return 0;
  }
  after(ms: number, run: () => void): () => void {
    this.#next += 1;
    const id = this.#next;
    this.#timers.set(id, { ms, run });
    return () => this.#timers.delete(id);
  }
  entropy(digits: number): string {
    return '0'.repeat(digits);
  }
  /** Fires what waits for up to so many milliseconds. */
  fire(upTo: number): void {
    for (const [id, timer] of [...this.#timers]) {
      if (timer.ms > upTo) continue;
      this.#timers.delete(id);
      timer.run();
    }
  }
}

let fake: FakeAsterisk;
let clock: TestClock;
let adapter: AsteriskSwitch;
let events: SwitchEvent[];
let heard: () => void;

beforeEach(async () => {
  fake = await FakeAsterisk.start();
  clock = new TestClock();
  events = [];
  heard = () => {};
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  adapter = new AsteriskSwitch({
    ari: { url: fake.url, user: 'u', password: 'p' },
    link: { kind: 'connect' },
    trunk: 'carrier',
    clock,
    log,
  });
});
afterEach(async () => {
  await adapter.stop();
  await fake.close();
});

const start = () =>
  adapter.start((event) => {
    events.push(event);
    heard();
  });
async function told(fits: (event: SwitchEvent) => boolean): Promise<SwitchEvent> {
  for (;;) {
    const found = events.find(fits);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
}
const said = (leg: string) => events.flatMap((event) => ('leg' in event && event.leg === leg ? [event] : []));
const dial = (more: object = {}): SwitchCommand => ({
  do: 'dial',
  leg: LEG,
  target: { kind: 'extension', number: '6001' },
  callerNumber: '10010',
  callerName: '',
  timeoutSeconds: 20,
  autoAnswer: false,
  call: 'C1',
  ...more,
});
const dialled = (state: string) => fakeChannel(LEG, state, 'wssp,dialled');
const incoming = (state = 'Ring') => fakeChannel(IN, state, 'wssp,incoming,10010');
const stasisStart = { type: 'StasisStart', args: ['incoming', '10010'], channel: incoming() };
const stasisEnd = { type: 'StasisEnd', channel: incoming() };
const destroyed = (cause: number) => ({ type: 'ChannelDestroyed', cause, channel: dialled('Down') });

/** A sign that everything sent before has been read: a digit of a call that nobody else speaks of. */
async function flushed(): Promise<void> {
  const id = `flush-${events.length}`;
  fake.send({ type: 'StasisStart', args: ['incoming', '1'], channel: fakeChannel(id, 'Ring', 'wssp,incoming,1') });
  await told((event) => event.on === 'incoming' && event.leg === id);
}

it('tells the answer that comes before the reply to the dial, and the end once, however often it is told', async () => {
  await start();
  let reply = (_answer: FakeAnswer) => {};
  fake.answer = ({ method, path }) =>
    method === 'POST' && path === `/channels/${LEG}`
      ? new Promise<FakeAnswer>((resolve) => {
          reply = resolve;
        })
      : undefined;
  adapter.execute(dial());
  await fake.untilAsked(`POST /channels/${LEG}`);
  fake.send({ type: 'ChannelStateChange', channel: dialled('Ringing') });
  fake.send({ type: 'StasisStart', args: ['dialled'], channel: dialled('Up') });
  await told((event) => event.on === 'answered');
  reply({ status: 200, json: {} });
  fake.send({ type: 'StasisEnd', channel: dialled('Up') }, destroyed(16), destroyed(16));
  await flushed();
  expect(said(LEG)).toEqual([
    { on: 'ringing', leg: LEG },
    { on: 'answered', leg: LEG },
    { on: 'ended', leg: LEG, cause: 'normal' },
  ]);
});

it.each([
  [{ status: 500, json: { message: 'Allocation failed' } }, 'unreachable'],
  [{ status: 400, json: { message: 'no endpoint' } }, 'unreachable'],
  [null, 'failed'],
] as const)('ends a dial that is answered with %j', async (answer, cause) => {
  await start();
  fake.answer = ({ method }) => (method === 'POST' ? answer : undefined);
  adapter.execute(dial());
  expect(await told((event) => event.on === 'ended')).toEqual({ on: 'ended', leg: LEG, cause });
  // What may exist after a lost answer must not ring on.
  if (answer === null) await fake.untilAsked(`DELETE /channels/${LEG}`);
});

it('takes a 409 for what it is: the leg is there already', async () => {
  await start();
  fake.answer = ({ method }) => (method === 'POST' ? { status: 409, json: { message: 'exists' } } : undefined);
  adapter.execute(dial());
  await fake.untilAsked(`POST /channels/${LEG}`);
  fake.send(destroyed(17));
  await flushed();
  expect(said(LEG)).toEqual([{ on: 'ended', leg: LEG, cause: 'busy' }]);
});

it('carries out the commands of one leg in order, and of others meanwhile', async () => {
  fake.channels = [incoming('Up'), dialled('Up')];
  await start();
  const before = fake.asked.length;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  fake.answer = ({ path, method }) =>
    method === 'DELETE' && path === `/channels/${IN}/moh` ? gate.then(() => ({ status: 204 })) : undefined;
  adapter.execute({ do: 'open-room', room: ROOM, call: 'C1' });
  adapter.execute({ do: 'join', leg: IN, room: ROOM, mode: { kind: 'talk' } });
  adapter.execute({ do: 'part', leg: IN });
  adapter.execute({ do: 'hangup', leg: IN, cause: 'normal' });
  adapter.execute({ do: 'hangup', leg: LEG, cause: 'normal' });
  await fake.untilAsked(`DELETE /channels/${LEG}`);
  expect(fake.asked).not.toContain(`DELETE /channels/${IN}`);
  open();
  await fake.untilAsked(`DELETE /channels/${IN}`);
  const mine = fake.requests
    .slice(before)
    .filter(({ path, query }) => path.includes(IN) || query.get('channel') === IN)
    .map(({ method, path }) => `${method} ${path}`);
  expect(mine).toEqual([
    // What sounded before we came is not known.
    `DELETE /channels/${IN}/moh`,
    `DELETE /playbacks/wssp-tone-0-${IN}`,
    `DELETE /playbacks/wssp-tone-1-${IN}`,
    `POST /bridges/${ROOM}/addChannel`,
    `POST /bridges/${ROOM}/removeChannel`,
    `DELETE /channels/${IN}`,
  ]);
});

it('takes a leg out of a room that closes before anything is played to it, also one on its way in', async () => {
  fake.channels = [incoming('Up')];
  await start();
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  fake.answer = ({ path }) => (path === `/bridges/${ROOM}/addChannel` ? gate.then(() => ({ status: 204 })) : undefined);
  adapter.execute({ do: 'open-room', room: ROOM, call: 'C1' });
  adapter.execute({ do: 'join', leg: IN, room: ROOM, mode: { kind: 'talk' } });
  await fake.untilAsked(`POST /bridges/${ROOM}/addChannel`);
  const before = fake.asked.length;
  adapter.execute({ do: 'close-room', room: ROOM });
  adapter.execute({ do: 'part', leg: IN });
  adapter.execute({ do: 'play', play: 'P1', leg: IN, prompts: [{ kind: 'digits', digits: '1' }], lang: 'en' });
  open();
  await fake.untilAsked(`POST /channels/${IN}/play/P1`);
  await fake.untilAsked(`DELETE /bridges/${ROOM}`);
  const [first, ...others] = fake.asked.slice(before);
  expect(first).toBe(`POST /bridges/${ROOM}/removeChannel`);
  expect(others.sort()).toEqual([`DELETE /bridges/${ROOM}`, `POST /channels/${IN}/play/P1`]);
});

it('ends a leg whose orders pile up beyond their limit', async () => {
  fake.channels = [dialled('Up')];
  await start();
  fake.answer = ({ path }) => (path === `/channels/${LEG}/dtmf` ? new Promise<null>(() => {}) : undefined);
  for (let n = 0; n < ASTERISK_LIMITS.commandsPerLeg + 2; n += 1) {
    adapter.execute({ do: 'send-digits', leg: LEG, digits: '1' });
  }
  expect(said(LEG)).toEqual([{ on: 'ended', leg: LEG, cause: 'failed' }]);
  await fake.untilAsked(`DELETE /channels/${LEG}`);
});

it('tells sync first, then what happened while it was read, and old events of what is over not at all', async () => {
  fake.channels = [incoming()];
  fake.answer = ({ path, method }) => {
    if (method !== 'GET' || path !== '/bridges') return undefined;
    // Between the state and the engine's knowing of it: news of the leg that is there, of one that is new, of one that is not.
    fake.send(stasisStart, { type: 'ChannelStateChange', channel: incoming('Up') });
    fake.send({
      type: 'StasisStart',
      args: ['incoming', '10086'],
      channel: fakeChannel('1700000000.2', 'Ring', 'wssp,incoming,10086'),
    });
    fake.send(destroyed(16));
    return undefined;
  };
  await start();
  await told((event) => event.on === 'answered');
  await flushed();
  expect(events.slice(0, 3)).toEqual([
    {
      on: 'sync',
      legs: [
        {
          leg: IN,
          phase: 'incoming',
          room: null,
          incoming: { ani: '13800138000', aniName: 'Li Lei', dnis: '10010' },
        },
      ],
      rooms: [],
      devices: [],
    },
    { on: 'answered', leg: IN },
    { on: 'incoming', leg: '1700000000.2', ani: '13800138000', aniName: 'Li Lei', dnis: '10086' },
  ]);
  expect(said(LEG)).toEqual([]);
});

it('does not tell a call again that Asterisk repeats after a connection was lost', async () => {
  await start();
  fake.send(stasisStart);
  await told((event) => event.on === 'incoming');
  fake.drop();
  await told((event) => event.on === 'down');
  events.length = 0;
  clock.fire(ASTERISK_LIMITS.reconnectMs.last);
  await told((event) => event.on === 'sync');
  // The call had ended meanwhile; its beginning and end come once more.
  fake.send(stasisStart, stasisEnd);
  await flushed();
  expect(said(IN)).toEqual([]);
});

it('answers a play and a dial while there is no connection, and drops the rest', async () => {
  fake.channels = [incoming('Up')];
  await start();
  fake.drop();
  await told((event) => event.on === 'down');
  const asked = fake.asked.length;
  adapter.execute({ do: 'play', play: 'P1', leg: IN, prompts: [{ kind: 'digits', digits: '1' }], lang: 'en' });
  adapter.execute({ do: 'hangup', leg: IN, cause: 'normal' });
  adapter.execute(dial());
  adapter.execute(dial());
  expect(events.slice(-2)).toEqual([
    { on: 'played', play: 'P1', ok: false },
    { on: 'ended', leg: LEG, cause: 'lost' },
  ]);
  expect(fake.asked.length).toBe(asked);
});

it('tells all that exists again when asked, and carries out afterwards what was ordered meanwhile', async () => {
  fake.channels = [incoming('Up')];
  await start();
  events.length = 0;
  const before = fake.asked.length;
  adapter.resync();
  expect(adapter.health().connected).toBe(true);
  adapter.execute({ do: 'hangup', leg: IN, cause: 'normal' });
  expect(await told(() => true)).toMatchObject({ on: 'sync', legs: [{ leg: IN, phase: 'up' }] });
  await fake.untilAsked(`DELETE /channels/${IN}`);
  const order = fake.asked.slice(before);
  expect(order.indexOf(`DELETE /channels/${IN}`)).toBeGreaterThan(order.indexOf('GET /channels'));
  expect(events.filter((event) => event.on === 'down')).toEqual([]);
});

it('stops a prompt that still sounds from before the connection was lost when the leg joins a room', async () => {
  fake.channels = [incoming('Up')];
  await start();
  adapter.execute({ do: 'play', play: 'P1', leg: IN, prompts: [{ kind: 'digits', digits: '1' }], lang: 'en' });
  await fake.untilAsked(`POST /channels/${IN}/play/P1`);
  fake.drop();
  await told((event) => event.on === 'played' && !event.ok);
  await told((event) => event.on === 'down');
  events.length = 0;
  clock.fire(ASTERISK_LIMITS.reconnectMs.last);
  await told((event) => event.on === 'sync');
  adapter.execute({ do: 'open-room', room: ROOM, call: 'C1' });
  adapter.execute({ do: 'join', leg: IN, room: ROOM, mode: { kind: 'talk' } });
  await fake.untilAsked(`POST /bridges/${ROOM}/addChannel`);
  expect(fake.asked).toContain('DELETE /playbacks/P1');
});

it('starts over when the state cannot be read', async () => {
  let failing = true;
  fake.answer = ({ method, path }) =>
    failing && method === 'GET' && path === '/bridges' ? { status: 500 } : undefined;
  const started = start();
  await fake.untilAsked('GET /bridges');
  await fake.until(() => fake.connections === 0);
  failing = false;
  clock.fire(ASTERISK_LIMITS.reconnectMs.first);
  await started;
  expect(adapter.health().connected).toBe(true);
});

it('gives a connection up that shows no sign of life', async () => {
  await start();
  // Nobody answers: two heartbeats, and the answer to the first has not been read.
  clock.fire(ASTERISK_LIMITS.heartbeatMs);
  clock.fire(ASTERISK_LIMITS.heartbeatMs);
  await told((event) => event.on === 'down');
  expect(adapter.health().connected).toBe(false);
});

it('asks after a leg whose channel seems gone, and ends it only when it is', async () => {
  fake.channels = [incoming('Up')];
  await start();
  let there = true;
  fake.answer = ({ method, path }) => {
    if (path === `/channels/${IN}/dtmf`) return { status: 404, json: { message: 'Channel not found' } };
    if (method === 'GET' && path === `/channels/${IN}`) return there ? { status: 200, json: {} } : undefined;
    return undefined;
  };
  adapter.execute({ do: 'send-digits', leg: IN, digits: '1' });
  await adapter.idle();
  clock.fire(1_000);
  await fake.untilAsked(`GET /channels/${IN}`);
  await flushed();
  expect(said(IN)).toEqual([]);
  there = false;
  adapter.execute({ do: 'send-digits', leg: IN, digits: '1' });
  await adapter.idle();
  clock.fire(1_000);
  expect(await told((event) => event.on === 'ended')).toEqual({ on: 'ended', leg: IN, cause: 'normal' });
});

it('survives what is no event', async () => {
  await start();
  for (const text of ['', 'null', '[]', '{"type":5}', '{"type":"Unheard"}', '{', '"x"']) fake.sendText(text);
  await flushed();
  expect(adapter.health().connected).toBe(true);
});

it('asks again for a hang-up that was not answered', async () => {
  fake.channels = [incoming('Up')];
  await start();
  await told((event) => event.on === 'sync');
  let refused = 0;
  fake.answer = ({ method, path }) => {
    if (method !== 'DELETE' || path !== `/channels/${IN}` || refused > 0) return undefined;
    refused += 1;
    return null;
  };
  adapter.execute({ do: 'hangup', leg: IN, cause: 'normal' });
  await fake.untilAsked(`DELETE /channels/${IN}`, 2);
  await adapter.idle();
  expect(refused).toBe(1);
});
