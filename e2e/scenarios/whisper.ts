/** Whisper (beyond the manual): the agent hears the supervisor, the customer does not. */
import { describe, expect, it } from 'vitest';
import { BOB } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function whisperScenarios(use: Use): void {
  describe('whisper', () => {
    it('reaches the agent alone, until it is asked for again', async () => {
      const centre = use();
      const { amy, sue, customer } = await centre.monitored();
      await sue.page.whisperAgent();
      await sue.told('WhisperAgentSucc');
      await hearing([amy, customer, sue], [customer, amy], [sue, customer, amy]);

      await sue.page.whisperAgent();
      await sue.told('WhisperAgentSucc');
      await hearing([amy, customer], [customer, amy], [sue, customer, amy]);
      expect(sue.state).toBe(17);
      expect(await centre.audited()).toContain('800 whisper 999 ok');
    });

    it('goes on in a consult, where the colleague does not hear it either', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, sue, customer } = await centre.monitored();
      await sue.page.whisperAgent();
      const consult = amy.page.consult('AGT', bob.agentId);
      await bob.phone.rings();
      await bob.phone.answer();
      await consult;
      await hearing([amy, bob, sue], [bob, amy], [sue, amy, bob], [customer, 'music']);
    });
  });
}
