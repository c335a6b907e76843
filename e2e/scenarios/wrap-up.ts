/** Wrap-up: time for notes after a call, which the agent, the clock or the next wish ends. */
import { describe, expect, it } from 'vitest';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function wrapUpScenarios(use: Use): void {
  describe('wrap-up', () => {
    it('keeps the next caller waiting until the agent says it is done', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      expect(amy.buttons).toEqual([2, 31, 36, 54]);
      const next = await centre.customer();
      await hearing([next, 'music']);
      amy.toldNoMore();

      await amy.page.finishWrapup();
      await amy.told(3, 'FinishWrapupSucc', 27, 5, 'CallArrive');
      expect(amy.call.ANI).toBe(next.ani);
    });

    it('ends by itself after the seconds that the page asked for, and counts them down', async () => {
      const { amy, customer } = await use().inTalk({ wrapupSeconds: 2 });
      const begun = Date.now();
      await customer.hangup();
      await amy.told('DevDisconnected', 19, 3);
      expect(Date.now() - begun).toBeGreaterThanOrEqual(1_900);
      const ticks = amy.events.filter(({ event }) => event === 'WrapupTick').map(({ values }) => values.tick);
      expect(ticks.slice(0, 2)).toEqual([2, 1]);
    });

    it('is left out where there are no seconds for it', async () => {
      const { amy, customer } = await use().inTalk({ wrapupSeconds: 0 });
      await customer.hangup();
      await amy.told('DevDisconnected', 3);
    });

    it('is followed by the leave that was asked for in the call', async () => {
      const { amy, customer } = await use().inTalk();
      await amy.page.leave('2');
      await amy.told('LeaveSucc');
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      await amy.page.finishWrapup();
      await amy.told('WorkModeChange', 23, 'FinishWrapupSucc');
      expect(amy.page.leaveReason).toBe('2');
    });
  });
}
