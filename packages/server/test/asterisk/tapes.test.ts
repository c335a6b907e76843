/** Recordings where Asterisk answers late, not at all, or died while it wrote. */
import { PassThrough, Readable } from 'node:stream';
import type { SwitchEvent } from '@wssoftphone/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AsteriskSwitch } from '../../src/switch/asterisk/index.ts';
import { tapeName, withHeader } from '../../src/switch/asterisk/tapes.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../src/wav-file.ts';
import { FakeAsterisk } from './fake-asterisk.ts';
import { clock } from './quiet.ts';

const ROOM = 'R0000000000000000000001';
const TAPE = 'v0000000000000000000001';
const LIVE = `/recordings/live/${tapeName(TAPE)}`;

describe('a file', () => {
  const samples = Buffer.from(Array.from({ length: 200 }, (_, i) => i));

  it.each([7, 44, 60, 1000])('whose header nobody finished gets its own, in pieces of %i bytes', async (size) => {
    const file = Buffer.concat([wavHeader(8_000, 0), samples]);
    const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
      file.subarray(i * size, (i + 1) * size),
    );
    const { bytes, stream } = withHeader({
      bytes: file.length,
      stream: Readable.from(pieces, { objectMode: false }),
    });
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    expect(Buffer.concat(parts).equals(Buffer.concat([wavHeader(8_000, samples.length), samples]))).toBe(true);
    expect(bytes).toBe(WAV_HEADER_BYTES + samples.length);
  });

  it('that nobody wants any more is let go', async () => {
    const source = new PassThrough();
    const { stream } = withHeader({ bytes: 1_000, stream: source });
    const closed = new Promise((resolve) => source.once('close', resolve));
    stream.destroy();
    await closed;
  });
});

describe('the adapter', () => {
  let fake: FakeAsterisk;
  let adapter: AsteriskSwitch;
  let told: SwitchEvent[];
  const recorded = async (): Promise<SwitchEvent> => {
    for (;;) {
      const found = told.find(({ on }) => on === 'recorded');
      if (found) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const record = (paused: boolean) =>
    adapter.execute({ do: 'record', recording: TAPE, room: ROOM, call: 'C1', paused });
  const happens = (type: string, state: string) =>
    fake.send({
      type,
      recording: { name: tapeName(TAPE), format: 'wav', target_uri: `bridge:${ROOM}`, state, duration: 3 },
    });

  beforeEach(async () => {
    fake = await FakeAsterisk.start();
    told = [];
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const ari = { url: fake.url, user: 'u', password: 'p' };
    adapter = new AsteriskSwitch({ ari, link: { kind: 'connect' }, trunk: 'carrier', clock, log });
    await adapter.start((event) => void told.push(event));
    adapter.execute({ do: 'open-room', room: ROOM, call: 'C1' });
    await adapter.idle();
  });
  afterEach(async () => {
    await adapter.stop();
    await fake.close();
  });

  it('pauses only what has begun, and tells of an end that it did not ask for', async () => {
    record(false);
    record(true);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    // Whatever would have been asked at once has been by then.
    adapter.execute({ do: 'check-device', number: '6001' });
    await fake.untilAsked('GET /endpoints/PJSIP/6001');
    expect(fake.asked).not.toContain(`POST ${LIVE}/pause`);
    happens('RecordingStarted', 'recording');
    await fake.untilAsked(`POST ${LIVE}/pause`);
    happens('RecordingFinished', 'done');
    expect(await recorded()).toEqual({ on: 'recorded', recording: TAPE, seconds: 3, ok: true });
  });

  it('tells that a recording broke off', async () => {
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    happens('RecordingFailed', 'failed');
    expect(await recorded()).toMatchObject({ ok: false });
  });

  it('does not take another’s recording for its own', async () => {
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    fake.send({
      type: 'RecordingFailed',
      recording: { name: `other${TAPE}`, format: 'wav', target_uri: '', state: 'failed' },
    });
    happens('RecordingFinished', 'done');
    expect(await recorded()).toMatchObject({ recording: TAPE, ok: true });
  });

  it('asks after one that ends without a word', async () => {
    let alive = 2;
    fake.answer = ({ method, path }) => {
      if (method === 'GET' && path === LIVE) {
        alive -= 1;
        return alive > 0 ? { status: 200, json: { name: tapeName(TAPE), state: 'recording' } } : { status: 404 };
      }
      return path.startsWith('/recordings/stored') ? { status: 404 } : undefined;
    };
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    adapter.execute({ do: 'stop-record', recording: TAPE });
    expect(await recorded()).toMatchObject({ recording: TAPE, ok: false });
    expect(fake.asked).toContain(`POST ${LIVE}/stop`);
  });

  it('asks again when Asterisk could not say whether it has ended', async () => {
    let silent = 2;
    fake.answer = ({ method, path }) => {
      if (method === 'GET' && path === LIVE) {
        silent -= 1;
        return silent >= 0 ? { status: 500 } : { status: 404 };
      }
      return path.startsWith('/recordings/stored') ? { status: 404 } : undefined;
    };
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    adapter.execute({ do: 'stop-record', recording: TAPE });
    expect(await recorded()).toMatchObject({ recording: TAPE, ok: false });
  });

  it('pauses again what could not be paused', async () => {
    const refusals = [500, 409];
    fake.answer = ({ method, path }) => {
      if (method === 'GET' && path === LIVE) return { status: 200, json: { name: tapeName(TAPE), state: 'recording' } };
      const status = path === `${LIVE}/pause` ? refusals.shift() : undefined;
      return status === undefined ? undefined : { status };
    };
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    happens('RecordingStarted', 'recording');
    record(true);
    await fake.untilAsked(`POST ${LIVE}/pause`, 3);
    await adapter.idle();
    expect(fake.asked).not.toContain(`POST ${LIVE}/stop`);
  });

  it('ends one that cannot be paused, so that nothing is in it that must not be', async () => {
    let live = true;
    fake.answer = ({ method, path }) => {
      if (path === `${LIVE}/pause`) return { status: 500 };
      if (path === `${LIVE}/stop`) live = false;
      if (method === 'GET' && path === LIVE)
        return live ? { status: 200, json: { name: tapeName(TAPE), state: 'recording' } } : { status: 404 };
      return path.startsWith('/recordings/stored') ? { status: 404 } : undefined;
    };
    record(false);
    await fake.untilAsked(`POST /bridges/${ROOM}/record`);
    happens('RecordingStarted', 'recording');
    record(true);
    expect(await recorded()).toMatchObject({ recording: TAPE });
    expect(fake.asked).toContain(`POST ${LIVE}/stop`);
  });

  it('tells that Asterisk refused', async () => {
    fake.answer = ({ path }) =>
      path.endsWith('/record') ? { status: 500, json: { message: 'disk full' } } : undefined;
    record(false);
    expect(await recorded()).toMatchObject({ ok: false });
  });
});
