/** Commands by HTTP, for pages that have no softphone of their own: manual chapter 4, protocol 7. */
import { decodeCommand, type Lang, type Reply } from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { legacyFrame, legacyResponse } from '../legacy.ts';
import { readLang } from '../ws/handshake.ts';
import { type AnswerParts, answer, one, refusal } from './answer.ts';
import { isCallbackName, jsonpBody } from './jsonp.ts';
import type { ApiKeys } from './keys.ts';
import { isFromThisMachine } from './local.ts';
import { ReloadGate } from './reload.ts';

export interface CommandRouteParts extends AnswerParts {
  readonly keys: ApiKeys;
  readonly lang: Lang;
}

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Deployed servers answer under any of these, whatever the web application was called. */
const PREFIXES = ['/softphone', '/:app(^WSAgentServer\\w{0,64}$)/softphone'];

export async function commandRoutes(app: FastifyInstance, parts: CommandRouteParts): Promise<void> {
  // Bodies are read as text, so that malformed JSON gets the answer it gets on a WebSocket.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error: { readonly statusCode?: number }, request, reply) => {
    if (error.statusCode !== 413) throw error;
    const response = refusal('FrameTooLarge', parts.clock.now());
    reply.code(413);
    return sendResponse(request, reply, response, parts.lang);
  });

  const processCommand = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = request.query as Query;
    const callback = one(query.callback);
    if (callback !== undefined && !isCallbackName(callback)) {
      return reply.code(400).type('text/plain').send('callback must be the name of a function');
    }
    const lang = readLang(one(query.lang), parts.lang);
    const message = bodyMessage(request) ?? one(query.jsonCommand) ?? '';
    return sendResponse(request, reply, await answer(decodeCommand(message), lang, parts), lang);
  };
  const gate = new ReloadGate(() => parts.desk.reload());
  const reload = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // An administrator's browser or script on the server itself needs no key: it is what the manual describes (7.1).
    const allowed =
      parts.tokens === null ||
      isFromThisMachine(request) ||
      parts.keys.accepts(request.headers.authorization) ||
      (await isAdmin(request));
    if (!allowed) return reply.code(403).type('text/plain').send('false');
    return reply.type('text/plain').send(String(await gate.ask()));
  };
  const isAdmin = async (request: FastifyRequest): Promise<boolean> => {
    const token = one((request.query as Query).token);
    const identity = token === undefined ? null : ((await parts.tokens?.check(token, 'single')) ?? null);
    return identity?.scope === 'admin';
  };

  for (const prefix of PREFIXES) {
    app.get(`${prefix}/processJsonpCommand.do`, processCommand);
    app.route({ method: ['GET', 'POST'], url: `${prefix}/processCommand.do`, handler: processCommand });
    app.route({ method: ['GET', 'POST'], url: `${prefix}/reloadSystemParam.do`, handler: reload });
  }
}

function sendResponse(request: FastifyRequest, reply: FastifyReply, response: Reply, lang: Lang): FastifyReply {
  const json = legacyFrame(legacyResponse(response, lang));
  const callback = one((request.query as Query).callback);
  reply.header('cache-control', 'no-store');
  if (callback === undefined || !isCallbackName(callback)) return reply.type('application/json').send(json);
  return reply.type('application/javascript; charset=utf-8').send(jsonpBody(callback, json));
}

/** A form with a field `jsonCommand`, JSON with such a member, or the SPCommand itself; undefined without a body. */
function bodyMessage(request: FastifyRequest): string | undefined {
  const { body } = request;
  if (typeof body !== 'string' || body === '') return undefined;
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return new URLSearchParams(body).get('jsonCommand') ?? '';
  }
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, 'jsonCommand')) {
      const { jsonCommand } = parsed as { readonly jsonCommand: unknown };
      return typeof jsonCommand === 'string' ? jsonCommand : JSON.stringify(jsonCommand);
    }
  } catch {
    // The decoder says so, in the answer's own words.
  }
  return body;
}
