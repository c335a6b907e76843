import type { FastifyRequest } from 'fastify';
import { mayAs, type People } from './parts.ts';

/**
 * An administrator at the console may do what a key of the CRM's server may: change flows and recordings. The user's name,
 * for the audit log; null: nobody who may.
 */
export async function administratorHere(request: FastifyRequest, people: People): Promise<string | null> {
  const { origin, host } = request.headers;
  const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!own || request.headers['x-wssp-console'] !== '1') return null;
  const person = await people.of(request);
  return person !== null && mayAs(person, 'administrator') && !person.mustChangePassword ? person.user : null;
}
