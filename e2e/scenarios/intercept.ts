/** Intercept: the supervisor takes the call, and the agent is out of it. */
import { describe, expect, it } from 'vitest';
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
  });
}
