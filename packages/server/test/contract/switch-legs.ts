/** Legs: calls in, calls out, and every way they end. */
import { describe, expect, it } from 'vitest';
import type { SwitchRig } from './switch-rig.ts';

export function legTests(use: () => SwitchRig): void {
  describe('a call from outside', () => {
    it('is reported with its numbers, and stays unanswered until the engine answers', async () => {
      const rig = use();
      const ani = rig.ani();
      const party = await rig.harness.customerCalls(ani, rig.harness.dnis);
      const incoming = await rig.next('incoming', { ani });
      expect(incoming.dnis).toBe(rig.harness.dnis);
      expect(incoming.leg).not.toBe('');
      await rig.harness.settle();
      expect(rig.said(incoming.leg)).toEqual(['incoming']);
      rig.do({ do: 'answer', leg: incoming.leg });
      await rig.next('answered', { leg: incoming.leg });
      await rig.hears(party);
      await party.hangup();
      await rig.next('ended', { leg: incoming.leg, cause: 'normal' });
      expect(rig.said(incoming.leg)).toEqual(['incoming', 'answered', 'ended']);
    });

    it('hears ringback when told that it rings, and no more once answered', async () => {
      const rig = use();
      const { party, leg } = await rig.callIn();
      rig.do({ do: 'ring', leg });
      await rig.hears(party, 'ringback');
      rig.do({ do: 'answer', leg });
      await rig.next('answered', { leg });
      await rig.hears(party);
    });

    it('ends once when its caller gives up unanswered', async () => {
      const rig = use();
      const { party, leg } = await rig.callIn();
      rig.do({ do: 'ring', leg });
      await rig.hears(party, 'ringback');
      await party.hangup();
      await rig.next('ended', { leg, cause: 'cancelled' });
      rig.do({ do: 'answer', leg });
      await rig.harness.settle();
      expect(rig.said(leg)).toEqual(['incoming', 'ended']);
    });

    it.each(['busy', 'congestion'] as const)('refused with %s is what the caller gets', async (cause) => {
      const rig = use();
      const { party, leg } = await rig.callIn();
      rig.do({ do: 'hangup', leg, cause });
      await rig.next('ended', { leg, cause });
      expect(await party.ended()).toBe(cause);
    });

    it('hung up by the engine ends for the caller too', async () => {
      const rig = use();
      const { party, leg } = await rig.customerUp();
      rig.do({ do: 'hangup', leg, cause: 'normal' });
      await rig.next('ended', { leg, cause: 'normal' });
      expect(await party.ended()).toBe('normal');
    });

    it('answered twice is answered once', async () => {
      const rig = use();
      const { leg } = await rig.callIn();
      rig.do({ do: 'answer', leg });
      rig.do({ do: 'answer', leg });
      await rig.next('answered', { leg });
      rig.do({ do: 'answer', leg });
      await rig.harness.settle();
      expect(rig.said(leg)).toEqual(['incoming', 'answered']);
    });
  });

  describe('a dialled telephone', () => {
    it('rings, shows who calls, answers, and hangs up', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      await rig.next('ringing', { leg });
      expect(await phone.rings()).toMatchObject({ callerNumber: '10010' });
      await phone.answer();
      await rig.next('answered', { leg });
      await phone.hangup();
      await rig.next('ended', { leg, cause: 'normal' });
      expect(rig.said(leg)).toEqual(['ringing', 'answered', 'ended']);
    });

    it('hung up by the engine while talking', async () => {
      const rig = use();
      const { party, leg } = await rig.phoneUp(0);
      rig.do({ do: 'hangup', leg, cause: 'normal' });
      await rig.next('ended', { leg, cause: 'normal' });
      expect(await party.ended()).toBe('normal');
    });

    it('not answered in time ends with no-answer and stops ringing', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number, { timeoutSeconds: 1 });
      await phone.rings();
      await rig.next('ended', { leg, cause: 'no-answer' });
      expect(await phone.ended()).toBe('cancelled');
      expect(rig.said(leg)).toEqual(['ringing', 'ended']);
    });

    it('refused ends with rejected', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      await phone.rings();
      await phone.refuse();
      await rig.next('ended', { leg, cause: 'rejected' });
    });

    it('busy ends with busy, and answers again when free', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[1]);
      await phone.setBusy(true);
      try {
        const leg = rig.dialPhone(phone.number);
        await rig.next('ended', { leg, cause: 'busy' });
        expect(rig.said(leg)).toEqual(['ended']);
      } finally {
        await phone.setBusy(false);
      }
      await rig.phoneUp(1);
    });

    it.each(['offline', 'unknown'] as const)('that is %s ends with unreachable', async (which) => {
      const rig = use();
      const leg = rig.dialPhone(which === 'offline' ? rig.harness.offlinePhone : '7999');
      await rig.next('ended', { leg, cause: 'unreachable' });
      expect(rig.said(leg)).toEqual(['ended']);
    });

    it('stops ringing when the engine cancels', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      await phone.rings();
      rig.do({ do: 'hangup', leg, cause: 'cancelled' });
      await rig.next('ended', { leg, cause: 'cancelled' });
      expect(await phone.ended()).toBe('cancelled');
      expect(rig.said(leg).filter((on) => on !== 'ringing')).toEqual(['ended']);
    });

    it('cancelled in the same breath ends once and does not go on ringing', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      rig.do({ do: 'hangup', leg, cause: 'cancelled' });
      await rig.next('ended', { leg, cause: 'cancelled' });
      await rig.harness.settle();
      expect(rig.said(leg).filter((on) => on !== 'ringing')).toEqual(['ended']);
      await rig.phoneUp(0);
    });

    it('dialled twice under one id is one leg', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      rig.dialPhone(phone.number, { leg });
      await phone.rings();
      rig.dialPhone(phone.number, { leg });
      await phone.answer();
      await rig.next('answered', { leg });
      await phone.hangup();
      await rig.next('ended', { leg });
      rig.dialPhone(phone.number, { leg });
      await rig.harness.settle();
      expect(rig.said(leg)).toEqual(['ringing', 'answered', 'ended']);
    });

    it('hung up by both sides at once ends once', async () => {
      const rig = use();
      const { party, leg } = await rig.phoneUp(2);
      const hung = party.hangup();
      rig.do({ do: 'hangup', leg, cause: 'normal' });
      rig.do({ do: 'hangup', leg, cause: 'normal' });
      await hung;
      await rig.next('ended', { leg, cause: 'normal' });
      await rig.harness.settle();
      expect(rig.count('ended', { leg })).toBe(1);
    });

    it('that the server can answer for is picked up by command', async (context) => {
      const rig = use();
      const number = rig.harness.digitalPhone;
      if (number === null) return context.skip('this switch has no telephone that it can answer for');
      const leg = rig.dialPhone(number);
      await rig.harness.phone(number).rings();
      rig.do({ do: 'answer', leg });
      rig.do({ do: 'answer', leg });
      await rig.next('answered', { leg });
      await rig.harness.settle();
      expect(rig.said(leg)).toEqual(['ringing', 'answered']);
    });

    it('picks up by itself when the dial says so', async (context) => {
      const rig = use();
      const number = rig.harness.digitalPhone;
      if (number === null) return context.skip('this switch has no telephone that it can answer for');
      const leg = rig.dialPhone(number, { autoAnswer: true });
      await rig.next('answered', { leg });
    });

    it('without serverAnswer goes on ringing when told to answer', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[0]);
      const leg = rig.dialPhone(phone.number);
      await phone.rings();
      rig.do({ do: 'answer', leg });
      await rig.harness.settle();
      expect(rig.said(leg)).toEqual(['ringing']);
      await phone.answer();
      await rig.next('answered', { leg });
    });
  });

  describe('a dialled outside number', () => {
    it('rings, answers, and hangs up', async () => {
      const rig = use();
      const party = rig.harness.outsideParty(rig.harness.outside.manual);
      const leg = rig.dialOutside(rig.harness.outside.manual);
      await rig.next('ringing', { leg });
      expect(await party.rings()).toMatchObject({ callerNumber: '10010' });
      await party.answer();
      await rig.next('answered', { leg });
      await party.hangup();
      await rig.next('ended', { leg, cause: 'normal' });
      expect(rig.said(leg)).toEqual(['ringing', 'answered', 'ended']);
    });

    it.each(['busy', 'rejected', 'unreachable'] as const)('that is %s ends so', async (cause) => {
      const rig = use();
      const leg = rig.dialOutside(rig.harness.outside[cause]);
      await rig.next('ended', { leg, cause });
      expect(rig.has('answered', { leg })).toBe(false);
    });

    it('that nobody answers ends with no-answer', async () => {
      const rig = use();
      const leg = rig.dialOutside(rig.harness.outside.noAnswer, { timeoutSeconds: 1 });
      await rig.next('ended', { leg, cause: 'no-answer' });
      expect(rig.said(leg)).toEqual(['ringing', 'ended']);
    });
  });

  describe('a leg that is not there', () => {
    it('takes every command without a word, but answers a play', async () => {
      const rig = use();
      const room = rig.room();
      const { leg: other, party } = await rig.customerUp();
      const from = rig.events.length;
      const leg = rig.id('L');
      const play = rig.id('P');
      rig.do({ do: 'answer', leg });
      rig.do({ do: 'ring', leg });
      rig.do({ do: 'join', leg, room, mode: { kind: 'talk' } });
      rig.do({ do: 'join', leg, room: rig.id('R'), mode: { kind: 'listen' } });
      rig.do({ do: 'part', leg });
      rig.do({ do: 'music', leg, musicClass: 'default' });
      rig.do({ do: 'tone', leg, tone: 'busy' });
      rig.do({ do: 'send-digits', leg, digits: '12' });
      rig.do({ do: 'play', play, leg, prompts: [{ kind: 'digits', digits: '1' }], lang: 'en' });
      rig.do({ do: 'stop-play', play: rig.id('P') });
      rig.do({ do: 'hangup', leg, cause: 'normal' });
      rig.do({ do: 'close-room', room: rig.id('R') });
      await rig.next('played', { play, ok: false });
      await rig.harness.settle();
      expect(rig.events.slice(from)).toEqual([{ on: 'played', play, ok: false }]);
      // And the switch still does its work.
      rig.join(other, room);
      const agent = await rig.phoneUp(0);
      rig.join(agent.leg, room);
      await rig.hears(party, agent.party.voice);
    });
  });
}
