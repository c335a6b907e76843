/** Tasks that run one after another, in the order they were given. */
export class Lane {
  readonly #limit: number;
  readonly #failed: (error: unknown) => void;
  #waiting: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  /** `failed` hears what a task throws; the next task runs all the same. */
  constructor(limit: number, failed: (error: unknown) => void) {
    this.#limit = limit;
    this.#failed = failed;
  }

  /** False: the lane is full or closed, and the task will not run. */
  add(task: () => Promise<void>): boolean {
    if (this.#closed || this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(task);
    this.#running ??= this.#run();
    return true;
  }

  /** Forgets what waits. The task under way goes on. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  /** Resolves when everything given so far, and what came of it, has run. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }
  get busy(): boolean {
    return this.#running !== null;
  }

  async #run(): Promise<void> {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      try {
        await task();
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#running = null;
  }
}
