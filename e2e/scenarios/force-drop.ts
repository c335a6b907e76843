/** Force drop: the supervisor ends the agent's call. */
import { describe, expect, it } from 'vitest';
import type { Use } from './scenarios.ts';

export function forceDropScenarios(use: Use): void {
  describe('force drop', () => {
    it('ends the call for everybody, and says in the audit log by whom', async () => {
      const centre = use();
      const { amy, sue, customer } = await centre.monitored();
      await sue.page.forceDrop();
      await sue.told('ForceDropSucc', 3);
      await amy.told('DevDisconnected', 19);
      expect(await customer.ended()).toBe('normal');
      expect(await centre.record()).toMatchObject({ agentId: amy.agentId, outcome: 'answered', endedBy: 'agent' });
      expect(await centre.audited()).toContain('800 force-drop 999 ok');
    });
  });
}
