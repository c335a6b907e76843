/**
 * reloadSystemParam.do reads the whole configuration; a click-happy administrator, or a page that calls it in a loop,
 * gets one running and at most one waiting reload. Whoever asks while one runs gets the answer of the next, because the
 * running one may have read too early.
 */
export class ReloadGate {
  readonly #reload: () => Promise<boolean>;
  #running: Promise<boolean> | null = null;
  #next: Promise<boolean> | null = null;

  constructor(reload: () => Promise<boolean>) {
    this.#reload = reload;
  }

  /** Never rejects: a reload that fails is `false`. */
  ask(): Promise<boolean> {
    if (this.#running === null) return this.#run();
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#run();
    });
    return this.#next;
  }

  #run(): Promise<boolean> {
    const run = this.#reload().catch(() => false);
    const settled = run.then((ok) => {
      if (this.#running === settled) this.#running = null;
      return ok;
    });
    this.#running = settled;
    return settled;
  }
}
