/** How a fault is put into the engine. */
import type { Effect, Input, StepResult, TenantState } from '@wssoftphone/engine';
import * as real from '@wssoftphone/engine';
import type { ESPEvent } from '@wssoftphone/protocol';
import type { EngineApi } from '@wssoftphone/simulator';

export interface Planted {
  readonly name: string;
  /** Rules by which it may be found. */
  readonly rules: readonly string[];
  /** A new faulty engine, because some faults remember things. */
  readonly engine: () => EngineApi;
}

export type Spoil = (result: StepResult, state: TenantState, input: Input) => StepResult;

export const spoiling = (make: () => Spoil): (() => EngineApi) => {
  return () => {
    const spoil = make();
    return { ...real, step: (state, input) => spoil(real.step(state, input), state, input) };
  };
};

/** Leaves out every nth effect of a sort. */
export const dropping = (nth: number, sort: (effect: Effect) => boolean): (() => EngineApi) =>
  spoiling(() => {
    let seen = 0;
    return (result) => {
      const effects = result.effects.filter((effect) => {
        if (!sort(effect)) return true;
        seen += 1;
        return seen % nth !== 0;
      });
      return effects.length === result.effects.length ? result : { ...result, effects };
    };
  });

/** Leaves out effects of a sort in every third step that says this to an agent. */
export const droppingWith = (said: ESPEvent, sort: (effect: Effect) => boolean): (() => EngineApi) =>
  spoiling(() => {
    let seen = 0;
    return (result) => {
      if (!result.effects.some((effect) => effect.kind === 'event' && effect.event.event === said)) return result;
      seen += 1;
      return seen % 3 === 0 ? { ...result, effects: result.effects.filter((effect) => !sort(effect)) } : result;
    };
  });

export const asks = (effect: Effect, what: string): boolean => effect.kind === 'switch' && effect.command.do === what;
