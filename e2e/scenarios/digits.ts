/** Keys that an agent presses into the talk: heard by who talks with the agent, and by nobody else. */
import { describe, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function digitScenarios(use: Use): void {
  describe('keys pressed into a call', () => {
    it('reach the customer, and go on being a talk', async () => {
      const { amy, customer } = await use().inTalk();
      await amy.page.sendDigits('15*#0');
      await amy.told('SendDigitsSucc');
      await until(() => customer.received() === '15*#0', 'the customer to hear the keys');
      await hearing([customer, amy], [amy, customer]);
      await amy.page.hold();
      await amy.told(7, 'HoldSucc');
      await expect(amy.page.sendDigits('9')).rejects.toMatchObject({ code: 'NotAllowedInState' });
      await amy.told('SendDigitsFailed NotAllowedInState');
      expect(customer.received()).toBe('15*#0');
    });

    it('reach the number that is consulted, not the customer who waits; in a conference both', async () => {
      const { amy, number, customer } = await use().inOutsideConsult();
      await amy.page.sendDigits('42');
      await until(() => number.received() === '42', 'the number to hear the keys');
      expect(customer.received()).toBe('');
      await amy.page.consultConf();
      await hearing([customer, amy, number], [number, amy, customer]);
      await amy.page.sendDigits('7');
      await until(() => number.received() === '427' && customer.received() === '7', 'both to hear the key');
    });
  });
}
