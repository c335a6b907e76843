/**
 * Live state as documents: what the runtime writes before the effects leave, and reads at the next start.
 * Sockets, page timers, queue lists and what the switch said of devices are not kept: they are gone with the process.
 */

import { makeSession } from './agent/session.ts';
import { isLoggedOn } from './agent/transitions.ts';
import type { Recording } from './call/recording.ts';
import type { TenantConfig } from './config.ts';
import { QUEUE_TIMER_KEY } from './context.ts';
import type { DocKey, Effect } from './effects.ts';
import { refreshAudience } from './queue/notify.ts';
import { insertWaiting } from './queue/queue.ts';
import { type Call, createState, type Leg, type Session, type Task, type TenantState, type Timers } from './state.ts';

const VERSION = 1;
type TimerRow = readonly [name: string, at: number, epoch: number];

const timerRows = (timers: Timers): TimerRow[] => [...timers].map(([name, { at, epoch }]) => [name, at, epoch]);
const copyLeg = (leg: Leg | null): Leg | null => (leg ? { ...leg } : null);

const SESSION_FIELDS = [
  'ins',
  'agentId',
  'agentName',
  'delegatorId',
  'state',
  'stateSince',
  'workMode',
  'modeBeforeLeave',
  'leaveReason',
  'keepLogon',
  'customWrapup',
  'customSkills',
  'pendingMode',
  'pendingLeave',
  'misses',
  'idleSince',
  'callId',
  'taskId',
  'shown',
  'wrapup',
  'watch',
  'pendingLogOff',
  'logonId',
  'stretch',
  'seqLimit',
  'pageSince',
] as const satisfies readonly (keyof Session)[];
type SessionDoc = Pick<Session, (typeof SESSION_FIELDS)[number] | 'leg' | 'replies' | 'inbox'> & {
  readonly v: number;
  readonly timers: readonly TimerRow[];
};

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const made: Partial<Pick<T, K>> = {};
  for (const key of keys) made[key] = from[key];
  return made as Pick<T, K>;
}

const sessionDoc = (session: Session): SessionDoc => ({
  v: VERSION,
  ...pick(session, SESSION_FIELDS),
  leg: copyLeg(session.leg),
  replies: [...session.replies],
  inbox: session.inbox.map((item) => ({ ...item })),
  timers: timerRows(session.timers),
});

type CallDoc = Omit<Call, 'timers'> & { readonly v: number; readonly timers: readonly TimerRow[] };

const callDoc = (call: Call): CallDoc => ({
  v: VERSION,
  ...call,
  parties: call.parties.map((party) => ({ ...party, leg: copyLeg(party.leg) })),
  offer: call.offer && { ...call.offer },
  inner: call.inner && { ...call.inner },
  consult: call.consult && { ...call.consult },
  aside: call.aside && { ...call.aside },
  ivr: call.ivr && { ...call.ivr },
  segments: [...call.segments],
  open: [...call.open],
  timers: timerRows(call.timers),
});

interface TenantDoc {
  readonly v: number;
  readonly coidSequence: number;
  readonly taskSequence?: number;
}

type TaskDoc = Task & { readonly v: number };
type RecordingDoc = Recording & { readonly v: number };

/** A JSON-safe copy of a live document, which later steps do not touch; null: it is to be deleted. */
export function documentOf(state: TenantState, key: DocKey): unknown | null {
  if (key === 'tenant') {
    const { coidSequence, taskSequence } = state;
    return { v: VERSION, coidSequence, taskSequence } satisfies TenantDoc;
  }
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('agent:')) {
    const session = state.sessions.get(name);
    return session ? sessionDoc(session) : null;
  }
  if (key.startsWith('task:')) {
    const task = state.tasks.get(name);
    return task ? { v: VERSION, ...task } : null;
  }
  if (key.startsWith('recording:')) {
    const recording = state.recordings.get(name);
    return recording ? { v: VERSION, ...recording, agentIds: [...recording.agentIds] } : null;
  }
  const call = state.calls.get(name);
  return call ? callDoc(call) : null;
}

// ── back ──

const isDoc = (doc: unknown): doc is { readonly v: number } =>
  typeof doc === 'object' && doc !== null && (doc as { v?: unknown }).v === VERSION;

function readTimers(state: TenantState, rows: readonly TimerRow[]): Timers {
  const timers: Timers = new Map();
  for (const [name, at, epoch] of rows) {
    timers.set(name, { at, epoch });
    state.epoch = Math.max(state.epoch, epoch);
  }
  return timers;
}

function restoreSession(state: TenantState, doc: SessionDoc): void {
  const session = makeSession(state, doc.ins, doc.agentId, doc.delegatorId, doc.stateSince);
  Object.assign(session, pick(doc, SESSION_FIELDS));
  session.leg = copyLeg(doc.leg);
  session.replies = [...doc.replies];
  session.inbox = (doc.inbox ?? []).map((item) => ({ ...item }));
  session.timers = readTimers(state, doc.timers);
  // Numbers below the limit may have been used already.
  session.seq = doc.seqLimit;
  session.pendingShown = { leaveReason: doc.pendingLeave, workMode: doc.pendingMode };
  state.sessions.set(session.ins, session);
  if (session.watch) state.watching.add(session.ins);
  if (session.state > 1) state.agents.set(session.agentId, session.ins);
  if (session.leg) state.legs.set(session.leg.id, { leg: session.leg, owner: { kind: 'agent', ins: session.ins } });
  if (isLoggedOn(session.state)) refreshAudience(state, session);
}

function restoreCall(state: TenantState, doc: CallDoc): void {
  const { v: _version, timers, ...fields } = doc;
  const call: Call = {
    ...fields,
    parties: doc.parties.map((party) => ({ ...party, leg: copyLeg(party.leg) })),
    offer: doc.offer && { ...doc.offer },
    missedBy: doc.missedBy ?? [],
    numberHidden: doc.numberHidden ?? false,
    // Documents of a server that had no such calls say nothing of them.
    inner: doc.inner ? { ...doc.inner } : null,
    consult: doc.consult ? { ...doc.consult } : null,
    aside: doc.aside ? { ...doc.aside } : null,
    transfer: doc.transfer ?? null,
    urgent: doc.urgent ?? false,
    sentTo: doc.sentTo ?? null,
    recording: doc.recording ?? null,
    unrecorded: doc.unrecorded ?? null,
    ivr: doc.ivr ? { ...doc.ivr, unchecked: doc.ivr.unchecked ?? false } : null,
    lang: doc.lang ?? null,
    wrongDigits: doc.wrongDigits ?? 0,
    segments: [...doc.segments],
    open: [...doc.open],
    timers: readTimers(state, timers),
  };
  state.calls.set(call.id, call);
  for (const { leg } of call.parties) {
    if (leg) state.legs.set(leg.id, { leg, owner: { kind: 'call', callId: call.id } });
  }
  if (call.play) state.plays.set(call.play.id, call.id);
  if (call.phase !== 'queued' || !call.place) return;
  const queue = state.queues.get(call.place.skill) ?? { skill: call.place.skill, waiting: [], idle: [] };
  state.queues.set(queue.skill, queue);
  insertWaiting(queue, call);
  state.waitingCalls += 1;
}

function restoreRecording(state: TenantState, { v: _version, ...recording }: RecordingDoc): void {
  state.recordings.set(recording.id, { ...recording, agentIds: [...recording.agentIds] });
}

function restoreTenant(state: TenantState, { coidSequence, taskSequence = 1 }: TenantDoc): void {
  state.coidSequence = coidSequence;
  state.taskSequence = taskSequence;
}

/**
 * The tenant as its documents say. The switch counts as lost until its `sync`, and every page as gone; the first
 * step deals with that. Documents of another version are left alone.
 */
export function restoreState(config: TenantConfig, docs: ReadonlyMap<string, unknown>): TenantState {
  const state = createState(config);
  const tasks: TaskDoc[] = [];
  for (const [key, doc] of docs) {
    if (!isDoc(doc)) continue;
    if (key === 'tenant') restoreTenant(state, doc as TenantDoc);
    else if (key.startsWith('task:')) tasks.push(doc as TaskDoc);
    else if (key.startsWith('agent:')) restoreSession(state, doc as SessionDoc);
    else if (key.startsWith('call:')) restoreCall(state, doc as CallDoc);
    else if (key.startsWith('recording:')) restoreRecording(state, doc as RecordingDoc);
  }
  for (const { v: _version, ...task } of tasks.sort((a, b) => a.serial - b.serial)) {
    // Of a call that is no more, or written before tasks knew theirs: it waits for an agent.
    const call = task.call && state.calls.has(task.call) ? task.call : null;
    state.tasks.set(task.id, { ...task, call });
  }
  state.restored = true;
  return state;
}

/** Every timer that is set, to be armed again after a restore; those whose time is past fire at once. */
export function armedTimers(state: TenantState): readonly Extract<Effect, { kind: 'timer' }>[] {
  const armed: Extract<Effect, { kind: 'timer' }>[] = [];
  const add = (owner: string, timers: Timers): void => {
    for (const [name, { at, epoch }] of timers) armed.push({ kind: 'timer', key: `${owner}:${name}`, at, epoch });
  };
  for (const session of state.sessions.values()) {
    add(`agent:${session.ins}`, session.timers);
    add(`agent:${session.ins}`, session.pageTimers);
  }
  for (const call of state.calls.values()) add(`call:${call.id}`, call.timers);
  if (state.queueTimer) armed.push({ kind: 'timer', key: QUEUE_TIMER_KEY, ...state.queueTimer });
  return armed;
}
