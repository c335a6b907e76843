/**
 * Records: one for each call (6), none lost or doubled by a crash (15), no negative duration, and the stretches of an
 * agent add up to the shift (16).
 */
import type { AgentStateRecord, CallRecord } from '@wssoftphone/engine';
import type { AnyRecord } from '../host.ts';
import { type Checker, isLoggedOn, type Look } from './checker.ts';
import { fail } from './violation.ts';

interface Shift {
  /** Null after a crash: when it began was not kept here. */
  from: number | null;
  sum: number;
  lastTo: number | null;
}

export class RecordChecker implements Checker {
  /** Calls with a record, as far as steps went, and as far as commits did. */
  readonly #recorded = new Set<string>();
  readonly #durable = new Set<string>();
  readonly #live = new Set<string>();
  readonly #shifts = new Map<string, Shift>();
  readonly #lastStretch = new Map<string, AgentStateRecord>();
  /** The latest stretch by seat and agent, as far as commits went, and as far as steps did. */
  readonly #lastMade = new Map<string, AgentStateRecord>();
  /** Stretches with which a shift ended. */
  readonly #final = new WeakSet<AgentStateRecord>();
  /** Calls that are over and wait for their legs to go down. */
  readonly #ended = new Map<string, { readonly at: number; readonly outcome: string | null }>();
  #restarted = false;
  /** Calls that are older than the process: who talked when was not seen here. */
  readonly #unseen = new Set<string>();
  /** First talk of each call, as the rooms show it. */
  readonly #talked = new Map<string, number>();

  step(look: Look): void {
    this.#rooms(look);
    const stretches = new Map<string, AgentStateRecord[]>();
    for (const effect of look.facts.result.effects) {
      if (effect.kind !== 'record') continue;
      const { record } = effect;
      if (record.type === 'call') this.#call(look, record);
      else if (record.type === 'agent-state') {
        const list = stretches.get(record.ins);
        if (list) list.push(record);
        else stretches.set(record.ins, [record]);
      }
    }
    if (!look.calm) this.#vanished(look);
    this.#stretches(look, stretches);
  }

  committed(records: readonly AnyRecord[]): void {
    for (const record of records) {
      if (record.type === 'call') {
        if (this.#durable.has(record.callId)) fail('15', `two durable records of ${record.callId}`);
        this.#durable.add(record.callId);
      } else if (record.type === 'agent-state') {
        const key = `${record.ins} ${record.agentId}`;
        const last = this.#lastStretch.get(key);
        if (last && record.from < last.to) fail('16', `stretches of ${key} overlap`);
        if (last && record.from > last.to && !this.#final.has(last))
          fail('16', `${record.from - last.to} ms of ${key} are missing between durable stretches`);
        this.#lastStretch.set(key, record);
      }
    }
  }

  killed(): void {
    this.#recorded.clear();
    for (const id of this.#durable) this.#recorded.add(id);
    this.#live.clear();
    this.#shifts.clear();
    this.#talked.clear();
    this.#ended.clear();
    this.#restarted = true;
    this.#lastMade.clear();
    for (const [key, stretch] of this.#lastStretch) this.#lastMade.set(key, stretch);
  }

  /** Sees people talk: an agent's leg and another, both up, in one room, heard. */
  #rooms({ state, shadow, at, facts, blind }: Look): void {
    if (this.#restarted) for (const id of state.calls.keys()) this.#unseen.add(id);
    if (blind) return;
    if (!facts.result.effects.some((effect) => effect.kind === 'switch' && effect.command.do === 'join')) return;
    for (const call of state.calls.values()) {
      if (call.room === null || this.#talked.has(call.id) || this.#unseen.has(call.id)) continue;
      let agent = false;
      let other = false;
      for (const leg of shadow.legs.values()) {
        if (leg.room !== call.room || leg.hungUp || leg.mode?.kind !== 'talk') continue;
        if (state.legs.get(leg.id)?.owner.kind === 'agent') agent = true;
        else other = true;
      }
      if (agent && other) this.#talked.set(call.id, at);
    }
  }

  #call(look: Look, record: CallRecord): void {
    const { callId } = record;
    if (this.#recorded.has(callId)) fail('6', `a second record of ${callId}`);
    this.#recorded.add(callId);
    // A call is over when that is decided; its record follows when the last leg is down. Ended is final.
    const ended = this.#ended.get(callId);
    this.#ended.delete(callId);
    if (record.endedAt !== (ended?.at ?? look.at) && !this.#restarted)
      fail('6', `the record of ${callId} ends at ${record.endedAt}`);
    if (ended && ended.outcome !== record.outcome)
      fail('6', `${callId} ended ${ended.outcome}, then ${record.outcome}`);
    if (record.startedAt > record.endedAt) fail('16', `${callId} ended before it began`);
    if (record.answeredAt !== null && (record.answeredAt < record.startedAt || record.answeredAt > record.endedAt))
      fail('16', `${callId} was answered outside its time`);
    const talked = this.#talked.get(callId);
    // A crash forgets what was seen of the rooms before.
    if (talked !== undefined && record.direction !== '2' && record.answeredAt !== talked)
      fail('6', `${callId} talked since ${talked}; its record says ${record.answeredAt}`);
    if (talked !== undefined && record.outcome !== 'answered' && record.outcome !== 'lost')
      fail('6', `${callId} talked and its outcome is ${record.outcome}`);
    if (record.outcome === 'answered' && record.answeredAt === null) fail('6', `${callId} answered at no time`);
    if (record.outcome === 'abandoned' && record.endedBy !== 'customer')
      fail('6', `${callId} was abandoned by ${record.endedBy}`);
    this.#segments(record);
    this.#talked.delete(callId);
  }

  #segments(record: CallRecord): void {
    const sums = { queue: 0, ring: 0, talk: 0, hold: 0 };
    for (const { kind, from, to } of record.segments) {
      if (from > to || from < record.startedAt || to > record.endedAt)
        fail('16', `a ${kind} segment of ${record.callId} is from ${from} to ${to}`);
      // A number that is rung counts as ringing, like an agent's phone.
      const counted = kind === 'dial' ? 'ring' : kind;
      if (counted in sums) sums[counted as keyof typeof sums] += to - from;
    }
    const { queueMs, ringMs, talkMs, holdMs } = record;
    const told = { queue: queueMs, ring: ringMs, talk: talkMs, hold: holdMs };
    for (const kind of ['queue', 'ring', 'talk', 'hold'] as const) {
      if (told[kind] < 0) fail('16', `${record.callId}: ${kind} ${told[kind]} ms`);
      if (told[kind] !== sums[kind])
        fail('16', `${record.callId}: ${kind} is ${told[kind]} ms, its segments make ${sums[kind]}`);
    }
    if (talkMs + holdMs > record.endedAt - record.startedAt)
      fail('16', `${record.callId} talked longer than it lasted`);
  }

  /** A call that is not there any more has its record; one that came in has a call or a record. */
  #vanished({ state, facts, at }: Look): void {
    for (const id of this.#live) {
      if (state.calls.has(id)) continue;
      if (!this.#recorded.has(id)) fail('6', `${id} vanished without a record`);
      this.#live.delete(id);
    }
    const restarted = this.#restarted;
    this.#restarted = false;
    for (const call of state.calls.values()) {
      this.#live.add(call.id);
      if (this.#recorded.has(call.id)) fail('6', `${call.id} is ${call.phase} and has a record already`);
      if (call.phase !== 'ending' || this.#ended.has(call.id)) continue;
      if (call.endedAt !== at && !restarted) fail('6', `${call.id} ended at ${call.endedAt}, not now`);
      this.#ended.set(call.id, { at: call.endedAt ?? at, outcome: call.outcome });
    }
    const { body } = facts.input;
    if (body.kind !== 'switch' || body.event.on !== 'incoming') return;
    const { leg } = body.event;
    const owned = state.legs.get(leg);
    const refused = facts.result.effects.some(
      (e) => e.kind === 'switch' && e.command.do === 'hangup' && e.command.leg === leg,
    );
    if (!owned && !refused) fail('6', `leg ${leg} came in and nobody cares`);
  }

  #stretches(look: Look, made: ReadonlyMap<string, readonly AgentStateRecord[]>): void {
    for (const [ins, list] of made) {
      const before = look.before.get(ins)?.agent;
      const first = list[0];
      if (first && before && first.state !== before.agentState)
        fail('16', `${ins} was in state ${before.agentState}; its record says ${first.state}`);
      if (first && before && first.workMode !== before.agentWorkMode)
        fail('16', `${ins} was in mode ${before.agentWorkMode}; its record says ${first.workMode}`);
      const shift = this.#shifts.get(ins);
      for (const record of list) {
        this.#lastMade.set(`${ins} ${record.agentId}`, record);
        if (record.to < record.from) fail('16', `${ins}: a stretch of ${record.to - record.from} ms`);
        if (!shift) continue;
        if (shift.lastTo !== null && record.from !== shift.lastTo) fail('16', `${ins}: a gap before ${record.from}`);
        if (shift.lastTo === null && shift.from !== null && record.from !== shift.from)
          fail('16', `${ins}: the shift began at ${shift.from}, its first stretch at ${record.from}`);
        shift.lastTo = record.to;
        shift.sum += record.to - record.from;
      }
    }
    for (const [ins, view] of look.after)
      if (view !== look.before.get(ins)) this.#shift(look, ins, view.agent.agentState, made.get(ins) ?? []);
    for (const ins of look.before.keys()) if (!look.after.has(ins)) this.#shift(look, ins, 1, made.get(ins) ?? []);
  }

  /** Begins and ends shifts by what the views say. */
  #shift(look: Look, ins: string, state: number, made: readonly AgentStateRecord[]): void {
    const was = look.before.get(ins)?.agent;
    const sameAgent = was?.agentId === look.after.get(ins)?.agent.agentId;
    const wasOn = isLoggedOn(was?.agentState);
    if (wasOn && (!isLoggedOn(state) || !sameAgent)) {
      const shift = this.#shifts.get(ins);
      this.#shifts.delete(ins);
      const last = made.at(-1) ?? null;
      if (last) this.#final.add(last);
      if (shift && shift.from !== null && shift.sum !== look.at - shift.from)
        fail('16', `${ins}: a shift of ${look.at - shift.from} ms, stretches of ${shift.sum} ms`);
      if (!last) {
        // The last stretch had no length: the one before it was the last.
        const before = this.#lastMade.get(`${ins} ${was?.agentId}`);
        if (before) this.#final.add(before);
      }
    }
    if (isLoggedOn(state) && (!wasOn || !sameAgent)) this.#shifts.set(ins, { from: look.at, sum: 0, lastTo: null });
  }
}
