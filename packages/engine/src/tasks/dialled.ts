/** The number of a task while it is dialled: off the list once it is really called, back on it when the call never got so far. */
import { audit, type Ctx } from '../context.ts';
import type { Call, Session, Task, TenantState } from '../state.ts';

/** The task that this call is made for and that is still on the list; a TASKID that a page attached is not enough. */
function taskOfCall(state: TenantState, call: Call): Task | null {
  const task = state.tasks.get(call.data.TASKID ?? '');
  return task?.call === call.id ? task : null;
}

/** The agent's own phone is up and the number is called: from now on it has been tried. */
export function taskDialled(ctx: Ctx, call: Call, session: Session): void {
  const task = taskOfCall(ctx.state, call);
  if (!task) return;
  ctx.state.tasks.delete(task.id);
  ctx.changed.add(`task:${task.id}`);
  audit(ctx, session, 'task-dial', task.id, 'dialled');
}

/** The call is over. A number that was not called yet waits for an agent again. */
export function taskCallOver(ctx: Ctx, call: Call): void {
  const task = taskOfCall(ctx.state, call);
  if (!task) return;
  task.call = null;
  ctx.changed.add(`task:${task.id}`);
  for (const ins of ctx.state.sessions.keys()) ctx.wantTask.add(ins);
}
