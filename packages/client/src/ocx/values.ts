/** Reading and writing the forms in which the old control took and gave its values. */
import type { AgentListItem } from '@wssoftphone/protocol/views';
import { CustomInitParms } from '../globals.ts';

type Row = Readonly<Record<string, unknown>>;

/** Names of the old control for columns of an agent list (manual 3.3.5) and of getAgentInfo. */
const COLUMNS: Readonly<Record<string, string>> = {
  agentins: 'ins',
  agentid: 'workid',
  agentstate: 'state',
  agentworkmode: 'workmode',
  devnum: 'extnum',
};

/** A value by its key, exactly spelt or in any case, as text; '' when there is none. */
export function datum(row: Row, key: unknown, names: Readonly<Record<string, string>> = {}): string {
  const asked = String(key);
  const lower = asked.toLowerCase();
  const find = (name: string) => Object.keys(row).find((one) => one.toLowerCase() === name);
  const found = Object.hasOwn(row, asked) ? asked : (find(lower) ?? find(names[lower] ?? lower));
  return text(found === undefined ? '' : row[found]);
}

export const columnOf = (row: AgentListItem | undefined, key: unknown): string =>
  row ? datum({ ...row }, key, COLUMNS) : '';

export const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const TYPES = ['EXT', 'AGT', 'OUT', 'SK'] as const;
const typeOf = (value: unknown): string | undefined => {
  const word = text(value).toUpperCase();
  return (TYPES as readonly string[]).includes(word) ? word : undefined;
};

/**
 * Whom a call goes to: `(ins, type)` as the old control had it, or `(type, ins)` as WSSoftPhone has. The type is a word,
 * or a number: 0 extension, 1 agent (as in the lists), 2 outside number, 3 skill. Without one `usual` decides.
 */
export function targetOf(
  first: unknown,
  second: unknown,
  usual: (ins: string) => 'AGT' | 'EXT',
): { readonly type: string; readonly ins: string } {
  const leading = typeOf(first);
  if (leading !== undefined && text(second) !== '') return { type: leading, ins: text(second) };
  const ins = text(first);
  const numbered = /^[0-3]$/.test(text(second)) ? TYPES[Number(second)] : undefined;
  return { type: typeOf(second) ?? numbered ?? usual(ins), ins };
}

/** `10.0.0.5`, `cti.example.com:8887`, or a whole address, as the address of a WebSocket. */
export function serverAddress(server: string, port: string, secure: boolean): string {
  if (/^wss?:\/\//i.test(server)) return server;
  if (/^https?:\/\//i.test(server)) return server.replace(/^http/i, 'ws');
  const hasPort = /:\d+$/.test(server.replace(/\/.*$/, ''));
  const [, host = '', path = ''] = /^([^/]*)(.*)$/.exec(server) ?? [];
  return `${secure ? 'wss' : 'ws'}://${host}${hasPort ? '' : `:${port || '8887'}`}${path}`;
}

/** `1001:5,1002:1` (a skill without a level has level 1) and seconds of wrap-up; undefined when neither is given. */
export function customParams(skills: string, wrapupSeconds: string): CustomInitParms | undefined {
  const params = new CustomInitParms();
  for (const one of skills.split(/[,;|]/)) {
    const [code = '', level = '1'] = one.split(':').map((part) => part.trim());
    if (code) params.addSkill(code, level);
  }
  if (/^\d+$/.test(wrapupSeconds)) params.agentWrapupSeconds = Number(wrapupSeconds);
  return params.skills.length > 0 || params.agentWrapupSeconds !== undefined ? params : undefined;
}
