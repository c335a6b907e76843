/** Password check (manual 7.4): the agent waits while the customer keys digits that nobody sees. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { PASSWORD } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function ivrPasswordScenarios(use: Use): void {
  describe('password check', () => {
    const checking = async () => {
      const people = await use().inTalk();
      const { amy, customer } = people;
      const check = amy.page.transferToIVR({ svn: '8888', checkPassword: true });
      // Whoever does not wait for it has the events.
      check.catch(() => {});
      await amy.told('TransferBegin', 31);
      expect(amy.buttons).toEqual([36, 52, 54]);
      await hearing([customer, 'prompt'], [amy]);
      return { ...people, check };
    };

    it('brings the customer back to the same agent with the verdict, and the digits are nowhere', async () => {
      const centre = use();
      const { amy, customer, check } = await checking();
      await customer.press(`${PASSWORD}#`);
      await amy.told(6, 'IVRCheckReturn');
      await check;
      expect(amy.last('IVRCheckReturn').values).toMatchObject({ result: '1' });
      expect(amy.call).toMatchObject({ IVRCHECKRESULT: '1' });
      await hearing([customer, amy], [amy, customer]);

      await amy.page.dropCall();
      const record = await centre.record();
      expect(story(record).slice(-3)).toEqual(['talk 6001 transferred', 'ivr completed', 'talk 6001 completed']);
      expect(JSON.stringify([record, amy.events])).not.toContain(PASSWORD.slice(0, 5));
    });

    it('says no after three wrong answers', async () => {
      const { amy, customer, check } = await checking();
      for (let i = 0; i < 3; i += 1) {
        if (i > 0) await hearing([customer, 'prompt']);
        await customer.press('1111#');
      }
      await check;
      await amy.told(6, 'IVRCheckReturn');
      expect(amy.call).toMatchObject({ IVRCHECKRESULT: '0' });
      await hearing([customer, amy], [amy, customer]);
    });

    it('is broken off by the agent: the customer is back', async () => {
      const { amy, customer, check } = await checking();
      await amy.page.callSPFunction(52);
      await expect(check).rejects.toMatchObject({ code: 'CallCancelled' });
      await amy.told(6, 'TransferFailed CallCancelled', 'CancelWaitSucc');
      await hearing([customer, amy], [amy, customer]);
    });

    it('is over when the customer hangs up', async () => {
      const centre = use();
      const { amy, customer, check } = await checking();
      await customer.hangup();
      await expect(check).rejects.toMatchObject({ code: 'CallGone' });
      await amy.reaches('WaitCallOver');
      await amy.told('DevDisconnected', 19);
      expect(await amy.phone.ended()).toBe('normal');
      expect(await centre.record()).toMatchObject({ outcome: 'answered', endedBy: 'customer' });
    });
  });
}
