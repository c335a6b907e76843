/** A consult thought better of: before anybody has answered, the customer is back at once. */
import { describe, expect, it } from 'vitest';
import { BOB } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

const CANCELLED = { code: 'CallGone' };

export function cancelConsultScenarios(use: Use): void {
  describe('a consult cancelled', () => {
    it('while the colleague’s phone rings', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, customer } = await centre.inTalk();
      const consult = expect(amy.page.consult('AGT', bob.agentId)).rejects.toMatchObject(CANCELLED);
      await bob.phone.rings();
      await amy.told(10, 'ConsultStart');
      // A telephone rings a moment before the switch says so.
      await bob.told(27, 5, 'CallArrive');
      await amy.page.cancelConsult();
      await consult;
      await amy.told(6, 'CancelConsultSucc', 'ConsultOver');
      expect(await bob.phone.ended()).toBe('cancelled');
      await bob.told(3);
      await hearing([customer, amy], [amy, customer], [bob]);
    });

    it('while the number outside rings', async () => {
      const centre = use();
      const number = centre.outside();
      const { amy, customer } = await centre.inTalk();
      const consult = expect(amy.page.callout(number.number)).rejects.toMatchObject(CANCELLED);
      await number.rings();
      await amy.told(13, 'ConsultStart');
      expect(amy.buttons).toEqual([19, 36, 54]);
      await amy.page.callSPFunction(19);
      await consult;
      await amy.told(6, 'CancelConsultSucc', 'ConsultOver');
      expect(await number.ended()).toBe('cancelled');
      await hearing([customer, amy], [amy, customer]);
    });

    it('while it waits for a skill', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      const consult = expect(amy.page.consult('SK', '1002')).rejects.toMatchObject(CANCELLED);
      await amy.told(50, 'ConsultStart');
      await amy.page.cancelConsult();
      await consult;
      await amy.told(6, 'CancelConsultSucc', 'ConsultOver');
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
