/**
 * Pages that leave the seat to the server: they name none until the log-on, and may go on naming none. Checkers keep
 * what they know by seat, so steps are told to them in the names that the engine has (`Seats`); whether the seats are
 * well chosen, and what the pages read of them, is looked at here (`SeatChecker`, protocol 5).
 */
import type { CommandInput, Effect, Input, TenantState } from '@wssoftphone/engine';
import type { StepFacts } from '../host.ts';
import type { Checker, Look } from './checker.ts';
import { fail } from './violation.ts';

export const WAIT_FOR_DISPATCH = 'INS_WAIT_FOR_DISPATCH';
/** A seat that no telephone has, of a page that has not logged on. */
const waits = (ins: string): boolean => ins.startsWith(WAIT_FOR_DISPATCH);
/** Commands that lead a page to a seat, which is known only when they are done. */
const BEGINS: ReadonlySet<string> = new Set(['Init', 'Logon']);

type SeatsOf = Pick<TenantState, 'conns' | 'agents' | 'sessions'>;

/** Names the seats of one step after another. */
export class Seats {
  /** The seat that the command of this step speaks for: what it does may unseat the agent. */
  #spokenFor: string | undefined;
  /** That seat has another agent meanwhile, who took it from this page. */
  #isOthers = false;

  stepping({ body }: Input, { conns, agents, sessions }: SeatsOf): void {
    this.#spokenFor = undefined;
    this.#isOthers = false;
    if (body.kind !== 'command' || body.command.ins !== WAIT_FOR_DISPATCH) return;
    const ofPage = body.conn === null ? undefined : conns.get(body.conn);
    const { agentId = '' } = body.command.params;
    this.#spokenFor = ofPage ?? agents.get(agentId);
    this.#isOthers = this.#spokenFor !== undefined && sessions.get(this.#spokenFor)?.agentId !== agentId;
  }

  /** The same step, every seat by its name in the engine. `conns`: as the step has left them. */
  named(facts: StepFacts, { conns }: Pick<SeatsOf, 'conns'>): StepFacts {
    const { body } = facts.input;
    const asks = body.kind === 'command' && body.command.ins === WAIT_FOR_DISPATCH;
    if (!asks && !facts.result.effects.some(namesNoSeat)) return facts;
    const effects = facts.result.effects.map((effect): Effect => {
      if (!namesNoSeat(effect)) return effect;
      return { ...effect, event: { ...effect.event, ins: conns.get(effect.conn) ?? effect.event.ins } };
    });
    const result = { ...facts.result, effects };
    if (!asks) return { ...facts, result };
    const { command, conn } = body;
    const led = conn !== null && BEGINS.has(command.command) ? conns.get(conn) : undefined;
    const before = this.#spokenFor;
    const ins = led ?? before ?? command.ins;
    // It may be given another, where the telephone of the first is gone.
    const hasSeat = before !== undefined && !waits(before) && !this.#isOthers && (led ?? before) === before;
    const choosesSeat = command.command === 'Logon' && conn !== null && !hasSeat;
    const named: CommandInput = { ...body, command: { ...command, ins } };
    return { ...facts, result, choosesSeat, input: { ...facts.input, body: named } };
  }
}

type EventEffect = Extract<Effect, { kind: 'event' }>;
const namesNoSeat = (effect: Effect): effect is EventEffect =>
  effect.kind === 'event' && effect.event.ins === WAIT_FOR_DISPATCH;

/** The seat that is chosen is free and has a telephone; from then on everything bears its name. */
export class SeatChecker implements Checker {
  step(look: Look): void {
    const { told, facts } = look;
    if (facts.choosesSeat) this.#choice(look);
    if (told === facts) return;
    this.#reply(look);
    let seated = !facts.choosesSeat;
    for (const effect of told.result.effects) {
      if (effect.kind === 'reply') seated = true;
      const seat = seated && namesNoSeat(effect) ? look.state.conns.get(effect.conn) : undefined;
      if (seat !== undefined && !waits(seat) && namesNoSeat(effect))
        fail('seat', `${effect.event.event} names no seat to the page at ${seat}`);
    }
  }

  #choice(look: Look): void {
    const { facts, told, before, shadow, blind, state } = look;
    const free = state.config.extensions.filter(({ number }) => !before.has(number)).map(({ number }) => number);
    const reply = facts.result.effects.find((effect) => effect.kind === 'reply')?.reply;
    if (reply?.errorCode !== 'Succ') return;
    const refused = told.result.effects.some(
      (effect) => effect.kind === 'event' && effect.event.fault?.code === 'NoExtensionFree',
    );
    const phone = (number: string): boolean | undefined => (blind ? undefined : shadow.reachable.get(number));
    const better = free.find((number) => phone(number) !== false);
    if (refused && better !== undefined && !blind) fail('seat', `no extension is free, and ${better} is`);
    if (waits(reply.ins)) return;
    if (!free.includes(reply.ins)) fail('seat', `${reply.ins} was chosen, which is taken or not there`);
    if (phone(reply.ins) === false) fail('seat', `${reply.ins} was chosen, whose telephone is not there`);
    const sure = phone(reply.ins) ? undefined : free.find(phone);
    if (sure !== undefined) fail('seat', `${reply.ins} was chosen, and ${sure} is known to be there`);
  }

  /** A page reads in the reply where it sits. */
  #reply({ told, facts, after }: Look): void {
    const { body } = facts.input;
    if (body.kind !== 'command' || told.input === facts.input) return;
    const reply = facts.result.effects.find((effect) => effect.kind === 'reply')?.reply;
    const { command, ins } = body.command;
    if (reply?.errorCode !== 'Succ' || !after.has(ins) || SEATLESS.has(command)) return;
    const shown = waits(ins) ? WAIT_FOR_DISPATCH : ins;
    if (reply.ins !== shown) fail('seat', `${command} of the page at ${ins} was answered as ${reply.ins}`);
  }
}

/** Answered to anybody, whatever seat they name. */
const SEATLESS: ReadonlySet<string> = new Set(['CheckWebSocket', 'WSHello']);
