/** `/api/v1/ivr`, as the flow pages use it. */
export const FLOWS_API = '/api/v1/ivr/flows';
export const CHECK_API = '/api/v1/ivr/check';
export const RECORDINGS_API = '/api/v1/ivr/recordings';

export interface FlowProblem {
  /** JSON pointer into the flow. */
  readonly at: string;
  readonly text: string;
}
export interface FlowRow {
  readonly svn: string;
  readonly name: string;
  readonly source: 'yours' | 'shipped';
  readonly running: boolean;
  readonly problems: readonly FlowProblem[];
}

/** The node that a problem is in; null: the flow as a whole. */
export const nodeOf = (at: string): string | null =>
  /^\/nodes\/([^/]+)/.exec(at)?.[1]?.replace(/~1/g, '/').replace(/~0/g, '~') ?? null;
