/** What the store fails with, in the console's words; anything else is left to the server. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreError } from '../ports/store-error.ts';
import { type ConsoleParts, langOf, refuse } from './parts.ts';

export function storeFaults(parts: Pick<ConsoleParts, 'lang' | 'log'>) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!(error instanceof StoreError)) throw error;
    const lang = langOf(request, parts);
    const route = request.routeOptions.url;
    // PostgreSQL has no NUL in its texts, and refuses some of what JSON can escape.
    if (error.code === 'refused') {
      parts.log.warn({ err: error, route }, 'the database did not accept what was sent');
      return refuse(reply, lang, 400, 'RequestInvalid', { expected: 'values that the database can hold' });
    }
    parts.log.warn({ err: error, route }, 'the database is away');
    return refuse(reply, lang, 503, 'RecordsAway');
  };
}
