/**
 * Lists worked one by one: every task is imported once, shown to at most one agent at a time, and off its list once, with
 * its outcome on record; nobody who could take one is idle while it waits.
 */
import type { Effect, TenantState } from '@wssoftphone/engine';
import type { Checker, Look, SessionState } from './checker.ts';
import { fail } from './violation.ts';

type TaskState = TenantState['tasks'] extends Map<string, infer T> ? T : never;

/** The state in which each kind is shown, and the work mode in which. */
const SHOWN: Readonly<Record<TaskState['kind'], { readonly state: number; readonly basic: number }>> = {
  dial: { state: 28, basic: 5 },
  work: { state: 29, basic: 2 },
};
/** With these a task is done. Skipped, it goes on waiting. */
const DONE: ReadonlySet<string> = new Set(['dialled', 'deleted', 'finished']);

export class TaskChecker implements Checker {
  /** null: after a restart; what the documents kept is the truth. */
  #listed: Set<string> | null = new Set();

  step(look: Look): void {
    const { state } = look;
    this.#list(look);
    if (look.calm || (state.tasks.size === 0 && ![...state.sessions.values()].some(({ taskId }) => taskId !== null)))
      return;
    for (const session of state.sessions.values()) shownTo(look, session);
    for (const task of state.tasks.values()) owned(look, task);
  }

  killed(): void {
    this.#listed = null;
  }

  /** Comes with an import, goes with an outcome. */
  #list({ state, facts }: Look): void {
    const done = facts.result.effects.flatMap(outcomeOf);
    const imported = facts.result.effects.some(
      (effect) => effect.kind === 'record' && effect.record.type === 'audit' && effect.record.action === 'import-tasks',
    );
    if (this.#listed) {
      for (const id of this.#listed) {
        const outcomes = done.filter((one) => one === id).length;
        if (!state.tasks.has(id) && outcomes !== 1) fail('tasks', `${id} left its list with ${outcomes} outcomes`);
        if (state.tasks.has(id) && outcomes > 0) fail('tasks', `${id} is done and on its list`);
      }
      for (const id of state.tasks.keys())
        if (!this.#listed.has(id) && !imported) fail('tasks', `${id} is on a list and nobody imported it`);
    }
    this.#listed = new Set(state.tasks.keys());
  }

  atRest({ state }: Omit<Look, 'facts' | 'before' | 'calm'>): void {
    for (const { id, ins, call } of state.tasks.values())
      if (ins !== null || call !== null) fail('tasks', `everybody is gone and ${id} is held by ${ins ?? call}`);
  }
}

const outcomeOf = (effect: Effect): readonly string[] => {
  if (effect.kind !== 'record' || effect.record.type !== 'audit') return [];
  const { action, target, outcome } = effect.record;
  return action.startsWith('task-') && DONE.has(outcome) ? [target] : [];
};

function basicOf({ state }: Look, session: SessionState): number | undefined {
  return state.config.workModes.find(({ serviceWorkMode }) => serviceWorkMode === session.workMode)?.basic;
}

function shownTo(look: Look, session: SessionState): void {
  const { ins, taskId } = session;
  const task = taskId === null ? undefined : look.state.tasks.get(taskId);
  const inTask = session.state === SHOWN.dial.state || session.state === SHOWN.work.state;
  if (inTask !== (taskId !== null)) fail('tasks', `${ins} is in state ${session.state} with task ${taskId}`);
  if (taskId !== null && task?.ins !== ins) fail('tasks', `${ins} is shown ${taskId}, which is ${task?.ins}'s`);
  if (task && SHOWN[task.kind].state !== session.state)
    fail('tasks', `${ins} is shown ${task.kind} in ${session.state}`);
}

function owned(look: Look, task: TaskState): void {
  const { sessions, calls } = look.state;
  if (task.ins !== null) {
    if (task.call !== null) fail('tasks', `${task.id} is shown to ${task.ins} and dialled in ${task.call}`);
    if (sessions.get(task.ins)?.taskId !== task.id) fail('tasks', `${task.id} is ${task.ins}'s, who does not have it`);
    return;
  }
  if (task.call !== null) {
    const call = calls.get(task.call);
    if (call?.data.TASKID !== task.id) fail('tasks', `${task.id} is dialled in ${task.call}, which is not for it`);
    return;
  }
  for (const session of sessions.values()) {
    const wants = session.state === 3 && basicOf(look, session) === SHOWN[task.kind].basic;
    const present = session.conn !== null || session.keepLogon;
    if (wants && present && mayTake(look, session, task)) fail('tasks', `${task.id} waits and ${session.ins} is idle`);
  }
}

function mayTake({ state }: Look, session: SessionState, task: TaskState): boolean {
  const skills = session.customSkills ?? state.config.agents.find(({ agentId }) => agentId === session.agentId)?.skills;
  const holds = skills?.some(({ code }) => code === task.skill) ?? false;
  return holds && !task.skippedBy.includes(session.agentId);
}
