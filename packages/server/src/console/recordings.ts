/**
 * Recorded talks: which there are of a call, and `GET /recordings/:recording/audio`. Heard by whoever may look at an
 * agent who is heard; every listening is in the audit log before its first sound leaves.
 */
import { Readable } from 'node:stream';
import type { TenantConfig } from '@wssoftphone/engine';
import type { CallRecording } from '@wssoftphone/protocol/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordedSound } from '../ports/switch.ts';
import type { RecordedTalk } from '../ports/talk-store.ts';
import { note } from './audit.ts';
import { CONSOLE_LIMITS } from './limits.ts';
import { type ConsoleParts, langOf, needs, type Person, personOf, refuse } from './parts.ts';
import { sightOf } from './sight.ts';

/** Those of the calls that the person may hear, by call. */
export async function talksOf(
  { tenant, store, config }: Pick<ConsoleParts, 'tenant' | 'store' | 'config'>,
  person: Person,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedTalk[]>> {
  const byCall = new Map<string, RecordedTalk[]>();
  for (const talk of await store.talks.ofCalls(tenant, callIds)) {
    if (!mayHear(person, config(), talk)) continue;
    const known = byCall.get(talk.callId);
    if (known) known.push(talk);
    else byCall.set(talk.callId, [talk]);
  }
  return byCall;
}

export function shownTalks(talks: readonly RecordedTalk[], { agents }: TenantConfig): readonly CallRecording[] {
  const nameOf = (id: string): string | null => agents.find(({ agentId }) => agentId === id)?.name ?? null;
  return talks.map(({ recording, startedAt, seconds, agentIds, state }) => ({
    recording,
    startedAt,
    seconds,
    agents: agentIds.map((agentId) => ({ agentId, agentName: nameOf(agentId) })),
    state,
  }));
}

function mayHear(person: Person, config: TenantConfig, { agentIds }: RecordedTalk): boolean {
  const seen = sightOf(person, config).agentIds;
  return seen === null || agentIds.some((id) => seen.includes(id));
}

export function recordingRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  const { tenant, store, config, clock, log } = parts;
  const told = new Listenings();
  /** Who listens now, the one since longest first. */
  const listeners = new Set<Listener>();

  app.get<{ Params: { recording: string } }>(
    '/recordings/:recording/audio',
    { onRequest: needs('agent', parts), exposeHeadRoute: false },
    async (request, reply) => {
      const person = personOf(request);
      const lang = langOf(request, parts);
      const talk = await store.talks.one(tenant, request.params.recording);
      // A stranger's and none at all are told apart by nobody.
      if (talk === null || !mayHear(person, config(), talk)) return refuse(reply, lang, 404, 'RecordUnknown');
      if (talk.state !== 'kept') return refuse(reply, lang, 410, 'RecordingGone');
      // Pages keep what was paused open: who goes on to the next has left the first, and nobody else waits for that.
      const own = [...listeners].filter(({ user }) => user === person.user);
      for (const one of own.slice(0, Math.max(0, own.length + 1 - CONSOLE_LIMITS.listenersOfUser))) {
        listeners.delete(one);
        one.end();
      }
      if (listeners.size >= CONSOLE_LIMITS.listeners) {
        return refuse(reply, lang, 503, 'LimitReached', { limit: 'listeners' });
      }
      const listener: Listener = { user: person.user, end: () => void reply.raw.destroy() };
      listeners.add(listener);
      let sound: RecordedSound | null = null;
      try {
        sound = await parts.recording(talk.recording);
        if (sound === null) return refuse(reply, lang, 410, 'RecordingGone');
        return await send(request, reply, person, talk, sound);
      } catch (error) {
        sound?.stream.destroy();
        log.warn({ err: error, recording: talk.recording }, 'a recording could not be read');
        return refuse(reply, lang, 503, 'SwitchDown');
      } finally {
        const over = () => void listeners.delete(listener);
        if (sound === null || sound.stream.destroyed) over();
        else sound.stream.once('close', over);
      }
    },
  );

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { user }: Person,
    { recording, callId }: RecordedTalk,
    sound: RecordedSound,
  ): Promise<FastifyReply> {
    const { bytes, stream } = sound;
    // Whoever reads it hears of a break; nobody reads it yet.
    stream.on('error', (error) => log.warn({ err: error, recording }, 'a recording broke off'));
    const asked = rangeOf(request.headers.range, bytes);
    reply.header('accept-ranges', 'bytes');
    if (asked === 'none') {
      stream.destroy();
      return reply.code(416).header('content-range', `bytes */${bytes}`).send();
    }
    const { from, to } = asked ?? { from: 0, to: bytes - 1 };
    const target = `${recording} ${callId}`;
    const write = () => note(parts, { user, action: 'listen', target, outcome: 'ok' });
    if (!(await told.once(`${recording} ${user}`, clock.now(), write))) {
      stream.destroy();
      return refuse(reply, langOf(request, parts), 503, 'RecordsAway');
    }
    if (asked !== null) reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes}`);
    const part = Readable.from(slice(stream, from, to, idle(reply, stream)), { objectMode: false });
    // A page that goes while the switch is slow: nothing else would wake whoever waits for the next piece.
    reply.raw.once('close', () => stream.destroy());
    // It may have gone while the switch looked for the file.
    if (reply.raw.destroyed) stream.destroy();
    return reply
      .header('content-length', to - from + 1)
      .header('content-disposition', `inline; filename="${recording}.wav"`)
      .header('x-content-type-options', 'nosniff')
      .type('audio/wav')
      .send(part);
  }

  /** A page that has stopped to read keeps a connection of the switch busy: it is let go, and asks again when it goes on. */
  function idle(reply: FastifyReply, stream: Readable): () => () => void {
    return () =>
      clock.after(CONSOLE_LIMITS.listenIdleMs, () => {
        stream.destroy();
        reply.raw.destroy();
      });
  }
}

interface Listener {
  readonly user: string;
  end(): void;
}

interface Told {
  /** Of the last part that was asked for. */
  readonly at: number;
  readonly written: Promise<boolean>;
}

/** Who was noted as listening to what: all parts of one listening are one entry, in whatever order and however often. */
class Listenings {
  readonly #told = new Map<string, Told>();

  /** @param write called for the first part @returns whether the listening is written down */
  async once(key: string, now: number, write: () => Promise<boolean>): Promise<boolean> {
    const before = this.#told.get(key);
    const goesOn = before !== undefined && now - before.at < CONSOLE_LIMITS.listeningMs;
    const told = { at: now, written: goesOn ? before.written : write() };
    this.#told.delete(key);
    this.#told.set(key, told);
    if (this.#told.size > CONSOLE_LIMITS.listenings) {
      const oldest = this.#told.keys().next();
      if (!oldest.done) this.#told.delete(oldest.value);
    }
    if (await told.written) return true;
    // Nobody has heard anything yet: the next part tries again.
    if (this.#told.get(key)?.written === told.written) this.#told.delete(key);
    return false;
  }
}

/** What a Range header asks for; null: all of it, `none`: nothing that is there. Several ranges count as none asked. */
export function rangeOf(header: string | undefined, bytes: number): { from: number; to: number } | 'none' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return from > to ? 'none' : { from, to };
}

/** @param waits called when a piece is given out; what it returns, when the next one is asked for */
async function* slice(stream: Readable, from: number, to: number, waits: () => () => void): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    const begin = Math.max(0, from - at);
    const end = Math.min(piece.length, to + 1 - at);
    at += piece.length;
    if (begin < end) {
      const goesOn = waits();
      try {
        yield piece.subarray(begin, end);
      } finally {
        goesOn();
      }
    }
    if (at > to) return;
  }
}
