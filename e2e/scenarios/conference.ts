/** Three together: who made it may end it for all, send the other one away, or leave; who was brought in may leave. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function conferenceScenarios(use: Use): void {
  describe('a conference', () => {
    const three = async () => {
      const people = await use().inConsult();
      const { amy, bob, customer } = people;
      await amy.page.consultConf();
      await amy.told(21, 'ConsultConfSucc');
      await bob.told(30);
      await hearing([customer, amy, bob], [amy, customer, bob], [bob, customer, amy]);
      return people;
    };
    const withNumber = async () => {
      const people = await use().inOutsideConsult();
      const { amy, number, customer } = people;
      await amy.page.callSPFunction(41);
      await amy.told(22, 'ConsultConfSucc');
      await hearing([customer, amy, number], [amy, customer, number], [number, customer, amy]);
      return people;
    };

    it('is ended for all by who made it: everybody is out, and both agents wrap up', async () => {
      const { amy, bob, customer } = await three();
      expect([amy.buttons, bob.buttons]).toEqual([
        [7, 8, 36, 48, 49, 50, 54, 62],
        [36, 49, 54, 62],
      ]);
      await amy.page.callSPFunction(48);
      await amy.told('DropConfSucc', 'ConfOver', 'DevDisconnected', 19);
      await bob.told('ConfOver', 'DevDisconnected', 19);
      expect([await customer.ended(), await bob.phone.ended()]).toEqual(['normal', 'normal']);
      const record = await use().record();
      expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: amy.agentId });
      expect(story(record).slice(-2)).toEqual(['conference 6001 completed', 'conference 6002 completed']);
    });

    it('is left by who made it: the colleague has the customer', async () => {
      const { amy, bob, customer } = await three();
      const { COID } = amy.call;
      await amy.page.callSPFunction(49);
      await amy.reaches(19);
      await bob.told('ConfOver', 6, 'DevConnected');
      expect(bob.call).toMatchObject({ COID, ANI: customer.ani });
      await hearing([customer, bob], [bob, customer], [amy]);
      await customer.hangup();
      await bob.told('DevDisconnected', 19);
      expect(await use().record()).toMatchObject({ coid: COID, agentId: bob.agentId, endedBy: 'customer' });
    });

    it('is left by the colleague, by button or by telephone: the maker has the customer', async () => {
      const { amy, bob, customer } = await three();
      await bob.page.callSPFunction(49);
      await bob.reaches(19);
      await amy.told(6, 'ConfOver');
      await hearing([customer, amy], [amy, customer], [bob]);
    });

    it('goes on without a colleague whose phone is put down', async () => {
      const { amy, bob, customer } = await three();
      await bob.phone.hangup();
      await bob.reaches(19);
      await amy.told(6, 'ConfOver');
      await hearing([customer, amy], [amy, customer]);
    });

    it('loses the one who is sent away', async () => {
      const { amy, bob, customer } = await three();
      await amy.page.callSPFunction(50);
      await amy.reaches('ConfOver');
      expect(amy.state).toBe(6);
      await bob.reaches(19);
      expect(await bob.phone.ended()).toBe('normal');
      await hearing([customer, amy], [amy, customer], [bob]);
    });

    it('is over when the customer hangs up', async () => {
      const { amy, bob, customer } = await three();
      await customer.hangup();
      await amy.told('ConfOver', 'DevDisconnected', 19);
      await bob.told('ConfOver', 'DevDisconnected', 19);
      expect(await use().record()).toMatchObject({ outcome: 'answered', endedBy: 'customer' });
    });

    it('with a number: left by the agent, the two talk on', async () => {
      const { amy, number, customer } = await withNumber();
      await amy.page.callSPFunction(49);
      await amy.reaches(19);
      await hearing([customer, number], [number, customer], [amy]);
      await customer.hangup();
      expect(await number.ended()).toBe('normal');
    });

    it('with a number that hangs up: agent and customer talk on', async () => {
      const { amy, number, customer } = await withNumber();
      await number.hangup();
      await amy.told(6, 'ConfOver');
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
