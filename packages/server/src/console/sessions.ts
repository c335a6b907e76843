/** Who is signed in. Sessions live in memory: a server that starts again asks everybody once more. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../ports/clock.ts';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import type { People, Person } from './parts.ts';

const COOKIE = 'wssp_console';
const ID_DIGITS = 64;

interface Session {
  person: Person;
  readonly since: number;
  usedAt: number;
}

export class Sessions implements People {
  /** By the SHA-256 of their id, the one unused for longest first: a dump of this memory opens nothing. */
  readonly #sessions = new Map<string, Session>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async of(request: FastifyRequest): Promise<Person | null> {
    return this.find(request.headers.cookie);
  }

  /** @param cookies the Cookie header */
  find(cookies: string | undefined): Person | null {
    const id = cookieOf(cookies);
    if (id === null) return null;
    const key = digest(id);
    const session = this.#sessions.get(key);
    if (session === undefined) return null;
    const now = this.#clock.now();
    this.#sessions.delete(key);
    if (now - session.usedAt > MAX.idleMs || now - session.since > MAX.sessionMs) return null;
    session.usedAt = now;
    this.#sessions.set(key, session);
    return session.person;
  }

  /** @returns the id, for the cookie */
  begin(person: Person): string {
    const id = this.#clock.entropy(ID_DIGITS);
    const now = this.#clock.now();
    const own = [...this.#sessions].filter(([, session]) => session.person.user === person.user);
    for (const [key] of own.slice(0, Math.max(0, own.length - MAX.sessionsOfUser + 1))) this.#sessions.delete(key);
    this.#sessions.set(digest(id), { person, since: now, usedAt: now });
    if (this.#sessions.size > MAX.sessions) {
      const [oldest] = this.#sessions.keys();
      if (oldest !== undefined) this.#sessions.delete(oldest);
    }
    return id;
  }

  end(cookies: string | undefined): void {
    const id = cookieOf(cookies);
    if (id !== null) this.#sessions.delete(digest(id));
  }

  rename(user: string, name: string): void {
    for (const session of this.#sessions.values()) {
      if (session.person.user === user) session.person = { ...session.person, name };
    }
  }

  /** All of a user's: the password, the role or the right to be here is another now. */
  endAllOf(user: string): void {
    for (const [key, { person }] of this.#sessions) if (person.user === user) this.#sessions.delete(key);
  }
}

const digest = (id: string): string => createHash('sha256').update(id).digest('hex');

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
