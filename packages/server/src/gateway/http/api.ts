/**
 * Commands for modern callers: typed JSON in, typed JSON out, HTTP's own status codes. The same commands as for the pages of
 * manual chapter 4, with the same rights: whoever holds the delegatorId speaks for the session.
 *
 *   POST /api/v1/sessions/{ins}/commands/{command}    X-Delegator-Id; the parameters as a JSON object
 *   GET  /api/v1/sessions/{ins}                       X-Delegator-Id; how the session stands
 *   GET  /api/v1/openapi.json
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type CommandAnswer,
  type Decoded,
  decodeTyped,
  type ESPError,
  type Fault,
  type Lang,
  type Reply,
} from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultText } from '../texts.ts';
import { readLang } from '../ws/handshake.ts';
import { type AnswerParts, answer, one } from './answer.ts';
import { type ApiPart, openApiDocument } from './openapi.ts';

export interface ApiRouteParts extends AnswerParts {
  readonly lang: Lang;
  /** Descriptions of what else there is below /api/v1. */
  readonly described: readonly ApiPart[];
}
interface SessionRoute {
  readonly Params: { readonly ins: string };
}
interface CommandRoute {
  readonly Params: { readonly ins: string; readonly command: string };
}

/** The rest is 409: the session stands in the way. */
const STATUS: Readonly<Record<string, number>> = {
  FrameNotJson: 400,
  ParamMissing: 400,
  ParamInvalid: 400,
  RequestInvalid: 400,
  TokenInvalid: 401,
  ApiKeyInvalid: 401,
  DelegatorMismatch: 403,
  OriginForbidden: 403,
  CommandUnknown: 404,
  SessionUnknown: 404,
  FrameTooLarge: 413,
  TooManyCommands: 429,
  Internal: 500,
  LimitReached: 503,
  BrowserPhoneUnknown: 404,
};
export const statusOf = (code: string): number => STATUS[code] ?? 409;

/** What an errorCode means where no fault says more. */
const CODES: Readonly<Partial<Record<ESPError, string>>> = {
  UnknownCommand: 'CommandUnknown',
  InvalidIns: 'SessionUnknown',
  DelegatorIdNoMatch: 'DelegatorMismatch',
};

export async function apiRoutes(app: FastifyInstance, parts: ApiRouteParts): Promise<void> {
  // Read as text, so that malformed JSON gets an error of the catalogue, and no body is an empty object.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error: { readonly statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) return sendFault(request, reply, { code: 'FrameTooLarge' });
    if (error.statusCode !== 415) throw error;
    return sendFault(request, reply, { code: 'RequestInvalid', args: { expected: 'application/json' } }, 415);
  });

  app.get('/api/v1/openapi.json', async () => openApiDocument(parts.tokens !== null, parts.described));

  app.get<SessionRoute>('/api/v1/sessions/:ins', async (request, reply) => {
    const { ins } = request.params;
    const session = await parts.desk.session(ins);
    if (session === null) return sendFault(request, reply, { code: 'SessionUnknown', args: { ins } });
    if (!same(session.agent.delegatorId, delegatorId(request))) {
      return sendFault(request, reply, { code: 'DelegatorMismatch' });
    }
    return reply.header('cache-control', 'no-store').send(session);
  });

  app.post<CommandRoute>('/api/v1/sessions/:ins/commands/:command', async (request, reply) => {
    const told = await answer(decode(request), langOf(request), parts);
    if (told.errorCode === 'Succ') return reply.header('cache-control', 'no-store').send(taken(told));
    return sendFault(request, reply, told.fault ?? { code: CODES[told.errorCode] ?? 'Internal' });
  });

  const langOf = (request: FastifyRequest): Lang => {
    const { lang } = request.query as Readonly<Record<string, string | readonly string[] | undefined>>;
    return readLang(one(lang) ?? request.headers['accept-language'], parts.lang);
  };
  function sendFault(request: FastifyRequest, reply: FastifyReply, fault: Fault, status?: number): FastifyReply {
    return reply
      .code(status ?? statusOf(fault.code))
      .header('cache-control', 'no-store')
      .send({ error: faultText(fault, langOf(request)) });
  }
}

function decode(request: FastifyRequest<CommandRoute>): Decoded {
  const { ins, command } = request.params;
  let params: unknown = {};
  if (typeof request.body === 'string' && request.body !== '') {
    try {
      params = JSON.parse(request.body);
    } catch {
      return { ok: false, errorCode: 'ProcessFailed', fault: { code: 'FrameNotJson' }, command, ins };
    }
  }
  return decodeTyped({ command, ins, delegatorId: delegatorId(request), params });
}

export const delegatorId = (request: { readonly headers: FastifyRequest['headers'] }): string =>
  one(request.headers['x-delegator-id']) ?? '';

const taken = ({ command, ins, at, datas, agent }: Reply): CommandAnswer => ({
  command,
  ins,
  at,
  datas,
  ...(agent === undefined ? {} : { agent }),
});

/** In a time that tells nothing of how much of a guess was right. */
export function same(known: string, asked: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return asked !== '' && timingSafeEqual(digest(known), digest(asked));
}
