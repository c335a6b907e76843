/** Who made a conference asks a further one aside, and the others talk on meanwhile. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { CAL } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Seat } from './lib/seat.ts';
import type { Caller, OutsideNumber } from './lib/site.ts';
import type { Use } from './scenarios.ts';

export function conferenceConsultScenarios(use: Use): void {
  describe('a consult from a conference', () => {
    /** Amy has made a conference of three, and asks Cal, whose phone rings. */
    const rings = async (amy: Seat, conference: 21 | 22): Promise<{ cal: Seat; asked: Promise<unknown> }> => {
      await amy.told(conference, 'ConsultConfSucc');
      const cal = await use().agent({ ...CAL, workMode: '3' });
      expect(amy.buttons).toEqual([7, 8, 36, 48, 49, 50, 54, 62]);
      const asked = amy.page.consult('AGT', cal.agentId);
      expect(await cal.phone.rings()).toEqual({ callerNumber: amy.ins });
      await amy.told(10, 'ConsultStart');
      await cal.told(27, 5, 'CallArrive');
      return { cal, asked };
    };
    const withBob = async () => {
      const people = await use().inConsult();
      await people.amy.page.consultConf();
      await people.bob.told(30);
      return { ...people, ...(await rings(people.amy, 21)) };
    };
    const answers = async ({ amy, cal, asked }: { amy: Seat; cal: Seat; asked: Promise<unknown> }): Promise<void> => {
      await cal.phone.answer();
      await amy.told(35, 'ConsultSucc');
      await cal.told(20);
      await asked;
    };
    const withNumber = async (): Promise<{ amy: Seat; cal: Seat; number: OutsideNumber; customer: Caller }> => {
      const people = await use().inOutsideConsult();
      await people.amy.page.callSPFunction(41);
      const asked = await rings(people.amy, 22);
      await answers({ ...people, ...asked });
      return { ...people, cal: asked.cal };
    };

    it('is heard by the two alone, and its maker is back among the three when it is over', async () => {
      const people = await withBob();
      const { amy, bob, cal, customer } = people;
      await hearing([amy, 'ringback'], [cal], [customer, bob], [bob, customer]);
      await answers(people);
      expect([amy.buttons, bob.buttons, cal.buttons]).toEqual([
        [14, 36, 54, 62],
        [36, 49, 54, 62],
        [10, 36, 54, 62],
      ]);
      expect(cal.call).toMatchObject({ COID: amy.call.COID, ANI: customer.ani });
      await hearing([amy, cal], [cal, amy], [customer, bob], [bob, customer]);
      await amy.page.finishConsult();
      await amy.told(21, 'FinishConsultSucc', 'ConsultOver');
      await cal.told('ConsultedOver', 3);
      bob.toldNoMore();
      await hearing([customer, amy, bob], [amy, customer, bob], [bob, customer, amy], [cal]);
      await amy.page.callSPFunction(48);
      await amy.reaches(19);
      await bob.reaches(19);
      expect(story(await use().record()).slice(-4)).toEqual([
        'conference 6001 consult',
        'consult 6001 over',
        'conference 6002 completed',
        'conference 6001 completed',
      ]);
    });

    it('that is refused brings the maker back by itself', async () => {
      const { amy, bob, cal, customer, asked } = await withBob();
      const failed = expect(asked).rejects.toMatchObject({ code: 'CallRejected' });
      await cal.page.dropCall();
      await amy.told(21, 'ConsultFailed CallRejected');
      await failed;
      await hearing([customer, amy, bob], [amy, customer, bob], [bob, customer, amy]);
    });

    it('goes on as a consult when the one who was brought in leaves: the customer waits, and can be transferred', async () => {
      const { amy, cal, number, customer } = await withNumber();
      await hearing([amy, cal], [cal, amy], [customer, number], [number, customer]);
      await number.hangup();
      await amy.told(11, 'ConfOver');
      await hearing([amy, cal], [cal, amy], [customer, 'music']);
      await amy.page.consultTransfer();
      await amy.reaches(19);
      await cal.told(6, 'DevConnected');
      await hearing([customer, cal], [cal, customer], [amy]);
      await customer.hangup();
      await cal.reaches(19);
      expect(await use().record()).toMatchObject({ agentId: cal.agentId, endedBy: 'customer' });
    });

    it('is over when its maker hangs up: the one who was brought in has the customer', async () => {
      const people = await withBob();
      const { amy, bob, cal, customer } = people;
      await answers(people);
      await amy.phone.hangup();
      await amy.reaches(19);
      await bob.told('ConfOver', 6, 'DevConnected');
      await cal.told('ConsultedOver', 3);
      await hearing([customer, bob], [bob, customer], [cal]);
    });

    it('is over with the call when the customer hangs up', async () => {
      const people = await withBob();
      const { amy, bob, cal, customer } = people;
      await answers(people);
      await customer.hangup();
      await amy.told('ConsultOver', 'ConfOver', 'DevDisconnected', 19);
      await bob.told('ConfOver', 'DevDisconnected', 19);
      await cal.told('ConsultedOver', 3);
      expect(await use().record()).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: amy.agentId });
    });
  });
}
