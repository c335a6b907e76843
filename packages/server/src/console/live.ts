/** `GET /live`: the board of now as server-sent events (shapes in @wssoftphone/protocol/console). */
import type { FastifyInstance } from 'fastify';
import { LiveStreams } from './live/streams.ts';
import { Today } from './live/today.ts';
import { type ConsoleParts, langOf, needs, personOf, refuse } from './parts.ts';
import { sightOf } from './sight.ts';

export function liveRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  const { tenant, clock, config, log, board } = parts;
  const today = new Today({ tenant, reports: parts.store.reports, clock, config, log });
  const streams = new LiveStreams({ board, today, clock });
  app.addHook('preClose', (done) => {
    streams.close();
    done();
  });
  app.get('/live', { onRequest: needs('supervisor', parts) }, (request, reply) => {
    if (streams.full) return refuse(reply, langOf(request, parts), 503, 'LimitReached', { limit: 'viewers' });
    const { user } = personOf(request);
    const sight = sightOf(personOf(request), config());
    reply.hijack();
    streams.add({
      response: reply.raw,
      sight,
      // Who manages other departments by now, or is signed in as somebody else, opens the stream again.
      stands: async () => {
        const person = await parts.people.of(request);
        return person !== null && person.user === user && sightOf(person, config()).key === sight.key;
      },
    });
  });
}
