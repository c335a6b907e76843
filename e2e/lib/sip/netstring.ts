/** Netstrings (`5:hello,`): the framing of baresip's control socket. */
export function netstring(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')]);
}

export class NetstringReader {
  readonly #take: (text: string) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(take: (text: string) => void) {
    this.#take = take;
  }

  push(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const colon = this.#rest.indexOf(':');
      if (colon < 0) return;
      const length = Number(this.#rest.subarray(0, colon).toString('latin1'));
      if (!Number.isInteger(length)) throw new Error('no netstring');
      const end = colon + 1 + length;
      if (this.#rest.length <= end) return;
      const text = this.#rest.subarray(colon + 1, end).toString('utf8');
      this.#rest = this.#rest.subarray(end + 1);
      this.#take(text);
    }
  }
}
