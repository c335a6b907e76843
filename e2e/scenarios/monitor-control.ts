/** MonitorControl: a supervisor changes an agent's state, who is told by whom. */
import { describe, expect, it } from 'vitest';
import { AMY, BOB, SUE } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function monitorControlScenarios(use: Use): void {
  describe('monitor control', () => {
    const office = async () => {
      const centre = use();
      return { centre, bob: await centre.agent(BOB), sue: await centre.agent(SUE) };
    };

    it('puts an agent on leave (2) and brings the agent back (3)', async () => {
      const { centre, bob, sue } = await office();
      await sue.page.monitorControl('AGT', bob.agentId, 2, '1');
      await sue.told('MonitorControlSucc');
      await bob.told('WorkModeChange', 23, 'MonitorContorled');
      expect(bob.page.leaveReason).toBe('1');
      expect(bob.last('MonitorContorled').values).toMatchObject({ controlType: '2', destSPName: '赵班长' });
      await sue.page.monitorControl('AGT', bob.agentId, 3);
      await sue.told('MonitorControlSucc');
      await bob.told('WorkModeChange', 3, 'MonitorContorled');
      const audited = await centre.audited();
      expect(audited).toContain('800 force-leave 801 ok');
      expect(audited).toContain('800 force-resume 801 ok');
    });

    it('ends the wrap-up (4)', async () => {
      const { amy, customer } = await use().inTalk();
      const sue = await use().agent(SUE);
      await customer.hangup();
      await amy.told('DevDisconnected', 19);
      await sue.page.monitorControl('AGT', amy.agentId, 4);
      await sue.told('MonitorControlSucc');
      await amy.told(3, 'MonitorContorled');
    });

    it('sets the work mode (5): the waiting caller rings', async () => {
      const { centre, bob, sue } = await office();
      const customer = await centre.customer();
      await hearing([customer, 'music']);
      await sue.page.monitorControl('AGT', bob.agentId, 5, '0');
      await sue.told('MonitorControlSucc');
      await bob.reaches('CallArrive');
      expect(bob.page.agentWorkMode).toBe('0');
      expect(bob.call.ANI).toBe(customer.ani);
    });

    it('logs an agent off (1), in a call when that is over', async () => {
      const { centre, bob, sue } = await office();
      await sue.page.monitorControl('AGT', bob.agentId, 1);
      await sue.told('MonitorControlSucc');
      await bob.told('MonitorContorled', 1, 'LogoffSucc');

      const { amy, customer } = await centre.inTalk({ wrapupSeconds: 0 });
      await sue.page.monitorControl('AGT', amy.agentId, 1);
      await sue.told('MonitorControlSucc');
      await amy.told('MonitorContorled');
      await hearing([customer, amy], [amy, customer]);
      await customer.hangup();
      await amy.reaches('LogoffSucc');
      expect(amy.state).toBe(1);
    });

    it('is refused where it makes no sense, and to agents', async () => {
      const { bob, sue } = await office();
      for (const [type, code] of [
        [3, 'NotAllowedInState'],
        [4, 'NotAllowedInState'],
      ] as const) {
        await expect(sue.page.monitorControl('AGT', bob.agentId, type)).rejects.toMatchObject({ code });
        await sue.told(`MonitorControlFailed ${code}`);
      }
      await expect(sue.page.monitorControl('AGT', AMY.agentId, 1)).rejects.toMatchObject({ code: 'TargetUnknown' });
      await sue.told('MonitorControlFailed TargetUnknown');
      await expect(bob.page.monitorControl('AGT', sue.agentId, 1)).rejects.toMatchObject({ code: 'NotPermitted' });
      await bob.told('MonitorControlFailed NotPermitted');
      sue.toldNoMore();
    });
  });
}
