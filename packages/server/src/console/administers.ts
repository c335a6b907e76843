import type { FastifyRequest } from 'fastify';
import { note } from './audit.ts';
import { type ConsoleParts, mayAs, type People } from './parts.ts';

/** An administrator at the console may do what a key of the CRM's server may: change flows and recordings. */
export async function administersHere(request: FastifyRequest, people: People): Promise<boolean> {
  const { origin, host } = request.headers;
  const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!own || request.headers['x-wssp-console'] !== '1') return false;
  const person = await people.of(request);
  return person !== null && mayAs(person, 'administrator') && !person.mustChangePassword;
}

/** Writes down what somebody at the console did to flows and recordings; a CRM's server is in the log alone. */
export async function noteFlows(
  request: FastifyRequest,
  what: string,
  parts: Pick<ConsoleParts, 'people' | 'store' | 'tenant' | 'clock' | 'log'>,
): Promise<void> {
  const person = await parts.people.of(request);
  if (person !== null) await note(parts, { user: person.user, action: 'flows-change', target: what, outcome: 'ok' });
}
