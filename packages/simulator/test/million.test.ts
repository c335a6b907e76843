import * as engine from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import { describeFinding, sweep } from '../src/sweep.ts';

/** WSSP_SIM_STEPS and WSSP_SIM_FROM let a long night run use the same test. */
const STEPS = Number(process.env.WSSP_SIM_STEPS ?? 1_000_000);
const FROM = Number(process.env.WSSP_SIM_FROM ?? 1);

describe('the simulator', () => {
  it(`finds nothing wrong in ${STEPS} steps`, { timeout: 600_000 }, () => {
    const started = performance.now();
    const result = sweep({ engine, firstSeed: FROM, steps: STEPS, stepsPerSeed: 5000, twice: 20 });
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `simulated ${result.steps} steps, seeds ${FROM} to ${result.lastSeed}, ${(result.lasted / 3_600_000).toFixed(0)} hours of shifts: ${seconds.toFixed(1)} s, ${Math.round(result.steps / seconds)} steps/s`,
    );
    expect(result.findings.map(describeFinding).join('\n')).toBe('');
    expect(result.steps).toBeGreaterThanOrEqual(STEPS);
  });
});
