/** Makes a finding easier to read: switches troubles off one by one and keeps what still breaks the same rule. */
import type { EngineApi } from './host.ts';
import { drawProfile, type Profile } from './profile.ts';
import { createRandom } from './random.ts';
import { type Finding, runSeed } from './run.ts';

export interface Shrunk {
  readonly finding: Finding;
  /** What differs from the profile that the seed draws. */
  readonly profile: Partial<Profile>;
}

type Simplification = (profile: Profile) => Partial<Profile>;

const AT_ONCE = { mean: 0, late: 0, lateMs: 0 };

const SIMPLER: readonly Simplification[] = [
  (p) => ({ every: { ...p.every, clockJump: 0 } }),
  (p) => ({ every: { ...p.every, nonsense: 0 } }),
  (p) => ({ every: { ...p.every, configChange: 0 } }),
  (p) => ({ every: { ...p.every, serverKilled: 0 } }),
  (p) => ({ every: { ...p.every, switchRestart: 0 } }),
  (p) => ({ every: { ...p.every, connectionLost: 0 } }),
  (p) => ({ host: { ...p.host, commitMs: 0 } }),
  (p) => ({ host: { ...p.host, ghostTimer: 0, timerLateMs: 0 } }),
  () => ({ network: AT_ONCE }),
  (p) => ({ switch: { ...p.switch, events: AT_ONCE } }),
  (p) => ({ switch: { ...p.switch, commands: AT_ONCE } }),
  (p) => ({ switch: { ...p.switch, duplicate: 0, deafCheck: 0 } }),
  (p) => ({ agent: { ...p.agent, foolish: 0 } }),
  (p) => ({ agent: { ...p.agent, restless: 0 } }),
  (p) => ({ agent: { ...p.agent, http: 0, repeat: 0 } }),
  (p) => ({ people: { ...p.people, phoneTrouble: 0 } }),
  (p) => ({ people: { ...p.people, lastMoment: 0 } }),
  (p) => ({ people: { ...p.people, registration: 0 } }),
  (p) => ({ people: { ...p.people, callers: 2 } }),
  () => ({ agents: 1 }),
  () => ({ agents: 2 }),
];

export function shrink(engine: EngineApi, found: Finding, steps: number): Shrunk {
  let profile: Profile = drawProfile(createRandom(found.seed).split('profile'));
  let kept: Partial<Profile> = {};
  let finding = found;
  for (const simpler of SIMPLER) {
    const change = simpler(profile);
    const tried = { ...kept, ...change };
    // Without a trouble the same thing may take longer to happen.
    const { finding: again } = runSeed({
      seed: found.seed,
      steps: Math.max(2 * found.step, steps),
      engine,
      profile: tried,
    });
    if (!again || again.rule !== found.rule) continue;
    kept = tried;
    profile = { ...profile, ...change };
    finding = again;
  }
  return { finding, profile: kept };
}
