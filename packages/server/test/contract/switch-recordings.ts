/** Recordings of rooms: what is in them, and that each ends, once and whatever happens. */
import { describe, expect, it } from 'vitest';
import { RECORDED_RATE, recordedSamples } from './recorded-samples.ts';
import type { SwitchRig } from './switch-rig.ts';

/** Long enough for an ear to tell voices apart, milliseconds of the switch's own time. */
const WORDS_MS = 600;

/** People talk for a while: what is recorded takes its time. */
const lasts = (rig: SwitchRig, ms: number = WORDS_MS): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms / rig.harness.clockRate));

export function recordingTests(use: () => SwitchRig): void {
  describe('a recording', () => {
    it('has the voices of all who talk, and nothing of what is said while it is paused', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      const colleague = await rig.phoneUp(1);
      const recording = rig.id('V');
      const record = (paused: boolean) => rig.do({ do: 'record', recording, room, call: 'C-contract', paused });
      record(false);
      await rig.harness.settle();
      await lasts(rig);
      record(true);
      record(true);
      await rig.harness.settle();
      rig.do({ do: 'part', leg: customer.leg });
      rig.join(colleague.leg, room);
      await rig.harness.settle();
      await lasts(rig);
      rig.do({ do: 'part', leg: colleague.leg });
      rig.join(customer.leg, room);
      await rig.harness.settle();
      record(false);
      await rig.harness.settle();
      await lasts(rig);
      expect(rig.has('recorded', {})).toBe(false);
      rig.do({ do: 'stop-record', recording });
      const told = await rig.next('recorded', { recording });
      expect(told.ok).toBe(true);
      const samples = await recordedSamples(rig.harness.port, recording);
      expect([...rig.harness.heardIn(recording, samples)].sort()).toEqual(
        [customer.party.voice, agent.party.voice].sort(),
      );
      // Asterisk tells whole seconds.
      expect(Math.abs(told.seconds - samples.length / RECORDED_RATE)).toBeLessThan(1);
      expect(rig.has('ended', {})).toBe(false);
    });

    it('ends with its room, and has no tones of the keys that are pressed in it', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      const recording = rig.id('V');
      rig.do({ do: 'record', recording, room, call: 'C-contract', paused: false });
      await rig.harness.settle();
      await customer.party.press('2468');
      rig.do({ do: 'send-digits', leg: customer.leg, digits: '1357' });
      await lasts(rig, 800);
      rig.do({ do: 'close-room', room });
      expect(await rig.next('recorded', { recording })).toMatchObject({ ok: true });
      const voices = [customer.party.voice, agent.party.voice].sort();
      expect([...rig.harness.heardIn(recording, await recordedSamples(rig.harness.port, recording))].sort()).toEqual(
        voices,
      );
      // Told again that it is over, and once more when asked: nothing else comes of it.
      rig.do({ do: 'stop-record', recording });
      await rig.harness.settle();
      expect(rig.events.flatMap((event) => (event.on === 'recorded' ? [event.ok] : []))).toEqual([true, true]);
    });

    it('has nothing of who whispers to the agent', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      const whisperer = await rig.phoneUp(1);
      rig.join(whisperer.leg, room, { kind: 'whisper', to: agent.leg });
      const recording = rig.id('V');
      rig.do({ do: 'record', recording, room, call: 'C-contract', paused: false });
      await rig.hears(agent.party, customer.party.voice, whisperer.party.voice);
      await lasts(rig);
      rig.do({ do: 'stop-record', recording });
      await rig.next('recorded', { recording, ok: true });
      expect([...rig.harness.heardIn(recording, await recordedSamples(rig.harness.port, recording))].sort()).toEqual(
        [customer.party.voice, agent.party.voice].sort(),
      );
    });

    it('lives through a lost connection, is asked for again or asked after, and deleted when asked', async () => {
      const rig = use();
      const { room, customer, agent } = await rig.talk();
      const [runs, over] = [rig.id('V'), rig.id('V')];
      for (const recording of [runs, over]) {
        rig.do({ do: 'record', recording, room, call: 'C-contract', paused: false });
      }
      await rig.harness.settle();
      await lasts(rig);
      rig.do({ do: 'stop-record', recording: over });
      await rig.next('recorded', { recording: over });
      rig.events.length = 0;
      await rig.harness.loseConnection();
      await rig.harness.restoreConnection();
      await rig.next('sync', {});
      rig.do({ do: 'record', recording: runs, room, call: 'C-contract', paused: false });
      rig.do({ do: 'stop-record', recording: over });
      expect(await rig.next('recorded', { recording: over })).toMatchObject({ ok: true });
      await rig.harness.settle();
      expect(rig.has('recorded', { recording: runs })).toBe(false);
      rig.do({ do: 'stop-record', recording: runs });
      expect(await rig.next('recorded', { recording: runs })).toMatchObject({ ok: true });
      const voices = [customer.party.voice, agent.party.voice].sort();
      for (const recording of [runs, over]) {
        expect([...rig.harness.heardIn(recording, await recordedSamples(rig.harness.port, recording))].sort()).toEqual(
          voices,
        );
      }
      const { port } = rig.harness;
      await port.deleteRecording(over);
      await port.deleteRecording(over);
      expect(await port.recording(over)).toBeNull();
    });

    it('of a room that is not there fails, and one that never was is over', async () => {
      const rig = use();
      const [one, other] = [rig.id('V'), rig.id('V')];
      rig.do({ do: 'record', recording: one, room: rig.id('R'), call: 'C-contract', paused: false });
      rig.do({ do: 'stop-record', recording: other });
      expect(await rig.next('recorded', { recording: one })).toMatchObject({ ok: false });
      expect(await rig.next('recorded', { recording: other })).toMatchObject({ ok: false });
      expect(await rig.harness.port.recording(one)).toBeNull();
    });
  });
}
