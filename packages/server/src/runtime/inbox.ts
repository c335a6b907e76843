/** What waits to be stepped, in the order it came. */
import type { Item } from './batch.ts';

export class Inbox {
  #items: Item[] = [];
  /** The first that has not been taken; cheaper than shifting a long list. */
  #next = 0;
  #commands = 0;

  get size(): number {
    return this.#items.length - this.#next;
  }
  get commands(): number {
    return this.#commands;
  }
  /** Everything that is no command. */
  get others(): number {
    return this.size - this.#commands;
  }

  push(item: Item): void {
    if (item.body.kind === 'command') this.#commands++;
    this.#items.push(item);
  }

  shift(): Item | undefined {
    const item = this.#items[this.#next];
    if (!item) return undefined;
    this.#next++;
    if (item.body.kind === 'command') this.#commands--;
    if (this.#next === this.#items.length) this.clear();
    else if (this.#next >= 1_024 && this.#next * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#next);
      this.#next = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#next = 0;
    this.#commands = 0;
  }
}
