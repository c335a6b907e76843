/** Consult of a skill: whoever of it is free first, before all callers who wait. */
import { describe, expect, it } from 'vitest';
import { AMY, CAL } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function consultSkillScenarios(use: Use): void {
  describe('consult of a skill', () => {
    it('waits before all others while the customer stays with the agent', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      const waiting = await centre.customer('10086');
      await hearing([waiting, 'music']);
      const consult = amy.page.consult('SK', '1002');
      await amy.told(50, 'ConsultStart');
      expect(amy.buttons).toEqual([13, 36, 54]);
      await hearing([customer, 'music'], [amy]);

      const cal = await centre.logOn(CAL);
      await cal.phone.rings();
      await amy.told(10);
      await cal.told(27, 5, 'CallArrive');
      expect(cal.call.ANI).toBe(customer.ani);
      await cal.phone.answer();
      await amy.told(11, 'ConsultSucc');
      await cal.told(20);
      await consult;
      await hearing([customer, 'music'], [amy, cal], [cal, amy], [waiting, 'music']);

      // Free again, the colleague takes the caller who waited.
      await amy.page.finishConsult();
      await amy.told(6, 'FinishConsultSucc', 'ConsultOver');
      await cal.told('ConsultedOver', 3, 27, 5, 'CallArrive');
      expect(cal.call.ANI).toBe(waiting.ani);
      await hearing([customer, amy], [amy, customer]);
    });

    it('is refused when nobody of the skill is logged on at all', async () => {
      const { amy } = await use().inTalk();
      await expect(amy.page.consult('SK', '7777')).rejects.toMatchObject({ code: 'TargetUnknown' });
      await amy.told('ConsultFailed TargetUnknown');
      expect(amy.agentId).toBe(AMY.agentId);
    });
  });
}
