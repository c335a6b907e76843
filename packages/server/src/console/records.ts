/** `GET /calls`, `/calls/:callId`, `/agents/:agentId/day`: what was, one by one. */
import type { CallPage } from '@wssoftphone/protocol/console';
import type { FastifyInstance } from 'fastify';
import type { CallPlace, CallSearch } from '../ports/reports.ts';
import { agentDay } from './agent-numbers.ts';
import { CallRows } from './call-rows.ts';
import { dateOf, dayOf } from './days.ts';
import { type ConsoleParts, langOf, needs, personOf, refuse } from './parts.ts';
import { oneOf, type Query, READING_LIMITS, reading, type Turns, textOf, Unreadable, wholeOf } from './reading.ts';
import { shownTalks, talksOf } from './recordings.ts';
import { sightOf } from './sight.ts';

const DIRECTIONS = ['0', '1', '2'] as const;

export function recordRoutes(app: FastifyInstance, parts: ConsoleParts, turns: Turns): void {
  const { tenant, store, config } = parts;
  const onRequest = needs('agent', parts);

  app.get(
    '/calls',
    { onRequest },
    reading(parts, turns, async (request): Promise<CallPage> => {
      const { agentIds } = sightOf(personOf(request), config());
      const own = personOf(request).role === 'agent';
      const search = searchOf(request.query as Query);
      const { limit } = search;
      const calls = await store.reports.calls(tenant, {
        ...search,
        hidesAll: config().params.maskNumbers,
        ...(agentIds === null ? {} : { visibleTo: agentIds }),
        // Calls that reached nobody are no agent's own.
        ...(own ? { agentId: ownOnly(search.agentId, agentIds?.[0]) } : {}),
        limit: limit + 1,
      });
      const page = calls.slice(0, limit);
      const talks = await talksOf(
        parts,
        personOf(request),
        page.map(({ callId }) => callId),
      );
      const rows = new CallRows(config());
      const shown = page.map((call) => rows.row(call, talks.get(call.callId)));
      const last = calls.length > limit ? page.at(-1) : undefined;
      return { calls: shown, next: last === undefined ? null : placeText(last) };
    }),
  );

  app.get<{ Params: { callId: string } }>(
    '/calls/:callId',
    { onRequest },
    reading(parts, turns, async (request, reply) => {
      const { callId } = request.params as { callId: string };
      const call = await store.reports.call(tenant, callId);
      const { agentIds } = sightOf(personOf(request), config());
      const took = new Set(call?.segments.flatMap(({ agentId }) => agentId ?? []));
      const open =
        agentIds === null ||
        agentIds.some((id) => took.has(id)) ||
        (took.size === 0 && personOf(request).role !== 'agent');
      // A stranger's call and none at all are told apart by nobody.
      if (call === null || !open) return refuse(reply, langOf(request, parts), 404, 'RecordUnknown');
      const talks = (await talksOf(parts, personOf(request), [callId])).get(callId) ?? [];
      return { ...new CallRows(config()).detail(call, talks), recordings: shownTalks(talks, config()) };
    }),
  );

  app.get<{ Params: { agentId: string } }>(
    '/agents/:agentId/day',
    { onRequest },
    reading(parts, turns, async (request, reply) => {
      const { agentId } = request.params as { agentId: string };
      const { agentIds } = sightOf(personOf(request), config());
      if (agentIds !== null && !agentIds.includes(agentId))
        return refuse(reply, langOf(request, parts), 404, 'RecordUnknown');
      const { utcOffsetMinutes } = config().params;
      const date = textOf(request.query as Query, 'date') ?? dateOf(parts.clock.now(), utcOffsetMinutes);
      const day = dayOf(date, utcOffsetMinutes);
      if (day === null) throw new Unreadable('date', 'a date such as 2026-01-31');
      const found = await agentDay(parts, agentId, date, day);
      return found ?? refuse(reply, langOf(request, parts), 404, 'RecordUnknown');
    }),
  );
}

/** An agent who asks for somebody else's calls, or is no agent, finds none. */
const NOBODY = '';
const ownOnly = (asked: string | undefined, own: string | undefined): string =>
  own !== undefined && (asked === undefined || asked === own) ? own : NOBODY;

function searchOf(query: Query): CallSearch {
  const texts = ['agentId', 'number', 'dnis', 'skill', 'outcome', 'coid'] as const;
  const before = textOf(query, 'before');
  return {
    ...given('from', wholeOf(query, 'from', LAST_MS)),
    ...given('to', wholeOf(query, 'to', LAST_MS)),
    ...given('direction', oneOf(query, 'direction', DIRECTIONS)),
    ...Object.assign({}, ...texts.map((param) => given(param, textOf(query, param)))),
    ...given('before', before === undefined ? undefined : placeOf(before)),
    limit: Math.max(1, wholeOf(query, 'limit', READING_LIMITS.pageMost) ?? READING_LIMITS.page),
  };
}
/** The end of the year 9999. */
const LAST_MS = 253_402_300_799_999;
const given = <K extends string, T>(name: K, value: T | undefined): { [N in K]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { [N in K]: T });

const placeText = ({ startedAt, callId }: CallPlace): string => `${startedAt}.${callId}`;
function placeOf(text: string): CallPlace {
  const [, at, callId] = /^(\d{1,15})\.(.+)$/.exec(text) ?? [];
  if (at === undefined || callId === undefined) throw new Unreadable('before', '`next` of the page before');
  return { startedAt: Number(at), callId };
}
