/** Consult of a colleague: the customer hears music while the two of them speak, and comes back by itself. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { AMY, BOB } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function consultAgentScenarios(use: Use): void {
  describe('consult of an agent', () => {
    it('shows the customer’s call to the colleague, and nobody but the two hears what they say', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk();
      const consult = amy.page.consult('AGT', bob.agentId);
      expect(await bob.phone.rings()).toEqual({ callerNumber: amy.ins });
      await amy.told(10, 'ConsultStart');
      await bob.told(27, 5, 'CallArrive');
      expect(amy.buttons).toEqual([13, 36, 54]);
      expect(bob.call).toMatchObject({ ANI: customer.ani, DNIS: '10010', COID: amy.call.COID, '17': '0' });
      await hearing([customer, 'music'], [amy, 'ringback'], [bob]);

      await bob.phone.answer();
      await amy.told(11, 'ConsultSucc');
      await bob.told(20);
      expect(await consult).toMatchObject({ ANI: customer.ani });
      expect([amy.buttons, bob.buttons]).toEqual([
        [14, 15, 16, 17, 36, 54, 62],
        [10, 36, 54, 62],
      ]);
      await hearing([customer, 'music'], [amy, bob], [bob, amy]);

      await amy.page.finishConsult();
      await amy.told(6, 'FinishConsultSucc', 'ConsultOver');
      await bob.told('ConsultedOver', 3);
      expect(await bob.phone.ended()).toBe('normal');
      await hearing([customer, amy], [amy, customer]);

      await amy.page.dropCall();
      await amy.told('DropCallSucc', 'DevDisconnected', 19);
      const record = await centre.record();
      expect(record).toMatchObject({ agentId: amy.agentId, outcome: 'answered', endedBy: 'agent' });
      expect(story(record)).toEqual([
        'queue offered',
        'ring 6001 answered',
        'talk 6001 consult',
        'consult 6001 over',
        'talk 6001 completed',
      ]);
    });

    it('ends when the colleague puts the phone down: the customer is back', async () => {
      const { amy, bob, customer } = await use().inConsult();
      await bob.phone.hangup();
      await amy.told(6, 'ConsultOver');
      await bob.told('ConsultedOver', 3);
      await hearing([customer, amy], [amy, customer]);
    });

    it('ends when the colleague leaves it by button', async () => {
      const { amy, bob, customer } = await use().inConsult();
      await bob.page.dropCall();
      await bob.told('DropCallSucc', 'ConsultedOver', 3);
      await amy.told(6, 'ConsultOver');
      await hearing([customer, amy], [amy, customer]);
    });

    it('leaves both agents free when the customer does not wait', async () => {
      const centre = use();
      const { amy, bob, customer } = await centre.inConsult();
      await customer.hangup();
      await amy.told('ConsultOver', 'DevDisconnected', 19);
      await bob.told('ConsultedOver', 3);
      expect([await amy.phone.ended(), await bob.phone.ended()]).toEqual(['normal', 'normal']);
      expect(await centre.record()).toMatchObject({ outcome: 'answered', endedBy: 'customer' });
    });

    it('fails when the colleague declines, by telephone or by button', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk();
      for (const how of ['telephone', 'button']) {
        const consult = expect(amy.page.consult('AGT', bob.agentId)).rejects.toMatchObject({ code: 'CallRejected' });
        await bob.phone.rings();
        await bob.told(27, 5, 'CallArrive');
        if (how === 'telephone') {
          await bob.phone.refuse();
          await bob.told(3);
        } else {
          await bob.page.dropCall();
          await bob.told('DropCallSucc', 3);
        }
        await consult;
        await amy.told(10, 'ConsultStart', 6, 'ConsultFailed CallRejected');
      }
      await hearing([customer, amy], [amy, customer]);
    });

    it('fails when the colleague does not answer', async () => {
      const centre = use();
      await centre.params({ AGENTRINGSECONDS: '3' });
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk();
      const consult = expect(amy.page.consult('AGT', bob.agentId)).rejects.toMatchObject({ code: 'NoAnswer' });
      await amy.told(10, 'ConsultStart', 6, 'ConsultFailed NoAnswer');
      await consult;
      await bob.told(27, 5, 'CallArrive', 3);
      expect(await bob.phone.ended()).toBe('cancelled');
      await hearing([customer, amy], [amy, customer]);
    });

    it('is refused for a colleague who is not idle, who is not there, and for oneself', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      await bob.page.leave('0');
      const { amy, customer } = await centre.inTalk();
      for (const [target, code] of [
        [bob.agentId, 'TargetBusy'],
        ['802', 'TargetUnknown'],
        [AMY.agentId, 'TargetUnknown'],
      ] as const) {
        await expect(amy.page.consult('AGT', target)).rejects.toMatchObject({ code });
        await amy.told(`ConsultFailed ${code}`);
      }
      expect(amy.state).toBe(6);
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
