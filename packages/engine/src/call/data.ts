/** Attached data (随路数据): what pages and transfers add to a call, never in the place of what the server says of it. */
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { type Ctx, emit, fault, touchCall } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Call, Session } from '../state.ts';
import { buttonsOf } from '../views/agent-view.ts';
import { refreshShown } from './hand-over.ts';

/** Keys that the server writes (protocol 4, coInfos), and its flows. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'COID',
  'ANI',
  'DNIS',
  'SK',
  'IT',
  '17',
  'AID',
  'QTM',
  'CN0_UserPhoneNum',
  'CN2_ChannelANI',
  'IVRROOT',
  'SVN',
  'CCIVR_TRANSFERTYPE',
  'CCIVR_TRANSFERDEST',
  // What the shipped flows found out: no agent rates the own service, or confirms a password.
  'IVRSCORE',
  'IVRCHECKRESULT',
]);

/** What may be attached: within the limits, whoever let it through, and under no key of the server's. */
export function bounded(data: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(data)
    .filter(([key]) => !OWN_KEYS.has(key) && key.length <= LIMITS.attachedKeyChars)
    .slice(0, LIMITS.attachedKeys)
    .map(([key, value]) => [key, value.slice(0, LIMITS.attachedValueChars)] as const);
  return Object.fromEntries(kept);
}

/** What is too much is left out. */
export function mergeData(ctx: Ctx, call: Call, attached: Readonly<Record<string, string>>): void {
  const merged = new Map(Object.entries(call.data));
  for (const [key, value] of Object.entries(bounded(attached))) {
    if (!merged.has(key) && merged.size >= LIMITS.attachedKeys) continue;
    merged.set(key, value);
  }
  call.data = Object.fromEntries(merged);
  touchCall(ctx, call);
}

/**
 * SetCOInfo: a page adds to the data of its call, all of it or nothing. Every agent who talks in it is shown it: with
 * COInfoChange, or, on a page of the deployed dialect that knows no such event, with its state once more.
 */
export function setCallData(
  ctx: Ctx,
  session: Session,
  call: Call,
  attached: Readonly<Record<string, string>>,
  replyTo: string | null,
): Outcome {
  // Who only listens is no party to the talk.
  if (session.watch && session.watch.mode !== 'join') {
    return refused(fault('NotAllowedInState', { state: String(session.state) }));
  }
  const keys = Object.keys(attached);
  if (keys.length === 0) return refused(fault('ParamMissing', { name: 'attached' }));
  const own = keys.find((key) => OWN_KEYS.has(key));
  if (own !== undefined) {
    return refused(fault('ParamInvalid', { name: own, expected: 'a name that the server does not write itself' }));
  }
  if (new Set([...Object.keys(call.data), ...keys]).size > LIMITS.attachedKeys) {
    return refused(fault('LimitReached', { limit: 'attachedKeys' }));
  }
  mergeData(ctx, call, attached);
  for (const { ins, role } of call.parties) {
    const agent = ins === null || role === 'leaving' ? undefined : ctx.state.sessions.get(ins);
    if (!agent || (agent.watch && agent.watch.mode !== 'join')) continue;
    refreshShown(ctx, call, agent);
    if (agent === session) continue;
    if (agent.v4) emit(ctx, agent, 'COInfoChange', { call: agent.shown });
    else emit(ctx, agent, 'StateChange', { buttons: buttonsOf(ctx.state, agent), call: agent.shown });
  }
  emit(ctx, session, 'SetCOInfoSucc', { call: session.shown, replyTo });
  return succeeded;
}
