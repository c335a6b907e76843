/**
 * Queues: nobody waits while somebody who could answer is idle (8), the best call went to the best agent, order and
 * accounting (7), a call that comes back keeps its place, and what agents are told of it.
 */
import { LIMITS } from '@wssoftphone/engine';
import type { AgentEvent } from '@wssoftphone/protocol';
import type { CallState, Checker, Look, SessionState } from './checker.ts';
import { fail } from './violation.ts';

/** Where a call went that left a queue. */
type Leaving = 'answered' | 'abandoned' | 'overflowed' | 'removed';
interface Tally {
  entered: number;
  readonly left: Record<Leaving, number>;
}
interface Place {
  readonly skill: string;
  readonly level: number;
  readonly enteredAt: number;
}

export class QueueChecker implements Checker {
  /** Calls waiting or offered, with their place. */
  #places = new Map<string, Place>();
  readonly #tallies = new Map<string, Tally>();
  /** Since when each agent has waited for a call, as far as was seen. */
  readonly #idle = new Map<string, number>();
  /** By call: the seats that were offered it in vain. */
  readonly #missed = new Map<string, Set<string>>();
  /** The memory of misses died with the server; what the documents kept of it counts. */
  #relearn = false;
  /** When each session was last sent a queue list. */
  readonly #sentAt = new Map<string, number>();

  step(look: Look): void {
    this.#misses(look);
    if (!look.calm) {
      this.#order(look);
      this.#account(look);
      if (!look.blind) this.#nobodyWaitsInVain(look);
      this.#routing(look);
      this.#idleness(look);
    }
    this.#lists(look);
  }

  killed(): void {
    this.#places = new Map();
    this.#tallies.clear();
    this.#sentAt.clear();
    this.#idle.clear();
    this.#missed.clear();
    this.#relearn = true;
  }

  /** Who was rung for a call and did not take it. */
  #misses({ state, facts }: Look): void {
    if (this.#relearn) {
      for (const call of state.calls.values()) this.#missed.set(call.id, new Set(call.missedBy));
      this.#relearn = false;
    }
    for (const id of this.#missed.keys()) if (!state.calls.has(id)) this.#missed.delete(id);
    for (const effect of facts.result.effects) {
      if (effect.kind !== 'notice' || effect.code !== 'call-missed' || !effect.call || !effect.ins) continue;
      const seats = this.#missed.get(effect.call) ?? new Set();
      this.#missed.set(effect.call, seats.add(effect.ins));
    }
  }

  #hasMissed = (call: CallState, session: SessionState): boolean =>
    this.#missed.get(call.id)?.has(session.ins) ?? false;

  /** Waiting for a call begins when the agent is free in a mode that takes calls. */
  #idleness(look: Look): void {
    for (const session of look.state.sessions.values()) {
      const waits = session.state === 3 && takesCalls(look, session);
      if (!waits) this.#idle.delete(session.ins);
      else if (!this.#idle.has(session.ins) || session.stateSince === look.at) this.#idle.set(session.ins, look.at);
    }
    for (const ins of this.#idle.keys()) if (!look.after.has(ins)) this.#idle.delete(ins);
  }

  /** The lists are exactly the calls that wait, in order, so positions are 1 to n. */
  #order({ state }: Look): void {
    let listed = 0;
    for (const [skill, queue] of state.queues) {
      let previous: CallState | null = null;
      for (const call of queue.waiting) {
        listed += 1;
        if (call.phase !== 'queued' || call.place?.skill !== skill || state.calls.get(call.id) !== call)
          fail('7', `${call.id} is in the queue of ${skill} and is ${call.phase} for ${call.place?.skill}`);
        if (previous && urgency(previous, call) > 0) fail('7', `${previous.id} stands before ${call.id} in ${skill}`);
        previous = call;
      }
    }
    let waiting = 0;
    for (const call of state.calls.values()) if (call.phase === 'queued') waiting += 1;
    if (waiting !== listed) fail('7', `${waiting} calls wait, ${listed} stand in queues`);
  }

  /** entered = waiting + offered + answered + abandoned + overflowed + removed, by skill. */
  #account({ state, facts, at }: Look): void {
    const now = new Map<string, Place>();
    const standing = new Map<string, number>();
    for (const call of state.calls.values()) {
      if ((call.phase !== 'queued' && call.phase !== 'offered') || !call.place) continue;
      now.set(call.id, call.place);
      if (call.sentTo?.type === 'SK' && call.place.level !== LIMITS.topLevel)
        fail('7', `${call.id} was transferred to a skill and waits at level ${call.place.level}`);
      standing.set(call.place.skill, (standing.get(call.place.skill) ?? 0) + 1);
      const before = sentOn(facts.input) ? undefined : this.#places.get(call.id);
      if (before?.skill === call.place.skill) {
        if (before.enteredAt !== call.place.enteredAt) fail('7', `${call.id} lost its place in ${before.skill}`);
        if (before.level !== call.place.level && !weighedAnew(facts, call.id, before))
          fail('7', `${call.id} changed its level from ${before.level} to ${call.place.level}`);
      } else {
        if (call.place.enteredAt > at) fail('16', `${call.id} entered the queue in the future`);
        this.#tally(call.place.skill).entered += 1;
      }
    }
    for (const [id, { skill }] of this.#places) {
      const place = now.get(id);
      if (place?.skill === skill && !sentOn(facts.input)) continue;
      this.#tally(skill).left[place ? 'overflowed' : leaving(state.calls.get(id), facts.result.effects, id)] += 1;
    }
    this.#places = now;
    for (const [skill, { entered, left }] of this.#tallies) {
      const gone = left.answered + left.abandoned + left.overflowed + left.removed;
      if (entered !== (standing.get(skill) ?? 0) + gone)
        fail('7', `${skill}: ${entered} entered, ${standing.get(skill) ?? 0} stand, ${JSON.stringify(left)} left`);
    }
  }

  #tally(skill: string): Tally {
    let tally = this.#tallies.get(skill);
    if (!tally) {
      tally = { entered: 0, left: { answered: 0, abandoned: 0, overflowed: 0, removed: 0 } };
      this.#tallies.set(skill, tally);
    }
    return tally;
  }

  /** Rule 8. */
  #nobodyWaitsInVain(look: Look): void {
    for (const queue of look.state.queues.values()) {
      const call = queue.waiting[0];
      if (!call) continue;
      for (const session of look.state.sessions.values())
        if (level(look, session, queue.skill) !== null && eligible(look, session))
          fail('8', `${call.id} waits for ${queue.skill} and ${session.ins} is idle`);
    }
  }

  /** A new offer leaves no better agent idle and no more urgent call waiting that the agent could have taken. */
  #routing(look: Look): void {
    for (const effect of look.facts.result.effects) {
      if (effect.kind !== 'switch' || effect.command.do !== 'dial') continue;
      const call = look.state.calls.get(effect.command.call);
      if (call?.phase !== 'offered' || !call.offer || !call.place || call.offer.directed) continue;
      const chosen = look.state.sessions.get(call.offer.ins);
      if (!chosen || chosen.leg?.id !== effect.command.leg) continue;
      const mine = level(look, chosen, call.place.skill);
      if (mine === null)
        fail('routing', `${call.id} for ${call.place.skill} went to ${chosen.ins}, who has not the skill`);
      for (const queue of look.state.queues.values()) {
        const head = queue.waiting[0];
        if (head && level(look, chosen, queue.skill) !== null && urgency(head, call) < 0)
          fail('routing', `${chosen.ins} got ${call.id} while ${head.id} waits more urgently`);
      }
      for (const other of look.state.sessions.values()) {
        const theirs = level(look, other, call.place.skill);
        if (other === chosen || theirs === null || !eligible(look, other)) continue;
        if (this.#hasMissed(call, other)) continue;
        if (this.#hasMissed(call, chosen))
          fail('routing', `${call.id} came back to ${chosen.ins} though ${other.ins} has not missed it`);
        if (theirs > (mine ?? 0)) fail('routing', `${call.id} went to ${chosen.ins} though ${other.ins} is better`);
        const since = this.#idle.get(chosen.ins) ?? look.at;
        if (theirs === mine && (this.#idle.get(other.ins) ?? look.at) < since)
          fail('routing', `${call.id} went to ${chosen.ins} though ${other.ins} has been idle longer`);
      }
    }
  }

  /** Queue lists: ordered, only of the agent's skills, at most four a second, and true when nothing is held back. */
  #lists(look: Look): void {
    const { state, at, facts } = look;
    const { body } = facts.input;
    for (const effect of facts.result.effects) {
      if (effect.kind !== 'event' || effect.event.event !== 'QueueChange') continue;
      const { ins } = effect.event;
      const session = state.sessions.get(ins);
      const last = this.#sentAt.get(ins);
      // The answer to a page that comes, or to a change of skills, is sent whenever it is due; the last list, an empty
      // one, goes with the log-off, whenever that is (a forced one waits for the end of the call).
      const loggedOnNow = (look.before.get(ins)?.agent.agentState ?? 0) <= 2;
      const loggedOffNow = (look.after.get(ins)?.agent.agentState ?? 0) <= 2;
      const due = loggedOnNow || loggedOffNow || body.kind === 'command' || body.kind === 'config';
      if (!due && last !== undefined && at - last < 250 && at > last)
        fail('7', `${ins} was sent queue lists ${at - last} ms apart`);
      // The empty list that a page gets as its agent logs off is no news of the queue.
      if (effect.event.params.queueList.length > 0 || (session?.state ?? 0) > 2) this.#sentAt.set(ins, at);
      if (session) listed(effect.event, (skill) => holds(look, session, skill));
    }
    if (state.queueTimer !== null || facts.index % 8 !== 0) return;
    for (const [ins, view] of look.after) {
      const session = state.sessions.get(ins);
      if (!session || session.conn === null || session.state <= 2) continue;
      const shown = view.queue.map(({ coid }) => coid).join();
      const truth = [...state.queues.values()]
        .filter(({ skill }) => holds(look, session, skill))
        .flatMap(({ waiting }) => waiting)
        .sort(urgency)
        .map(({ coid }) => coid)
        .join();
      if (shown !== truth) fail('14', `${ins} is shown the queue ${shown || '–'}, which is ${truth || '–'}`);
    }
  }
}

function listed(event: Extract<AgentEvent, { event: 'QueueChange' }>, holds: (skill: string) => boolean): void {
  let last: (typeof event.params.queueList)[number] | null = null;
  for (const item of event.params.queueList) {
    if (!holds(item.sk)) fail('7', `${event.ins} is shown a call for ${item.sk}`);
    if (item.qtm < 0) fail('16', `${item.coid} has waited ${item.qtm} s`);
    if (last && (last.level < item.level || (last.level === item.level && last.qtm < item.qtm)))
      fail('7', `the list for ${event.ins} is out of order`);
    last = item;
  }
}

/** A call that rings can be sent on to a skill, also to its own: it leaves one place and takes another. */
const sentOn = ({ body }: Look['facts']['input']): boolean =>
  body.kind === 'command' && body.command.command === 'OneStepTransfer';

function leaving(call: CallState | undefined, effects: Look['facts']['result']['effects'], id: string): Leaving {
  const ended = effects.find((e) => e.kind === 'record' && e.record.type === 'call' && e.record.callId === id);
  const recorded = ended?.kind === 'record' && ended.record.type === 'call' ? ended.record.outcome : null;
  const outcome = recorded ?? (call?.phase === 'ending' ? call.outcome : null);
  if (outcome !== null) return outcome === 'abandoned' || outcome === 'answered' ? outcome : 'removed';
  if (!call) fail('6', `${id} vanished from its queue without a record`);
  if (call?.phase === 'talk' || call?.phase === 'hold' || call?.phase === 'consult') return 'answered';
  if (call?.phase === 'transfer' || call?.phase === 'ivr') return 'overflowed';
  if (call?.phase === 'forwarding' || call?.phase === 'forwarded' || call?.phase === 'farewell') return 'overflowed';
  return fail('7', `${id} left its queue and is ${call?.phase}`);
}

/** Negative when a goes first. */
const urgency = (a: CallState, b: CallState): number =>
  (b.place?.level ?? 0) - (a.place?.level ?? 0) ||
  (a.place?.enteredAt ?? 0) - (b.place?.enteredAt ?? 0) ||
  a.serial - b.serial;

function skillsOf(look: Look, session: SessionState): readonly { readonly code: string; readonly level: number }[] {
  return (
    session.customSkills ?? look.state.config.agents.find((each) => each.agentId === session.agentId)?.skills ?? []
  );
}
const holds = (look: Look, session: SessionState, skill: string): boolean =>
  skillsOf(look, session).some(({ code }) => code === skill);

/** The level at which the agent serves a skill in the present work mode; null: not at all. */
function level(look: Look, session: SessionState, skill: string): number | null {
  const mode = look.state.config.workModes.find((each) => each.serviceWorkMode === session.workMode);
  if (mode && mode.bindSkillCode !== '' && mode.bindSkillCode !== skill) return null;
  return skillsOf(look, session).find(({ code }) => code === skill)?.level ?? null;
}

const takesCalls = (look: Look, session: SessionState): boolean =>
  look.state.config.workModes.find((each) => each.serviceWorkMode === session.workMode)?.basic === 0;

/**
 * The configuration changed, or it came back to its queue by way of another one that was closed. What goes before all
 * others does so for good.
 */
const weighedAnew = ({ input, result }: Look['facts'], callId: string, before: Place): boolean =>
  before.level !== LIMITS.topLevel &&
  (input.body.kind === 'config' ||
    result.effects.some(
      (effect) => effect.kind === 'notice' && effect.code === 'call-overflowed' && effect.call === callId,
    ));

/** Could be given a call now: idle, in a mode that takes calls, with a page or without need of one, phone reachable. */
function eligible(look: Look, session: SessionState): boolean {
  return (
    session.state === 3 &&
    // The switch could not ring the phone a moment ago.
    !session.timers.has('rest') &&
    takesCalls(look, session) &&
    look.shadow.up &&
    (session.conn !== null || session.keepLogon) &&
    (session.ins.startsWith('RP_') ||
      (look.shadow.isConfigured(session.ins) && look.shadow.reachable.get(session.ins) !== false))
  );
}
