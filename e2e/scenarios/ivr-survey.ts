/** Satisfaction survey (function 9): the agent is out, the customer gives a score, the score is in the record. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function ivrSurveyScenarios(use: Use): void {
  describe('survey', () => {
    it('releases the agent, asks the customer, and keeps the score', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      await amy.page.callSPFunction(9);
      await amy.told('TransferBegin', 'TransferSucc', 'DevDisconnected', 19);
      expect(await amy.phone.ended()).toBe('normal');
      await hearing([customer, 'prompt'], [amy]);
      await customer.press('5');
      await hearing([customer, 'prompt']);
      expect(await customer.ended()).toBe('normal');
      const record = await centre.record();
      expect(record).toMatchObject({ agentId: amy.agentId, outcome: 'answered', data: { IVRSCORE: '5', SVN: '999' } });
      expect(story(record).slice(-2)).toEqual(['talk 6001 transferred', 'ivr completed']);
    });

    it('takes no score from a customer who hangs up', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      await amy.page.callSPFunction(9);
      await amy.reaches(19);
      await hearing([customer, 'prompt']);
      await customer.hangup();
      const { data, outcome } = await centre.record();
      expect(outcome).toBe('answered');
      expect(data.IVRSCORE).toBeUndefined();
    });

    it('is refused for a flow that is not there', async () => {
      const { amy, customer } = await use().inTalk();
      await expect(amy.page.transferToIVR('4711')).rejects.toMatchObject({ code: 'TargetUnknown' });
      await amy.told('TransferFailed TargetUnknown');
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
