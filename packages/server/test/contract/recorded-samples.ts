/** The sound of a recording, out of the file that a switch gives. */
import { expect } from 'vitest';
import type { SwitchPort } from '../../src/ports/switch.ts';
import { WAV_HEADER_BYTES } from '../../src/wav-file.ts';

export const RECORDED_RATE = 8_000;

/** Expects PCM, mono, 8 kHz, 16 bits, and a header that knows how much there is. */
export async function recordedSamples(port: SwitchPort, recording: string): Promise<Int16Array> {
  const sound = await port.recording(recording);
  if (sound === null) throw new Error(`nothing is left of ${recording}`);
  const parts: Buffer[] = [];
  for await (const part of sound.stream) parts.push(part as Buffer);
  const file = Buffer.concat(parts);
  expect(file.length).toBe(sound.bytes);
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12)).toBe('RIFFWAVE');
  const form = [file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)];
  expect(form).toEqual([1, 1, RECORDED_RATE, 16]);
  expect(file.readUInt32LE(40)).toBe(file.length - WAV_HEADER_BYTES);
  const samples = new Int16Array((file.length - WAV_HEADER_BYTES) / 2);
  for (let i = 0; i < samples.length; i += 1) samples[i] = file.readInt16LE(WAV_HEADER_BYTES + i * 2);
  return samples;
}
