/** Monitor: a supervisor listens to an agent, unheard, wherever the agent's telephone goes. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { BOB, SUE } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function monitorScenarios(use: Use): void {
  describe('monitor', () => {
    it('goes from the list to the supervisor’s own phone, and lets hear both sides', async () => {
      const centre = use();
      const { amy, customer } = await centre.inTalk();
      const sue = await centre.agent(SUE);
      expect(sue.buttons).toEqual([2, 3, 4, 5, 33, 36, 37, 68]);
      await sue.page.callSPFunction(5);
      await sue.told(16, 'PrepareMonitorSucc', 'RefreshAgentListSucc');
      expect(sue.buttons).toEqual([36, 39]);
      expect(JSON.stringify(sue.last('RefreshAgentListSucc').values.agentList)).toContain(amy.ins);
      const monitor = sue.page.monitorAgent('AGT', amy.agentId);
      expect(await sue.phone.rings()).toEqual({ callerNumber: amy.ins });
      await sue.told('MonitorBegin');
      await sue.phone.answer();
      await monitor;
      await sue.told(17, 'MonitorSucc');
      expect(sue.buttons).toEqual([25, 26, 27, 28, 36, 54]);
      await hearing([sue, customer, amy], [amy, customer], [customer, amy]);

      await sue.page.finishMonitor();
      await sue.told('FinishMonitorSucc', 3);
      await hearing([amy, customer], [customer, amy], [sue]);
      amy.toldNoMore();
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      expect(story(await centre.record())).toContain('monitor 6003 completed');
      expect(await centre.audited()).toContain('800 monitor 999 ok');
    });

    it('follows the agent through hold and consult', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const { amy, sue, customer } = await centre.monitored();
      await amy.page.hold();
      await amy.told(7, 'HoldSucc');
      await hearing([sue, amy], [amy], [customer, 'music']);
      await amy.page.fetchHold();
      await amy.told(6, 'FetchHoldSucc');
      await hearing([sue, amy, customer], [amy, customer], [customer, amy]);

      const consult = amy.page.consult('AGT', bob.agentId);
      await bob.phone.rings();
      await bob.phone.answer();
      await consult;
      await hearing([sue, amy, bob], [amy, bob], [bob, amy], [customer, 'music']);
      expect(sue.state).toBe(17);
    });

    it('ends with the call', async () => {
      const { amy, sue, customer } = await use().monitored();
      await customer.hangup();
      await sue.told('FinishMonitorSucc', 3);
      await amy.told('DevDisconnected', 19);
      expect(await sue.phone.ended()).toBe('normal');
    });

    it('ends when the supervisor puts the phone down, and the talk goes on', async () => {
      const { amy, sue, customer } = await use().monitored();
      await sue.phone.hangup();
      await sue.told('FinishMonitorSucc', 3);
      await hearing([amy, customer], [customer, amy]);
      amy.toldNoMore();
    });

    it('is refused for an agent who does not talk, and to agents', async () => {
      const centre = use();
      const bob = await centre.agent(BOB);
      const sue = await centre.agent(SUE);
      await expect(sue.page.monitorAgent('AGT', bob.agentId)).rejects.toMatchObject({ code: 'TargetBusy' });
      await sue.told('MonitorFailed TargetBusy');
      await expect(bob.page.monitorAgent('AGT', sue.agentId)).rejects.toMatchObject({ code: 'NotPermitted' });
      await bob.told('MonitorFailed NotPermitted');
      expect(await centre.audited()).toContain('801 monitor 800 NotPermitted');
    });
  });
}
