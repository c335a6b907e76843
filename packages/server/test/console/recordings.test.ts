/** Recorded talks at the console: who may hear them, how they are sent, and that every listening is written down. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import type { CallRow } from '@wssoftphone/protocol/console';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONSOLE_LIMITS } from '../../src/console/limits.ts';
import { rangeOf } from '../../src/console/recordings.ts';
import type { RecordedSound } from '../../src/ports/switch.ts';
import { callRecord } from '../contract/call-record.ts';
import { seg } from '../contract/store-reports.ts';
import { recordingRecord } from '../contract/store-talks.ts';
import { type Browser, type ConsoleRig, startConsole, storedUser } from './rig.ts';

const FILE = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));
const CALL = callRecord(1);
/** Agent 888 is heard, of department 1. */
const TALK = recordingRecord(1, { agentIds: ['888'] });
const PATH = `/recordings/${TALK.recording}/audio`;

let rig: ConsoleRig;
afterEach(() => rig.close());

/** Sound in small pieces, as a network brings it. */
const soundOf = (file: Buffer): RecordedSound => {
  const pieces = Array.from({ length: Math.ceil(file.length / 64) }, (_, i) => file.subarray(i * 64, i * 64 + 64));
  return { bytes: file.length, stream: Readable.from(pieces, { objectMode: false }) };
};
async function start(recording: (id: string) => Promise<RecordedSound | null> = async () => soundOf(FILE)) {
  rig = await startConsole({ recording });
  await rig.store.commit('1', { docs: [], records: [CALL, TALK] });
}
const heard = async (browser: Browser, range?: string) => {
  const response = await rig.app.inject({
    url: `/api/console${PATH}`,
    headers: { cookie: browser.cookie ?? '', ...(range === undefined ? {} : { range }) },
  });
  const { 'content-range': part, 'content-length': length, 'content-type': type } = response.headers;
  return { status: response.statusCode, bytes: response.rawPayload, part, length, type, headers: response.headers };
};
const listenings = async () =>
  (await rig.store.console.auditPage('1', { action: 'listen', limit: 50 })).map(
    ({ agentId, target, outcome }) => `${agentId} ${target} ${outcome}`,
  );

describe('the sound of a recording', () => {
  it('is the whole file, or the part that is asked for', async () => {
    await start();
    const anna = await rig.as('administrator');
    const whole = await heard(anna);
    expect([whole.status, whole.type, Number(whole.length)]).toEqual([200, 'audio/wav', FILE.length]);
    expect(whole.bytes.equals(FILE)).toBe(true);
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'cache-control': 'no-store' });
    for (const [range, from, to] of [
      ['bytes=0-', 0, 999],
      ['bytes=100-163', 100, 163],
      ['bytes=63-64', 63, 64],
      ['bytes=990-5000', 990, 999],
      ['bytes=-10', 990, 999],
    ] as const) {
      const part = await heard(anna, range);
      expect([range, part.status, part.part]).toEqual([range, 206, `bytes ${from}-${to}/1000`]);
      expect(part.bytes.equals(FILE.subarray(from, to + 1))).toBe(true);
    }
    expect(await heard(anna, 'bytes=1000-')).toMatchObject({ status: 416, part: 'bytes */1000' });
    // What is not understood is as if it had not been asked.
    for (const odd of ['bytes=5-3', 'bytes=0-1,5-9', 'lines=1-2', 'bytes=-']) {
      expect([odd, (await heard(anna, odd)).status]).toEqual([odd, 200]);
    }
  });

  it('is there for whoever may look at an agent who is heard', async () => {
    await start();
    const status = async (browser: Browser) => (await heard(browser)).status;
    expect(await status(await rig.as('administrator'))).toBe(200);
    expect(await status(await rig.as('supervisor'))).toBe(200);
    expect(await status(await rig.as('agent'))).toBe(200);
    expect(await status(rig.browser())).toBe(401);
    // 801 had a part in the call, and is not heard in this recording of it.
    await rig.store.commit('1', {
      docs: [],
      records: [callRecord(2, { callId: CALL.callId, segments: [seg('talk', 0, 9, 'completed', '801')] })],
    });
    for (const [user, agentId] of [
      ['wang', '801'],
      ['nobody', null],
    ] as const) {
      await rig.store.console.addUser('1', storedUser(user, 'agent', { agentId }));
      const browser = rig.browser();
      await browser.signIn(user);
      expect([user, await status(browser)]).toEqual([user, 404]);
    }
    // A supervisor of other departments.
    await rig.store.console.addUser('1', storedUser('other', 'supervisor', { agentId: '801' }));
    const other = rig.browser();
    await other.signIn('other');
    expect(await status(other)).toBe(404);
  });

  it('is not there when it was deleted, failed, or is not on the switch any more', async () => {
    await start(async () => null);
    const anna = await rig.as('administrator');
    expect(await anna.get(PATH)).toMatchObject({ status: 410, body: { error: { code: 'RecordingGone' } } });
    await rig.store.talks.deleted('1', [TALK.recording]);
    expect((await anna.get(PATH)).status).toBe(410);
    expect((await anna.get('/recordings/none/audio')).status).toBe(404);
    expect(await listenings()).toEqual([]);
  });

  it('cannot be had while the switch is away', async () => {
    await start(() => Promise.reject(new Error('no connection')));
    const answer = await (await rig.as('administrator')).get(PATH);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'SwitchDown' } } });
    expect(await listenings()).toEqual([]);
  });

  describe('while it is heard', () => {
    let open: PassThrough[];
    beforeEach(async () => {
      open = [];
      await start(async () => {
        const stream = new PassThrough();
        stream.write('RIFF');
        open.push(stream);
        return { bytes: FILE.length, stream };
      });
      await rig.app.listen({ host: '127.0.0.1', port: 0 });
    });
    const signedIn = async (user: string): Promise<Browser> => {
      await rig.store.console.addUser('1', storedUser(user, 'administrator'));
      const browser = rig.browser();
      await browser.signIn(user);
      return browser;
    };
    const ask = async ({ cookie }: Browser): Promise<IncomingMessage> => {
      const { port } = rig.app.server.address() as AddressInfo;
      const asked = httpRequest({ port, path: `/api/console${PATH}`, headers: { cookie: cookie ?? '' } });
      asked.on('error', () => {}).end();
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      return answer.on('error', () => {});
    };
    const letGo = async (answers: readonly IncomingMessage[]) => {
      for (const one of answers) one.destroy();
      await Promise.all(open.map((stream) => stream.destroyed || once(stream, 'close')));
    };

    it('is given to so many at a time, and to the next when one has gone', async () => {
      const people = await Promise.all(Array.from({ length: CONSOLE_LIMITS.listeners }, (_, n) => signedIn(`p${n}`)));
      const [one, ...more] = people;
      const first = await ask(one ?? rig.browser());
      const others = await Promise.all(more.map(ask));
      const waits = await signedIn('late');
      const late = await ask(waits);
      expect(late.statusCode).toBe(503);
      late.resume();
      const closed = once(open[0] ?? new PassThrough(), 'close');
      first?.destroy();
      await closed;
      const next = await ask(waits);
      expect(next.statusCode).toBe(200);
      await letGo([...others, next]);
    });

    it('leaves the others their turn: who goes on to one more is let go of the first', async () => {
      const anna = await rig.as('administrator');
      const mine: IncomingMessage[] = [];
      for (let nth = 0; nth < CONSOLE_LIMITS.listenersOfUser; nth += 1) mine.push(await ask(anna));
      expect(open.map(({ destroyed }) => destroyed)).toEqual(mine.map(() => false));
      const closed = once(open[0] ?? new PassThrough(), 'close');
      mine.push(await ask(anna));
      await closed;
      expect(mine.at(-1)?.statusCode).toBe(200);
      expect(open.slice(1).map(({ destroyed }) => destroyed)).toEqual(mine.slice(1).map(() => false));
      await letGo(mine);
    });
  });

  it('is let go when the page has gone before it came', async () => {
    let found = (_sound: RecordedSound) => {};
    let asked = () => {};
    await start(() => {
      asked();
      return new Promise((resolve) => {
        found = resolve;
      });
    });
    const anna = await rig.as('administrator');
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const gone = once(rig.app.server, 'request').then(([, answer]) => once(answer, 'close'));
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const page = httpRequest({ port, path: `/api/console${PATH}`, headers: { cookie: anna.cookie ?? '' } });
    page.on('error', () => {}).end();
    await reached;
    page.destroy();
    await gone;
    const sound = soundOf(FILE);
    const closed = once(sound.stream, 'close');
    found(sound);
    await closed;
  });

  it('is taken back from a page that stops to read', async () => {
    const stream = new Readable({
      read() {
        this.push(Buffer.alloc(65_536));
      },
    });
    await start(async () => ({ bytes: 500_000_000, stream }));
    const anna = await rig.as('administrator');
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const asked = httpRequest({ port, path: `/api/console${PATH}`, headers: { cookie: anna.cookie ?? '' } });
    asked.on('error', () => {}).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.on('error', () => {}).pause();
    // Until every buffer on the way is full, pieces go on leaving.
    while (!stream.destroyed) await rig.advance(CONSOLE_LIMITS.listenIdleMs + 1);
    expect(stream.readableEnded).toBe(false);
    answer.destroy();
  });
});

describe('a listening', () => {
  it('is in the audit log: once, in however many parts and however often the page asks, and again when it is another one', async () => {
    await start();
    const anna = await rig.as('administrator');
    const ada = await rig.as('agent');
    const entry = (user: string) => `${user} ${TALK.recording} ${TALK.callId} ok`;
    await heard(anna, 'bytes=0-99');
    await heard(anna, 'bytes=100-');
    // A player that goes back to the beginning, or asks for it over and over.
    for (const range of ['bytes=0-', 'bytes=0-', undefined]) {
      await rig.advance(1);
      await heard(anna, range);
    }
    expect(await listenings()).toEqual([entry('anna')]);
    // Not from its beginning, and all the same.
    await heard(ada, 'bytes=500-');
    expect((await listenings()).toSorted()).toEqual([entry('ada'), entry('anna')]);
    await rig.advance(CONSOLE_LIMITS.listeningMs);
    await heard(anna, 'bytes=100-');
    expect(await listenings()).toHaveLength(3);
  });

  it('is one entry however many ask for it at once', async () => {
    await start();
    const anna = await rig.as('administrator');
    const written = vi.spyOn(rig.store.console, 'note');
    const answers = await Promise.all([heard(anna), heard(anna, 'bytes=0-'), heard(anna, 'bytes=0-')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 206, 206]);
    expect(written).toHaveBeenCalledTimes(1);
  });
});

it('nobody listens unless it is written down', async () => {
  const sound = soundOf(FILE);
  await start(async () => {
    rig.store.away = true;
    return sound;
  });
  const answer = await (await rig.as('administrator')).get(PATH);
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'RecordsAway' } } });
  expect(sound.stream.destroyed).toBe(true);
  rig.store.away = false;
  expect(await listenings()).toEqual([]);
});

describe('a call', () => {
  it('says whether there is something to hear, and its detail what', async () => {
    await start();
    const failed = recordingRecord(5, { callId: CALL.callId, ok: false, seconds: 0, agentIds: ['888', '801'] });
    await rig.store.commit('1', { docs: [], records: [failed, callRecord(2)] });
    const marks = async (browser: Browser): Promise<boolean[]> =>
      (await browser.get('/calls')).body.calls.map(({ recorded }: CallRow) => recorded);
    const anna = await rig.as('administrator');
    expect(await marks(anna)).toEqual([false, true]);
    const { body } = await anna.get(`/calls/${CALL.callId}`);
    expect([body.recorded, body.recordings]).toEqual([
      true,
      [
        {
          recording: TALK.recording,
          startedAt: TALK.startedAt,
          seconds: 12.345,
          agents: [{ agentId: '888', agentName: '员工888' }],
          state: 'kept',
        },
        {
          recording: failed.recording,
          startedAt: failed.startedAt,
          seconds: 0,
          agents: [
            { agentId: '888', agentName: '员工888' },
            { agentId: '801', agentName: '王芳' },
          ],
          state: 'failed',
        },
      ],
    ]);
    await rig.store.talks.deleted('1', [TALK.recording]);
    expect(await marks(anna)).toEqual([false, false]);
  });

  it('tells an agent of those only in which the agent is heard', async () => {
    await start();
    const other = recordingRecord(5, { callId: CALL.callId, agentIds: ['801'] });
    await rig.store.commit('1', { docs: [], records: [other] });
    const { body } = await (await rig.as('agent')).get(`/calls/${CALL.callId}`);
    expect(body.recordings.map(({ recording }: { recording: string }) => recording)).toEqual([TALK.recording]);
  });
});

it('a part of nothing is none', () => {
  expect([rangeOf('bytes=0-', 0), rangeOf('bytes=-5', 0), rangeOf(undefined, 0)]).toEqual(['none', 'none', null]);
});
