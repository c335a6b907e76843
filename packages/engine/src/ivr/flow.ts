/** A flow is data: named nodes, each of which says what happens and which node comes next. */
import type { Prompt } from '../switch-contract.ts';

export type NodeName = string;

/** What the caller hears; `data` says a call datum digit by digit. */
export type FlowPrompt = Prompt | { readonly kind: 'data'; readonly key: string };

interface Asks {
  readonly prompts: readonly FlowPrompt[];
  /** Seconds of silence after the prompt, or between two digits. */
  readonly timeoutSeconds: number;
  /** How often the caller is asked again after a wrong or missing input. */
  readonly retries: number;
  /** Where it goes on when that was of no use. */
  readonly otherwise: NodeName;
}
export type FlowNode =
  | { readonly do: 'play'; readonly prompts: readonly FlowPrompt[]; readonly next: NodeName }
  /** One digit: `choices` names the next node of each. With `key` the digit becomes call data. */
  | (Asks & { readonly do: 'menu'; readonly choices: Readonly<Record<string, NodeName>>; readonly key?: string })
  /** Digits up to `#`, or as many as `most`; they become call data under `key`. */
  | (Asks & {
      readonly do: 'collect';
      readonly key: string;
      readonly least: number;
      readonly most: number;
      readonly next: NodeName;
    })
  /**
   * Digits that nobody may see: they go to the checker that the tenant configured and nowhere else. Under `key` the call
   * data get its verdict alone, `1` or `0`.
   */
  | (Asks & {
      readonly do: 'verify';
      readonly key: string;
      readonly least: number;
      readonly most: number;
      readonly next: NodeName;
    })
  | {
      readonly do: 'branch';
      readonly key: string;
      readonly cases: Readonly<Record<string, NodeName>>;
      readonly otherwise: NodeName;
    }
  | { readonly do: 'set'; readonly data: Readonly<Record<string, string>>; readonly next: NodeName }
  | { readonly do: 'queue'; readonly skill: string }
  /** To a number outside. */
  | { readonly do: 'transfer'; readonly number: string }
  | { readonly do: 'hangup' }
  /** Back to the agent who waits, with the value of a call datum as the result; the end where nobody waits. */
  | { readonly do: 'return'; readonly key: string };

export interface IvrFlow {
  /** Its number, as pages and routes name it. */
  readonly svn: string;
  readonly name: string;
  readonly lang: string;
  readonly start: NodeName;
  readonly nodes: Readonly<Record<NodeName, FlowNode>>;
}

/** Node names that a node leads to. */
export function leadsTo(node: FlowNode): readonly NodeName[] {
  switch (node.do) {
    case 'play':
    case 'set':
      return [node.next];
    case 'menu':
      return [...Object.values(node.choices), node.otherwise];
    case 'collect':
    case 'verify':
      return [node.next, node.otherwise];
    case 'branch':
      return [...Object.values(node.cases), node.otherwise];
    default:
      return [];
  }
}

/** What is wrong with a flow, in words for whoever wrote it; empty when it can run. */
export function flowProblems(flow: IvrFlow, skills: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  const known = new Set(Object.keys(flow.nodes));
  if (!known.has(flow.start)) problems.push(`start: there is no node "${flow.start}"`);
  for (const [name, node] of Object.entries(flow.nodes)) {
    for (const next of leadsTo(node)) if (!known.has(next)) problems.push(`${name}: there is no node "${next}"`);
    if (node.do === 'menu') {
      const wrong = Object.keys(node.choices).filter((digit) => !/^[0-9*#]$/.test(digit));
      if (wrong.length > 0) problems.push(`${name}: "${wrong.join('", "')}" is not a key of a telephone`);
    }
    if ((node.do === 'collect' || node.do === 'verify') && (node.least < 1 || node.most < node.least)) {
      problems.push(`${name}: expected 1 ≤ least ≤ most`);
    }
    if (node.do === 'queue' && !skills.has(node.skill)) problems.push(`${name}: there is no skill "${node.skill}"`);
  }
  return problems;
}
