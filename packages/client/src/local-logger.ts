import { LIMITS } from './limits.ts';

const CHUNK = 100;
const CHUNKS = LIMITS.logLines / CHUNK + 1;

/**
 * The last 1,000 lines in the browser's storage, to be read when an agent reports a fault.
 * Kept as a ring of chunks under `<name>.<n>`, so that a line rewrites one chunk and not all.
 */
export class WSLocalLogger {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly #name: string;
  #chunk: number;
  #lines: string[];

  constructor(
    name = 'WSSoftPhone.log',
    storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null = globalThis.localStorage ?? null,
  ) {
    this.#storage = storage;
    this.#name = name;
    this.#chunk = Math.abs(Number.parseInt(this.#get('at') ?? '0', 10) || 0) % CHUNKS;
    this.#lines = this.#read(this.#chunk);
  }

  /** Adds a line; never throws, also when the storage is full or forbidden. */
  log(text: string): void {
    if (this.#lines.length >= CHUNK) {
      this.#chunk = (this.#chunk + 1) % CHUNKS;
      this.#lines = [];
      this.#set('at', String(this.#chunk));
    }
    this.#lines.push(text.slice(0, LIMITS.logLineChars).replaceAll('\n', ' '));
    this.#set(String(this.#chunk), this.#lines.join('\n'));
  }

  /** Oldest first. */
  getLogs(): string[] {
    const all: string[] = [];
    for (let i = 1; i <= CHUNKS; i++) all.push(...this.#read((this.#chunk + i) % CHUNKS));
    return all.slice(-LIMITS.logLines);
  }

  clear(): void {
    for (let i = 0; i < CHUNKS; i++) this.#storage?.removeItem(`${this.#name}.${i}`);
    this.#lines = [];
  }

  #read(chunk: number): string[] {
    return this.#get(String(chunk))?.split('\n') ?? [];
  }
  #get(key: string): string | null {
    try {
      return this.#storage?.getItem(`${this.#name}.${key}`) ?? null;
    } catch {
      return null;
    }
  }
  #set(key: string, value: string): void {
    try {
      this.#storage?.setItem(`${this.#name}.${key}`, value);
    } catch {
      // a full storage must not stop a call
    }
  }
}
