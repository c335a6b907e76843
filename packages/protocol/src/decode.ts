/**
 * From what a page sent to a command the server can trust: every value of one type, every length bounded. The input is
 * never changed, and nothing that JSON can say makes it throw.
 */
import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { AddressedCommand } from './commands.ts';
import { ESPCommand, type ESPError } from './enums.ts';
import type { ErrorCode } from './errors.ts';
import { PROTOCOL_LIMITS as MAX } from './limits.ts';
import { COMMAND_PARAMS, COMMAND_SPELLINGS, CUSTOM_INIT_PARAMS, PARAM_SPELLINGS } from './schemas.ts';
import type { Fault } from './views.ts';
import { STALE_AFTER_MS, STALE_COMMANDS } from './wire.ts';

/** A message that cannot be taken, with all that its answer needs. */
export interface Refusal {
  readonly ok: false;
  readonly errorCode: ESPError;
  readonly fault: Fault;
  /** The name as the page wrote it, cut to 64 characters; '' when it wrote none. */
  readonly command: string;
  /** As far as it could be read. */
  readonly ins: string;
  readonly id?: string;
}
export interface Accepted {
  readonly ok: true;
  readonly command: AddressedCommand;
  /** The name as the page wrote it: the answer repeats it. */
  readonly written: string;
}
export type Decoded = Accepted | Refusal;

export interface Dialect {
  /** Read `id` and `age`, and take arrays of messages. */
  readonly v4: boolean;
}
const DEPLOYED: Dialect = { v4: false };

type Frame = { readonly ok: true; readonly messages: readonly unknown[] } | Refusal;

/** The messages of one text frame. Deployed clients put one object in a frame; a wssp.v4 frame may hold an array. */
export function readFrame(text: string, dialect: Dialect = DEPLOYED): Frame {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse('ProcessFailed', { code: 'FrameNotJson' });
  }
  if (Array.isArray(parsed) && dialect.v4) {
    if (parsed.length > MAX.messagesPerFrame) return refuse('ProcessFailed', { code: 'FrameTooLarge' });
    return { ok: true, messages: parsed };
  }
  return { ok: true, messages: [parsed] };
}

/**
 * Decodes one message: an SPCommand as text or as parsed JSON. Faults: FrameNotJson, CommandUnknown, ParamMissing,
 * ParamInvalid (args `name`, `expected`), CommandStale. Source: protocol 2 and 8.
 */
export function decodeCommand(message: unknown, dialect: Dialect = DEPLOYED): Decoded {
  let raw = message;
  if (typeof raw === 'string') {
    const frame = readFrame(raw);
    if (!frame.ok) return frame;
    raw = frame.messages[0];
  }
  if (!isObject(raw)) return refuse('ProcessFailed', { code: 'FrameNotJson' });

  const written = own(raw, 'command');
  const ins = scalarText(own(raw, 'ins'));
  const id = dialect.v4 ? scalarText(own(raw, 'id')) : '';
  const echo = {
    command: typeof written === 'string' ? written.slice(0, MAX.commandChars) : '',
    ins: ins?.slice(0, MAX.ins) ?? '',
    ...(id && isText(id, MAX.commandId) ? { id } : {}),
  };
  const no = (errorCode: ESPError, code: ErrorCode, args?: Fault['args']): Refusal =>
    refuse(errorCode, args ? { code, args } : { code }, echo);

  const command = typeof written === 'string' ? commandOf(written) : undefined;
  if (command === undefined) return no('UnknownCommand', 'CommandUnknown');
  if (ins === '') return no('InvalidIns', 'ParamMissing', { name: 'ins' });
  if (ins === undefined || !INS.test(ins)) {
    return no('InvalidIns', 'ParamInvalid', { name: 'ins', expected: 'an extension number or RP_ and a number' });
  }
  if (id === undefined || (id !== '' && !isText(id, MAX.commandId))) {
    return no('ProcessFailed', 'ParamInvalid', { name: 'id', expected: `a text of 1 to ${MAX.commandId} characters` });
  }
  const age = dialect.v4 ? own(raw, 'age') : undefined;
  if (age !== undefined && !(typeof age === 'number' && age >= 0)) {
    return no('ProcessFailed', 'ParamInvalid', { name: 'age', expected: 'milliseconds' });
  }
  if (age !== undefined && age > STALE_AFTER_MS && (STALE_COMMANDS as readonly ESPCommand[]).includes(command)) {
    return no('ProcessFailed', 'CommandStale');
  }
  const params = own(raw, 'params') ?? {};
  if (!isObject(params)) return no('ProcessFailed', 'ParamInvalid', { name: 'params', expected: 'an object' });

  // A page may name its session in the envelope or, for the first two commands, in the parameters; one is enough.
  const addressed = scalarText(own(raw, 'delegatorId'));
  const named = scalarText(own(params, 'delegatorId'));
  const delegatorId = addressed || (named ?? '');
  if (addressed === undefined || named === undefined || (delegatorId && !isText(delegatorId, MAX.delegatorId))) {
    const expected = `a text of at most ${MAX.delegatorId} characters`;
    return no('DelegatorIdNoMatch', 'ParamInvalid', { name: 'delegatorId', expected });
  }

  const read = readParams(command, params, delegatorId);
  if ('code' in read) return no('ProcessFailed', read.code, read.args);
  return accept(command, echo.command, read.params, { ins, delegatorId, ...(id ? { id } : {}) });
}

/**
 * The same for callers that send typed parameters: just those of COMMAND_PARAMS, under their own names and in their own
 * types, attached data as an object `attached`. Nothing is converted and nothing overlooked. Faults as above.
 */
export function decodeTyped(message: {
  readonly command: string;
  readonly ins: string;
  readonly delegatorId: string;
  readonly params: unknown;
}): Decoded {
  const { command: written, ins, delegatorId, params } = message;
  const echo = { command: written.slice(0, MAX.commandChars), ins: ins.slice(0, MAX.ins) };
  const command = commandOf(written);
  if (command === undefined) return refuse('UnknownCommand', { code: 'CommandUnknown' }, echo);
  const wrong = (errorCode: ESPError, name: string, expected: string): Refusal =>
    refuse(errorCode, { code: 'ParamInvalid', args: { name, expected } }, echo);
  if (!INS.test(ins)) return wrong('InvalidIns', 'ins', 'an extension number or RP_ and a number');
  if (delegatorId !== '' && !isText(delegatorId, MAX.delegatorId)) {
    return wrong('DelegatorIdNoMatch', 'delegatorId', `a text of at most ${MAX.delegatorId} characters`);
  }
  if (!isObject(params)) return wrong('ProcessFailed', 'params', 'an object');
  const read = readTyped(command, params);
  if ('code' in read) return refuse('ProcessFailed', { code: read.code, args: read.args }, echo);
  return accept(command, echo.command, read.params, { ins, delegatorId });
}

/** The parameters have been checked against the schema of this very command, and the schema against the type. */
function accept(
  command: ESPCommand,
  written: string,
  params: Readonly<Record<string, unknown>>,
  address: Pick<AddressedCommand, 'ins' | 'delegatorId' | 'id'>,
): Accepted {
  return { ok: true, written, command: { command, params, ...address } as AddressedCommand };
}

/** The command of that name, under any spelling pages use; undefined when there is none. */
export function commandOf(written: string): ESPCommand | undefined {
  return Object.hasOwn(ESPCommand, written) ? (written as ESPCommand) : COMMAND_SPELLINGS.get(written);
}

type ParamFault = {
  readonly code: 'ParamMissing' | 'ParamInvalid';
  readonly args: { name: string; expected?: string };
};
type Read = { readonly params: Readonly<Record<string, unknown>> } | ParamFault;
type Raw = Readonly<Record<string, unknown>>;

function readParams(command: ESPCommand, raw: Raw, delegatorId: string): Read {
  const plan = planOf(command);
  const params: Record<string, unknown> = {};
  for (const { name, field, spellings, required } of plan.fields) {
    const found = pick(raw, spellings, field);
    const value = found === undefined && name === 'delegatorId' && delegatorId ? delegatorId : found;
    if (value === undefined) {
      if (field.default !== undefined) params[name] = field.default;
      else if (required) return { code: 'ParamMissing', args: { name: spellings[0] ?? name } };
      continue;
    }
    const read = coerce(field, value);
    if (read === undefined) return invalid(spellings[0] ?? name, field);
    params[name] = read;
  }
  if (plan.attached) {
    const attached = readAttached(raw, plan.attached);
    if ('code' in attached) return attached;
    params.attached = attached.data;
  }
  return checked(plan, params);
}

function readTyped(command: ESPCommand, raw: Raw): Read {
  const plan = planOf(command);
  const known = [...plan.fields.map(({ name }) => name), ...(plan.attached ? ['attached'] : [])];
  const stranger = Object.keys(raw).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const args = { name: stranger.slice(0, MAX.attachedKeyChars), expected: `one of ${known.join(', ')}` };
    return { code: 'ParamInvalid', args };
  }
  const params: Record<string, unknown> = {};
  for (const { name, field, required } of plan.fields) {
    const value = own(raw, name);
    if (value === undefined) {
      if (field.default !== undefined) params[name] = field.default;
      else if (required) return { code: 'ParamMissing', args: { name } };
      continue;
    }
    const read = isTyped(field, value) ? coerce(field, value) : undefined;
    if (read === undefined) return invalid(name, field);
    params[name] = read;
  }
  if (plan.attached) {
    const given = own(raw, 'attached') ?? {};
    if (!isObject(given)) return { code: 'ParamInvalid', args: { name: 'attached', expected: 'an object of texts' } };
    const odd = Object.keys(given).find((key) => plan.attached?.has(key) || typeof given[key] !== 'string');
    if (odd !== undefined) {
      const expected = 'a text under a name that no parameter has';
      return { code: 'ParamInvalid', args: { name: odd.slice(0, MAX.attachedKeyChars), expected } };
    }
    const attached = readAttached(given, plan.attached);
    if ('code' in attached) return attached;
    params.attached = attached.data;
  }
  return checked(plan, params);
}

function checked(plan: Plan, params: Readonly<Record<string, unknown>>): Read {
  if (plan.validator.Check(params)) return { params };
  const path = plan.validator.Errors(params)[0]?.instancePath ?? '';
  const wrong = plan.fields.find(({ name }) => name === path.split('/')[1]);
  return invalid(wrong?.spellings[0] ?? 'params', wrong?.field);
}

/** Of the type that the schema says, so that reading it converts nothing. The one object is customInitParams. */
function isTyped({ type = 'string' }: Field, value: unknown): boolean {
  if (type === 'object') return CUSTOM_VALIDATOR.Check(value);
  return typeof value === (type === 'integer' ? 'number' : type);
}

/** What the decoder reads of a schema. */
interface Field {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly prose?: boolean;
  readonly default?: unknown;
  readonly description?: string;
}
const invalid = (name: string, field: Field | undefined): ParamFault => ({
  code: 'ParamInvalid',
  args: { name, expected: field?.description ?? 'another value' },
});
/** Pages send `undefined`, null and '' where they have no value; all of them count as absent. */
const absent = (value: unknown, field: Field): boolean =>
  value === undefined || value === null || value === '' || (value === 'undefined' && !field.prose);

function pick(raw: Raw, spellings: readonly string[], field: Field): unknown {
  for (const spelling of spellings) {
    const value = own(raw, spelling);
    if (!absent(value, field)) return value;
  }
  return undefined;
}

/** The value in the type of its field, or undefined when it cannot be read as one. */
function coerce(field: Field, value: unknown): unknown {
  if (field.type === 'object') return readCustomInitParams(value);
  if (field.type === 'boolean') return BOOLEANS.get(typeof value === 'string' ? value.toLowerCase() : value);
  if (field.type === 'integer') return integer(value);
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  if (field.enum) return field.enum.includes(text) ? text : undefined;
  return isText(text, field.maxLength ?? 0, field.prose) ? text : undefined;
}
const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['false', false],
]);
function integer(value: unknown): number | undefined {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** Only what is known is taken over; what a later page may add is ignored. */
function readCustomInitParams(value: unknown): unknown {
  let raw = value;
  if (typeof raw === 'string') {
    if (raw.length > MAX.customInitParams) return undefined;
    try {
      raw = JSON.parse(raw);
    } catch {
      return undefined;
    }
  }
  // What JSON.stringify makes of a page's value that was never set.
  if (raw === null) return {};
  if (!isObject(raw)) return undefined;
  const given = own(raw, 'agentWrapupSeconds') ?? '';
  const seconds = integer(given);
  if (given !== '' && seconds === undefined) return undefined;
  const listed = own(raw, 'skills') ?? undefined;
  // A page that sets the wrap-up alone sends the empty list its object began with: the database decides (manual 7.3).
  const skills = Array.isArray(listed) && listed.length === 0 ? undefined : listed;
  if (skills !== undefined && !(Array.isArray(skills) && skills.length <= MAX.customSkills)) return undefined;
  const result = {
    ...(seconds === undefined ? {} : { agentWrapupSeconds: seconds }),
    ...(skills === undefined ? {} : { skills: skills.map(readSkill) }),
  };
  return CUSTOM_VALIDATOR.Check(result) ? result : undefined;
}
function readSkill(raw: unknown): unknown {
  if (!isObject(raw)) return undefined;
  const skillCode = scalarText(own(raw, 'skillCode'));
  if (!skillCode || !isText(skillCode, MAX.code)) return undefined;
  return { skillCode, skillLevel: integer(own(raw, 'skillLevel')) };
}

/** Every parameter that the command does not know itself travels with the call. */
function readAttached(
  raw: Raw,
  known: ReadonlySet<string>,
): { readonly data: Readonly<Record<string, string>> } | ParamFault {
  const data: Record<string, string> = {};
  let keys = 0;
  for (const [key, value] of Object.entries(raw)) {
    if (known.has(key) || value === undefined || value === null) continue;
    const text =
      typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : (scalarText(value) ?? '');
    const bad = (expected: string): ParamFault => ({
      code: 'ParamInvalid',
      args: { name: key.slice(0, MAX.attachedKeyChars), expected },
    });
    if (++keys > MAX.attachedKeys) return bad(`at most ${MAX.attachedKeys} attached data`);
    if (key === '__proto__' || !isText(key, MAX.attachedKeyChars)) {
      return bad(`a name of 1 to ${MAX.attachedKeyChars} characters`);
    }
    if (typeof value === 'object' || (text !== '' && !isText(text, MAX.attachedValueChars, true))) {
      return bad(`a text of at most ${MAX.attachedValueChars} characters`);
    }
    data[key] = text;
  }
  return { data };
}

const INS = new RegExp(`^[\\p{L}\\p{N}_+*#.@:-]{1,${MAX.ins}}$`, 'u');
const CONTROLS = /[\p{Cc}\p{Cs}]/u;
const CONTROLS_IN_PROSE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;
/** Bounded in memory, and without what a database or a log line cannot hold: controls, halves of surrogate pairs. */
function isText(text: string, maxLength: number, prose = false): boolean {
  return text.length > 0 && text.length <= maxLength && !(prose ? CONTROLS_IN_PROSE : CONTROLS).test(text);
}
/** A string or a number as text; '' when absent; undefined for anything else. */
function scalarText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === 'undefined') return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Own properties only: a name like `constructor` must not reach a prototype. */
const own = (from: Raw, key: string): unknown => (Object.hasOwn(from, key) ? from[key] : undefined);
const refuse = (
  errorCode: ESPError,
  fault: Fault & { readonly code: string },
  echo: { readonly command: string; readonly ins: string; readonly id?: string } = { command: '', ins: '' },
): Refusal => ({ ok: false, errorCode, fault, ...echo });

/** A command's schema, laid out for reading. */
interface Plan {
  readonly fields: readonly {
    readonly name: string;
    readonly field: Field;
    readonly spellings: readonly string[];
    readonly required: boolean;
  }[];
  /** Names that are not attached data; null: the command takes none. */
  readonly attached: ReadonlySet<string> | null;
  readonly validator: Validator;
}
// Laid out when first used: a process that only needs the names should not pay for it.
const plans = new Map<ESPCommand, Plan>();
function planOf(command: ESPCommand): Plan {
  let plan = plans.get(command);
  if (!plan) {
    const schema: TObject = COMMAND_PARAMS[command];
    const properties = Object.entries(schema.properties) as [string, Field][];
    const fields = properties
      .filter(([name]) => name !== 'attached')
      .map(([name, field]) => ({
        name,
        field,
        spellings: PARAM_SPELLINGS.get(name) ?? [name],
        required: schema.required?.includes(name) ?? false,
      }));
    const own = [...fields.flatMap(({ spellings }) => spellings), 'agentName', 'delegatorId', 'ins'];
    const attached = 'attached' in schema.properties ? new Set(own) : null;
    plan = { fields, attached, validator: Compile(schema) as unknown as Validator };
    plans.set(command, plan);
  }
  return plan;
}
const CUSTOM_VALIDATOR = Compile(CUSTOM_INIT_PARAMS);
