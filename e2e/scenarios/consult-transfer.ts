/** Attended transfer: customer and consulted party go on together, and the agent is out. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function consultTransferScenarios(use: Use): void {
  describe('a consult transferred', () => {
    it.each([false, true])('to a colleague, who has the call from then on (swapped before: %s)', async (swapped) => {
      const centre = use();
      const { amy, bob, customer } = await centre.inConsult();
      const { COID } = amy.call;
      if (swapped) {
        await amy.page.consultSwap();
        await amy.told(36, 12, 'ConsultSwapSucc');
        await bob.told(38);
      }
      await amy.page.consultTransfer();
      await amy.told('ConsultTransferSucc', 'DevDisconnected', 19);
      expect(await amy.phone.ended()).toBe('normal');
      await bob.told(6, 'DevConnected');
      expect(bob.call).toMatchObject({ COID, ANI: customer.ani, CCIVR_TRANSFERTYPE: 'AGT' });
      await hearing([customer, bob], [bob, customer], [amy]);

      await bob.page.hold();
      await bob.told(7, 'HoldSucc');
      await hearing([customer, 'music'], [bob]);
      await bob.page.dropCall();
      await bob.told('DropCallSucc', 'DevDisconnected', 19);
      const record = await centre.record();
      expect(record).toMatchObject({ coid: COID, agentId: bob.agentId, ins: bob.ins, outcome: 'answered' });
      expect(story(record).slice(-3)).toEqual([
        swapped ? 'talk 6001 transferred' : 'consult 6001 transferred',
        'talk 6002 held',
        'hold 6002 completed',
      ]);
    });

    it('to a number: the two talk on, and the record is written when they are done', async () => {
      const centre = use();
      const { amy, number, customer } = await centre.inOutsideConsult();
      await amy.page.callSPFunction(21);
      await amy.told('ConsultTransferSucc', 'DevDisconnected', 19);
      await hearing([customer, number], [number, customer], [amy]);
      await amy.page.finishWrapup();
      await amy.told(3, 'FinishWrapupSucc');

      await number.hangup();
      expect(await customer.ended()).toBe('normal');
      const record = await centre.record();
      expect(record).toMatchObject({ agentId: amy.agentId, outcome: 'answered' });
      expect(story(record).at(-1)).toBe('transfer completed');
      expect(record.data).toMatchObject({ CCIVR_TRANSFERTYPE: 'OUT', CCIVR_TRANSFERDEST: number.number });
    });

    it('by putting the phone down: nobody hangs up on a customer that way', async () => {
      const { amy, bob, customer } = await use().inConsult();
      await amy.phone.hangup();
      await amy.told('DevDisconnected', 19, 'ConsultTransferSucc');
      await bob.told(6, 'DevConnected');
      await hearing([customer, bob], [bob, customer]);
    });
  });
}
