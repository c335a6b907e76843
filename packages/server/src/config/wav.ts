/** Recordings as they come: WAV files. What is kept is the sound alone, in the one form that every switch plays. */
import { createHash } from 'node:crypto';
import type { Lang } from '@wssoftphone/protocol';
import { wavFile } from '../wav-file.ts';
import { RECORDING_LIMITS } from './limits.ts';

export interface Wav {
  readonly rate: 8000 | 16000;
  readonly ms: number;
  /** A WAV file with nothing but the samples: mono, 16 bits. */
  readonly bytes: Buffer;
  /** SHA-256 of it, hex. */
  readonly digest: string;
}
export type ReadWav = { readonly wav: Wav } | { readonly expected: Readonly<Record<Lang, string>> };

const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** Reads a file that nobody has looked at yet. */
export function readWav(file: Buffer): ReadWav {
  const no = (chinese: string, en: string): ReadWav => ({ expected: { 'zh-CN': chinese, en } });
  if (file.length > RECORDING_LIMITS.bytes)
    return no(`不超过 ${RECORDING_LIMITS.bytes} 字节`, `at most ${RECORDING_LIMITS.bytes} bytes`);
  if (file.length < 12 || tag(file, 0) !== 'RIFF' || tag(file, 8) !== 'WAVE') return no('WAV 文件', 'a WAV file');
  let format: {
    readonly code: number;
    readonly channels: number;
    readonly rate: number;
    readonly bits: number;
  } | null = null;
  let samples: Buffer | null = null;
  for (let at = 12; at + 8 <= file.length && samples === null; ) {
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (tag(file, at) === 'fmt ' && body.length >= 16) {
      const code = body.readUInt16LE(0);
      format = {
        code: code === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : code,
        channels: body.readUInt16LE(2),
        rate: body.readUInt32LE(4),
        bits: body.readUInt16LE(14),
      };
    } else if (tag(file, at) === 'data') samples = body;
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  if (format === null) return no('格式信息在声音数据之前的 WAV 文件', 'a WAV file with a format before its samples');
  const { code, channels, rate, bits } = format;
  if (code !== PCM || bits !== 16) return no('16 位 PCM', '16-bit PCM samples');
  if (channels !== 1) return no('单声道', 'one channel (mono)');
  if (rate !== 8000 && rate !== 16000) return no('采样率 8000 或 16000 Hz', '8000 or 16000 samples a second');
  const whole = samples?.subarray(0, samples.length - (samples.length % 2));
  if (whole === undefined || whole.length === 0) return no('有声音数据的文件', 'samples');
  const ms = Math.round(whole.length / 2 / (rate / 1000));
  if (ms > RECORDING_LIMITS.seconds * 1000)
    return no(`时长不超过 ${RECORDING_LIMITS.seconds} 秒`, `at most ${RECORDING_LIMITS.seconds} seconds`);
  const bytes = wavFile(rate, whole);
  return { wav: { rate, ms, bytes, digest: createHash('sha256').update(bytes).digest('hex') } };
}

const tag = (file: Buffer, at: number): string => file.toString('latin1', at, at + 4);
