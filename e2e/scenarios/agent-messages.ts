/** Messages between agents: delivered at once, or kept while the page is away. */
import { describe, expect, it } from 'vitest';
import { BOB, OUTBOUND_AMY } from './lib/centre.ts';
import type { Use } from './scenarios.ts';

export function agentMessageScenarios(use: Use): void {
  describe('agent messages', () => {
    const office = async () => ({ amy: await use().agent(OUTBOUND_AMY), bob: await use().agent(BOB) });

    it('arrive at the page of the other', async () => {
      const { amy, bob } = await office();
      await amy.page.callSPFunction(37);
      await amy.told('RefreshAgentListSucc');
      expect(JSON.stringify(amy.last('RefreshAgentListSucc').values.agentList)).toContain(bob.ins);
      await amy.page.sendAgentMsg(bob.agentId, '客户要发票 & <b>快</b>');
      await amy.told('SendAgentMsgSucc');
      await bob.told('AgentMsgArrive');
      expect(bob.last('AgentMsgArrive').values.message).toMatchObject({
        fromIns: amy.ins,
        text: '客户要发票 & <b>快</b>',
      });
    });

    it('are kept in order while the page is away', async () => {
      const { amy, bob } = await office();
      bob.page.close();
      await use().pageGone(bob);
      for (const text of ['1', '2']) await amy.page.sendAgentMsg(bob.agentId, text);
      await bob.page.connectServer();
      await bob.reaches('AgentMsgArrive');
      await bob.reaches('AgentMsgArrive');
      const texts = bob.events
        .filter(({ event }) => event === 'AgentMsgArrive')
        .map(({ values }) => (values.message as { text: string }).text);
      expect(texts).toEqual(['1', '2']);
    });

    it('are unread until the agent opens their list, also on a page that was loaded anew', async () => {
      const { amy, bob } = await office();
      await amy.page.sendAgentMsg(bob.agentId, '1');
      await bob.told('AgentMsgArrive');
      expect(bob.buttons).toContain(51);
      expect(bob.buttons).not.toContain(37);
      const again = await use().reload(bob);
      expect(again.buttons).toContain(51);
      await again.page.callSPFunction(51);
      await again.reaches('AgentMsgArrive');
      await again.told('RefreshAgentListSucc');
      expect(again.buttons).toContain(37);
      expect(again.buttons).not.toContain(51);
    });

    it('are refused for whoever is not logged on', async () => {
      const { amy } = await office();
      await expect(amy.page.sendAgentMsg('802', 'hello')).rejects.toMatchObject({ code: 'TargetUnknown' });
      await amy.told('SendAgentMsgFailed TargetUnknown');
    });
  });
}
