/** Hidden numbers: the CRM's page holds a token, the carrier gets the number, and nobody at the seat ever sees it. */
import { describe, expect, it } from 'vitest';
import { BOB, OUTBOUND_AMY } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Seat } from './lib/seat.ts';
import type { Use } from './scenarios.ts';

/** So many digits at the end of a number tell whose it is, whatever stands before them. */
const TELLING = 7;
const masked = (number: string): string => `${number.slice(0, 3)}****${number.slice(-4)}`;

export function hiddenNumberScenarios(use: Use): void {
  describe('hidden number', () => {
    /** Neither the page nor the telephone beside it was ever told the number. */
    const neverShown = (number: string, ...seats: readonly Seat[]) => {
      for (const seat of seats) {
        const frames = seat.frames.join('\n');
        expect(frames, `frames of ${seat.agentId}`).toContain(masked(number));
        expect(frames, `frames of ${seat.agentId}`).not.toContain(number.slice(-TELLING));
        expect(use().site.toldPhone(seat.ins), `told phone ${seat.ins}`).not.toContain(number.slice(-TELLING));
      }
    };

    it('is dialled by its token, held, and transferred, and no frame and no telephone shows it', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const amy = await centre.agent(OUTBOUND_AMY);
      const customer = centre.outside();
      const { number } = customer;
      const dial = amy.page.encryptDial('', await centre.numberToken(number));
      expect(await amy.phone.rings()).toEqual({ callerNumber: masked(number) });
      await amy.phone.answer();
      await customer.rings();
      await customer.answer();
      expect(await dial).toMatchObject({ DNIS: masked(number), CN0_UserPhoneNum: masked(number) });
      await hearing([customer, amy], [amy, customer]);
      // A connected-line update would go out when the two are put together, and again after the hold.
      await amy.page.hold();
      await hearing([customer, 'music'], [amy]);
      await amy.page.fetchHold();
      await hearing([customer, amy], [amy, customer]);

      const consult = amy.page.consult('AGT', bob.agentId);
      await bob.phone.rings();
      await bob.phone.answer();
      await consult;
      await amy.page.consultTransfer();
      await bob.reaches(6);
      await hearing([customer, bob], [bob, customer]);
      neverShown(number, amy, bob);
      await bob.page.dropCall();
      expect(await centre.record()).toMatchObject({ dnis: number, data: { NUMBERHIDDEN: '1' } });
      neverShown(number, amy, bob);
    });

    it('of whoever calls in is hidden everywhere with NUMBERMASK', async () => {
      const centre = use();
      await centre.params({ NUMBERMASK: '1' });
      const { amy, customer } = await centre.inTalk();
      expect(amy.call).toMatchObject({ ANI: masked(customer.ani), CN0_UserPhoneNum: masked(customer.ani) });
      await hearing([customer, amy], [amy, customer]);
      await customer.hangup();
      expect(await centre.record()).toMatchObject({ ani: customer.ani });
      neverShown(customer.ani, amy);
    });
  });
}
