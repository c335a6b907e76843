/** WAV files with nothing but samples: mono, 16-bit PCM, little-endian. The form of all sound that a switch plays or records. */
export const WAV_HEADER_BYTES = 44;

/** What stands before the samples. `bytes`: of all of them. */
export function wavHeader(samplesPerSecond: number, bytes: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(samplesPerSecond, 24);
  header.writeUInt32LE(samplesPerSecond * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}

export function wavFile(samplesPerSecond: number, samples: Uint8Array): Buffer {
  return Buffer.concat([wavHeader(samplesPerSecond, samples.length), samples]);
}
