/** A flow is data: named nodes, each of which says what happens and which node comes next. */
import type { Prompt } from '../switch-contract.ts';

export type NodeName = string;

/** What the caller hears; `data` says a call datum, digit by digit unless it is a number. */
export type FlowPrompt = Prompt | { readonly kind: 'data'; readonly key: string; readonly as?: 'digits' | 'number' };
export type FlowLang = 'zh-CN' | 'en';

interface Asks {
  readonly prompts: readonly FlowPrompt[];
  /** Seconds of silence after the prompt, or between two digits. */
  readonly timeoutSeconds: number;
  /** How often the caller is asked again after a wrong or missing input. */
  readonly retries: number;
  /** Where it goes on when that was of no use. */
  readonly otherwise: NodeName;
}
/** Asks the tenant's own systems. Whatever goes wrong (refused, late, no JSON, an error status) leads to `otherwise`. */
export interface HttpNode {
  readonly do: 'http';
  readonly method: 'GET' | 'POST';
  /** `{key}` in path and query stands for a call datum, encoded; `ani`, `dnis`, `coid` and `svn` are there too. */
  readonly url: string;
  /** Call data in the JSON body of a POST, beside ani, dnis, coid and svn. */
  readonly send: readonly string[];
  /** Call data taken from the JSON answer: a JSON pointer (RFC 6901) for each key. */
  readonly save: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Music meanwhile; absent: silence. */
  readonly musicClass?: string;
  readonly next: NodeName;
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
   * data get its verdict alone, `1` or `0`. `unanswered`: where it goes when the checker says nothing, which is not the
   * caller's fault; absent: `otherwise`.
   */
  | (Asks & {
      readonly do: 'verify';
      readonly key: string;
      readonly least: number;
      readonly most: number;
      readonly next: NodeName;
      readonly unanswered?: NodeName;
    })
  | {
      readonly do: 'branch';
      readonly key: string;
      readonly cases: Readonly<Record<string, NodeName>>;
      readonly otherwise: NodeName;
    }
  | { readonly do: 'set'; readonly data: Readonly<Record<string, string>>; readonly next: NodeName }
  /** From here on the call is spoken to in this language, in queues and later flows too. */
  | { readonly do: 'language'; readonly lang: FlowLang; readonly next: NodeName }
  | HttpNode
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
  /** Absent: the language the call is spoken to in already, at first the tenant's. */
  readonly lang?: FlowLang;
  readonly start: NodeName;
  readonly nodes: Readonly<Record<NodeName, FlowNode>>;
}

/** Node names that a node leads to. */
export function leadsTo(node: FlowNode): readonly NodeName[] {
  switch (node.do) {
    case 'play':
    case 'set':
    case 'language':
      return [node.next];
    case 'menu':
      return [...Object.values(node.choices), node.otherwise];
    case 'verify':
      return [node.next, node.otherwise, ...(node.unanswered === undefined ? [] : [node.unanswered])];
    case 'collect':
    case 'http':
      return [node.next, node.otherwise];
    case 'branch':
      return [...Object.values(node.cases), node.otherwise];
    default:
      return [];
  }
}
