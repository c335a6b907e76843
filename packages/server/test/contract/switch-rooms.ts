/** Rooms: who hears whom. */
import { describe, expect, it } from 'vitest';
import type { SwitchRig } from './switch-rig.ts';

export function roomTests(use: () => SwitchRig): void {
  describe('a room', () => {
    it('lets two legs talk, and only them', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const alone = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
      await rig.hears(alone.party);
    });

    it('falls silent around a leg that parts; both stay up', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      rig.do({ do: 'part', leg: customer.leg });
      rig.do({ do: 'part', leg: customer.leg });
      await rig.hears(customer.party);
      await rig.hears(agent.party);
      rig.join(customer.leg, room);
      await rig.hears(agent.party, customer.party.voice);
      expect(rig.has('ended', {})).toBe(false);
    });

    it('joins three', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const first = await rig.phoneUp(0);
      const second = await rig.phoneUp(1);
      for (const { leg } of [customer, first, second]) rig.join(leg, room);
      await rig.hears(customer.party, first.party.voice, second.party.voice);
      await rig.hears(first.party, customer.party.voice, second.party.voice);
      await rig.hears(second.party, customer.party.voice, first.party.voice);
    });

    it('is left by joining another', async () => {
      const rig = use();
      const here = rig.room();
      const there = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const colleague = await rig.phoneUp(1);
      rig.join(customer.leg, here);
      rig.join(agent.leg, here);
      rig.join(colleague.leg, there);
      await rig.hears(agent.party, customer.party.voice);
      rig.join(agent.leg, there);
      await rig.hears(agent.party, colleague.party.voice);
      await rig.hears(colleague.party, agent.party.voice);
      await rig.hears(customer.party);
    });

    it('goes on when one of three hangs up', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const first = await rig.phoneUp(0);
      const second = await rig.phoneUp(1);
      for (const { leg } of [customer, first, second]) rig.join(leg, room);
      await rig.hears(customer.party, first.party.voice, second.party.voice);
      await second.party.hangup();
      await rig.next('ended', { leg: second.leg });
      await rig.hears(customer.party, first.party.voice);
      await rig.hears(first.party, customer.party.voice);
    });

    it('closed leaves its legs up and in silence', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      rig.do({ do: 'close-room', room });
      rig.do({ do: 'close-room', room });
      await rig.hears(agent.party);
      await rig.hears(customer.party);
      expect(rig.has('ended', {})).toBe(false);
      const next = rig.room();
      rig.join(customer.leg, next);
      rig.join(agent.leg, next);
      await rig.hears(agent.party, customer.party.voice);
    });

    it('closed leaves legs that hear at once what is played to them', async () => {
      const rig = use();
      // Asterisk takes a leg out of its bridge in a thread of its own: more than one try, to meet the moment.
      for (let turn = 0; turn < 4; turn += 1) {
        const room = rig.room();
        const customer = await rig.customerUp();
        const agent = await rig.phoneUp(0);
        rig.join(customer.leg, room);
        rig.join(agent.leg, room);
        await rig.hears(customer.party, agent.party.voice);
        const play = rig.id('P');
        rig.do({ do: 'close-room', room });
        rig.do({ do: 'hangup', leg: agent.leg, cause: 'normal' });
        rig.do({ do: 'part', leg: customer.leg });
        const prompts = [{ kind: 'digits', digits: '888' }] as const;
        rig.do({ do: 'play', play, leg: customer.leg, prompts, lang: 'zh-CN' });
        await rig.hears(customer.party, 'prompt');
        await rig.next('played', { play, ok: true });
        rig.do({ do: 'hangup', leg: customer.leg, cause: 'normal' });
        await rig.next('ended', { leg: customer.leg });
        await rig.harness.settle();
      }
    });

    it('opened and joined again is as before', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      rig.do({ do: 'open-room', room, call: 'C-contract' });
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      await rig.harness.settle();
      await rig.hears(agent.party, customer.party.voice);
      await rig.hears(customer.party, agent.party.voice);
    });

    it('that is not open cannot be joined', async () => {
      const rig = use();
      const { agent } = await rig.talk();
      rig.join(agent.leg, rig.id('R'));
      await rig.harness.settle();
      expect(rig.has('ended', {})).toBe(false);
    });

    it('ends as the last of many commands in one breath says', async () => {
      const rig = use();
      const room = rig.room();
      const other = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      rig.join(agent.leg, room);
      for (let turn = 0; turn < 5; turn += 1) {
        rig.join(customer.leg, room);
        rig.do({ do: 'part', leg: customer.leg });
        rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
        rig.join(customer.leg, other);
        rig.do({ do: 'part', leg: customer.leg });
      }
      rig.join(customer.leg, room);
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
    });
  });

  describe('a listener', () => {
    it('hears all and is heard by nobody', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      rig.join(supervisor.leg, room, { kind: 'listen' });
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
    });

    it('joins the talk, and goes back to listening', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      rig.join(supervisor.leg, room, { kind: 'listen' });
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      rig.join(supervisor.leg, room, { kind: 'talk' });
      await rig.hears(customer.party, agent.party.voice, supervisor.party.voice);
      await rig.hears(agent.party, customer.party.voice, supervisor.party.voice);
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      rig.join(supervisor.leg, room, { kind: 'listen' });
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
    });

    it('leaves without a trace', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      rig.join(supervisor.leg, room, { kind: 'listen' });
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      rig.do({ do: 'part', leg: supervisor.leg });
      await rig.hears(supervisor.party);
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
    });
  });

  describe('a whisperer', () => {
    it('hears all and is heard by one', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      rig.join(supervisor.leg, room, { kind: 'whisper', to: agent.leg });
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice, supervisor.party.voice);
      await rig.hears(customer.party, agent.party.voice);
    });

    it('goes from listening to whispering to talking', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      rig.join(supervisor.leg, room, { kind: 'listen' });
      await rig.hears(supervisor.party, customer.party.voice, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
      rig.join(supervisor.leg, room, { kind: 'whisper', to: agent.leg });
      await rig.hears(agent.party, customer.party.voice, supervisor.party.voice);
      await rig.hears(customer.party, agent.party.voice);
      rig.join(supervisor.leg, room, { kind: 'talk' });
      await rig.hears(customer.party, agent.party.voice, supervisor.party.voice);
    });

    it('is where he was put last, however often he is moved', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const supervisor = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      for (let turn = 0; turn < 40; turn += 1) {
        rig.join(supervisor.leg, room, { kind: 'listen' });
        rig.join(supervisor.leg, room, { kind: 'whisper', to: agent.leg });
        rig.join(supervisor.leg, room, { kind: 'talk' });
        await rig.harness.settle();
      }
      await rig.hears(customer.party, agent.party.voice, supervisor.party.voice);
      rig.join(supervisor.leg, room, { kind: 'whisper', to: agent.leg });
      await rig.hears(agent.party, customer.party.voice, supervisor.party.voice);
      await rig.hears(customer.party, agent.party.voice);
    });
  });
}
