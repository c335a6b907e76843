/**
 * Lists of numbers or pieces of work that agents of a skill go through one by one. An idle agent in a preview mode is
 * shown the next number (state 28: dial, skip, delete, cancel), one in a non-real-time mode the next piece of work (29).
 * Tasks are live documents; what became of each is in the audit log, and a dial's call record bears its TASKID.
 */
import type { CoInfos, CommandParams } from '@wssoftphone/protocol';
import { free } from '../agent/free.ts';
import { enter } from '../agent/life.ts';
import { goOnLeave, takePending } from '../agent/modes.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { isLoggedOn, S } from '../agent/transitions.ts';
import { bounded } from '../call/data.ts';
import { normaliseNumber } from '../call/dial-plan.ts';
import { dial } from '../call/outbound.ts';
import { maskNumber } from '../call/privacy.ts';
import { audit, type Ctx, emit, fault, notice, touchSession } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { heldSkills, taskKind } from '../queue/availability.ts';
import type { Session, Task, TenantState } from '../state.ts';
import { wallClock } from '../time.ts';

const touchTask = (ctx: Ctx, task: Task): void => void ctx.changed.add(`task:${task.id}`);

/** ImportTasks: all of them, or none. */
export function importTasks(
  ctx: Ctx,
  session: Session,
  { kind, skillCode, items, attached }: CommandParams['ImportTasks'],
  replyTo: string | null,
): Outcome {
  const { state } = ctx;
  if (!state.index.skills.has(skillCode)) return refused(fault('TargetUnknown', { target: skillCode }));
  const texts = items
    .split(/[,\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const subjects = texts.map((text) =>
    kind === 'dial' ? normaliseNumber(text) : text.slice(0, LIMITS.switchTextChars),
  );
  const wrong = subjects.indexOf(null);
  if (texts.length === 0 || wrong >= 0) {
    const expected = wrong >= 0 ? `telephone numbers; item ${wrong + 1} is none` : 'at least one item';
    return refused(fault('ParamInvalid', { name: 'items', expected }));
  }
  if (state.tasks.size + texts.length > LIMITS.tasks) return refused(fault('LimitReached', { limit: 'tasks' }));
  const data = bounded(attached);
  for (const subject of subjects) if (subject !== null) addTask(ctx, { kind, skill: skillCode, subject, data });
  audit(ctx, session, 'import-tasks', skillCode, String(texts.length));
  notice(ctx, 'info', 'tasks-imported', { ins: session.ins, detail: { skill: skillCode, count: texts.length } });
  emit(ctx, session, 'ImportTasksSucc', { replyTo });
  for (const other of state.sessions.values()) ctx.wantTask.add(other.ins);
  return succeeded;
}

function addTask(ctx: Ctx, made: Pick<Task, 'kind' | 'skill' | 'subject' | 'data'>): void {
  const serial = ctx.state.taskSequence;
  ctx.state.taskSequence += 1;
  ctx.changed.add('tenant');
  const task: Task = { ...made, id: `T${serial}`, serial, ins: null, call: null, skippedBy: [] };
  ctx.state.tasks.set(task.id, task);
  touchTask(ctx, task);
}

/** End of step: whoever became free gets the next task. */
export function giveTasks(ctx: Ctx): void {
  for (const ins of ctx.wantTask) {
    const session = ctx.state.sessions.get(ins);
    if (session) giveTask(ctx, session);
  }
  ctx.wantTask.clear();
}

function giveTask(ctx: Ctx, session: Session): void {
  const { state } = ctx;
  const kind = taskKind(state, session);
  const present = session.conn !== null || session.keepLogon;
  if (state.tasks.size === 0 || session.state !== S.IDLE || kind === null || !present) return;
  const skills = new Set(heldSkills(state, session).map(({ code }) => code));
  for (const task of state.tasks.values()) {
    if (task.ins !== null || task.call !== null || task.kind !== kind || !skills.has(task.skill)) continue;
    if (task.skippedBy.includes(session.agentId)) continue;
    task.ins = session.ins;
    session.taskId = task.id;
    session.shown = taskInfos(ctx, task);
    touchTask(ctx, task);
    enter(ctx, session, kind === 'dial' ? S.PREVIEW : S.OFFLINE_WORK);
    return;
  }
}

/** What a page reads of a task: like call data, with TASKID; TASKNAME is what there is to do. */
function taskInfos({ state, at }: Ctx, task: Task): CoInfos {
  const number = task.kind === 'dial' ? task.subject : '';
  const shown = state.config.params.maskNumbers ? maskNumber(number) : number;
  return {
    ...task.data,
    TASKID: task.id,
    TASKNAME: task.kind === 'dial' ? shown : task.subject,
    COID: task.id,
    ANI: '',
    DNIS: shown,
    SK: task.skill,
    IT: wallClock(at, state.config.params.utcOffsetMinutes),
    '17': '1',
    IVRROOT: '',
    SVN: '',
    CCIVR_TRANSFERTYPE: '',
    CCIVR_TRANSFERDEST: '',
    AID: shown,
    QTM: '0',
    CN0_UserPhoneNum: shown,
    CN2_ChannelANI: '',
  };
}

function taskOf(state: TenantState, session: Session): Task | null {
  return session.taskId === null ? null : (state.tasks.get(session.taskId) ?? null);
}

/** The agent is rid of the task; it waits for another, as it was. */
export function putTaskBack(ctx: Ctx, session: Session): void {
  const task = taskOf(ctx.state, session);
  session.taskId = null;
  touchSession(ctx, session);
  if (!task) return;
  task.ins = null;
  touchTask(ctx, task);
  for (const other of ctx.state.sessions.values()) {
    if (other !== session && isLoggedOn(other.state)) ctx.wantTask.add(other.ins);
  }
}

/** The task is off the list, for good. */
function complete(ctx: Ctx, session: Session, task: Task, outcome: string): void {
  session.taskId = null;
  touchSession(ctx, session);
  ctx.state.tasks.delete(task.id);
  touchTask(ctx, task);
  audit(ctx, session, `task-${task.kind}`, task.id, outcome);
}

type TaskCommand = 'SkipDial' | 'DeletePreview' | 'CancelPreview' | 'FinishNoneRealTimeWork';

/** What an agent does with the task at hand, but dialling. */
export function endTask(ctx: Ctx, session: Session, command: TaskCommand, replyTo: string | null): Outcome {
  const task = taskOf(ctx.state, session);
  if (!task) return refused(fault('NotAllowedInState', { state: String(session.state) }));
  emit(ctx, session, `${command}Succ`, { replyTo });
  switch (command) {
    case 'SkipDial':
      task.skippedBy = [...task.skippedBy, session.agentId].slice(-LIMITS.missedBy);
      audit(ctx, session, 'task-dial', task.id, 'skipped');
      putTaskBack(ctx, session);
      free(ctx, session);
      break;
    case 'DeletePreview':
      complete(ctx, session, task, 'deleted');
      free(ctx, session);
      break;
    case 'FinishNoneRealTimeWork':
      complete(ctx, session, task, 'finished');
      free(ctx, session);
      break;
    case 'CancelPreview':
      putTaskBack(ctx, session);
      // Idle, the agent would be shown the very next one.
      goOnLeave(ctx, session, takePending(ctx, session) ?? ctx.state.index.defaultLeaveReason);
      break;
  }
  return succeeded;
}

/** PreviewDial: the number of the task, as if the agent had dialled it; off the list as soon as it is really called. */
export function previewDial(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  const task = taskOf(ctx.state, session);
  if (!task) return refused(fault('NotAllowedInState', { state: String(session.state) }));
  const attached = { ...task.data, TASKID: task.id };
  const dialled = dial(ctx, session, { phoneNum: task.subject, ani: undefined, attached }, null);
  if (!dialled.ok) return dialled;
  session.taskId = null;
  touchSession(ctx, session);
  task.ins = null;
  task.call = session.callId;
  touchTask(ctx, task);
  emit(ctx, session, 'PreviewDialSucc', { replyTo });
  return succeeded;
}
