/**
 * When nothing is under way: the engine's legs and rooms are exactly the switch's (10), people hear what the state
 * says, and at the end of the shift every map is back at its base line (17).
 */
import type { ModelLeg } from '../switch/leg.ts';
import type { CallState, Checker, Look } from './checker.ts';
import { fail, Violation } from './violation.ts';

/** A supervisor hears what the agent under watch hears and says, and is heard by nobody, by the agent, or by all. */
function watchers({ world, state }: Look): void {
  for (const { ins, watch, leg } of state.sessions.values()) {
    const mine = leg ? world.switch.legs.get(leg.id) : undefined;
    const targetLeg = watch ? state.sessions.get(watch.target)?.leg : undefined;
    const target = targetLeg ? world.switch.legs.get(targetLeg.id) : undefined;
    if (!watch || !target || mine?.phase !== 'up') continue;
    if (mine.room !== target.room)
      fail('10', `${ins} watches ${watch.target} in ${target.room} and is in ${mine.room}`);
    if (target.room === null) continue;
    const inRoom = [...world.switch.legs.values()].filter(({ id, room }) => room === mine.room && id !== mine.id);
    for (const other of inRoom) {
      const talks = other.mode?.kind === 'talk';
      // A supervisor who has joined may be whispered to by another.
      const whispers = other.mode?.kind === 'whisper' && other.mode.to === mine.id;
      if ((talks || whispers) !== world.switch.hears(mine).includes(other))
        fail('10', `${ins} does not hear ${other.id}, or should not`);
      const told = watch.mode === 'join' || (watch.mode === 'whisper' && other === target);
      if (talks && told !== world.switch.hears(other).includes(mine))
        fail('10', `${ins} is in mode ${watch.mode}; ${other.id} ${told ? 'does not hear' : 'hears'} the supervisor`);
    }
  }
}

/** The two of an inner call hear each other, unless one holds it. */
function inner(world: Look['world'], call: CallState, legs: readonly ModelLeg[]): void {
  const [one, other] = legs;
  if (call.phase !== 'talk' && call.phase !== 'hold') return;
  if (!one || !other || legs.length !== 2) fail('10', `${call.id} is an inner call of ${legs.length} legs`);
  else if (call.phase === 'talk') {
    if (!world.switch.hears(one).includes(other) || !world.switch.hears(other).includes(one))
      fail('10', `${call.id} is in talk and the two do not hear each other`);
  } else if (world.switch.hears(one).includes(other) || (one.music === null) === (other.music === null))
    fail('10', `${call.id} is on hold and they hear each other, or not one hears music`);
}

/**
 * While the maker of a conference consults aside, customer and the one who was brought in hear each other and nobody
 * else; so do the maker and the adviser once that one has answered.
 */
function besides(
  world: Look['world'],
  state: Look['state'],
  call: CallState,
  heardBy: (leg: ModelLeg) => ModelLeg[],
): void {
  const legOf = (role: string): ModelLeg | undefined => {
    const party = call.parties.find((one) => one.role === role);
    const leg = party?.ins ? state.sessions.get(party.ins)?.leg : party?.leg;
    return leg ? world.switch.legs.get(leg.id) : undefined;
  };
  const pair = (what: string, one: ModelLeg | undefined, other: ModelLeg | undefined): void => {
    if (!one || !other) fail('10', `${call.id}: ${what}, and one of the two has no leg`);
    else if (heardBy(one).some((leg) => leg !== other) || heardBy(other).some((leg) => leg !== one))
      fail('10', `${call.id}: ${what}, and somebody else is heard`);
    else if (heardBy(one).length !== 1 || heardBy(other).length !== 1)
      fail('10', `${call.id}: ${what}, and the two do not hear each other`);
  };
  pair('talked on without the maker', legOf('customer'), legOf('colleague') ?? legOf('outside'));
  const maker = legOf('agent');
  if (call.aside?.stage === 'talk') pair('consulted aside', maker, legOf('adviser'));
  else if (!maker || heardBy(maker).length > 0)
    fail('10', `${call.id}: the maker hears somebody while the adviser is rung`);
}

export class RestChecker implements Checker {
  step(look: Look): void {
    // The effects of this very step have not left yet; only a step without any shows a settled world.
    if (look.facts.result.effects.some((effect) => effect.kind === 'switch')) return;
    if (!look.world.settled || look.blind || !look.shadow.up) return;
    this.#legs(look);
    this.#media(look);
    watchers(look);
  }

  #legs({ world, shadow, state }: Look): void {
    for (const leg of world.switch.legs.values()) {
      const known = shadow.legs.get(leg.id);
      if (!known) throw new Violation('10', `leg ${leg.id} (${leg.side}, ${leg.phase}) is unknown to the engine`);
      if (known.hungUp) fail('10', `leg ${leg.id} was hung up and lives`);
      if (state.legs.get(leg.id)?.leg.phase === 'ending')
        fail('10', `leg ${leg.id} is being taken down for the engine, and the switch was not asked to`);
      if (known.room !== leg.room)
        fail('10', `leg ${leg.id} is in room ${leg.room}; the engine put it into ${known.room}`);
      if (known.music !== leg.music) fail('10', `leg ${leg.id} hears music ${leg.music}, not ${known.music}`);
    }
    for (const id of shadow.legs.keys())
      if (!world.switch.legs.has(id)) fail('10', `leg ${id} lives for the engine and does not exist`);
    for (const room of world.switch.rooms.keys()) if (!shadow.rooms.has(room)) fail('10', `room ${room} was left open`);
    for (const room of shadow.rooms.keys()) if (!world.switch.rooms.has(room)) fail('10', `room ${room} is missing`);
    for (const call of state.calls.values())
      if (call.phase === 'ending') fail('10', `${call.id} is still ending and nothing is under way`);
  }

  /** Who hears whom. */
  #media({ world, state }: Look): void {
    const guests = new Set<string>();
    for (const { watch, leg } of state.sessions.values()) if (watch && leg) guests.add(leg.id);
    const heardBy = (leg: ModelLeg): ModelLeg[] => world.switch.hears(leg).filter(({ id }) => !guests.has(id));
    for (const call of state.calls.values()) {
      const legs: ModelLeg[] = [];
      const own: ModelLeg[] = [];
      for (const { leg, owner } of state.legs.values()) {
        const real = world.switch.legs.get(leg.id);
        if (!real) continue;
        if (owner.kind === 'call' && owner.callId === call.id) legs.push(real);
        if (owner.kind !== 'agent' || state.sessions.get(owner.ins)?.callId !== call.id) continue;
        // Supervisors are guests, and who is leaving is not heard any more.
        const role = call.parties.find(({ ins }) => ins === owner.ins)?.role;
        if (role === 'agent') own.unshift(real);
        else if (role === 'colleague' || role === 'adviser') own.push(real);
      }
      const agent = own[0];
      const customer = legs[0];
      if (call.direction === '2') {
        inner(world, call, [...own, ...legs]);
        continue;
      }
      switch (call.phase) {
        case 'consult':
        case 'transfer':
          if (customer?.phase === 'up' && (call.consult?.stage === 'swapped' ? customer.room : customer.music) === null)
            fail('10', `${call.id} is in ${call.phase} and the customer hears the wrong thing`);
          if (call.consult?.stage === 'talk' || call.consult?.stage === 'swapped') {
            const handler = state.sessions.get(call.consult.by)?.leg?.id;
            const speaker = handler ? world.switch.legs.get(handler) : undefined;
            const heard = speaker ? heardBy(speaker) : [];
            if (heard.length !== 1) fail('10', `${call.id}: the agent hears ${heard.length} in a consult`);
            if ((heard[0] === customer) !== (call.consult.stage === 'swapped'))
              fail('10', `${call.id}: the agent hears the wrong one in a consult`);
          }
          break;
        case 'conference':
          if (call.aside) {
            besides(world, state, call, heardBy);
            break;
          }
          for (const leg of [...own, ...legs])
            if (heardBy(leg).length !== 2)
              fail('10', `${call.id}: ${leg.id} hears ${heardBy(leg).length} in a conference`);
          break;
        case 'talk':
          if (!agent || !customer) fail('10', `${call.id} is in talk without two legs`);
          else if (!world.switch.hears(agent).includes(customer) || !world.switch.hears(customer).includes(agent))
            fail('10', `${call.id} is in talk and the two do not hear each other`);
          break;
        case 'hold':
          if (!agent || !customer) fail('10', `${call.id} is on hold without two legs`);
          else if (world.switch.hears(customer).length > 0 || world.switch.hears(agent).includes(customer))
            fail('10', `${call.id} is on hold and somebody hears somebody`);
          else if (customer.music === null) fail('10', `${call.id} is on hold and the customer hears no music`);
          break;
        case 'queued':
          if (customer?.phase === 'up' && customer.music === null && customer.play === null)
            fail('10', `${call.id} waits in silence`);
          break;
        case 'forwarded':
          if (legs.length !== 2 || !legs[0] || !legs[1] || !world.switch.hears(legs[0]).includes(legs[1]))
            fail('10', `${call.id} was sent outside and the two do not hear each other`);
          break;
        default:
          break;
      }
    }
  }

  atRest({ world, state, shadow }: Omit<Look, 'facts' | 'before' | 'calm'>): void {
    const left: [string, number][] = [
      ['calls', state.calls.size],
      ['legs', state.legs.size],
      ['plays', state.plays.size],
      ['sessions', state.sessions.size],
      ['agents logged on', state.agents.size],
      ['sockets', state.conns.size],
      ['audiences', state.audiences.size + state.audiencesOf.size],
      ['waiting calls', state.waitingCalls],
      ['timers', world.host.timers.size],
      ['timers asked for', shadow.timers.size],
      ['legs of the switch', world.switch.legs.size],
      ['rooms of the switch', world.switch.rooms.size],
    ];
    for (const queue of state.queues.values())
      left.push([`queue ${queue.skill}`, queue.waiting.length + queue.idle.length]);
    // A list that nobody works on is no remainder of anything.
    const keeps = (key: string): boolean => key === 'tenant' || key.startsWith('task:');
    for (const key of world.host.docs.keys()) if (!keeps(key)) left.push([`document ${key}`, 1]);
    for (const [what, count] of left) if (count > 0) fail('17', `at rest ${count} ${what} are left`);
  }
}
