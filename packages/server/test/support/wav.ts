/** WAV files for tests: a tone, and whatever may be wrong with a file. */
export interface WavOptions {
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly code?: number;
  readonly seconds?: number;
  readonly hertz?: number;
  /** Chunks before the samples, as makers of files add them. */
  readonly chunks?: readonly Buffer[];
}

export function wavOf(options: WavOptions = {}): Buffer {
  const { rate = 8000, channels = 1, bits = 16, code = 1, seconds = 0.5, hertz = 440, chunks = [] } = options;
  const samples = Buffer.alloc(Math.round(rate * seconds) * channels * (bits / 8));
  if (bits === 16) {
    for (let i = 0; i < samples.length / 2; i += 1) {
      samples.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * i) / rate)), i * 2);
    }
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(code, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE((rate * channels * bits) / 8, 8);
  format.writeUInt16LE((channels * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), ...chunks, chunk('data', samples)]);
  return chunk('RIFF', body);
}

export function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
