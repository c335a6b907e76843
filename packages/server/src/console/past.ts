/** Everything that was: records one by one, and reports. They read in turns, together. */
import type { FastifyInstance } from 'fastify';
import type { ConsoleParts } from './parts.ts';
import { Turns } from './reading.ts';
import { recordingRoutes } from './recordings.ts';
import { recordRoutes } from './records.ts';
import { reportRoutes } from './reports.ts';

export function pastRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  const turns = new Turns();
  recordRoutes(app, parts, turns);
  recordingRoutes(app, parts);
  reportRoutes(app, parts, turns);
}
