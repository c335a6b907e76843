/**
 * Who is signed in. Memory answers every request; the database keeps a copy, so that a server that starts again knows
 * everybody. Sessions of the demonstration are not kept: they take a click.
 */
import { createHash } from 'node:crypto';
import { CONSOLE_ROLES } from '@wssoftphone/protocol/console';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { ConsoleStore, StoredUser } from '../ports/console-store.ts';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import type { People, Person } from './parts.ts';

const COOKIE = 'wssp_console';
const ID_DIGITS = 64;

interface Session {
  person: Person;
  readonly since: number;
  usedAt: number;
  /** When the database last heard that it is used; null: it does not know this session. */
  keptAt: number | null;
}
export interface SessionParts {
  readonly tenant: string;
  readonly store: ConsoleStore;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Sessions implements People {
  /** By the SHA-256 of their id, the one unused for longest first: a dump of this memory opens nothing. */
  readonly #sessions = new Map<string, Session>();
  /** Over, but the database could not be told yet. */
  readonly #toForget = new Set<string>();
  /** Cancels saying it again; null: nothing is to be said. */
  #saysAgain: (() => void) | null = null;
  #closed = false;
  readonly #o: SessionParts;

  constructor(parts: SessionParts) {
    this.#o = parts;
  }

  /** At the server's start: whoever was signed in still is, unless something about the user is another now. */
  async restore(): Promise<void> {
    const { store, tenant, clock } = this.#o;
    const [kept, users] = await Promise.all([store.sessions(tenant), store.users(tenant)]);
    const known = new Map(users.map((user) => [user.user, user]));
    const over: string[] = [];
    for (const { digest, user, mark, since, usedAt } of kept.slice(-MAX.sessions)) {
      const stored = known.get(user);
      const session = { since, usedAt, keptAt: usedAt };
      if (stored === undefined || stored.disabled || markOf(stored) !== mark || isOver(session, clock.now())) {
        over.push(digest);
      } else this.#sessions.set(digest, { ...session, person: personFrom(stored) });
    }
    over.push(...kept.slice(0, -MAX.sessions).map(({ digest }) => digest));
    await this.#forget(over);
  }

  async of(request: FastifyRequest): Promise<Person | null> {
    return this.find(request.headers.cookie);
  }

  /** @param cookies the Cookie header */
  find(cookies: string | undefined): Person | null {
    const id = cookieOf(cookies);
    if (id === null) return null;
    const key = digestOf(id);
    const session = this.#sessions.get(key);
    if (session === undefined) return null;
    const now = this.#o.clock.now();
    this.#sessions.delete(key);
    if (isOver(session, now)) {
      if (session.keptAt !== null) void this.#forget([key]);
      return null;
    }
    session.usedAt = now;
    this.#sessions.set(key, session);
    if (session.keptAt !== null && now - session.keptAt >= MAX.sessionUseMs) {
      session.keptAt = now;
      void this.#kept(() => this.#o.store.sessionUsed(this.#o.tenant, key, now));
    }
    return session.person;
  }

  /**
   * @param stored the user as the person was made from; null: one of the demonstration
   * @returns the id, for the cookie
   */
  async begin(person: Person, stored: StoredUser | null): Promise<string> {
    const { store, tenant, clock } = this.#o;
    const id = clock.entropy(ID_DIGITS);
    const now = clock.now();
    const digest = digestOf(id);
    if (stored !== null) {
      await store.addSession(tenant, { digest, user: stored.user, mark: markOf(stored), since: now, usedAt: now });
    }
    this.#sessions.set(digest, { person, since: now, usedAt: now, keptAt: stored === null ? null : now });
    const own = [...this.#sessions].filter(([, session]) => session.person.user === person.user).map(([key]) => key);
    const tooMany = own.slice(0, Math.max(0, own.length - MAX.sessionsOfUser));
    if (this.#sessions.size - tooMany.length > MAX.sessions) tooMany.push(...[...this.#sessions.keys()].slice(0, 1));
    await this.#end(tooMany);
    return id;
  }

  async end(cookies: string | undefined): Promise<void> {
    const id = cookieOf(cookies);
    if (id !== null) await this.#end([digestOf(id)]);
  }

  rename(user: string, name: string): void {
    for (const session of this.#sessions.values()) {
      if (session.person.user === user) session.person = { ...session.person, name };
    }
  }

  /** All of a user's: the password, the role or the right to be here is another now. They are over when this returns. */
  async endAllOf(user: string): Promise<void> {
    await this.#end([...this.#sessions].filter(([, { person }]) => person.user === user).map(([key]) => key));
  }

  async #end(keys: readonly string[]): Promise<void> {
    const kept = keys.filter((key) => this.#sessions.get(key)?.keptAt != null);
    for (const key of keys) this.#sessions.delete(key);
    await this.#forget(kept);
  }

  /** A session is over at once, whatever the database says; what it could not hear is said to it again soon: a crash later brings nobody back. */
  async #forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#toForget.add(key);
    const all = [...this.#toForget];
    if (all.length === 0) return;
    const done = await this.#kept(() => this.#o.store.deleteSessions(this.#o.tenant, all));
    if (done || this.#toForget.size > MAX.sessions) for (const key of all) this.#toForget.delete(key);
    if (this.#toForget.size === 0 || this.#saysAgain !== null || this.#closed) return;
    this.#saysAgain = this.#o.clock.after(MAX.forgetAgainMs, () => {
      this.#saysAgain = null;
      void this.#forget([]);
    });
  }

  /** What the database could not hear yet is said to it once more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#saysAgain?.();
    await this.#forget([]);
  }

  async #kept(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#o.log.warn({ err: error }, 'the database could not be told about a session of the console');
      return false;
    }
  }
}

export const personFrom = ({ user, name, role, agentId, mustChange }: StoredUser): Person => ({
  user,
  name,
  role: CONSOLE_ROLES.find((one) => one === role) ?? 'agent',
  agentId,
  mustChangePassword: mustChange,
});

const isOver = ({ since, usedAt }: Pick<Session, 'since' | 'usedAt'>, now: number): boolean =>
  now - usedAt > MAX.idleMs || now - since > MAX.sessionMs;

const digestOf = (id: string): string => createHash('sha256').update(id).digest('hex');
/** Of what a session stands on: with another password, role or agent it is no longer the one that began. */
const markOf = ({ password, role, agentId }: StoredUser): string =>
  createHash('sha256')
    .update(JSON.stringify([password, role, agentId]))
    .digest('hex');

function cookieOf(cookies: string | undefined): string | null {
  for (const one of cookies?.split(';') ?? []) {
    const at = one.indexOf('=');
    if (one.slice(0, at).trim() === COOKIE) return one.slice(at + 1).trim() || null;
  }
  return null;
}

/** For the browser: no script reads it, no other site sends it, and it goes when the browser does. */
export function cookie(id: string | null, request: FastifyRequest): string {
  const https = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  const parts = [`${COOKIE}=${id ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (https) parts.push('Secure');
  if (id === null) parts.push('Max-Age=0');
  return parts.join('; ');
}
