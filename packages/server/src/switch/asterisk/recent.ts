/** The last so many ids, oldest forgotten first. */
export class Recent {
  readonly #limit: number;
  readonly #ids = new Set<string>();
  constructor(limit: number) {
    this.#limit = limit;
  }
  add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size <= this.#limit) return;
    const oldest = this.#ids.values().next().value;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }
}
