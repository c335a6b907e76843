/** An ear on a recording that is still being written (8 kHz, 16 bit, mono, as baresip writes it). */
import { closeSync, openSync, readSync } from 'node:fs';
import { Ear, type HeardSound } from './ear.ts';

const HEADER_BYTES = 44;
const EVERY_MS = 20;

export class WavEar {
  readonly #ear = new Ear();
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  readonly #buffer = Buffer.alloc(64 * 1024);
  #handle: number | null = null;
  #position = HEADER_BYTES;

  constructor(file: string) {
    this.#file = file;
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
  }

  hears(): Promise<HeardSound[]> {
    return this.#ear.hears();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#ear.close();
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #read(): void {
    if (this.#handle === null) {
      try {
        this.#handle = openSync(this.#file, 'r');
      } catch {
        return;
      }
    }
    const read = readSync(this.#handle, this.#buffer, 0, this.#buffer.length, this.#position);
    const bytes = read - (read % 2);
    if (bytes === 0) return;
    this.#position += bytes;
    const samples = new Int16Array(bytes / 2);
    for (let i = 0; i < samples.length; i += 1) samples[i] = this.#buffer.readInt16LE(i * 2);
    this.#ear.push(samples);
  }
}
