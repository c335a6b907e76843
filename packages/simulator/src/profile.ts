/**
 * What one seed is about: every seed draws its own mixture of load, clumsiness and faults, so that some seeds have
 * one trouble alone and some have all at once.
 */
import type { AgentTuning } from './actors/agent.ts';
import type { PeopleTuning } from './actors/people.ts';
import type { Delays } from './delay-line.ts';
import type { HostTuning } from './host.ts';
import type { Random } from './random.ts';
import type { SwitchTuning } from './switch/model.ts';

export interface Profile {
  readonly agents: number;
  readonly people: PeopleTuning;
  readonly agent: AgentTuning;
  readonly network: Delays;
  readonly switch: SwitchTuning;
  readonly host: HostTuning;
  /** Mean milliseconds between two of each fault; 0: never. */
  readonly every: {
    readonly connectionLost: number;
    readonly switchRestart: number;
    readonly serverKilled: number;
    readonly configChange: number;
    readonly clockJump: number;
    readonly nonsense: number;
  };
}

export function drawProfile(random: Random): Profile {
  const some = (probability: number, mean: number): number => (random.chance(probability) ? mean : 0);
  const delays = (probability: number, mean: number): Delays =>
    random.chance(probability)
      ? { mean: random.between(1, mean), late: random.pick([0, 0, 0.01, 0.05]), lateMs: random.pick([500, 3000]) }
      : { mean: 0, late: 0, lateMs: 0 };
  const agents = random.between(3, 8);
  const talk = random.pick([1500, 5000, 15_000]);
  return {
    agents,
    people: {
      callEvery: Math.round((random.pick([0.5, 1, 2, 5]) * (talk + 4000)) / agents),
      patience: random.pick([1500, 8000, 40_000]),
      talk,
      phoneTrouble: random.pick([0, 0.05, 0.3]),
      lastMoment: random.pick([0, 0.05, 0.25]),
      registration: some(0.3, random.pick([3000, 20_000])),
      callers: random.pick([4, 12, 30]),
    },
    agent: {
      think: random.pick([300, 1000, 3000]),
      foolish: random.pick([0, 0.05, 0.3]),
      restless: random.pick([0, 0.02, 0.1]),
      v4: random.pick([0, 0.5, 1]),
      http: random.pick([0, 0.05]),
      repeat: random.pick([0, 0.03]),
    },
    network: delays(0.7, 40),
    switch: {
      commands: delays(0.8, 30),
      events: delays(0.8, 30),
      duplicate: random.pick([0, 0, 0.05, 0.3]),
      deafCheck: random.pick([0, 0.05]),
    },
    host: {
      commitMs: random.pick([0, 0, 3, 20]),
      ghostTimer: random.pick([0, 0.1, 0.5]),
      timerLateMs: random.pick([0, 2, 40]),
    },
    every: {
      connectionLost: some(0.35, random.pick([10_000, 40_000])),
      switchRestart: some(0.25, 60_000),
      serverKilled: some(0.3, random.pick([15_000, 60_000])),
      configChange: some(0.3, 40_000),
      clockJump: some(0.15, 60_000),
      nonsense: some(0.3, 3000),
    },
  };
}
