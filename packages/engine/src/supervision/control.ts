/** MonitorControl: a supervisor changes an agent's state, by the same rules as if the agent had asked. */
import type { CommandParams, ControlType } from '@wssoftphone/protocol';
import { isBusy } from '../agent/grace.ts';
import { applyLeave, applyMode, applyResume } from '../agent/modes.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { logOff, removeSession } from '../agent/session.ts';
import { S } from '../agent/transitions.ts';
import { endWrapup } from '../agent/wrapup.ts';
import { audit, type Ctx, emitWith, fault, touchSession } from '../context.ts';
import type { Session } from '../state.ts';
import { managedAgent } from './target.ts';

export const CONTROL_ACTIONS: { readonly [T in ControlType]: string } = {
  '1': 'force-log-off',
  '2': 'force-leave',
  '3': 'force-resume',
  '4': 'force-finish-wrap-up',
  '5': 'force-work-mode',
};

export function monitorControl(
  ctx: Ctx,
  session: Session,
  asked: CommandParams['MonitorControl'],
  replyTo: string | null,
): Outcome {
  const found = managedAgent(ctx.state, session, asked.destSPIns);
  if ('fault' in found) return refused(found.fault);
  const { target } = found;
  const { controlType, extraControlParam = '' } = asked;
  const destSPName = target.agentName;
  const tell = (): void => {
    const params = { controlType, extraControlParam, destSPName: session.agentName };
    emitWith(ctx, target, 'MonitorContorled', params, { agent: false });
  };
  // Who is logged off hears first by whom; else what was remembered for later goes with the news.
  if (controlType === '1') tell();
  const outcome = force(ctx, target, controlType, extraControlParam);
  if (!outcome.ok) return outcome;
  if (controlType !== '1') tell();
  audit(ctx, session, CONTROL_ACTIONS[controlType], target.agentId, 'ok');
  emitWith(ctx, session, 'MonitorControlSucc', { controlType, extraControlParam, destSPName }, { replyTo });
  return succeeded;
}

function force(ctx: Ctx, target: Session, type: ControlType, extra: string): Outcome {
  switch (type) {
    case '1':
      forceLogOff(ctx, target);
      return succeeded;
    case '2':
      return applyLeave(ctx, target, extra === '' ? ctx.state.index.defaultLeaveReason : extra);
    case '3':
      return applyResume(ctx, target);
    case '4':
      if (target.state !== S.WRAPUP) return refused(fault('NotAllowedInState', { state: String(target.state) }));
      endWrapup(ctx, target, null, false);
      return succeeded;
    case '5':
      return applyMode(ctx, target, extra);
  }
}

/** At once when the agent has no call; else when it is over (free.ts). */
function forceLogOff(ctx: Ctx, target: Session): void {
  if (isBusy(target) && target.wrapup === null) {
    target.pendingLogOff = true;
    touchSession(ctx, target);
    return;
  }
  logOff(ctx, target, 'forced');
  if (target.conn === null) removeSession(ctx, target);
}
