/** Swap: who of the two the agent speaks with; the other one hears music. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function swapScenarios(use: Use): void {
  describe('swap', () => {
    it('between customer and colleague, and back', async () => {
      const centre = use();
      const { amy, bob, customer } = await centre.inConsult();
      await amy.page.consultSwap();
      await amy.told(36, 12, 'ConsultSwapSucc');
      await bob.told(38);
      expect([amy.buttons, bob.buttons]).toEqual([
        [14, 15, 17, 18, 36, 54, 62],
        [10, 36, 54],
      ]);
      await hearing([customer, amy], [amy, customer], [bob, 'music']);

      await amy.page.consultSwapBack();
      await amy.told(37, 11, 'ConsultSwapBackSucc');
      await bob.told(20);
      await hearing([customer, 'music'], [amy, bob], [bob, amy]);

      await amy.page.consultSwap();
      await amy.page.finishConsult();
      await amy.told(36, 12, 'ConsultSwapSucc', 6, 'FinishConsultSucc', 'ConsultOver');
      await bob.told(38, 'ConsultedOver', 3);
      await hearing([customer, amy], [amy, customer]);
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      expect(story(await centre.record()).filter((one) => one.includes('swapped'))).toEqual([
        'consult 6001 swapped',
        'talk 6001 swapped',
        'consult 6001 swapped',
      ]);
    });

    it('between customer and number, and back', async () => {
      const { amy, number, customer } = await use().inOutsideConsult();
      await amy.page.callSPFunction(20);
      await amy.told(39, 15, 'ConsultSwapSucc');
      expect(amy.buttons).toEqual([21, 22, 23, 36, 41, 54, 62]);
      await hearing([customer, amy], [amy, customer], [number, 'music']);

      await amy.page.callSPFunction(23);
      await amy.told(40, 14, 'ConsultSwapBackSucc');
      await hearing([customer, 'music'], [amy, number], [number, amy]);
    });

    it('leaves the customer with the agent when the one who waits hangs up', async () => {
      const { amy, bob, customer } = await use().inConsult();
      await amy.page.consultSwap();
      await amy.told(36, 12, 'ConsultSwapSucc');
      await bob.phone.hangup();
      await amy.told(6, 'ConsultOver');
      await bob.told(38, 'ConsultedOver', 3);
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
