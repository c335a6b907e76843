/**
 * The contract of the switch port, as tests. It runs on every adapter (`switch-*.test.ts`): what the engine may rely on
 * is what stands here, and nothing that only one switch does.
 *
 * Rules that the types cannot say:
 * - a leg that ends on command ends with the command's cause; a far end that gives up, or is given up on, before
 *   answer ends with `cancelled`; after answer with `normal`;
 * - a dial for an id that was used before changes nothing, also when that leg has ended;
 * - a play that is stopped, replaced by a join, or whose leg is gone ends with `played` ok false.
 */
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { MakeSwitchHarness, SwitchHarness } from './switch-harness.ts';
import { legTests } from './switch-legs.ts';
import { lineTests } from './switch-line.ts';
import { recordingTests } from './switch-recordings.ts';
import { SwitchRig } from './switch-rig.ts';
import { roomTests } from './switch-rooms.ts';
import { soundTests } from './switch-sounds.ts';

export type * from './switch-harness.ts';

/** @param brief without what takes long and is the same on every line to the switch */
export function describeSwitch(name: string, make: MakeSwitchHarness, brief = false): void {
  describe(`switch contract: ${name}`, () => {
    let harness: SwitchHarness | undefined;
    let rig: SwitchRig | undefined;
    const use = (): SwitchRig => {
      if (rig === undefined) throw new Error('the switch did not start');
      return rig;
    };
    beforeAll(async () => {
      harness = await make();
      rig = new SwitchRig(harness);
      await rig.start();
    });
    afterEach(async () => {
      await rig?.reset();
    });
    afterAll(async () => {
      await harness?.port.stop();
      await harness?.close();
    });

    lineTests(use);
    legTests(use);
    roomTests(use);
    soundTests(use);
    if (!brief) recordingTests(use);
  });
}
