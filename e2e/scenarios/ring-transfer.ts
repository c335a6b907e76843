/** Ring transfer: an agent whose phone rings sends the call on, unanswered. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { AMY, BOB, CAL } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function ringTransferScenarios(use: Use): void {
  describe('ring transfer', () => {
    const ringing = async () => {
      const centre = use();
      const amy = await centre.agent(AMY);
      const customer = await centre.customer();
      await amy.phone.rings();
      await amy.told(27, 5, 'CallArrive');
      expect(amy.buttons).toEqual([10, 36, 53, 54]);
      return { centre, amy, customer };
    };

    it('to a colleague: the phone is silent, and the call rings there', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await ringing();
      await amy.page.oneStepTransfer('AGT', bob.agentId);
      await amy.told('OneStepTransferBegin', 44, 'OneStepTransferSucc', 3);
      expect(await amy.phone.ended()).toBe('cancelled');
      expect(await bob.phone.rings()).toEqual({ callerNumber: customer.ani });
      await hearing([customer, 'music']);
      await bob.phone.answer();
      await bob.told(27, 5, 'CallArrive', 6, 'DevConnected');
      await hearing([customer, bob], [bob, customer]);
      await bob.page.dropCall();
      await bob.told('DropCallSucc', 'DevDisconnected', 19);
      const record = await centre.record();
      expect(record).toMatchObject({ agentId: bob.agentId, outcome: 'answered' });
      expect(story(record).filter((one) => one.startsWith('ring'))).toEqual([
        'ring 6001 transferred',
        'ring 6002 answered',
      ]);
    });

    it('to a number: caller and number talk, and no agent is in it', async () => {
      const { centre, amy, customer } = await ringing();
      const number = centre.outside();
      await amy.page.oneStepTransfer('OUT', number.number);
      await amy.told('OneStepTransferBegin', 44, 'OneStepTransferSucc', 3);
      await number.rings();
      await number.answer();
      await hearing([customer, number], [number, customer]);
    });

    it('that is declined goes back to its place in the queue', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await ringing();
      await amy.page.oneStepTransfer('AGT', bob.agentId);
      await amy.told('OneStepTransferBegin', 44, 'OneStepTransferSucc', 3);
      await bob.phone.rings();
      await bob.phone.refuse();
      await bob.told(27, 5, 'CallArrive', 3);
      await amy.told(27, 5, 'CallArrive');
      expect(amy.call.ANI).toBe(customer.ani);
    });

    it('of a consult rings at the other, whom the customer’s agent then speaks with', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const cal = await centre.agent(CAL);
      const { amy, customer } = await centre.inTalk();
      const consult = amy.page.consult('AGT', bob.agentId);
      await bob.phone.rings();
      await bob.told(27, 5, 'CallArrive');
      expect(bob.buttons).toContain(53);
      await bob.page.oneStepTransfer('AGT', cal.agentId);
      await bob.told('OneStepTransferBegin', 44, 'OneStepTransferSucc', 3);
      expect(await cal.phone.rings()).toEqual({ callerNumber: amy.ins });
      await hearing([customer, 'music'], [amy, 'ringback']);
      await cal.phone.answer();
      await consult;
      await amy.told(10, 'ConsultStart', 11, 'ConsultSucc');
      await cal.told(27, 5, 'CallArrive', 20);
      await hearing([customer, 'music'], [amy, cal], [cal, amy]);
    });
  });
}
