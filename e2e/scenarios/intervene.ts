/** Intervene: the supervisor joins the talk. */
import { describe, expect, it } from 'vitest';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function interveneScenarios(use: Use): void {
  describe('intervene', () => {
    const joined = async () => {
      const people = await use().monitored();
      const { amy, sue, customer } = people;
      await sue.page.intervene();
      await sue.told(18, 'InterveneSucc');
      await amy.told(30);
      await hearing([customer, amy, sue], [amy, customer, sue], [sue, customer, amy]);
      return people;
    };

    it('makes three of two, and two again when the supervisor leaves', async () => {
      const centre = use();
      const { amy, sue, customer } = await joined();
      expect([amy.buttons, sue.buttons]).toEqual([
        [36, 49, 54, 62],
        [36, 48, 49, 50, 54, 62],
      ]);
      expect(sue.call.ANI).toBe(customer.ani);
      await sue.page.callSPFunction(49);
      await sue.reaches(3);
      await amy.told(6, 'ConfOver');
      await hearing([customer, amy], [amy, customer], [sue]);
      expect(await centre.audited()).toContain('800 intervene 999 ok');
    });

    it('leaves the customer with the supervisor when the agent leaves', async () => {
      const { amy, sue, customer } = await joined();
      await amy.page.callSPFunction(49);
      await amy.reaches(19);
      await sue.reaches(6);
      await hearing([customer, sue], [sue, customer], [amy]);
    });

    it('is ended for all by the supervisor', async () => {
      const centre = use();
      const { amy, sue, customer } = await joined();
      await sue.page.callSPFunction(48);
      await sue.reaches(3);
      await amy.reaches(19);
      expect(await customer.ended()).toBe('normal');
      expect(await centre.record()).toMatchObject({ outcome: 'answered', endedBy: 'agent' });
    });

    it('fetches a customer on hold back: all three talk', async () => {
      const { amy, sue, customer } = await use().monitored();
      await amy.page.hold();
      await amy.told(7, 'HoldSucc');
      await hearing([customer, 'music'], [amy], [sue, amy]);
      await sue.page.intervene();
      await sue.told(18, 'InterveneSucc');
      await amy.told(6, 'FetchHoldSucc', 30);
      await hearing([customer, amy, sue], [amy, customer, sue], [sue, customer, amy]);
    });
  });
}
