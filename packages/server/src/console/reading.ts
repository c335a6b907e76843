/** What all routes that read records share: what they are asked, how many read at once, and a database that is away. */
import { errorText } from '@wssoftphone/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ConsoleParts, langOf, refuse } from './parts.ts';

export const READING_LIMITS = {
  /** Calls of one page: usual, and most. */
  page: 50,
  pageMost: 200,
  /** Characters of a value that is searched for. */
  chars: 128,
  /** Days of a report. */
  days: 92,
  /** Queries at one time, so that people who read leave the database to the calls; and how many may wait. */
  atOnce: 2,
  waiting: 32,
} as const;

/** A question that cannot be answered as it stands; 400. */
export class Unreadable extends Error {
  readonly param: string;
  readonly expected: string;
  constructor(param: string, expected: string) {
    super(`${param}: ${expected}`);
    this.param = param;
    this.expected = expected;
  }
}
class TooMany extends Error {}

export type Query = Readonly<Record<string, string | undefined>>;

/** A value, in its bounds; undefined: not asked for. */
export function textOf(query: Query, param: string): string | undefined {
  const value: unknown = query[param];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > READING_LIMITS.chars || value.includes('\u0000')) {
    throw new Unreadable(param, `a text of at most ${READING_LIMITS.chars} characters, once`);
  }
  return value;
}
export function wholeOf(query: Query, param: string, most: number): number | undefined {
  const text = textOf(query, param);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d{1,16}$/.test(text) || value > most) throw new Unreadable(param, `a whole number up to ${most}`);
  return value;
}
export function oneOf<T extends string>(query: Query, param: string, values: readonly T[]): T | undefined {
  const text = textOf(query, param);
  if (text === undefined) return undefined;
  const found = values.find((value) => value === text);
  if (found === undefined) throw new Unreadable(param, values.join(', '));
  return found;
}

/** Lets so many read at once; the others wait their turn. */
export class Turns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= READING_LIMITS.atOnce) {
      if (this.#waiting.length >= READING_LIMITS.waiting) throw new TooMany('too many questions at once');
      // Whoever is done hands the turn on.
      await new Promise<void>((go) => this.#waiting.push(go));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** A route's work, in its turn; what went wrong becomes the refusal that says so. */
export function reading(
  parts: ConsoleParts,
  turns: Turns,
  work: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      return await turns.take(() => work(request, reply));
    } catch (error) {
      const lang = langOf(request, parts);
      if (error instanceof Unreadable) {
        const args = { name: error.param, expected: error.expected };
        const at = [{ at: error.param, text: errorText('ParamInvalid', lang, args) }];
        return refuse(reply, lang, 400, 'ParamInvalid', args, at);
      }
      if (error instanceof TooMany) return refuse(reply, lang, 503, 'LimitReached', { limit: 'queries' });
      if (!isAway(error)) throw error;
      parts.log.warn({ err: error }, 'records could not be read');
      return refuse(reply, lang, 503, 'RecordsAway');
    }
  };
}
const isAway = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'away';
