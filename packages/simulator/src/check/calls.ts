/**
 * Legs, rooms and calls: every live leg belongs to a live call and has one owner (1), the engine's legs, rooms and
 * timers are what it asked for and was told (10, 17), a caller who is gone leaves nothing ringing (11).
 */
import type { Checker, Look } from './checker.ts';
import { fail } from './violation.ts';

export class CallChecker implements Checker {
  step(look: Look): void {
    if (look.calm) return;
    if (!look.blind) {
      this.#legs(look);
      this.#rooms(look);
    }
    this.#pointers(look);
    if (look.facts.index % 8 === 0) this.#timers(look);
  }

  #legs({ state, shadow }: Look): void {
    for (const leg of shadow.legs.values()) {
      if (leg.hungUp) continue;
      const owned = state.legs.get(leg.id);
      if (!owned) {
        fail('10', `leg ${leg.id} (${leg.side}, ${leg.phase}) lives and the engine has forgotten it`);
        continue;
      }
      if (owned.leg.phase === 'ending' || owned.leg.phase === 'ended')
        fail('10', `leg ${leg.id} is ${owned.leg.phase} for the engine, which has not asked to end it`);
      const { owner } = owned;
      const callId = owner.kind === 'call' ? owner.callId : state.sessions.get(owner.ins)?.callId;
      const call = callId ? state.calls.get(callId) : undefined;
      if (!call || call.phase === 'ending')
        fail('11', `leg ${leg.id} (${leg.side}, ${leg.phase}) lives without a live call`);
      if (owner.kind === 'agent' && state.sessions.get(owner.ins)?.leg?.id !== leg.id)
        fail('1', `leg ${leg.id} belongs to ${owner.ins}, who has another`);
      if (call && leg.call !== null && leg.call !== call.id) fail('1', `leg ${leg.id} was dialled for another call`);
    }
    for (const { leg } of state.legs.values()) {
      if (leg.phase === 'ended') fail('10', `leg ${leg.id} has ended and is kept`);
      if (!shadow.legs.has(leg.id)) fail('10', `the engine has leg ${leg.id} (${leg.phase}), which is gone`);
    }
  }

  #rooms({ state, shadow }: Look): void {
    if (!shadow.up) return;
    let rooms = 0;
    for (const call of state.calls.values()) {
      for (const room of [call.room, call.aside?.room ?? null]) {
        if (room === null) continue;
        rooms += 1;
        if (!shadow.rooms.has(room)) fail('10', `room ${room} of call ${call.id} is not open`);
      }
    }
    if (rooms !== shadow.rooms.size) fail('10', `${shadow.rooms.size} rooms are open, ${rooms} belong to calls`);
  }

  /** Rule 1, from the call's side; rule 2: one offer. */
  #pointers({ state, facts }: Look): void {
    const offered = new Set<string>();
    for (const call of state.calls.values()) {
      if (call.offer) {
        const { ins } = call.offer;
        if (offered.has(ins)) fail('2', `${ins} has two offers`);
        offered.add(ins);
        if (state.sessions.get(ins)?.callId !== call.id)
          fail('1', `${call.id} is offered to ${ins}, who does not know it`);
      }
      let talking = 0;
      for (const party of call.parties) {
        if (party.ins === null) continue;
        // Supervisors are guests; who is leaving has no say any more.
        if (state.sessions.get(party.ins)?.callId === call.id) talking += party.role === 'agent' ? 1 : 0;
        else if (call.phase !== 'ending')
          fail('1', `${call.id} has ${party.ins}, who is elsewhere (step ${facts.index})`);
      }
      const others = call.parties.filter(({ role }) => role === 'colleague' || role === 'outside').length;
      if (others > 1) fail('2', `${call.id} has ${others} further parties`);
      if (call.consult && call.transfer) fail('2', `${call.id} is consulted about and transferred at once`);
      if (call.consult && !call.parties.some(({ ins, role }) => ins === call.consult?.by && role === 'agent'))
        fail('1', `${call.consult.by} consults about ${call.id} without having it`);
      const advisers = call.parties.filter(({ role }) => role === 'adviser').length;
      if (advisers !== (call.aside ? 1 : 0)) fail('2', `${call.id} has ${advisers} advisers`);
      if (call.aside && (call.phase !== 'conference' || call.aside.by !== call.consult?.by))
        fail('1', `${call.aside.by} consults aside from ${call.id}, which is no conference of theirs`);
      if (talking > 1) fail('2', `${call.id} has ${talking} winners`);
    }
  }

  /** What must fire is armed, and nothing else is. */
  #timers({ state, shadow, world }: Look): void {
    const armed = world.engine.armedTimers(state);
    const seen = new Set<string>();
    for (const { key, epoch, at } of armed) {
      seen.add(key);
      const known = shadow.timers.get(key);
      if (!known) fail('17', `the engine waits for ${key}, which is not armed`);
      else if (known.epoch !== epoch || known.at !== at)
        fail('5', `${key} is armed in another epoch or for another time`);
    }
    // Timers that serve a page only (its wrap-up tick) need not outlive the process.
    for (const key of shadow.timers.keys())
      if (!seen.has(key) && !key.endsWith(':tick')) fail('17', `${key} is armed and the engine does not wait for it`);
  }
}
