/** What is missing until a customer's call reaches an agent. */
import type { ConfigRow, ConfigTable, ConsoleUser } from '@wssoftphone/protocol/console';
import { keyOf } from './rows.ts';
import { targetOf } from './target.ts';

export type StepName = 'department' | 'skill' | 'agent' | 'extension' | 'route' | 'user';
export interface Step {
  readonly name: StepName;
  readonly done: boolean;
  /** Where it is done: a table, or the page of users. */
  readonly table: string;
  /** There are rows, but none that serves. */
  readonly begun: boolean;
}

/** Columns are told by their kind, so that their names stay the server's. */
function cells(table: ConfigTable | undefined, kind: 'levels' | 'target', row: ConfigRow) {
  return (table?.columns ?? []).filter((column) => column.kind === kind).map(({ name }) => row[name]);
}

export function stepsOf(tables: readonly ConfigTable[], users: readonly ConsoleUser[]): readonly Step[] {
  const named = (name: string): ConfigTable | undefined => tables.find(({ table }) => table === name);
  const rows = (name: string): readonly ConfigRow[] => named(name)?.rows ?? [];
  const skills = new Set(rows('skills').map((row) => keyOf(named('skills') as ConfigTable, row)));
  const agents = named('agents');
  const ids = new Set(rows('agents').map((row) => keyOf(agents as ConfigTable, row)));
  const held = new Set(
    rows('agents').flatMap((row) =>
      cells(agents, 'levels', row).flatMap((levels) =>
        Array.isArray(levels) ? levels.map((one) => (typeof one === 'string' ? one : one.code)) : [],
      ),
    ),
  );
  const leads = rows('dnis_routes').some((row) =>
    cells(named('dnis_routes'), 'target', row).some((written) => {
      const target = typeof written === 'string' ? targetOf(written) : null;
      return target?.type === 'ivr' || (target?.type === 'skill' && held.has(target.value));
    }),
  );
  const step = (name: StepName, table: string, done: boolean, begun = false): Step => ({
    name,
    table,
    done,
    begun: begun && !done,
  });
  return [
    step('department', 'departments', rows('departments').length > 0),
    step('skill', 'skills', skills.size > 0),
    step(
      'agent',
      'agents',
      [...held].some((skill) => skills.has(skill)),
      rows('agents').length > 0,
    ),
    step('extension', 'extensions', rows('extensions').length > 0),
    step('route', 'dnis_routes', leads, rows('dnis_routes').length > 0),
    step(
      'user',
      'users',
      users.some(({ agentId, disabled }) => agentId !== null && !disabled && ids.has(agentId)),
      // The administrator is there from the first start.
      users.length > 1,
    ),
  ];
}
