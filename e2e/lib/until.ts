/** For what can only be looked at: looks again and again. Everything that tells by itself is awaited instead. */

const PATIENCE_MS = 10_000;

interface Patience {
  readonly patienceMs?: number;
  readonly everyMs?: number;
}

/** Looks until what is seen fits, or patience is over: what was seen last, and whether it fits. */
export async function watch<T>(
  look: () => T | Promise<T>,
  fits: (seen: T) => boolean,
  { patienceMs = PATIENCE_MS, everyMs = 5 }: Patience = {},
): Promise<{ readonly seen: T; readonly fits: boolean }> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return { seen, fits: true };
    if (Date.now() > end) return { seen, fits: false };
    // What is looked at may be in memory and take no time at all: leave the others their turn.
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Until it is so, or an error that says what was awaited. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  patience: Patience = {},
): Promise<void> {
  const { fits } = await watch(isSo, (seen) => seen, patience);
  if (!fits) throw new Error(`waited ${patience.patienceMs ?? PATIENCE_MS} ms in vain for ${what}`);
}

/** The promise, or an error that says what was awaited. */
export async function within<T>(promise: Promise<T>, what: string, patienceMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${patienceMs} ms in vain for ${what}`)), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
