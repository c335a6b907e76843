/** What is wrong with a flow, in words for whoever wrote it. */
import { OWN_KEYS } from '../call/own-keys.ts';
import { type FlowNode, type FlowPrompt, type IvrFlow, leadsTo } from './flow.ts';

/** What a flow may name. */
export interface FlowWorld {
  readonly skills: ReadonlySet<string>;
  /** The tenant's own recordings. */
  readonly recordings: ReadonlySet<string>;
  /** Hosts that flows may ask, with the port where it is not the usual one; absent: not looked at. */
  readonly hosts?: ReadonlySet<string>;
}
export interface FlowProblem {
  /** JSON pointer into the flow. */
  readonly at: string;
  readonly text: string;
  /** The flow can run all the same: something that it names is not there (any more), or nothing leads to a node. */
  readonly dangling: boolean;
}
/** `where`: below the node. */
type Say = (text: string, where?: string, dangling?: boolean) => void;

/** Host with port, path with query: no user name, no placeholder before the path, no fragment. */
const ADDRESS = /^https?:\/\/([^/?#@{}\\\s]+)(?:[/?][^#\\\s]*)?$/;
const PLACEHOLDER = /\{([^{}]*)\}/g;
const KEY = /^[\w.-]{1,64}$/;

/** The host of a request's address as an allow-list names it; null: no address that a flow may have. */
export function hostOf(url: string): string | null {
  return ADDRESS.exec(url)?.[1]?.toLowerCase() ?? null;
}

/** Empty: the flow can run. */
export function flowProblems(flow: IvrFlow, world: FlowWorld): readonly FlowProblem[] {
  const problems: FlowProblem[] = [];
  const nodes = new Map(Object.entries(flow.nodes));
  if (!nodes.has(flow.start)) {
    problems.push({ at: '/start', text: `there is no node "${flow.start}"`, dangling: false });
  }
  for (const [name, node] of nodes) {
    const at = `/nodes/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    const say: Say = (text, where = '', dangling = false) => void problems.push({ at: at + where, text, dangling });
    for (const next of new Set(leadsTo(node))) if (!nodes.has(next)) say(`there is no node "${next}"`);
    for (const key of keysOf(node)) if (!mayWrite(key)) say(`"${key}" is not a key that a flow may write`);
    for (const prompt of promptsOf(node)) {
      if (prompt.kind === 'recording' && !world.recordings.has(prompt.name)) {
        say(`there is no recording "${prompt.name}"`, '/prompts', true);
      }
    }
    nodeProblems(node, world, say);
  }
  for (const name of unreached(flow)) {
    problems.push({ at: `/nodes/${name}`, text: 'no node leads here', dangling: true });
  }
  return problems;
}

function nodeProblems(node: FlowNode, world: FlowWorld, say: Say): void {
  switch (node.do) {
    case 'menu': {
      const wrong = Object.keys(node.choices).filter((digit) => !/^[0-9*#]$/.test(digit));
      if (wrong.length > 0) say(`"${wrong.join('", "')}" is not a key of a telephone`, '/choices');
      return;
    }
    case 'collect':
    case 'verify':
      if (node.least < 1 || node.most < node.least) say('expected 1 ≤ least ≤ most');
      return;
    case 'queue':
      if (!world.skills.has(node.skill)) say(`there is no skill "${node.skill}"`, '/skill', true);
      return;
    case 'http': {
      const host = hostOf(node.url);
      if (host === null) say('expected http(s)://host/path with {keys} in path and query only', '/url');
      else if (world.hosts && !world.hosts.has(host)) say(`flows may not ask the host "${host}"`, '/url', true);
      for (const [, key = ''] of node.url.matchAll(PLACEHOLDER)) {
        if (!KEY.test(key)) say(`"{${key}}" names no call datum`, '/url');
      }
      for (const pointer of Object.values(node.save)) {
        if (pointer !== '' && !pointer.startsWith('/')) say(`"${pointer}" is no JSON pointer`, '/save');
      }
      return;
    }
  }
}

/** Every key but the server's own; IVRROOT is the main menu's choice. */
const mayWrite = (key: string): boolean => KEY.test(key) && (key === 'IVRROOT' || !OWN_KEYS.has(key));

/** Keys of the call data that a node writes. */
function keysOf(node: FlowNode): readonly string[] {
  switch (node.do) {
    case 'menu':
      return node.key === undefined ? [] : [node.key];
    case 'collect':
    case 'verify':
      return [node.key];
    case 'set':
      return Object.keys(node.data);
    case 'http':
      return Object.keys(node.save);
    default:
      return [];
  }
}

const promptsOf = (node: FlowNode): readonly FlowPrompt[] => ('prompts' in node ? node.prompts : []);

function unreached(flow: IvrFlow): readonly string[] {
  const reached = new Set<string>();
  const next = [flow.start];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const node = Object.hasOwn(flow.nodes, name) ? flow.nodes[name] : undefined;
    if (node === undefined || reached.has(name)) continue;
    reached.add(name);
    next.push(...leadsTo(node));
  }
  return Object.keys(flow.nodes).filter((name) => !reached.has(name));
}
