/** What the client needs from the world around it; a page may pass its own parts in `attrs.environment`. */
export interface Environment {
  readonly WebSocket: new (url: string, protocols?: string[]) => WebSocket;
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after so many milliseconds; the result cancels it. */
  after(ms: number, run: () => void): () => void;
  /** 0 ≤ number < 1, for jitter and for the names of commands. */
  random(): number;
  /** null: nothing is kept. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  /** Calls when the network is back or the tab is looked at again; the result ends it. */
  onWake(run: () => void): () => void;
  /** Where a failing handler of the page is reported. */
  report(problem: unknown): void;
}

function localStorageOrNone(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a page in a sandbox may not even look
  }
}

export function browserEnvironment(own: Partial<Environment> = {}): Environment {
  return {
    WebSocket: globalThis.WebSocket,
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    storage: localStorageOrNone(),
    onWake(run) {
      const seen = (): void => {
        if (document.visibilityState === 'visible') run();
      };
      globalThis.addEventListener?.('online', run);
      globalThis.document?.addEventListener('visibilitychange', seen);
      return () => {
        globalThis.removeEventListener?.('online', run);
        globalThis.document?.removeEventListener('visibilitychange', seen);
      };
    },
    report: (problem) => console.error(problem),
    ...own,
  };
}
