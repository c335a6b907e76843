/** `GET /names`: what the ids on the board and in records are called. For everybody who has signed in. */
import type { ConsoleNames } from '@wssoftphone/protocol/console';
import type { FastifyInstance } from 'fastify';
import { type ConsoleParts, needs } from './parts.ts';

export function nameRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  app.get('/names', { onRequest: needs('agent', parts) }, (): ConsoleNames => {
    const { departments, skills, workModes, leaveReasons } = parts.config();
    return {
      departments: departments.map(({ id, name }) => ({ id, name })),
      skills: skills.map(({ code, name }) => ({ id: code, name })),
      workModes: [...workModes]
        .sort((a, b) => a.sortOrder - b.sortOrder)
        .map(({ serviceWorkMode, name }) => ({ id: serviceWorkMode, name })),
      leaveReasons: leaveReasons.map(({ reasonId, name }) => ({ id: reasonId, name })),
    };
  });
}
