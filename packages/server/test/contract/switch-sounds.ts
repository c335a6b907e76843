/** Music, tones, prompts and digits. */
import type { Prompt } from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import { wavOf } from '../support/wav.ts';
import type { SwitchRig } from './switch-rig.ts';

/** Long enough that it still plays when one has listened to it. */
const LONG: readonly Prompt[] = [{ kind: 'digits', digits: '8888888888888888' }];
const SHORT: readonly Prompt[] = [
  { kind: 'digits', digits: '88' },
  { kind: 'number', value: 3 },
  { kind: 'sound', name: 'beep' },
];

export function soundTests(use: () => SwitchRig): void {
  describe('music', () => {
    it('plays to one leg until it ends', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const other = await rig.customerUp();
      rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
      rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
      await rig.hears(customer.party, 'music');
      await rig.hears(other.party);
      rig.do({ do: 'music', leg: customer.leg, musicClass: null });
      rig.do({ do: 'music', leg: customer.leg, musicClass: null });
      await rig.hears(customer.party);
    });

    it('ends when the leg joins a room, and does not come back when it parts', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
      await rig.hears(customer.party, 'music');
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      await rig.hears(customer.party, agent.party.voice);
      rig.do({ do: 'part', leg: customer.leg });
      await rig.hears(customer.party);
    });

    it('holds a customer, who hears no word of the room', async () => {
      const rig = use();
      const { customer, agent } = await rig.talk();
      rig.do({ do: 'part', leg: customer.leg });
      rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
      await rig.hears(customer.party, 'music');
      await rig.hears(agent.party);
    });
  });

  describe('a tone', () => {
    it.each(['ringback', 'busy', 'congestion'] as const)('%s is heard until it ends', async (tone) => {
      const rig = use();
      const agent = await rig.phoneUp(0);
      rig.do({ do: 'tone', leg: agent.leg, tone });
      await rig.hears(agent.party, tone);
      rig.do({ do: 'tone', leg: agent.leg, tone: null });
      rig.do({ do: 'tone', leg: agent.leg, tone: null });
      await rig.hears(agent.party);
    });

    it('is heard by a leg that waits in its room alone', async () => {
      const rig = use();
      const room = rig.room();
      const agent = await rig.phoneUp(0);
      const customer = await rig.customerUp();
      rig.join(agent.leg, room);
      await rig.hears(agent.party);
      rig.do({ do: 'tone', leg: agent.leg, tone: 'ringback' });
      await rig.hears(agent.party, 'ringback');
      rig.do({ do: 'tone', leg: agent.leg, tone: null });
      rig.join(customer.leg, room);
      await rig.hears(agent.party, customer.party.voice);
      await rig.hears(customer.party, agent.party.voice);
    });

    it('in a room goes to one leg only', async () => {
      const rig = use();
      const room = rig.room();
      const agent = await rig.phoneUp(0);
      const colleague = await rig.phoneUp(1);
      rig.join(agent.leg, room);
      rig.join(colleague.leg, room);
      await rig.hears(agent.party, colleague.party.voice);
      rig.do({ do: 'tone', leg: agent.leg, tone: 'ringback' });
      await rig.hearsAmong(agent.party, 'ringback');
      await rig.hears(colleague.party, agent.party.voice);
      rig.do({ do: 'tone', leg: agent.leg, tone: null });
      await rig.hears(agent.party, colleague.party.voice);
    });

    it('gives way to the room that the leg joins', async () => {
      const rig = use();
      const room = rig.room();
      const agent = await rig.phoneUp(0);
      const customer = await rig.customerUp();
      rig.do({ do: 'tone', leg: agent.leg, tone: 'ringback' });
      await rig.hears(agent.party, 'ringback');
      rig.join(agent.leg, room);
      rig.join(customer.leg, room);
      await rig.hears(agent.party, customer.party.voice);
    });
  });

  describe('a prompt', () => {
    it('is heard by its leg, and told when it has been played', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const other = await rig.customerUp();
      const long = rig.id('P');
      rig.do({ do: 'play', play: long, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.hears(customer.party, 'prompt');
      await rig.hears(other.party);
      rig.do({ do: 'stop-play', play: long });
      await rig.next('played', { play: long });
      await rig.hears(customer.party);
      const short = rig.id('P');
      rig.do({ do: 'play', play: short, leg: customer.leg, prompts: SHORT, lang: 'zh' });
      await rig.next('played', { play: short, ok: true });
      expect(rig.count('played', { play: short })).toBe(1);
    });

    it('stopped is told once, as not played, and does not start again', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      rig.do({ do: 'stop-play', play });
      rig.do({ do: 'stop-play', play });
      await rig.next('played', { play, ok: false });
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.harness.settle();
      await rig.hears(customer.party);
      expect(rig.count('played', { play })).toBe(1);
    });

    it('on a leg that hangs up is told once, as not played', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.hears(customer.party, 'prompt');
      await customer.party.hangup();
      await rig.next('played', { play, ok: false });
      await rig.next('ended', { leg: customer.leg });
      await rig.harness.settle();
      expect(rig.count('played', { play })).toBe(1);
    });

    it('pauses the music, which comes back after it', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const play = rig.id('P');
      rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
      await rig.hears(customer.party, 'music');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.hears(customer.party, 'prompt');
      rig.do({ do: 'stop-play', play });
      await rig.next('played', { play });
      await rig.hears(customer.party, 'music');
    });

    it('ends when the leg joins a room', async () => {
      const rig = use();
      const room = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      rig.join(agent.leg, room);
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.hears(customer.party, 'prompt');
      rig.join(customer.leg, room);
      await rig.next('played', { play, ok: false });
      await rig.hears(customer.party, agent.party.voice);
    });

    it('to a leg in a room is not heard by the others', async () => {
      const rig = use();
      const { customer, agent } = await rig.talk();
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh' });
      await rig.hearsAmong(customer.party, 'prompt');
      await rig.hears(agent.party, customer.party.voice);
      rig.do({ do: 'stop-play', play });
      await rig.next('played', { play });
      await rig.hears(customer.party, agent.party.voice);
    });
  });

  describe('a recording', () => {
    it('of the tenant’s is played, one that is not there is passed over', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const load = async () => wavOf({ seconds: 3, hertz: 700 });
      await rig.harness.putRecordings([
        { name: 'hello', digest: 'a'.repeat(64), rate: 8000, ms: 3000, load },
        { name: 'lost', digest: 'b'.repeat(64), rate: 8000, ms: 3000, load: () => Promise.reject(new Error('gone')) },
      ]);
      const play = rig.id('P');
      const prompts = ['nowhere', 'hello'].map((name) => ({ kind: 'recording', name }) as const);
      rig.do({ do: 'play', play, leg: customer.leg, prompts, lang: 'zh-CN' });
      await rig.hears(customer.party, 'prompt');
      await rig.next('played', { play, ok: true });
      const none = rig.id('P');
      rig.do({ do: 'play', play: none, leg: customer.leg, prompts: prompts.slice(0, 1), lang: 'zh-CN' });
      await rig.next('played', { play: none, ok: true });
    });
  });

  describe('digits', () => {
    it('pressed while a prompt plays are told at once, and the prompt can be cut short by them', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: LONG, lang: 'zh-CN' });
      await rig.hears(customer.party, 'prompt');
      await customer.party.press('1');
      await rig.next('digit', { leg: customer.leg, digit: '1' });
      expect(rig.count('played', { play })).toBe(0);
      rig.do({ do: 'stop-play', play });
      const again = rig.id('P');
      rig.do({ do: 'play', play: again, leg: customer.leg, prompts: LONG, lang: 'en' });
      await rig.next('played', { play, ok: false });
      // The next prompt begins, and every key that comes in it is told once.
      await rig.hears(customer.party, 'prompt');
      await customer.party.press('23#');
      await rig.next('digit', { leg: customer.leg, digit: '#' });
      const digits = rig.events.flatMap((event) => (event.on === 'digit' ? [event.digit] : [])).join('');
      expect(digits).toBe('123#');
      rig.do({ do: 'stop-play', play: again });
      await rig.next('played', { play: again, ok: false });
      await rig.hears(customer.party);
    });

    it('pressed by either side are told in order', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      await customer.party.press('12#0');
      await agent.party.press('9*');
      await rig.next('digit', { leg: customer.leg, digit: '0' });
      await rig.next('digit', { leg: agent.leg, digit: '*' });
      const digits = (leg: string) =>
        rig.events.flatMap((event) => (event.on === 'digit' && event.leg === leg ? [event.digit] : [])).join('');
      expect(digits(customer.leg)).toBe('12#0');
      expect(digits(agent.leg)).toBe('9*');
    });

    it('sent out of a leg reach its far end', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      rig.do({ do: 'send-digits', leg: customer.leg, digits: '5#1' });
      await expect.poll(() => customer.party.received(), { timeout: rig.harness.patienceMs }).toBe('5#1');
    });

    it('sent out of a leg in a room reach its far end alone, and the talk goes on', async () => {
      const rig = use();
      const { customer, agent } = await rig.talk();
      rig.do({ do: 'send-digits', leg: customer.leg, digits: '0D*' });
      await expect.poll(() => customer.party.received(), { timeout: rig.harness.patienceMs }).toBe('0D*');
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
      expect(agent.party.received()).toBe('');
      expect(rig.count('digit', {})).toBe(0);
    });
  });
}
