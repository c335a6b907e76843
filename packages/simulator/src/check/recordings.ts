/**
 * RECORDCALLS: every talk of a customer and an agent is recorded and nothing else is: not while the customer is out of
 * the room, not colleagues among themselves, nothing at all when it is off. Every recording ends in one record.
 */
import type { AnyRecord } from '../host.ts';
import type { CallState, Checker, Look } from './checker.ts';
import { fail } from './violation.ts';

export class RecordingChecker implements Checker {
  /** Recordings with a record, as far as steps went, and as far as commits did. */
  readonly #recorded = new Set<string>();
  readonly #durable = new Set<string>();
  /** Call and agents of those that the switch could not make. */
  readonly #failed = new Set<string>();

  step(look: Look): void {
    for (const effect of look.facts.result.effects) {
      if (effect.kind === 'switch' && effect.command.do === 'record') this.#asked(look, effect.command);
      if (effect.kind !== 'record' || effect.record.type !== 'recording') continue;
      const { recording, callId, startedAt, endedAt, agentIds, ok } = effect.record;
      if (!ok) this.#failed.add(talkOf(callId, agentIds));
      if (this.#recorded.has(recording)) fail('recording', `a second record of ${recording}`);
      this.#recorded.add(recording);
      if (startedAt > endedAt) fail('recording', `${recording} ended before it began`);
      if (agentIds.length === 0) fail('recording', `${recording} is nobody's talk`);
    }
    if (look.facts.result.effects.some((effect) => effect.kind === 'switch')) return;
    if (look.world.settled && !look.blind && look.shadow.up) this.#settled(look);
  }

  committed(records: readonly AnyRecord[]): void {
    for (const record of records) {
      if (record.type !== 'recording') continue;
      if (this.#durable.has(record.recording)) fail('15', `two durable records of ${record.recording}`);
      this.#durable.add(record.recording);
    }
  }

  killed(): void {
    this.#recorded.clear();
    for (const id of this.#durable) this.#recorded.add(id);
  }

  /**
   * What is asked for is right when it is asked for, as the engine must believe the rooms to be. Whoever is named is in
   * the room: who comes later may not hear what was said before.
   */
  #asked(
    { state, shadow }: Look,
    { recording, room, paused }: { recording: string; room: string; paused: boolean },
  ): void {
    if (this.#recorded.has(recording)) fail('recording', `${recording} is asked for and was over`);
    if (paused) return;
    if (!state.config.params.recordCalls) fail('recording', `${recording} is asked for with RECORDCALLS 0`);
    const call = [...state.calls.values()].find((one) => one.room === room);
    const heard = [...shadow.legs.values()].filter(
      (leg) => leg.room === room && leg.mode?.kind === 'talk' && !leg.hungUp,
    );
    if (!call) fail('recording', `${recording} is of ${room}, where no call is`);
    else if (!isTalk(state, call, new Set(heard.map(({ id }) => id))))
      fail('recording', `${recording} of ${call.id} runs and customer and agent do not talk`);
    for (const agentId of state.recordings.get(recording)?.agentIds ?? []) {
      const leg = state.sessions.get(state.agents.get(agentId) ?? '')?.leg;
      if (!heard.some(({ id }) => id === leg?.id)) fail('recording', `${recording} names ${agentId}, who is not there`);
    }
  }

  /** Nothing is under way: what runs on the switch is what is to run. */
  #settled({ world, state }: Look): void {
    const { tapes } = world.switch;
    const running = new Map<string, string>();
    for (const [id, { room, paused }] of tapes.live) {
      if (paused) continue;
      const other = running.get(room);
      if (other) fail('recording', `${other} and ${id} both record ${room}`);
      running.set(room, id);
    }
    const talks = new Set<string>();
    for (const call of state.calls.values()) {
      if (call.room === null) continue;
      const talk = isTalk(state, call, heardIn(world, call.room));
      if (talk) talks.add(call.room);
      // One that the switch could not make is not tried again, until others talk.
      const failed = this.#failed.has(talkOf(call.id, agentsIn(state, call, heardIn(world, call.room))));
      if (talk && state.config.params.recordCalls && !failed && !running.has(call.room))
        fail('recording', `${call.id} talks and is not recorded`);
    }
    for (const [room, id] of running) {
      if (!state.config.params.recordCalls) fail('recording', `${id} runs with RECORDCALLS 0`);
      if (!talks.has(room)) fail('recording', `${id} runs in ${room}, where customer and agent do not talk`);
    }
  }

  atRest({ world, state }: Omit<Look, 'facts' | 'before' | 'calm'>): void {
    if (state.recordings.size > 0) fail('17', `at rest ${state.recordings.size} recordings are left`);
    for (const id of world.switch.tapes.live.keys()) fail('17', `at rest ${id} runs`);
    for (const id of world.switch.tapes.all.keys())
      if (!this.#durable.has(id)) fail('15', `${id} was recorded and has no record`);
  }
}

function heardIn(world: Look['world'], room: string): ReadonlySet<string> {
  const talking = [...world.switch.legs.values()].filter((leg) => leg.room === room && leg.mode?.kind === 'talk');
  return new Set(talking.map(({ id }) => id));
}

/** Among these legs are the call's customer and an agent. */
function isTalk(state: Look['state'], call: CallState, heard: ReadonlySet<string>): boolean {
  const customer = call.parties.find(({ role }) => role === 'customer')?.leg;
  return Boolean(customer && heard.has(customer.id)) && agentsIn(state, call, heard).length > 0;
}

/** The agents of the call whose legs are among these. */
function agentsIn(state: Look['state'], call: CallState, heard: ReadonlySet<string>): readonly string[] {
  return call.parties.flatMap(({ ins }) => {
    const session = ins === null ? undefined : state.sessions.get(ins);
    return session?.leg && heard.has(session.leg.id) ? [session.agentId] : [];
  });
}

const talkOf = (callId: string, agentIds: readonly string[]): string => `${callId} ${[...agentIds].sort()}`;
