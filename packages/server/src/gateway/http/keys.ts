/** Bearer keys of the CRM's servers. */
import { createHash, timingSafeEqual } from 'node:crypto';

export class ApiKeys {
  readonly #digests: readonly Buffer[];

  /** Throws on a key short enough to be guessed, or that no header can carry. */
  constructor(keys: readonly string[]) {
    if (!keys.every((key) => /^[!-~]{16,}$/.test(key))) {
      throw new Error('An API key must have at least 16 characters, all of them visible ASCII.');
    }
    this.#digests = keys.map(digest);
  }

  /** `header` is the Authorization header. Takes the same time for every wrong key. */
  accepts(header: string | undefined): boolean {
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (given === undefined) return false;
    const asked = digest(given);
    return this.#digests.reduce((found, known) => timingSafeEqual(known, asked) || found, false);
  }
}
const digest = (key: string): Buffer => createHash('sha256').update(key).digest();
