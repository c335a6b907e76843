/** A flow before the queue: the caller presses a key and waits for whoever that leads to. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { CAL, MENU } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function ivrMenuScenarios(use: Use): void {
  describe('a menu', () => {
    it('leads the caller by a key to the skill wanted', async () => {
      const centre = use();
      const cal = await centre.agent(CAL);
      const customer = await centre.customer(MENU);
      await hearing([customer, 'prompt']);
      await customer.press('2');
      await cal.phone.rings();
      await cal.told(27, 5, 'CallArrive');
      expect(cal.call).toMatchObject({ ANI: customer.ani, SK: '1002', IVRROOT: '2', SVN: '1000' });
      await cal.phone.answer();
      await cal.told(6, 'DevConnected');
      await hearing([customer, cal], [cal, customer]);
      await customer.hangup();
      expect(story(await centre.record())).toEqual([
        'ivr completed',
        'queue offered',
        'ring 6004 answered',
        'talk 6004 completed',
      ]);
    });

    it('is left by a caller who hangs up', async () => {
      const centre = use();
      const customer = await centre.customer(MENU);
      await hearing([customer, 'prompt']);
      await customer.hangup();
      expect(await centre.record()).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', agentId: null });
    });
  });
}
