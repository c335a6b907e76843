/** A promise that somebody else settles. A rejection that nobody has asked for yet is no crash. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
  readonly settled: boolean;
}

export function deferred<T>(): Deferred<T> {
  let settle: { resolve(value: T): void; reject(error: Error): void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => {});
  let settled = false;
  return {
    promise,
    resolve(value) {
      settled = true;
      settle?.resolve(value);
    },
    reject(error) {
      settled = true;
      settle?.reject(error);
    },
    get settled() {
      return settled;
    },
  };
}
