/**
 * An agent's state follows from what is (rules 1, 2, 3), there is a way out of every state (4), buttons and guards
 * agree with the table, states follow each other as they may, one wrap-up for each call (9).
 */
import type { SessionView } from '@wssoftphone/protocol';
import { type CallState, type Checker, IN_CALL, type Look, type SessionState } from './checker.ts';
import type { ShadowLeg } from './shadow.ts';
import { BUILT, functionsOf, isDetour, isEnabled, isWay, PLACES, type SeatFacts } from './table.ts';
import { fail } from './violation.ts';

/** Phases of the agent's own leg that a state allows. */
const OWN_LEG: Readonly<Record<number, readonly ShadowLeg['phase'][]>> = {
  27: ['dialing', 'ringing'],
  5: ['dialing', 'ringing'],
  4: ['up'],
  6: ['up'],
  7: ['up'],
  46: ['dialing', 'ringing'],
  47: ['dialing', 'ringing'],
  9: ['dialing', 'ringing', 'up'],
  48: ['dialing', 'ringing'],
  49: ['dialing', 'ringing'],
  25: ['dialing', 'ringing', 'up'],
  44: ['dialing', 'ringing', 'up'],
  ...Object.fromEntries(
    [10, 11, 12, 13, 14, 15, 17, 18, 20, 21, 22, 26, 30, 31, 32, 35, 38, 41, 42, 50].map((state) => [
      state,
      ['up'] as const,
    ]),
  ),
};
/** A supervisor who chooses whom to monitor; once chosen, the own phone is rung in the same state. */
const CHOOSING = 16;

export class AgentChecker implements Checker {
  /** Calls that were wrapped up, by agent. */
  readonly #wrapped = new Map<string, string>();
  #restarted = false;

  step(look: Look): void {
    // After a restart the first input, whatever it is, makes sessions wait for their pages.
    if (look.shadow.lateTimer && !this.#restarted) this.#late(look);
    this.#restarted = false;
    const own = look.calm || look.blind ? null : ownLegs(look);
    for (const session of look.state.sessions.values()) {
      const view = look.after.get(session.ins);
      if (!view) {
        fail('view', `no view of session ${session.ins}`);
        continue;
      }
      if (!look.calm) {
        this.#pointers(look, session);
        if (own) this.#legs(session, own.get(session.ins) ?? null);
      }
      this.#buttons(look, session, view);
      this.#wrapup(look, session);
    }
    this.#ways(look);
    this.#guard(look);
  }

  killed(): void {
    this.#wrapped.clear();
    this.#restarted = true;
  }

  /** Rule 5: a timer that fires late does nothing. */
  #late(look: Look): void {
    const { effects, changed } = look.facts.result;
    if (effects.length > 0 || changed.length > 0)
      fail('5', `a late timer did something: ${JSON.stringify([effects, changed]).slice(0, 300)}`);
  }

  /** Rule 1: an agent in a call and the call point at each other; at rest there is none. */
  #pointers(look: Look, session: SessionState): void {
    const { ins, state, callId } = session;
    if (state === CHOOSING && callId === null) return;
    if (state !== CHOOSING && !IN_CALL.has(state)) {
      if (callId !== null) fail('3', `${ins} is in state ${state} and has call ${callId}`);
      return;
    }
    // Out of the call, and the own phone is still being taken down: #legs sees to it that it is.
    if (callId === null && session.leg?.phase === 'ending') return;
    const call = callId === null ? undefined : look.state.calls.get(callId);
    if (!call) {
      fail('3', `${ins} is in state ${state} without a call`);
      return;
    }
    const mine = call.offer?.ins === ins || call.dial?.ins === ins || call.parties.some((party) => party.ins === ins);
    if (!mine) fail('1', `${ins} has call ${call.id}, which does not know the agent`);
  }

  /** Rules 3 and 4: never idle with a live leg, not even one that is being taken down, never in a call without one. */
  #legs(session: SessionState, mine: ShadowLeg | null): void {
    const rung: readonly ShadowLeg['phase'][] = ['dialing', 'ringing'];
    const allowed = session.state === CHOOSING && session.callId !== null ? rung : OWN_LEG[session.state];
    if (!allowed) {
      if (mine) fail('3', `${session.ins} is in state ${session.state} with a live leg ${mine.id} (${mine.phase})`);
      return;
    }
    if (!mine) {
      fail('3', `${session.ins} is in state ${session.state} without a live leg`);
      return;
    }
    if (!mine.hungUp && !allowed.includes(mine.phase))
      fail('3', `${session.ins} is in state ${session.state}, its leg is ${mine.phase}`);
    if (session.callId === null && !mine.hungUp) fail('3', `${session.ins} has left its call and its leg lives`);
    if (mine.call !== null && session.callId !== null && mine.call !== session.callId)
      fail('1', `${session.ins}'s leg is of call ${mine.call}, the agent's call is ${session.callId}`);
  }

  #buttons(look: Look, session: SessionState, view: SessionView): void {
    // Nothing they depend on can have changed.
    const before = look.before.get(session.ins);
    if (before === view) return;
    if (look.facts.input.body.kind !== 'config' && before?.buttons === view.buttons) {
      if (before.agent.agentState === view.agent.agentState) return;
    }
    const seat = seatOf(look, session);
    const { params } = look.state.config;
    const state = view.agent.agentState;
    for (const { id, enabled, why } of view.buttons) {
      const may = isEnabled(state, id, seat, params);
      if (enabled && !may) fail('buttons', `${id} is enabled in state ${state}`);
      if (id === 55 && view.pendingLeaveReason === null && view.pendingWorkMode === null)
        fail('buttons', 'a leave can be taken back that nobody asked for');
      if (id === 54 && view.pendingLeaveReason !== null) fail('buttons', 'a leave can be ordered that is due already');
      const unread = view.agent.unreadMessages ?? 0;
      if (id === 51 && unread === 0) fail('buttons', 'messages are to be read and there are none');
      if (id === 37 && enabled && unread > 0 && isEnabled(state, 51, seat, params))
        fail('buttons', `${unread} messages are unread and no button says so`);
      if (!enabled && may && BUILT.has(id)) fail('buttons', `${id} is disabled in state ${state}: ${why?.code}`);
      if (!enabled && !why) fail('buttons', `${id} is off in state ${state} and nobody says why`);
    }
    for (const place of PLACES)
      if (!view.buttons.some(({ id }) => place.includes(id)))
        fail('buttons', `no button in the place of ${place.join('/')} in state ${state}`);
  }

  /** Every state leads to the next by a way that exists. A page sees each; of one without a page the ends are seen. */
  #ways(look: Look): void {
    const seen = new Map<string, number[]>();
    for (const effect of look.facts.result.effects) {
      if (effect.kind !== 'event' || effect.event.event !== 'StateChange' || !effect.event.agent) continue;
      const { ins, agentState, delegatorId } = effect.event.agent;
      // The session of an agent whose seat is being taken says its last.
      if (look.after.get(ins)?.agent.delegatorId !== delegatorId) continue;
      const states = seen.get(ins);
      if (states) states.push(agentState);
      else seen.set(ins, [agentState]);
    }
    for (const [ins, view] of look.after) {
      const before = look.before.get(ins)?.agent;
      if (!before || before.delegatorId !== view.agent.delegatorId) continue;
      const states = seen.get(ins) ?? [];
      let from: number = before.agentState;
      for (const to of states) {
        if (!isWay(from, to)) fail('transitions', `${ins} went from ${from} to ${to}`);
        from = to;
      }
      const to = view.agent.agentState;
      if (states.length > 0 && from !== to) fail('14', `${ins} was told state ${from} and is in ${to}`);
      if (!isWay(from, to) && !isDetour(from, to)) fail('transitions', `${ins} went from ${from} to ${to}`);
    }
  }

  /** What is not enabled is refused and changes nothing but what a refusal says. */
  #guard(look: Look): void {
    const { body } = look.facts.input;
    if (body.kind !== 'command') return;
    const { command, ins } = body.command;
    const before = look.before.get(ins);
    const session = look.state.sessions.get(ins);
    if (!before || !session) return;
    const state = before.agent.agentState;
    const ids = functionsOf(command, state);
    if (ids === null) return;
    const seat = seatOf(look, session);
    if (ids.some((id) => isEnabled(state, id, seat, look.state.config.params))) return;
    const after = look.after.get(ins);
    if (after && after.agent.agentState !== state)
      fail('guard', `${command} is not enabled in state ${state} and led to ${after.agent.agentState}`);
    const done = look.facts.result.effects.find((effect) => effect.kind === 'switch');
    if (done) fail('guard', `${command} is not enabled in state ${state} and asked the switch ${JSON.stringify(done)}`);
  }

  /** Rule 9. */
  #wrapup(look: Look, session: SessionState): void {
    const before = look.before.get(session.ins)?.agent.agentState;
    // Who has a call again may have to wrap it up again: customers are passed to and fro, and come back from flows.
    if (IN_CALL.has(session.state)) this.#wrapped.delete(session.ins);
    if (session.state === 19 && before !== 19) {
      const callId = session.wrapup?.callId;
      if (!callId) fail('9', `${session.ins} wraps up nothing`);
      else if (this.#wrapped.get(session.ins) === callId) fail('9', `${session.ins} wraps up ${callId} twice`);
      else this.#wrapped.set(session.ins, callId);
    }
    if (session.state === 19 && !look.shadow.timers.has(`agent:${session.ins}:wrapup`))
      fail('4', `${session.ins} wraps up without a deadline`);
    if (session.state === 2 && !look.shadow.timers.has(`agent:${session.ins}:device`))
      fail('4', `${session.ins} checks the phone without a deadline`);
    const talked = (before === 6 || before === 7) && !IN_CALL.has(session.state) && session.state !== 19;
    if (talked && session.state > 2 && wrapupSeconds(look, session) > 0 && !this.#wrappedNow(look, session))
      fail('9', `${session.ins} talked and did not wrap up (state ${session.state})`);
  }

  /** The wrap-up began and ended within the step (a log-off, say). */
  #wrappedNow(look: Look, session: SessionState): boolean {
    return look.facts.result.effects.some(
      (e) =>
        e.kind === 'record' && e.record.type === 'agent-state' && e.record.ins === session.ins && e.record.state === 19,
    );
  }
}

/** The phone of a remote agent: the number, with or without the outside-line prefix. */
const isOwn = (ins: string, number: string): boolean =>
  ins === `RP_${number}` || (number.length >= 10 && ins.endsWith(number));

/** Rule 2: the live leg of each seat's phone. Extensions are found by name; only remote agents are searched through. */
function ownLegs({ shadow, state }: Look): ReadonlyMap<string, ShadowLeg> {
  const own = new Map<string, ShadowLeg>();
  const add = (ins: string, leg: ShadowLeg): void => {
    const other = own.get(ins);
    if (other) fail('2', `${ins} has two live legs, ${other.id} and ${leg.id}`);
    own.set(ins, leg);
  };
  const remote: string[] = [];
  for (const ins of state.sessions.keys()) if (ins.startsWith('RP_')) remote.push(ins);
  for (const leg of shadow.legs.values()) {
    // A number or an extension that somebody called is the call's, whoever sits at it since.
    if (leg.side === 'incoming' || state.legs.get(leg.id)?.owner.kind === 'call') continue;
    if (state.sessions.has(leg.number)) add(leg.number, leg);
    for (const ins of remote) if (isOwn(ins, leg.number)) add(ins, leg);
  }
  return own;
}

export function seatOf(look: Pick<Look, 'state'>, session: SessionState): SeatFacts {
  const { config } = look.state;
  return {
    ins: session.ins,
    supervisor: config.agents.find((agent) => agent.agentId === session.agentId)?.role === 'supervisor',
    serverAnswer: config.extensions.find((each) => each.number === session.ins)?.serverAnswer ?? false,
  };
}

function wrapupSeconds(look: Look, session: SessionState): number {
  const { config } = look.state;
  const agent = config.agents.find((each) => each.agentId === session.agentId);
  return session.customWrapup ?? agent?.wrapupSeconds ?? config.params.wrapupSeconds;
}

/** How long a state may last, milliseconds, once the switch is there; what is not named may last for ever. */
const DEADLINES: Readonly<Record<number, (call: CallState | undefined) => number>> = {
  2: () => 5_000,
  27: () => 15_000,
  5: () => 15_000,
  4: () => 15_000,
  46: () => 20_000,
  47: () => 20_000,
  9: () => 40_000,
  48: () => 20_000,
  49: () => 20_000,
  25: () => 35_000,
  10: () => 15_000,
  13: () => 40_000,
  32: () => 40_000,
  44: () => 5_000,
  19: () => 10_000,
};
/** Delays of lines, commits and timers that the simulation adds. */
const SLACK = 15_000;

/** Rule 4 as time shows it: nobody stays in a passing state. */
export class DeadlineChecker implements Checker {
  step(look: Look): void {
    if (look.facts.index % 16 !== 0 || !look.shadow.up || look.blind) return;
    for (const session of look.state.sessions.values()) {
      const limit = DEADLINES[session.state];
      if (!limit) continue;
      const call = session.callId === null ? undefined : look.state.calls.get(session.callId);
      const since = Math.max(session.stateSince, look.shadow.upSince, look.world.lastJump);
      if (look.at - since > limit(call) + SLACK)
        fail('4', `${session.ins} has been in state ${session.state} for ${look.at - session.stateSince} ms`);
    }
  }
}
