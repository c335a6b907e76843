/** Seats that the server chooses: a page asks for INS_WAIT_FOR_DISPATCH and works at the extension it is given. */
import { describe, expect, it } from 'vitest';
import { AMY } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

const ANY = 'INS_WAIT_FOR_DISPATCH';

export function dispatchScenarios(use: Use): void {
  describe('a seat that the server chooses', () => {
    it('is a free extension, where calls ring; the next agent gets another, and a seat left is free again', async () => {
      const centre = use();
      // Both telephones are there before anybody sits at them.
      const [first, second] = [await centre.extension('6001'), await centre.extension('6002')];
      const bob = await centre.logOn({ agentId: '801', ins: ANY, phone: first });
      expect(bob.ins).toBe('6001');
      const cal = await centre.logOn({ agentId: '803', ins: ANY, phone: second });
      expect(cal.ins).toBe('6002');

      const customer = await centre.customer();
      await first.rings();
      await first.answer();
      await bob.reaches(6);
      await hearing([customer, bob], [bob, customer], [cal]);
      await customer.hangup();
      await bob.reaches(19);
      expect(await centre.record()).toMatchObject({ agentId: '801', ins: '6001' });

      await bob.page.finishWrapup();
      await bob.goHome();
      const amy = await centre.logOn({ agentId: AMY.agentId, ins: ANY, workMode: '3', phone: first });
      expect(amy.ins).toBe('6001');
    });
  });
}
