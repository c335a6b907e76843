import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../gateway/http/local.ts';

/**
 * Whom failures are counted against. A proxy on this machine says who asked it; anybody else could say what he likes. Of an
 * IPv6 address the network, because one machine has as many as it wants.
 */
export function addressOf(request: FastifyRequest): string {
  const socket = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim();
  const told = isLoopback(socket) && last ? last.slice(0, 64) : socket;
  const address = told.replace(/^::ffff:/, '');
  return address.includes(':') ? networkOf(address) : address;
}

/** The first four groups, whichever of them are written as `::`. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const [first, last] = [head, tail ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0));
  return [...(first ?? []), ...Array<string>(zeros).fill('0'), ...(last ?? [])].slice(0, 4).join(':');
}
