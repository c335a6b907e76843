/**
 * Places whose function has just changed. A click that was on its way to the old one must not press the new one: who ends a
 * consult with a double click would end the customer's call with the second.
 */
import type { Arrangement } from '../model/places.ts';

export class Settling {
  readonly #ms: number;
  readonly #over: () => void;
  #shown = new Map<string, { readonly id: number; readonly enabled: boolean }>();
  #until = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(ms: number, over: () => void) {
    this.#ms = ms;
    this.#over = over;
  }

  has(place: string): boolean {
    return this.#until.has(place);
  }
  /** Compares with what was shown before. */
  look({ places, primary }: Pick<Arrangement, 'places' | 'primary'>): void {
    const all = [...places, ...(primary ? [{ place: 'primary', button: primary }] : [])];
    for (const { place, button } of all) {
      const before = this.#shown.get(place);
      if (before?.enabled && before.id !== button.id && button.enabled) this.#begin(place);
    }
    this.#shown = new Map(all.map(({ place, button }) => [place, { id: button.id, enabled: button.enabled }]));
  }
  #begin(place: string): void {
    clearTimeout(this.#until.get(place));
    const over = (): void => {
      this.#until.delete(place);
      this.#over();
    };
    this.#until.set(place, setTimeout(over, this.#ms));
    this.#over();
  }
}
