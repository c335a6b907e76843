/** Recording: what customer and agent say to each other can be heard afterwards, and nothing else. */
import { describe, expect, it } from 'vitest';
import { recordedSamples } from '../../packages/server/test/contract/recorded-samples.ts';
import { TENANT } from '../lib/call-centre.ts';
import { until } from '../lib/until.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function recordingScenarios(use: Use): void {
  describe('recording', () => {
    it('has customer and agent in it, and neither the music on hold nor what a colleague says in a consult', async () => {
      const centre = use();
      await centre.params({ RECORDCALLS: '1' });
      const { amy, bob, customer } = await centre.inConsult();
      await hearing([customer, 'music'], [amy, bob], [bob, amy]);
      await centre.site.wordsAreSaid();
      await amy.page.finishConsult();
      await amy.told(6, 'FinishConsultSucc', 'ConsultOver');
      await hearing([customer, amy], [amy, customer]);
      await centre.site.wordsAreSaid();
      await customer.hangup();
      await amy.told('DevDisconnected', 19);

      const { callId } = await centre.record();
      const { store, switch: board } = centre.site.parts;
      await until(async () => (await store.talks.ofCalls(TENANT, [callId])).length > 0, 'the recording');
      const [talk, ...others] = await store.talks.ofCalls(TENANT, [callId]);
      expect(others).toEqual([]);
      expect(talk).toMatchObject({ state: 'kept', agentIds: [amy.agentId] });
      const id = talk?.recording ?? '';
      const voices = [customer.voice, amy.phone.voice].sort();
      expect([...centre.site.heardIn(id, await recordedSamples(board.port, id))].sort()).toEqual(voices);
    });
  });
}
