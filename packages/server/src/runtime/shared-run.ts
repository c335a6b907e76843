/** Work that runs one at a time. Whoever asks while it runs shares one further run, which begins after it. */
export class SharedRun<T> {
  readonly #work: () => Promise<T>;
  #running: Promise<T> | null = null;
  #next: Promise<T> | null = null;

  constructor(work: () => Promise<T>) {
    this.#work = work;
  }

  /** What this run came to. It began after the call, so it saw all that was true then. */
  run(): Promise<T> {
    const running = this.#running;
    if (running === null) return this.#begin();
    const after = (): Promise<T> => {
      this.#next = null;
      return this.run();
    };
    this.#next ??= running.then(after, after);
    return this.#next;
  }

  #begin(): Promise<T> {
    this.#running = this.#work().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }
}
