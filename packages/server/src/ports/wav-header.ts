/** The one form in which sound goes between the parts of the server: a WAV file, mono, 16 bits. */
export const WAV_HEADER_BYTES = 44;

/** What stands before the samples. `rate`: of them a second; `bytes`: of all of them. */
export function wavHeader(rate: number, bytes: number): Buffer {
  const out = Buffer.alloc(WAV_HEADER_BYTES);
  out.write('RIFF', 0, 'latin1');
  out.writeUInt32LE(WAV_HEADER_BYTES - 8 + bytes, 4);
  out.write('WAVEfmt ', 8, 'latin1');
  out.writeUInt32LE(16, 16);
  // PCM, one channel.
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(rate, 24);
  out.writeUInt32LE(rate * 2, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write('data', 36, 'latin1');
  out.writeUInt32LE(bytes, 40);
  return out;
}
