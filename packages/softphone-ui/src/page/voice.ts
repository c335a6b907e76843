/** What screen readers are told: everything of one moment as one sentence, and the same sentence again when it happens again. */

const GATHER_MS = 120;

export class Voice {
  polite = '';
  urgent = '';
  readonly #changed: () => void;
  readonly #language: () => string;
  #waiting: { readonly text: string; readonly urgent: boolean }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `language` is that of what is said: its own full stop makes the pause. */
  constructor(changed: () => void, language: () => string) {
    this.#changed = changed;
    this.#language = language;
  }

  say(text: string, urgent: boolean): void {
    if (!this.#waiting.some((one) => one.text === text)) this.#waiting.push({ text, urgent });
    this.#timer ??= setTimeout(() => this.#speak(), GATHER_MS);
  }
  #speak(): void {
    this.#timer = undefined;
    const said = this.#waiting;
    this.#waiting = [];
    const join = (urgent: boolean, before: string): string => {
      const text = said
        .filter((one) => one.urgent === urgent)
        .map((one) => one.text)
        .join(this.#language().startsWith('zh') ? '。 ' : '. ');
      if (text === '') return before;
      return text === before ? `${text}\u00a0` : text;
    };
    this.polite = join(false, this.polite);
    this.urgent = join(true, this.urgent);
    this.#changed();
  }
}
