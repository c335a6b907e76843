/** Tasks that run one after another, in the order they were given. */
export class Lane {
  readonly #limit: number;
  readonly #failed: (error: unknown) => void;
  #waiting: { readonly task: () => Promise<void>; readonly over: () => void }[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  /** `failed` hears what a task throws; the next task runs all the same. */
  constructor(limit: number, failed: (error: unknown) => void) {
    this.#limit = limit;
    this.#failed = failed;
  }

  /** False: the lane is full or closed, and the task will not run. `over` hears that it has run, or will not any more. */
  add(task: () => Promise<void>, over: () => void = () => {}): boolean {
    if (this.#closed || this.#waiting.length >= this.#limit) {
      over();
      return false;
    }
    this.#waiting.push({ task, over });
    this.#running ??= this.#run();
    return true;
  }

  /** Forgets what waits. The task under way goes on. */
  close(): void {
    this.#closed = true;
    for (const { over } of this.#waiting.splice(0)) over();
  }

  /** Resolves when everything given so far, and what came of it, has run. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }
  get busy(): boolean {
    return this.#running !== null;
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        await next.task();
      } catch (error) {
        this.#failed(error);
      }
      next.over();
    }
    this.#running = null;
  }
}
