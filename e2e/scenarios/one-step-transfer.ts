/** One-step transfer (manual 6.3, 7.5): the customer waits with music until the target answers, or is back. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { BOB, CAL, DESK } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function oneStepTransferScenarios(use: Use): void {
  describe('one-step transfer', () => {
    it('to an agent, with data that go with the call', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk();
      const { COID } = amy.call;
      const transfer = amy.page.oneStepTransfer({
        destType: 'AGT',
        destIns: bob.agentId,
        OrderID: 'A-17',
        COID: 'forged',
      });
      expect(await bob.phone.rings()).toEqual({ callerNumber: customer.ani });
      await amy.told('OneStepTransferBegin', 32);
      await bob.told(27, 5, 'CallArrive');
      expect(bob.call).toMatchObject({ COID, OrderID: 'A-17' });
      await hearing([customer, 'music'], [amy, 'ringback']);

      await bob.phone.answer();
      await amy.told('OneStepTransferSucc', 'DevDisconnected', 19);
      await bob.told(6, 'DevConnected');
      expect(await transfer).toMatchObject({ COID, OrderID: 'A-17', CCIVR_TRANSFERTYPE: 'AGT' });
      expect(await amy.phone.ended()).toBe('normal');
      await hearing([customer, bob], [bob, customer], [amy]);

      await bob.page.dropCall();
      await bob.told('DropCallSucc', 'DevDisconnected', 19);
      const record = await centre.record();
      expect(record).toMatchObject({ coid: COID, agentId: bob.agentId, data: { OrderID: 'A-17' } });
      expect(story(record).slice(-3)).toEqual([
        'talk 6001 transferred',
        'transfer 6001 transferred',
        'talk 6002 completed',
      ]);
    });

    it('to an extension and to a number: the two talk on without an agent', async () => {
      const centre = use();
      const desk = await centre.extension(DESK);
      const number = centre.outside();
      for (const [type, dest, party] of [
        ['EXT', DESK, desk],
        ['OUT', number.number, number],
      ] as const) {
        const { amy, customer } = await centre.inTalk({ wrapupSeconds: 0 });
        const transfer = amy.page.oneStepTransfer(type, dest);
        await party.rings();
        await amy.told('OneStepTransferBegin', 32);
        await party.answer();
        await transfer;
        await amy.told('OneStepTransferSucc', 'DevDisconnected', 3);
        await hearing([customer, party], [party, customer], [amy]);
        await amy.goHome();
        await customer.hangup();
        expect(await party.ended()).toBe('normal');
      }
      const records = await centre.records(2);
      expect(records.map(({ data }) => data.CCIVR_TRANSFERTYPE)).toEqual(['EXT', 'OUT']);
      for (const record of records) expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer' });
    });

    it('to a skill: at once, before all who wait there, as the same call', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      const { COID } = amy.call;
      const waiting = await centre.customer('10086');
      await hearing([waiting, 'music']);
      await amy.page.oneStepTransfer({ destType: 'SK', destIns: '1002', OrderID: 'A-18' });
      await amy.told('OneStepTransferBegin', 32, 'OneStepTransferSucc', 'DevDisconnected', 19);
      await hearing([customer, 'music'], [amy]);

      const cal = await centre.logOn(CAL);
      await cal.phone.rings();
      await cal.told(27, 5, 'CallArrive');
      expect(cal.call).toMatchObject({ COID, ANI: customer.ani, SK: '1002', OrderID: 'A-18' });
      await cal.phone.answer();
      await cal.told(6, 'DevConnected');
      await hearing([customer, cal], [cal, customer], [waiting, 'music']);
    });

    it.each([
      { how: 'is engaged', plan: 'busy', code: 'NumberBusy' },
      { how: 'declines', plan: 'refuses', code: 'CallRejected' },
    ] as const)('to a number that $how brings the customer back', async ({ plan, code }) => {
      const centre = use();
      const number = centre.outside(plan);
      const { amy, customer } = await centre.inTalk();
      await expect(amy.page.oneStepTransfer('OUT', number.number)).rejects.toMatchObject({ code });
      await amy.told('OneStepTransferBegin', 32, 6, `OneStepTransferFailed ${code}`);
      await hearing([customer, amy], [amy, customer]);
    });

    it('that nobody answers brings the customer back, also to an agent who has put the phone down', async () => {
      const centre = use();
      await centre.params({ AGENTRINGSECONDS: '3' });
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk({ wrapupSeconds: 0 });
      const { COID } = amy.call;
      const transfer = expect(amy.page.oneStepTransfer('AGT', bob.agentId)).rejects.toMatchObject({ code: 'NoAnswer' });
      await bob.phone.rings();
      await amy.told('OneStepTransferBegin', 32);
      await amy.phone.hangup();
      await amy.told('DevDisconnected', 3);
      await transfer;
      await amy.phone.rings();
      await amy.reaches(5);
      expect(amy.call).toMatchObject({ COID, ANI: customer.ani });
      await hearing([customer, 'music']);
      await amy.phone.answer();
      await amy.reaches(6);
      await bob.told(27, 5, 'CallArrive', 3);
      await hearing([customer, amy], [amy, customer]);
    });

    it('is not offered where the parameter is off', async () => {
      const centre = use();
      await centre.params({ ONESTEPTRANSFERSUPPORT: '0' });
      const { amy, customer } = await centre.inTalk();
      expect(amy.buttons.filter((id) => [9, 58, 59].includes(id))).toEqual([]);
      await expect(amy.page.oneStepTransfer('EXT', DESK)).rejects.toMatchObject({ code: 'NotAvailable' });
      await amy.told('OneStepTransferFailed NotAvailable');
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
