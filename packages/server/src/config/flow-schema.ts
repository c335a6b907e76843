/**
 * The form of a flow as JSON Schema. What a schema cannot say (nodes that exist, skills, recordings, hosts) is the
 * engine's to say: `flowProblems`. The reference page and the console's editor are made from this.
 */
import { type FlowNode, type FlowWorld, flowProblems, type IvrFlow } from '@wssoftphone/engine';
import Type, { type Static } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { FLOW_LIMITS as MAX } from './limits.ts';

const NODE_NAME = '^[A-Za-z0-9_-]{1,32}$';
export const SVN_FORM = '^[0-9A-Za-z_-]{1,32}$';
export const RECORDING_NAME_FORM = '^[a-z0-9][a-z0-9_-]{0,47}$';

const node = (description: string) => Type.String({ pattern: NODE_NAME, description });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const key = text(64, 'key of the call data');
const next = node('the node that comes then');
const strict = { additionalProperties: false };
const lang = (description: string) => Type.Enum(['zh-CN', 'en'], { description });
const SOUNDS = ['main-menu', 'survey', 'thanks', 'password', 'not-correct'] as const;
const SERVICE_SOUNDS = ['agent-serves-you', 'queue-position', 'all-busy', 'closed', 'beep'] as const;

const PROMPT = Type.Union(
  [
    Type.Object(
      { kind: Type.Literal('sound'), name: Type.Enum([...SOUNDS, ...SERVICE_SOUNDS]) },
      { ...strict, description: 'a sound of the server’s own, in the language of the call' },
    ),
    Type.Object(
      { kind: Type.Literal('recording'), name: Type.String({ pattern: RECORDING_NAME_FORM }) },
      { ...strict, description: 'a recording of yours' },
    ),
    Type.Object(
      { kind: Type.Literal('digits'), digits: Type.String({ pattern: '^[0-9*#]{1,64}$' }) },
      { ...strict, description: 'one by one' },
    ),
    Type.Object(
      { kind: Type.Literal('number'), value: Type.Integer({ minimum: 0, maximum: 99_999_999 }) },
      { ...strict, description: 'as a number' },
    ),
    Type.Object(
      { kind: Type.Literal('data'), key, as: Type.Optional(Type.Enum(['digits', 'number'])) },
      { ...strict, description: 'a call datum: digit by digit, or as a number; silence where it is none' },
    ),
  ],
  { description: 'sound, recording, digits, number or data' },
);
const prompts = Type.Array(PROMPT, { maxItems: MAX.prompts, description: 'what the caller hears, in this order' });
const asks = {
  prompts,
  timeoutSeconds: Type.Integer({
    minimum: 1,
    maximum: 60,
    description: 'seconds of silence after the prompt, or between two keys, before the caller is taken to be done',
  }),
  retries: Type.Integer({ minimum: 0, maximum: 9, description: 'how often the caller is asked again' }),
  otherwise: node('where it goes on when that was of no use'),
};
const length = (description: string) => Type.Integer({ minimum: 1, maximum: 32, description });
const digits = { key, least: length('fewest digits'), most: length('most digits'), next };
const of = <const Name extends string, P extends Type.TProperties>(name: Name, description: string, own: P) =>
  Type.Object({ do: Type.Literal(name), ...own }, { ...strict, description });

export const NODE_SCHEMAS = {
  play: of('play', 'Plays, then goes on. Keys are not listened to.', { prompts, next }),
  menu: of('menu', 'Asks for one key; a key cuts the prompt short.', {
    ...asks,
    choices: Type.Record(Type.String({ pattern: '^[0-9*#]$' }), node('the node of that key'), {
      description: 'the next node of each key, `0` to `9`, `*` and `#`',
    }),
    key: Type.Optional(text(64, 'the key pressed becomes this call datum')),
  }),
  collect: of('collect', 'Collects digits up to `#`, or as many as `most`; they become call data.', {
    ...asks,
    ...digits,
  }),
  verify: of(
    'verify',
    'Collects digits that nobody may see. They go to the password checker and nowhere else; the call data get `1` or `0`.',
    {
      ...asks,
      ...digits,
      unanswered: Type.Optional(node('where it goes when the checker does not answer; absent: `otherwise`')),
    },
  ),
  branch: of('branch', 'Goes on by a call datum (`ani`, `dnis`, `coid` and `svn` too).', {
    key,
    cases: Type.Record(Type.String({ maxLength: 256 }), node('the node of that value'), {
      description: 'the next node of each value',
    }),
    otherwise: node('the node of every other value, or none'),
  }),
  set: of('set', 'Writes call data.', {
    data: Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 1024 }), {
      description: 'value of each key',
    }),
    next,
  }),
  language: of('language', 'What the call is spoken to in from here on, in queues and later flows too.', {
    lang: lang('zh-CN or en'),
    next,
  }),
  http: of('http', 'Asks your own systems. Whatever goes wrong leads to `otherwise`.', {
    method: Type.Enum(['GET', 'POST']),
    url: text(2048, 'http(s) address on an allowed host; `{key}` in path and query is a call datum'),
    send: Type.Array(key, { maxItems: 32, description: 'call data in the body of a POST' }),
    save: Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 256 }), {
      description: 'call data from the JSON answer: a JSON pointer (RFC 6901) for each key',
    }),
    timeoutSeconds: Type.Integer({ minimum: 1, maximum: MAX.httpSeconds, description: 'longest wait' }),
    musicClass: Type.Optional(text(32, 'music meanwhile; none: silence')),
    next,
    otherwise: node('where it goes on when that failed'),
  }),
  queue: of('queue', 'Waits for an agent of a skill.', { skill: text(32, 'code of the skill') }),
  transfer: of('transfer', 'Goes to a number outside.', {
    number: Type.String({ pattern: '^\\+?[0-9*#]{1,31}$', description: 'as the carrier wants it' }),
  }),
  hangup: of('hangup', 'Ends the call.', {}),
  return: of('return', 'Back to the agent who waits; ends the call where nobody waits.', {
    key: text(64, 'the call datum that is the result'),
  }),
} as const;

export const FLOW_SCHEMA = Type.Object(
  {
    svn: Type.String({ pattern: SVN_FORM, description: 'number of the flow, as routes and pages name it' }),
    name: text(64, 'for people'),
    lang: Type.Optional(lang('what the call is spoken to in from here on; none: what it was before')),
    start: node('the first node'),
    nodes: Type.Record(Type.String({ pattern: NODE_NAME }), Type.Union(Object.values(NODE_SCHEMAS)), {
      minProperties: 1,
      maxProperties: MAX.nodes,
      description: 'every node by its name',
    }),
  },
  strict,
);

export interface FlowFault {
  /** JSON pointer into the flow. */
  readonly at: string;
  readonly text: string;
}
export type ParsedFlow =
  | { readonly flow: IvrFlow; readonly faults: readonly FlowFault[] }
  | { readonly flow: null; readonly faults: readonly FlowFault[] };

/**
 * A flow as somebody wrote it. With a flow, `faults` are what is missing around it (a skill, a recording, an allowed
 * host, a way to a node): it could run, and the caller comes to grief only there. Without one, it cannot run at all.
 */
export function parseFlow(written: unknown, world: FlowWorld): ParsedFlow {
  const faults = formFaults(written);
  if (faults.length > 0) return { flow: null, faults };
  const flow = written as Static<typeof FLOW_SCHEMA> as IvrFlow;
  const problems = flowProblems(flow, world);
  const broken = problems.some(({ dangling }) => !dangling);
  return { flow: broken ? null : flow, faults: problems.map(({ at, text: said }) => ({ at, text: said })) };
}

/** Nodes are looked at one by one, each by its own kind: a union would only say that nothing fits. */
function formFaults(written: unknown): FlowFault[] {
  const shell = Type.Object({ ...FLOW_SCHEMA.properties, nodes: Type.Record(Type.String(), Type.Unknown()) }, strict);
  const faults = faultsOf(shell, written, '');
  if (faults.length > 0) return faults;
  const { nodes } = written as { readonly nodes: Readonly<Record<string, unknown>> };
  const entries = Object.entries(nodes);
  if (entries.length > MAX.nodes) return [{ at: '/nodes', text: `at most ${MAX.nodes} nodes` }];
  for (const [name, one] of entries) {
    const at = `/nodes/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    if (!new RegExp(NODE_NAME).test(name))
      faults.push({ at, text: 'a node is named by 1 to 32 letters, digits, _ or -' });
    const kind = typeof one === 'object' && one !== null && 'do' in one ? String(one.do) : '';
    if (!Object.hasOwn(NODE_SCHEMAS, kind)) {
      faults.push({ at: `${at}/do`, text: `expected one of ${Object.keys(NODE_SCHEMAS).join(', ')}` });
      continue;
    }
    faults.push(...faultsOf(NODE_SCHEMAS[kind as FlowNode['do']], one, at));
    if (faults.length > MAX.faults) break;
  }
  return faults.slice(0, MAX.faults);
}

function faultsOf(schema: Type.TSchema, value: unknown, at: string): FlowFault[] {
  if (Check(schema, value)) return [];
  const found = [...Errors(schema, value)].slice(0, MAX.faults);
  return found.map(({ instancePath, message, params }) => {
    const more =
      'additionalProperties' in params
        ? ` (${[params.additionalProperties].flat().join(', ')})`
        : 'allowedValues' in params
          ? ` (${[params.allowedValues].flat().join(', ')})`
          : '';
    return { at: at + instancePath, text: message + more };
  });
}
