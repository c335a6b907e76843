/**
 * The SIP account of the telephone in the browser, for the page that holds its session and no other:
 *
 *   GET /api/v1/sessions/{ins}/phone    X-Delegator-Id
 *
 * The page gets a digest, never the password, and of its own extension only. It may ask so often and no more: a page
 * registers once.
 */
import { ESPState, type Fault } from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { BrowserPhones } from '../../ports/switch.ts';
import { delegatorId, same, statusOf } from '../http/api.ts';
import type { GatewayLimits } from '../limits.ts';
import { faultText } from '../texts.ts';
import { readLang } from '../ws/handshake.ts';
import { TokenBucket } from '../ws/rate-limit.ts';
import { LINE_PATH } from './api.ts';
import { lineKey } from './key.ts';

export interface PhoneRouteParts {
  readonly desk: Desk;
  /** Absent: the switch has none. */
  readonly phones?: BrowserPhones | undefined;
  readonly clock: Clock;
  readonly limits: GatewayLimits;
  readonly lang: Parameters<typeof readLang>[1];
}
interface Route {
  readonly Params: { readonly ins: string };
  readonly Querystring: { readonly lang?: string };
}

export async function phoneRoutes(app: FastifyInstance, parts: PhoneRouteParts): Promise<void> {
  const { desk, phones, clock, limits } = parts;
  /** By seat; only of sessions that are there, so there are never more of them. */
  const buckets = new Map<string, TokenBucket>();

  app.get<Route>('/api/v1/sessions/:ins/phone', async (request, reply) => {
    const { ins } = request.params;
    const session = await desk.session(ins);
    if (session === null) {
      buckets.delete(ins);
      return refuse(request, reply, { code: 'SessionUnknown', args: { ins } });
    }
    // Guesses count, too.
    if (!bucketOf(ins).take(clock.now())) return refuse(request, reply, { code: 'TooManyCommands' });
    // An Init alone proves nothing (docs/decisions/0011): somebody must have logged on to the session.
    const rests = session.agent.agentState <= ESPState.AGENTSTATE_INITIAL;
    if (rests || !same(session.agent.delegatorId, delegatorId(request))) {
      return refuse(request, reply, { code: 'DelegatorMismatch' });
    }
    const account = phones?.account(ins) ?? null;
    if (account === null) return refuse(request, reply, { code: 'BrowserPhoneUnknown', args: { ins } });
    const line = `${LINE_PATH}?ins=${encodeURIComponent(ins)}&key=${lineKey(session.agent.delegatorId)}`;
    return reply.header('cache-control', 'no-store').send({ ...account, line });
  });

  function bucketOf(ins: string): TokenBucket {
    const known = buckets.get(ins);
    if (known !== undefined) return known;
    if (buckets.size >= limits.phoneSeats) buckets.clear();
    const bucket = new TokenBucket(limits.phoneAccountsPerSecond, limits.phoneAccountBurst, clock.now());
    buckets.set(ins, bucket);
    return bucket;
  }

  function refuse(request: FastifyRequest<Route>, reply: FastifyReply, fault: Fault): FastifyReply {
    const lang = readLang(request.query.lang ?? request.headers['accept-language'], parts.lang);
    return reply
      .code(statusOf(fault.code))
      .header('cache-control', 'no-store')
      .send({ error: faultText(fault, lang) });
  }
}
