/** Hold: the customer hears music, and nobody else anything. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function holdScenarios(use: Use): void {
  describe('hold', () => {
    it('gives the customer music until the agent is back', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      expect(amy.buttons).toEqual([6, 7, 8, 9, 10, 36, 37, 54, 57, 58, 59, 62, 65]);
      await hearing([customer, amy], [amy, customer]);

      await amy.page.hold();
      await amy.told(7, 'HoldSucc');
      expect(amy.buttons).toEqual([10, 11, 36, 54]);
      await hearing([customer, 'music'], [amy]);

      await amy.page.fetchHold();
      await amy.told(6, 'FetchHoldSucc');
      await hearing([customer, amy], [amy, customer]);

      await amy.page.dropCall();
      await amy.told('DropCallSucc', 'DevDisconnected', 19);
      expect(await customer.ended()).toBe('normal');
      const record = await centre.record();
      expect(record).toMatchObject({ ani: customer.ani, outcome: 'answered', endedBy: 'agent', agentId: amy.agentId });
      expect(story(record)).toEqual([
        'queue offered',
        'ring 6001 answered',
        'talk 6001 held',
        'hold 6001 retrieved',
        'talk 6001 completed',
      ]);
    });

    it('ends when the customer has had enough of it', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      await amy.page.hold();
      await amy.told(7, 'HoldSucc');
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      expect(await amy.phone.ended()).toBe('normal');
      const record = await centre.record();
      expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer' });
      expect(story(record).at(-1)).toBe('hold 6001 completed');
    });
  });
}
