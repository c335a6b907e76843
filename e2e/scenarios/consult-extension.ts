/** Consult of a telephone where nobody is logged on. */
import { describe, expect, it } from 'vitest';
import { DESK } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function consultExtensionScenarios(use: Use): void {
  describe('consult of an extension', () => {
    it('just rings the telephone', async () => {
      const centre = use();
      const desk = await centre.extension(DESK);
      const { amy, customer } = await centre.inTalk();
      const consult = amy.page.consult('EXT', DESK);
      expect(await desk.rings()).toEqual({ callerNumber: amy.ins });
      await amy.told(10, 'ConsultStart');
      await desk.answer();
      await amy.told(11, 'ConsultSucc');
      await consult;
      await hearing([customer, 'music'], [amy, desk], [desk, amy]);

      await desk.hangup();
      await amy.told(6, 'ConsultOver');
      await hearing([customer, amy], [amy, customer]);
    });

    it('fails when it is engaged', async () => {
      const centre = use();
      const desk = await centre.extension(DESK);
      await desk.setBusy(true);
      const { amy, customer } = await centre.inTalk();
      await expect(amy.page.consult('EXT', DESK)).rejects.toMatchObject({ code: 'NumberBusy' });
      await amy.told(10, 'ConsultStart', 6, 'ConsultFailed NumberBusy');
      await hearing([customer, amy], [amy, customer]);
    });

    it('asks the agent who is logged on there', async () => {
      const { amy, bob } = await use().inConsult();
      await amy.page.finishConsult();
      await amy.told(6, 'FinishConsultSucc', 'ConsultOver');
      await bob.told('ConsultedOver', 3);
      const consult = amy.page.consult('EXT', bob.ins);
      await bob.phone.rings();
      await bob.phone.answer();
      await consult;
      await bob.told(27, 5, 'CallArrive', 20);
    });
  });
}
