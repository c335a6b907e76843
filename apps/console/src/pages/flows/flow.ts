/**
 * A flow as the editor has it: JSON that may be half done. Every change makes a new flow, so that undo is a list of flows.
 * What is right is the server's to say (`POST /api/v1/ivr/check`); here stands only what a form needs to know.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export interface FlowNode {
  readonly do: string;
  readonly [field: string]: Json;
}
export interface Flow {
  readonly svn: string;
  readonly name: string;
  readonly lang?: string;
  readonly start: string;
  readonly nodes: Readonly<Record<string, FlowNode>>;
}

/**
 * `node`: name of another node. `choices`, `cases`: nodes by key or value. `data`: texts by key; `save`: JSON pointers by
 * key. `keys`: a list of keys.
 */
export type FieldKind =
  | 'prompts'
  | 'node'
  | 'number'
  | 'text'
  | 'choices'
  | 'cases'
  | 'data'
  | 'save'
  | 'keys'
  | 'lang'
  | 'method'
  | 'skill';
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly optional?: boolean;
  readonly min?: number;
  readonly max?: number;
}
interface Kind {
  readonly fields: readonly Field[];
  readonly fresh: FlowNode;
}

const prompts: Field = { name: 'prompts', kind: 'prompts' };
const next: Field = { name: 'next', kind: 'node' };
const otherwise: Field = { name: 'otherwise', kind: 'node' };
const key: Field = { name: 'key', kind: 'text' };
const asks: readonly Field[] = [
  prompts,
  { name: 'timeoutSeconds', kind: 'number', min: 1, max: 60 },
  { name: 'retries', kind: 'number', min: 0, max: 9 },
];
const length = (name: string): Field => ({ name, kind: 'number', min: 1, max: 32 });
const collected: readonly Field[] = [...asks, key, length('least'), length('most'), next, otherwise];
const ASKED = { prompts: [], timeoutSeconds: 6, retries: 1 };

export const KINDS: Readonly<Record<string, Kind>> = {
  play: { fields: [prompts, next], fresh: { do: 'play', prompts: [], next: '' } },
  menu: {
    fields: [...asks, { ...key, optional: true }, { name: 'choices', kind: 'choices' }, otherwise],
    fresh: { do: 'menu', ...ASKED, choices: {}, otherwise: '' },
  },
  collect: {
    fields: collected,
    fresh: { do: 'collect', ...ASKED, key: 'IVRINPUT', least: 1, most: 12, next: '', otherwise: '' },
  },
  verify: {
    fields: [...collected, { name: 'unanswered', kind: 'node', optional: true }],
    fresh: { do: 'verify', ...ASKED, key: 'IVRCHECKRESULT', least: 4, most: 12, next: '', otherwise: '' },
  },
  branch: {
    fields: [key, { name: 'cases', kind: 'cases' }, otherwise],
    fresh: { do: 'branch', key: 'ani', cases: {}, otherwise: '' },
  },
  set: { fields: [{ name: 'data', kind: 'data' }, next], fresh: { do: 'set', data: {}, next: '' } },
  language: { fields: [{ name: 'lang', kind: 'lang' }, next], fresh: { do: 'language', lang: 'en', next: '' } },
  http: {
    fields: [
      { name: 'method', kind: 'method' },
      { name: 'url', kind: 'text' },
      { name: 'send', kind: 'keys' },
      { name: 'save', kind: 'save' },
      { name: 'timeoutSeconds', kind: 'number', min: 1, max: 30 },
      { name: 'musicClass', kind: 'text', optional: true },
      next,
      otherwise,
    ],
    fresh: {
      do: 'http',
      method: 'GET',
      url: 'https://',
      send: [],
      save: {},
      timeoutSeconds: 5,
      next: '',
      otherwise: '',
    },
  },
  queue: { fields: [{ name: 'skill', kind: 'skill' }], fresh: { do: 'queue', skill: '' } },
  transfer: { fields: [{ name: 'number', kind: 'text' }], fresh: { do: 'transfer', number: '' } },
  hangup: { fields: [], fresh: { do: 'hangup' } },
  return: { fields: [key], fresh: { do: 'return', key: 'IVRCHECKRESULT' } },
};

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Field, with the key of a choice or case: `next`, `choices 1`. */
  readonly by: string;
}
const isTable = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a node leads, field by field; fields not filled in yet are left out. */
export function edgesOf(from: string, node: FlowNode): readonly Edge[] {
  const edges: Edge[] = [];
  for (const { name, kind } of KINDS[node.do]?.fields ?? []) {
    const value = node[name];
    if (kind === 'node' && typeof value === 'string' && value !== '') edges.push({ from, to: value, by: name });
    if ((kind === 'choices' || kind === 'cases') && isTable(value)) {
      for (const [choice, to] of Object.entries(value)) {
        if (typeof to === 'string' && to !== '') edges.push({ from, to, by: choice });
      }
    }
  }
  return edges;
}

const withNodes = (flow: Flow, nodes: Flow['nodes']): Flow => ({ ...flow, nodes });
export const putNode = (flow: Flow, name: string, node: FlowNode): Flow =>
  withNodes(flow, { ...flow.nodes, [name]: node });

/** A name nobody has: `play`, `play2`, … */
export function freeName(flow: Flow, like: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? like : `${like}${n}`;
    if (!Object.hasOwn(flow.nodes, name)) return name;
  }
}

/** Every reference to a node through `change`. */
function referring(flow: Flow, change: (to: string) => string): Flow {
  const nodes = Object.entries(flow.nodes).map(([name, node]) => {
    const changed: Record<string, Json> = { ...node };
    for (const field of KINDS[node.do]?.fields ?? []) {
      const value = node[field.name];
      if (field.kind === 'node' && typeof value === 'string') changed[field.name] = change(value);
      if ((field.kind === 'choices' || field.kind === 'cases') && isTable(value)) {
        const moved = Object.entries(value).map(([by, to]) => [by, typeof to === 'string' ? change(to) : to] as const);
        changed[field.name] = Object.fromEntries(moved);
      }
    }
    return [name, changed as FlowNode] as const;
  });
  return { ...flow, start: change(flow.start), nodes: Object.fromEntries(nodes) };
}

/** The flow itself when the new name is taken or empty. What led to the node leads to it still. */
export function renameNode(flow: Flow, from: string, to: string): Flow {
  if (to === '' || to === from || Object.hasOwn(flow.nodes, to)) return flow;
  const moved = referring(flow, (name) => (name === from ? to : name));
  const nodes = Object.entries(moved.nodes).map(([name, node]) => [name === from ? to : name, node] as const);
  return withNodes(moved, Object.fromEntries(nodes));
}

/** What led to the node leads nowhere then, which the check says. */
export function deleteNode(flow: Flow, name: string): Flow {
  const { [name]: _, ...nodes } = flow.nodes;
  return referring(withNodes(flow, nodes), (to) => (to === name ? '' : to));
}

/** A flow that runs as it is: it greets nobody and hangs up. */
export const emptyFlow = (svn: string, name: string): Flow => ({
  svn,
  name,
  start: 'end',
  nodes: { end: { do: 'hangup' } },
});

/** Null: not the shape of a flow at all. */
export function readFlow(text: string): Flow | null {
  try {
    const value = JSON.parse(text) as Partial<Flow> | null;
    if (typeof value !== 'object' || value === null || !isTable(value.nodes as Json | undefined)) return null;
    const nodes = Object.values(value.nodes ?? {});
    return nodes.every((node) => isTable(node) && typeof node.do === 'string') ? (value as Flow) : null;
  } catch {
    return null;
  }
}

/** One line that says what the node is about. */
export function gist(node: FlowNode): string {
  const first = Array.isArray(node.prompts)
    ? (node.prompts[0] as { readonly [key: string]: Json } | undefined)
    : undefined;
  const said = first ? String(first.name ?? first.digits ?? first.value ?? first.key ?? '') : '';
  const about = node.skill ?? node.number ?? node.url ?? node.lang ?? node.key ?? said;
  return typeof about === 'string' ? about : '';
}
