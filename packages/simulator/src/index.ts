/** Simulates call centres from seeds, and checks after every step what must always be true. */
export { Agenda, type Ticket } from './agenda.ts';
export { Violation } from './check/violation.ts';
export { Coverage } from './coverage.ts';
export type { AnyRecord, EngineApi, StepFacts } from './host.ts';
export { drawProfile, type Profile } from './profile.ts';
export { createRandom, type Random } from './random.ts';
export { type Finding, type RunOptions, type RunResult, replayCommand, runSeed } from './run.ts';
export { type Shrunk, shrink } from './shrink.ts';
export { describeFinding, type SweepOptions, type SweepResult, sweep } from './sweep.ts';
export { describeStep } from './trace.ts';
