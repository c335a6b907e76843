/** For what can only be looked at: looks again and again until it is so. Everything that tells by itself is awaited instead. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { patienceMs = 10_000, everyMs = 5 }: { readonly patienceMs?: number; readonly everyMs?: number } = {},
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${patienceMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** The promise, or an error that says what was awaited. */
export async function within<T>(promise: Promise<T>, what: string, patienceMs = 10_000): Promise<T> {
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
