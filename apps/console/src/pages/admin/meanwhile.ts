/** Two people at one row: whoever saves second gets what the first one saved into the form, and loses nothing of the own. */
import { ApiError, type ApiProblem } from '../../api/http.ts';

export interface Merged<D> {
  readonly draft: D;
  /** Fields that both have changed, each its own way. The own value stays. */
  readonly both: readonly (keyof D & string)[];
}

/** @param seen what both began with */
export function merged<D extends object>(seen: D, mine: D, theirs: D): Merged<D> {
  const both: (keyof D & string)[] = [];
  const draft = { ...mine };
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  for (const name of Object.keys(seen) as (keyof D & string)[]) {
    if (same(theirs[name], seen[name]) || same(theirs[name], mine[name])) continue;
    if (same(mine[name], seen[name])) draft[name] = theirs[name];
    else both.push(name);
  }
  return { draft, both };
}

export const isChanged = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'ConfigChanged';
/** Said above the form, and at the fields that both have changed. */
export const toldOf = (said: string, problems: readonly ApiProblem[]): ApiError =>
  new ApiError(409, 'ConfigChanged', said, [...problems, { at: '', text: '' }]);
