/** Requests from the machine the server runs on. */
import type { FastifyRequest } from 'fastify';
import { isLocalName } from '../origins.ts';

/**
 * From a loopback address, not through a proxy, and by a name that no foreign name server can hand out (a page of
 * another site must not reach this machine's ports through its visitor's browser).
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { host, forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  const proxied = forwardedFor !== undefined || forwarded !== undefined;
  return !proxied && isLoopback(request.socket.remoteAddress) && host !== undefined && isLocalName(host);
}

/** An address of this machine itself; of a socket, so in full. */
export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address ?? '');
}
