/** Bearer keys of the CRM's servers. */
import { createHash, timingSafeEqual } from 'node:crypto';

export class ApiKeys {
  readonly #digests: readonly Buffer[];
  #more: readonly { readonly id: string; readonly digest: Buffer }[] = [];
  #used: (id: string) => void = () => {};

  /** Throws on a key short enough to be guessed, or that no header can carry. */
  constructor(keys: readonly string[]) {
    if (!keys.every((key) => /^[!-~]{16,}$/.test(key))) {
      throw new Error('An API key must have at least 16 characters, all of them visible ASCII.');
    }
    this.#digests = keys.map(digest);
  }

  /**
   * Beside those that were given first, in place of those that were given here before.
   * @param keys SHA-256 of each, hex
   * @param used hears which of them was presented
   */
  setMore(keys: readonly { readonly id: string; readonly digest: string }[], used: (id: string) => void): void {
    this.#more = keys.map(({ id, digest }) => ({ id, digest: Buffer.from(digest, 'hex') }));
    this.#used = used;
  }

  /** `header` is the Authorization header. Takes the same time for every wrong key. */
  accepts(header: string | undefined): boolean {
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (given === undefined) return false;
    const asked = digest(given);
    const first = this.#digests.reduce((found, known) => timingSafeEqual(known, asked) || found, false);
    const more = this.#more.filter((known) => timingSafeEqual(known.digest, asked));
    for (const { id } of more) this.#used(id);
    return first || more.length > 0;
  }
}
const digest = (key: string): Buffer => createHash('sha256').update(key).digest();
