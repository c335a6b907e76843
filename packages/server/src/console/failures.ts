/** How many wrong passwords came from where, and who has to wait for it. */
import { CONSOLE_LIMITS as MAX } from './limits.ts';

interface Count {
  failures: number;
  /** No attempt before. */
  until: number;
  last: number;
}

/**
 * An attempt counts as failed from the moment it begins, so that many at once are not many free guesses; a right password
 * takes its own back, and those of this user at this address with it.
 */
export class Failures {
  readonly #ofUser = new Map<string, Count>();
  readonly #ofAddress = new Map<string, Count>();

  /** How long to wait, milliseconds; 0: go ahead, and it is counted. */
  begin(user: string, address: string, now: number): number {
    const pair = `${address} ${user}`;
    const until = Math.max(this.#ofUser.get(pair)?.until ?? 0, this.#ofAddress.get(address)?.until ?? 0);
    if (until > now) return until - now;
    count(this.#ofUser, pair, MAX.failuresOfUser, now);
    count(this.#ofAddress, address, MAX.failuresOfAddress, now);
    return 0;
  }

  succeeded(user: string, address: string): void {
    const pair = `${address} ${user}`;
    const own = this.#ofUser.get(pair)?.failures ?? 0;
    this.#ofUser.delete(pair);
    const all = this.#ofAddress.get(address);
    if (all === undefined) return;
    all.failures -= own;
    if (all.failures <= 0) this.#ofAddress.delete(address);
    else if (all.failures < MAX.failuresOfAddress) all.until = 0;
  }

  /** The attempt was never judged: the server was too busy. */
  undone(user: string, address: string): void {
    for (const [map, key] of [
      [this.#ofUser, `${address} ${user}`],
      [this.#ofAddress, address],
    ] as const) {
      const known = map.get(key);
      if (known === undefined) continue;
      known.failures -= 1;
      known.until = 0;
      if (known.failures <= 0) map.delete(key);
    }
  }

  get size(): number {
    return this.#ofUser.size + this.#ofAddress.size;
  }
}

function count(map: Map<string, Count>, key: string, free: number, now: number): void {
  const known = map.get(key);
  map.delete(key);
  const failures = known !== undefined && now - known.last < MAX.forgetMs ? known.failures + 1 : 1;
  const over = failures - free;
  const block = over < 0 ? 0 : Math.min(MAX.longestBlockMs, MAX.blockMs * 2 ** Math.min(over, 20));
  // Longest unused first, because every count puts its own at the end.
  map.set(key, { failures, until: block === 0 ? 0 : now + block, last: now });
  if (map.size > MAX.failures) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
}
