/** Consult of a number outside: as with a colleague, in states of its own, and subject to the dial plan. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function consultOutsideScenarios(use: Use): void {
  describe('consult of an outside number', () => {
    it('puts the customer on music while agent and number speak', async () => {
      const centre = use();
      const { amy, number, customer } = await centre.inOutsideConsult();
      expect(amy.buttons).toEqual([20, 21, 22, 36, 41, 54, 62]);
      await hearing([customer, 'music'], [amy, number], [number, amy]);

      await amy.page.finishConsult();
      await amy.told(6, 'FinishConsultSucc', 'ConsultOver');
      expect(await number.ended()).toBe('normal');
      await hearing([customer, amy], [amy, customer]);
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      // One call, one record: the number was a party of the customer's call.
      expect(story(await centre.record())).toContain('consult 6001 over');
    });

    it('ends when the number hangs up', async () => {
      const { amy, number, customer } = await use().inOutsideConsult();
      await number.hangup();
      await amy.told(6, 'ConsultOver');
      await hearing([customer, amy], [amy, customer]);
    });

    it.each([
      { how: 'is engaged', plan: 'busy', code: 'NumberBusy' },
      { how: 'declines', plan: 'refuses', code: 'CallRejected' },
      { how: 'does not exist', plan: 'unknown', code: 'NumberUnreachable' },
    ] as const)('fails when it $how', async ({ plan, code }) => {
      const centre = use();
      const number = centre.outside(plan);
      const { amy, customer } = await centre.inTalk();
      await expect(amy.page.callout(number.number)).rejects.toMatchObject({ code });
      await amy.told(13, 'ConsultStart', 6, `ConsultFailed ${code}`);
      await hearing([customer, amy], [amy, customer]);
    });

    it('is refused for numbers that the dial plan forbids', async () => {
      const { amy, customer } = await use().inTalk();
      await expect(amy.page.callout('0085212345678')).rejects.toMatchObject({ code: 'NumberForbidden' });
      await amy.told('ConsultFailed NumberForbidden');
      expect(amy.state).toBe(6);
      await hearing([customer, amy], [amy, customer]);
    });
  });
}
