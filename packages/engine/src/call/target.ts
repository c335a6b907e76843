/**
 * Whom an agent wants on the phone: a colleague, an extension, a number, or whoever of a skill is free. Looked up and
 * judged before anything changes; rung as a further party of the call.
 */
import type { DestType, Fault } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { isLoggedOn, S } from '../agent/transitions.ts';
import { type Ctx, fault, newId, touchCall } from '../context.ts';
import { deviceReachable } from '../queue/availability.ts';
import type { Call, Leg, Session, TenantState, Wish } from '../state.ts';
import type { DialTarget } from '../switch-contract.ts';
import { REMOTE_PREFIX } from '../views/agent-view.ts';
import { coInfos } from './co-infos.ts';
import { deviceTarget, trunkCaller } from './device.ts';
import { someoneHolds } from './inbound.ts';
import { dialAgent, dialOut } from './legs.ts';
import { addParty } from './model.ts';
import { dialable } from './outbound.ts';

export type Callee =
  | { readonly kind: 'agent'; readonly session: Session }
  /** A phone without an agent: an extension, or a number outside. */
  | { readonly kind: 'line'; readonly target: DialTarget }
  | { readonly kind: 'skill'; readonly code: string };
interface NotFound {
  readonly ok: false;
  readonly fault: Fault;
}
export type Found = { readonly ok: true; readonly callee: Callee } | NotFound;

const no = (why: Fault): NotFound => ({ ok: false, fault: why });
const found = (callee: Callee): Found => ({ ok: true, callee });

/** Idle, in whatever work mode, and with a phone that can be rung. A person may ask for an agent whom no queue would. */
export const canBeRung = (state: TenantState, session: Session): boolean =>
  session.state === S.IDLE && session.callId === null && session.leg === null && deviceReachable(state, session.ins);

function agentTarget(state: TenantState, asker: Session, session: Session, dest: string): Found {
  if (session === asker) return no(fault('TargetUnknown', { target: dest }));
  return canBeRung(state, session) ? found({ kind: 'agent', session }) : no(fault('TargetBusy', { target: dest }));
}

function extensionTarget(state: TenantState, asker: Session, dest: string): Found {
  const session = state.sessions.get(dest);
  if (session && isLoggedOn(session.state)) return agentTarget(state, asker, session, dest);
  if (dest === asker.ins || !state.index.extensions.has(dest)) return no(fault('TargetUnknown', { target: dest }));
  if (session?.state === S.CHECKING || !deviceReachable(state, dest)) return no(fault('TargetBusy', { target: dest }));
  return found({ kind: 'line', target: { kind: 'extension', number: dest } });
}

/** `dest`: for AGT a seat or an agent id, for EXT an extension, for OUT a number with its prefix, for SK a skill. */
export function findTarget(state: TenantState, asker: Session, type: DestType, dest: string): Found {
  switch (type) {
    case 'AGT': {
      const session = state.sessions.get(dest) ?? state.sessions.get(state.agents.get(dest) ?? '');
      if (!session || !isLoggedOn(session.state)) return no(fault('TargetUnknown', { target: dest }));
      return agentTarget(state, asker, session, dest);
    }
    case 'EXT':
      return extensionTarget(state, asker, dest);
    case 'OUT': {
      const number = dialable(state, asker.agentId, dest);
      return number.ok ? found({ kind: 'line', target: { kind: 'outside', number: number.number } }) : number;
    }
    case 'SK':
      if (!state.queues.has(dest) || !someoneHolds(state, dest)) return no(fault('TargetUnknown', { target: dest }));
      if (state.waitingCalls >= state.config.params.maxQueue) return no(fault('LimitReached', { limit: 'maxQueue' }));
      return found({ kind: 'skill', code: dest });
  }
}

export interface Asked {
  readonly ok: true;
  readonly callee: Callee;
  /** The asker's own. */
  readonly leg: Leg;
  /** As the call remembers it. */
  readonly wish: Wish;
}

/**
 * The door of all that brings a further one into a call, consult and transfer alike: the switch is there, the asker has
 * the call on the line, at a point where this can be asked (`asksInTime`), and whoever is wanted can be had.
 */
export function askFor(
  { state }: Ctx,
  asker: Session,
  { type, dest, replyTo }: Pick<Wish, 'type' | 'dest' | 'replyTo'>,
  asksInTime: boolean,
): Asked | NotFound {
  if (!state.switchUp) return no(fault('SwitchDown'));
  if (!asksInTime || !asker.leg) return no(fault('CallGone'));
  const target = findTarget(state, asker, type, dest);
  if (!target.ok) return target;
  return {
    ok: true,
    callee: target.callee,
    leg: asker.leg,
    wish: { by: asker.ins, agentId: asker.agentId, type, dest, replyTo },
  };
}

/** Who seems to call. */
export interface Caller {
  readonly number: string;
  readonly name: string;
}
export const asCaller = (session: Session): Caller => ({
  number: session.ins.startsWith(REMOTE_PREFIX) ? session.agentId : session.ins,
  name: session.agentName,
});

/** What whoever is rung is in the call: the other one of it, or one who is consulted aside. */
type Part = 'peer' | 'adviser';

/** Rings a colleague, who becomes a party of the call and gets CallArrive when the phone rings. */
export function ringAgent(ctx: Ctx, call: Call, session: Session, caller: Caller, part: Part = 'peer'): void {
  const { state } = ctx;
  const target = deviceTarget(state, session);
  addParty(ctx, call, part === 'peer' ? 'colleague' : part, { ins: session.ins });
  call.offer = { ins: session.ins, arrived: false, asked: null, directed: true };
  touchCall(ctx, call);
  session.callId = call.id;
  session.shown = coInfos(state, call, ctx.at);
  dialAgent(ctx, session, call, newId(ctx, 'l'), {
    target,
    callerNumber: target.kind === 'outside' ? trunkCaller(state) : caller.number,
    callerName: caller.name,
    timeoutSeconds: state.config.params.ringSeconds,
    autoAnswer: false,
  });
  enter(ctx, session, S.OFFERED);
}

function ringLine(ctx: Ctx, call: Call, target: DialTarget, caller: Caller, part: Part): void {
  const { params } = ctx.state.config;
  const outside = target.kind === 'outside';
  const leg = dialOut(ctx, call, newId(ctx, 'l'), {
    target,
    callerNumber: outside ? trunkCaller(ctx.state) : caller.number,
    callerName: outside ? '' : caller.name,
    timeoutSeconds: outside ? params.dialSeconds : params.ringSeconds,
    autoAnswer: false,
  });
  addParty(ctx, call, part === 'peer' ? 'outside' : part, { leg });
}

export function ring(
  ctx: Ctx,
  call: Call,
  callee: Exclude<Callee, { kind: 'skill' }>,
  caller: Caller,
  part: Part = 'peer',
): void {
  if (callee.kind === 'agent') ringAgent(ctx, call, callee.session, caller, part);
  else ringLine(ctx, call, callee.target, caller, part);
}
