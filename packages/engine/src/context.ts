/** One step under way: its input's time and entropy, and what it asks for. Every other module speaks through this. */
import type {
  AgentEvent,
  ButtonView,
  CoInfos,
  ErrorCode,
  ESPEvent,
  EventParams,
  Fault,
  Reply,
} from '@wssoftphone/protocol';
import type { DocKey, Effect } from './effects.ts';
import { type IdKind, makeDelegatorId, makeId } from './ids.ts';
import type { CommandInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import type { Call, Session, TenantState, Timer } from './state.ts';
import type { SwitchCommand } from './switch-contract.ts';
import { agentView, buttonsOf, shownIns } from './views/agent-view.ts';

export interface Ctx {
  readonly state: TenantState;
  readonly at: number;
  readonly entropy: string;
  ids: number;
  readonly effects: Effect[];
  readonly changed: Set<DocKey>;
  /** By skill: calls whose waiting changed in this step, each with the place it had before (null: none). */
  readonly queueChanges: Map<string, Map<string, string | null>>;
  /** Skills where a call or an agent became available: matched at the end of the step. */
  readonly toMatch: Set<string>;
  /** Seats whose agents may be shown a task at the end of the step. */
  readonly wantTask: Set<string>;
}

export const startStep = (state: TenantState, at: number, entropy: string): Ctx => ({
  state,
  at,
  entropy,
  ids: 0,
  effects: [],
  changed: new Set(),
  queueChanges: new Map(),
  toMatch: new Set(),
  wantTask: new Set(),
});

export function newId(ctx: Ctx, kind: IdKind): string {
  const id = makeId(kind, ctx.entropy, ctx.ids);
  ctx.ids += 1;
  return id;
}
export function newDelegatorId(ctx: Ctx): string {
  const id = makeDelegatorId(ctx.entropy, ctx.ids, ctx.at);
  ctx.ids += 1;
  return id;
}

export const agentKey = (ins: string): DocKey => `agent:${ins}`;
export const callKey = (id: string): DocKey => `call:${id}`;
export const touchSession = (ctx: Ctx, session: Session): void => void ctx.changed.add(agentKey(session.ins));
export const touchCall = (ctx: Ctx, call: Call): void => void ctx.changed.add(callKey(call.id));

export const fault = (code: ErrorCode, args?: Readonly<Record<string, string>>): Fault =>
  args ? { code, args } : { code };

export function switchDo(ctx: Ctx, command: SwitchCommand): void {
  ctx.effects.push({ kind: 'switch', command });
}

export function record(ctx: Ctx, made: Extract<Effect, { kind: 'record' }>['record']): void {
  ctx.effects.push({ kind: 'record', record: made });
}

export function audit(ctx: Ctx, session: Session, action: string, target: string, outcome: string): void {
  record(ctx, { type: 'audit', at: ctx.at, agentId: session.agentId, ins: session.ins, action, target, outcome });
}

type NoticeDetail = Readonly<Record<string, string | number | boolean>>;
export function notice(
  ctx: Ctx,
  level: 'info' | 'warn' | 'error',
  code: string,
  about: { readonly call?: Call | null; readonly ins?: string | null; readonly detail?: NoticeDetail } = {},
): void {
  ctx.effects.push({
    kind: 'notice',
    level,
    code,
    ...(about.call ? { call: about.call.id } : {}),
    ...(about.ins ? { ins: about.ins } : {}),
    ...(about.detail ? { detail: about.detail } : {}),
  });
}

// ── answers and events ──

export interface Answer {
  readonly errorCode: Reply['errorCode'];
  readonly fault?: Fault;
  readonly datas?: Reply['datas'];
  /** Show the agent of this session in the reply. */
  readonly session?: Session | null;
}

/** The one reply of a command. */
export function answer(ctx: Ctx, input: CommandInput, made: Answer): void {
  const { command } = input;
  ctx.effects.push({
    kind: 'reply',
    ref: input.ref,
    conn: input.conn,
    reply: {
      command: command.command,
      ins: made.session ? shownIns(made.session) : command.ins,
      errorCode: made.errorCode,
      ...(made.fault ? { fault: made.fault } : {}),
      datas: made.datas ?? {},
      ...(made.session ? { agent: agentView(ctx.state, made.session) } : {}),
      ...(command.id === undefined ? {} : { replyTo: command.id }),
      at: ctx.at,
    },
  });
}

export type PlainEvent = Exclude<ESPEvent, keyof EventParams>;
export interface EventExtras {
  readonly fault?: Fault;
  /** The client's id of the command that this event ends. */
  readonly replyTo?: string | null | undefined;
  /** null: the page has no call (any more). */
  readonly call?: CoInfos | null;
  readonly agent?: boolean;
  readonly buttons?: readonly ButtonView[];
}

function nextSeq(ctx: Ctx, session: Session): number {
  session.seq += 1;
  if (session.seq >= session.seqLimit) {
    session.seqLimit = session.seq + LIMITS.sequenceBlock;
    touchSession(ctx, session);
  }
  return session.seq;
}

/** Whatever event comes next tells the page that what was asked for while busy has changed, and with it a button. */
function pendingNews({ state }: Ctx, session: Session): Pick<AgentEvent, 'pending' | 'buttons'> {
  const { pendingLeave, pendingMode, pendingShown } = session;
  if (pendingLeave === pendingShown.leaveReason && pendingMode === pendingShown.workMode) return {};
  session.pendingShown = { leaveReason: pendingLeave, workMode: pendingMode };
  return { pending: session.pendingShown, buttons: buttonsOf(state, session) };
}

function push(ctx: Ctx, session: Session, conn: string, event: string, extras: EventExtras, params?: unknown): void {
  const made = {
    event,
    ins: shownIns(session),
    seq: nextSeq(ctx, session),
    at: ctx.at,
    ...(extras.replyTo ? { replyTo: extras.replyTo } : {}),
    ...(extras.fault ? { fault: extras.fault } : {}),
    ...(extras.agent === false ? {} : { agent: agentView(ctx.state, session) }),
    ...(extras.buttons ? { buttons: extras.buttons } : {}),
    ...(extras.call === undefined ? {} : { call: extras.call }),
    ...pendingNews(ctx, session),
    ...(params === undefined ? {} : { params }),
  };
  ctx.effects.push({ kind: 'event', conn, event: made as AgentEvent });
}

/** An event for the page that controls the session; nothing when there is none. */
export function emit(ctx: Ctx, session: Session, event: PlainEvent, extras: EventExtras = {}): void {
  if (session.conn !== null) push(ctx, session, session.conn, event, extras);
}

export function emitWith<E extends keyof EventParams>(
  ctx: Ctx,
  session: Session,
  event: E,
  params: EventParams[E],
  extras: EventExtras = {},
): void {
  if (session.conn !== null) push(ctx, session, session.conn, event, extras, params);
}

// ── timers ──

function arm(ctx: Ctx, key: string, at: number): Timer {
  ctx.state.epoch += 1;
  const timer = { at, epoch: ctx.state.epoch };
  ctx.effects.push({ kind: 'timer', key, at, epoch: timer.epoch });
  return timer;
}

export type SessionTimer = 'device' | 'grace' | 'wrapup' | 'rest';
export type PageTimer = 'tick';
export type CallTimer = 'wait' | 'announce' | 'play' | 'ivr';

const isPageTimer = (name: SessionTimer | PageTimer): name is PageTimer => name === 'tick';

export function setSessionTimer(ctx: Ctx, session: Session, name: SessionTimer | PageTimer, at: number): void {
  const timer = arm(ctx, `${agentKey(session.ins)}:${name}`, at);
  if (isPageTimer(name)) {
    session.pageTimers.set(name, timer);
  } else {
    session.timers.set(name, timer);
    touchSession(ctx, session);
  }
}
export function clearSessionTimer(ctx: Ctx, session: Session, name: SessionTimer | PageTimer): void {
  const timers = isPageTimer(name) ? session.pageTimers : session.timers;
  if (!timers.delete(name)) return;
  ctx.effects.push({ kind: 'timer-cancel', key: `${agentKey(session.ins)}:${name}` });
  if (!isPageTimer(name)) touchSession(ctx, session);
}
export function setCallTimer(ctx: Ctx, call: Call, name: CallTimer, at: number): void {
  call.timers.set(name, arm(ctx, `${callKey(call.id)}:${name}`, at));
  touchCall(ctx, call);
}
export function clearCallTimer(ctx: Ctx, call: Call, name: CallTimer): void {
  if (!call.timers.delete(name)) return;
  ctx.effects.push({ kind: 'timer-cancel', key: `${callKey(call.id)}:${name}` });
  touchCall(ctx, call);
}
export function clearCallTimers(ctx: Ctx, call: Call): void {
  for (const name of [...call.timers.keys()]) clearCallTimer(ctx, call, name as CallTimer);
}
export const QUEUE_TIMER_KEY = 'tenant:queue';
export function setQueueTimer(ctx: Ctx, at: number): void {
  ctx.state.queueTimer = arm(ctx, QUEUE_TIMER_KEY, at);
}
