import type { FastifyRequest } from 'fastify';
import { mayAs, type People } from './parts.ts';

/** An administrator at the console may do what a key of the CRM's server may: change flows and recordings. */
export async function administersHere(request: FastifyRequest, people: People): Promise<boolean> {
  const { origin, host } = request.headers;
  const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!own || request.headers['x-wssp-console'] !== '1') return false;
  const person = await people.of(request);
  return person !== null && mayAs(person, 'administrator') && !person.mustChangePassword;
}
