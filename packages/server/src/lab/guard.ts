/**
 * Who may use the lab: whoever sits at this machine. The lab gives out tokens and makes calls without asking for a
 * password, so a request must come from a loopback address, not through a proxy, from no foreign page, and by a name
 * that no foreign name server can hand out.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromThisMachine } from '../gateway/http/local.ts';

/** @returns why not, for people; null: welcome */
export function labRefusal(request: FastifyRequest, allowRemote: boolean): string | null {
  const { host, origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return 'The lab answers only to pages of this server.';
  }
  if (allowRemote) return null;
  if (!isFromThisMachine(request)) {
    return 'The lab answers only on the machine it runs on. Start the server with --demo-remote to open it to others.';
  }
  return null;
}

/** An onRequest hook that turns strangers away with 403. */
export function guard(allowRemote: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const why = labRefusal(request, allowRemote);
    if (why !== null) await refuse(reply, 403, 'OriginForbidden', why);
  };
}

/** In the form of the server's other HTTP errors; the lab is for developers and speaks English. */
export function refuse(reply: FastifyReply, status: number, code: string, text: string): FastifyReply {
  return reply.code(status).send({ error: { code, text } });
}
