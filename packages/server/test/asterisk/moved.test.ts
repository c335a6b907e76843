/** Asterisk takes the channels of a destroyed bridge out a moment later: by then they must sit, and stay, elsewhere. */
import type { SwitchEvent } from '@wssoftphone/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AsteriskSwitch } from '../../src/switch/asterisk/index.ts';
import { FakeAsterisk, fakeChannel } from './fake-asterisk.ts';
import { clock } from './quiet.ts';

const FIRST = '1700000000.1';
const SECOND = '1700000000.2';
const HERE = 'R0000000000000000000001';
const THERE = 'R0000000000000000000002';

let fake: FakeAsterisk;
let adapter: AsteriskSwitch;

beforeEach(async () => {
  fake = await FakeAsterisk.start();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const ari = { url: fake.url, user: 'u', password: 'p' };
  adapter = new AsteriskSwitch({ ari, link: { kind: 'connect' }, trunk: 'carrier', clock, log });
  fake.channels = [FIRST, SECOND].map((id) => fakeChannel(id, 'Up', 'wssp,incoming,10010'));
  const synced = new Promise<SwitchEvent>((resolve) => void adapter.start(resolve));
  expect((await synced).on).toBe('sync');
  adapter.execute({ do: 'open-room', room: HERE, call: 'C1' });
  for (const leg of [FIRST, SECOND]) adapter.execute({ do: 'join', leg, room: HERE, mode: { kind: 'talk' } });
  await adapter.idle();
});
afterEach(async () => {
  await adapter.stop();
  await fake.close();
});

/** When this was last asked, counted from the first request; fails the test when it never was. */
function turnOf(fits: (line: string, body: unknown) => boolean): number {
  const turn = fake.requests.findLastIndex(({ method, path, query, body }) =>
    fits(`${method} ${path}`, body ?? Object.fromEntries(query)),
  );
  expect(turn).toBeGreaterThan(-1);
  return turn;
}
const moves = (bridge: string, leg: string) => (line: string, body: unknown) =>
  line === `POST /bridges/${bridge}/addChannel` && JSON.stringify(body).includes(leg);

it('destroys a room only when who sat in it has left it or been moved', async () => {
  adapter.execute({ do: 'open-room', room: THERE, call: 'C1' });
  adapter.execute({ do: 'join', leg: FIRST, room: THERE, mode: { kind: 'talk' } });
  adapter.execute({ do: 'close-room', room: HERE });
  adapter.execute({ do: 'join', leg: SECOND, room: THERE, mode: { kind: 'talk' } });
  await adapter.idle();
  await fake.untilAsked(`DELETE /bridges/${HERE}`);
  const gone = turnOf((line) => line === `DELETE /bridges/${HERE}`);
  expect(turnOf(moves(THERE, FIRST))).toBeLessThan(gone);
  expect(turnOf((line) => line === `POST /bridges/${HERE}/removeChannel`)).toBeLessThan(gone);
  expect(turnOf(moves(THERE, SECOND))).toBeGreaterThan(-1);
});

it('moves a whisperer who talks before his side bridge goes, and whispers next time in one of another name', async () => {
  const sides = () => fake.asked.flatMap((line) => /^POST \/bridges\/(wssp-side-[^/]+)$/.exec(line)?.[1] ?? []);
  // Every snoop channel comes at once.
  fake.answer = ({ path }) => {
    const id = /\/snoop\/(.+)$/.exec(path)?.[1];
    if (id !== undefined)
      fake.send({ type: 'StasisStart', args: ['snoop'], channel: fakeChannel(id, 'Up', 'wssp,snoop') });
    return undefined;
  };
  adapter.execute({ do: 'join', leg: SECOND, room: HERE, mode: { kind: 'whisper', to: FIRST } });
  await adapter.idle();
  adapter.execute({ do: 'join', leg: SECOND, room: HERE, mode: { kind: 'talk' } });
  await adapter.idle();
  const [side = 'none'] = sides();
  expect(turnOf(moves(HERE, SECOND))).toBeLessThan(turnOf((line) => line === `DELETE /bridges/${side}`));
  adapter.execute({ do: 'join', leg: SECOND, room: HERE, mode: { kind: 'whisper', to: FIRST } });
  await adapter.idle();
  expect(new Set(sides()).size).toBe(2);
});
