import { describe, expect, it } from 'vitest';
import { sweep } from '../src/sweep.ts';
import { PLANTED } from './planted.ts';

/** Steps within which every planted bug must be found, a tenth of what is promised. */
const STEPS = 100_000;

describe('planted bugs', () => {
  for (const { name, rules, engine } of PLANTED) {
    it(`finds an engine that ${name}`, { timeout: 60_000 }, () => {
      const result = sweep({
        engine: engine(),
        firstSeed: 1,
        steps: STEPS,
        stepsPerSeed: 3000,
        twice: 0,
      });
      const [finding] = result.findings;
      expect(finding, `not found in ${result.steps} steps`).toBeDefined();
      expect(rules, finding?.message).toContain(finding?.rule);
    });
  }
});
