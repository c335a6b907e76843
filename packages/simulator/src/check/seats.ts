/**
 * Pages that wait for a seat, or go on naming none, in the names that the engine has for their seats: checkers keep what
 * they know by seat. What a page reads is another matter, and the same for all of them until the log-on.
 */
import type { Effect, TenantState } from '@wssoftphone/engine';
import type { StepFacts } from '../host.ts';

export const WAIT_FOR_DISPATCH = 'INS_WAIT_FOR_DISPATCH';

export function bySeat(facts: StepFacts, state: TenantState): StepFacts {
  const { body } = facts.input;
  const asks = body.kind === 'command' && body.command.ins === WAIT_FOR_DISPATCH;
  if (!asks && !facts.result.effects.some(namesNoSeat)) return facts;
  const seatOf = (conn: string | null): string | undefined => (conn === null ? undefined : state.conns.get(conn));
  const effects = facts.result.effects.map((effect): Effect => {
    if (!namesNoSeat(effect)) return effect;
    if (effect.kind === 'event') {
      const ins = seatOf(effect.conn) ?? effect.event.ins;
      return { ...effect, event: { ...effect.event, ins } };
    }
    return effect;
  });
  const result = { ...facts.result, effects };
  if (!asks) return { ...facts, result };
  const { command } = body;
  const ins = seatOf(body.conn) ?? state.agents.get(command.params.agentId ?? '') ?? command.ins;
  return {
    ...facts,
    result,
    choosesSeat: command.command === 'Logon',
    input: { ...facts.input, body: { ...body, command: { ...command, ins } } },
  };
}

const namesNoSeat = (effect: Effect): boolean => effect.kind === 'event' && effect.event.ins === WAIT_FOR_DISPATCH;
