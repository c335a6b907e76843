/** Intercept: the supervisor takes the call, and the agent is out of it. */
import { describe, expect, it } from 'vitest';
import { BOB } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function interceptScenarios(use: Use): void {
  describe('intercept', () => {
    it('gives the customer to the supervisor, who can do what the agent could', async () => {
      const centre = use();
      const { amy, sue, customer } = await centre.monitored();
      const { COID } = amy.call;
      await sue.page.intercept();
      await sue.told(6, 'InterceptSucc');
      await amy.told('DevDisconnected', 19);
      expect(await amy.phone.ended()).toBe('normal');
      expect(sue.call).toMatchObject({ COID, ANI: customer.ani });
      await hearing([customer, sue], [sue, customer], [amy]);

      await sue.page.hold();
      await sue.told(7, 'HoldSucc');
      await hearing([customer, 'music'], [sue]);
      await customer.hangup();
      await sue.told('DevDisconnected', 19);
      expect(await centre.record()).toMatchObject({ coid: COID, agentId: sue.agentId, outcome: 'answered' });
      expect(await centre.audited()).toContain('800 intercept 999 ok');
    });

    it('takes the customer out of a consult, which is over', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, sue, customer } = await centre.monitored();
      const consult = amy.page.consult('AGT', bob.agentId);
      await bob.phone.rings();
      await bob.phone.answer();
      await consult;
      await amy.told(10, 'ConsultStart', 11, 'ConsultSucc');
      await bob.told(27, 5, 'CallArrive', 20);
      await sue.page.intercept();
      await sue.told(6, 'InterceptSucc');
      await amy.told(6, 'ConsultOver', 'DevDisconnected', 19);
      await bob.told('ConsultedOver', 3);
      expect([await amy.phone.ended(), await bob.phone.ended()]).toEqual(['normal', 'normal']);
      await hearing([customer, sue], [sue, customer], [amy], [bob]);
    });
  });
}
