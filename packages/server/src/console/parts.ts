/** What the console's side of the server is made of, and who may ask what. */
import type { Board, TenantConfig } from '@wssoftphone/engine';
import { errorText, type Lang } from '@wssoftphone/protocol';
import { CONSOLE_ROLES, type ConsoleRole } from '@wssoftphone/protocol/console';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { readLang } from '../gateway/ws/handshake.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { SwitchPort } from '../ports/switch.ts';

/** Somebody who has signed in. */
export interface Person {
  readonly user: string;
  readonly name: string;
  readonly role: ConsoleRole;
  readonly agentId: string | null;
  /** Nothing but changing it is open to this person. */
  readonly mustChangePassword: boolean;
}
export interface People {
  /** Null: a stranger, or one whose session is over. */
  of(request: FastifyRequest): Promise<Person | null>;
}

export interface ConsoleParts {
  readonly tenant: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly people: People;
  /** What runs. */
  readonly config: () => TenantConfig;
  /** Makes what was stored run. False: something in the configuration is not understood; it was logged. */
  readonly reload: () => Promise<boolean>;
  /** How everything stands; null before the runtime has started. */
  readonly board: () => Promise<Board | null>;
  /** The sound of a recorded talk. */
  readonly recording: SwitchPort['recording'];
  readonly demo: boolean;
  /** The lab of the embedded switch is served. */
  readonly lab: boolean;
  readonly lang: Lang;
  readonly log: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `needs`. */
    person: Person | null;
  }
}

const rank = (role: ConsoleRole): number => CONSOLE_ROLES.indexOf(role);
export const mayAs = (person: Person, role: ConsoleRole): boolean => rank(person.role) >= rank(role);

/** The person behind a request that passed `needs`. */
export function personOf(request: FastifyRequest): Person {
  if (request.person === null) throw new Error('a route without `needs`');
  return request.person;
}

/** The language of a request: what its page says, else the server's. */
export const langOf = (request: FastifyRequest, { lang }: Pick<ConsoleParts, 'lang'>): Lang =>
  readLang(request.headers['accept-language'], lang);

/** For every request. Changes need the header that no foreign page can add unasked, and come from a page of this server. */
export function fromOurPage(parts: Pick<ConsoleParts, 'lang'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    reply.header('cache-control', 'no-store');
    if (request.method === 'GET' || request.method === 'HEAD') return undefined;
    const { origin, host } = request.headers;
    const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
    if (own && request.headers['x-wssp-console'] === '1') return undefined;
    return refuse(reply, langOf(request, parts), 403, 'OriginForbidden');
  };
}

/**
 * A hook that lets in who has at least this role.
 * @param before `new-password`: open to a person whose password is to be changed first
 */
export function needs(role: ConsoleRole, parts: Pick<ConsoleParts, 'people' | 'lang'>, before?: 'new-password') {
  const ours = fromOurPage(parts);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const foreign = await ours(request, reply);
    if (foreign !== undefined) return foreign;
    const lang = langOf(request, parts);
    const person = await parts.people.of(request);
    if (person === null) return refuse(reply, lang, 401, 'SignInNeeded');
    if (person.mustChangePassword && before === undefined) return refuse(reply, lang, 403, 'PasswordToChange');
    if (!mayAs(person, role)) return refuse(reply, lang, 403, 'RoleNeeded', { role });
    request.person = person;
    return undefined;
  };
}

export interface Problem {
  /** The field, or a path in what was sent. */
  readonly at: string;
  readonly text: string;
}
export function refuse(
  reply: FastifyReply,
  lang: Lang,
  status: number,
  code: string,
  args: Readonly<Record<string, string>> = {},
  problems?: readonly Problem[],
): FastifyReply {
  const text = errorText(code, lang, args);
  return reply.code(status).send({ error: { code, text, ...(problems === undefined ? {} : { problems }) } });
}
