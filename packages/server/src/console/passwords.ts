/**
 * Passwords of people at the console: scrypt, with salt and cost in what is kept, so that the cost can rise later. Few are
 * computed at a time: whoever floods the sign-in waits for himself, not the call centre for him.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { CONSOLE_LIMITS as MAX } from './limits.ts';

const COST = { N: 32_768, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

export interface Passwords {
  /** Null: too many are waiting already. */
  hash(password: string): Promise<string | null>;
  /** `kept` null: there is no such user; it takes as long as for one that is there. Null: too many are waiting already. */
  matches(password: string, kept: string | null): Promise<boolean | null>;
}

export function createPasswords(): Passwords {
  const turns = new Turns(MAX.hashing, MAX.hashesWaiting);
  // Nobody's: what a stranger's password is compared with.
  const nobody = { cost: COST, salt: randomBytes(16), hash: randomBytes(KEY_BYTES) };
  return {
    hash: (password) =>
      turns.take(async () => {
        const salt = randomBytes(16);
        const { N, r, p } = COST;
        const hash = await computed(password, salt, COST, KEY_BYTES);
        return `scrypt$${N}$${r}$${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
      }),
    matches: (password, kept) =>
      turns.take(async () => {
        const read = kept === null ? null : readHash(kept);
        const { cost, salt, hash } = read ?? nobody;
        const same = timingSafeEqual(await computed(password, salt, cost, hash.length), hash);
        return same && read !== null;
      }),
  };
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
/** The same characters typed on another keyboard may be other code points. */
const computed = (password: string, salt: Buffer, cost: Cost, bytes: number): Promise<Buffer> =>
  derive(password.normalize('NFKC'), salt, bytes, { ...cost, maxmem: 256 * cost.N * cost.r });

function readHash(kept: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const match = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w+/=]+)\$([\w+/=]+)$/.exec(kept);
  const [, N, r, p, salt = '', text = ''] = match ?? [];
  const hash = Buffer.from(text, 'base64');
  if (match === null || hash.length < 16) return null;
  return { cost: { N: Number(N), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, 'base64'), hash };
}

/** So many at a time, the rest in order; null for who finds the queue full. */
export class Turns {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  async take<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= this.#mostWaiting) return null;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
