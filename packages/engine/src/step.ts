/** One input, what it changes, and what is to be done. Nothing else changes a tenant's state. */

import { deviceSilent } from './agent/log-on.ts';
import { connectionClosed, graceOver, pageGone } from './agent/session.ts';
import { endWrapup, tick } from './agent/wrapup.ts';
import { announcePosition, waitedTooLong } from './call/inbound.ts';
import { recordTalks } from './call/recording.ts';
import { consultUnserved } from './consult/consult.ts';
import { type Ctx, notice, QUEUE_TIMER_KEY, setCallTimer, startStep } from './context.ts';
import { handleCommand } from './desk.ts';
import type { StepResult } from './effects.ts';
import type { Input } from './inputs.ts';
import { answered, ivrSilence, verified } from './ivr/run.ts';
import { LIMITS } from './limits.ts';
import { refreshAvailability } from './queue/availability.ts';
import { match } from './queue/matching.ts';
import { notifyQueues, queueTimerFired } from './queue/notify.ts';
import { dropUnknownQueues, reconfigure } from './reconfigure.ts';
import type { TenantState, Timer, Timers } from './state.ts';
import { followAgents } from './supervision/watch.ts';
import { handleSwitch, played } from './switch/events.ts';
import { giveTasks } from './tasks/tasks.ts';

/**
 * Mutates the state; returns effects in the order they must happen and the documents that changed.
 * @throws Error only when an invariant of the engine is broken; no input from outside can make it throw.
 */
export function step(state: TenantState, input: Input): StepResult {
  const ctx = startStep(state, Math.max(input.at, state.now), input.entropy);
  state.now = ctx.at;
  const { body } = input;
  if (state.restored && body.kind !== 'timer') settleRestored(ctx);
  switch (body.kind) {
    case 'command':
      handleCommand(ctx, body);
      break;
    case 'switch':
      handleSwitch(ctx, body.event);
      break;
    case 'timer':
      timerFired(ctx, body.key, body.epoch);
      break;
    case 'connection-closed':
      connectionClosed(ctx, body.conn);
      break;
    case 'verified': {
      const call = state.calls.get(body.call);
      if (call) verified(ctx, call, body.request, body.good);
      break;
    }
    case 'http-result': {
      const call = state.calls.get(body.call);
      if (call) answered(ctx, call, body);
      break;
    }
    case 'config':
      reconfigure(ctx, body.config);
      break;
  }
  followAgents(ctx);
  giveTasks(ctx);
  recordTalks(ctx, body);
  match(ctx);
  notifyQueues(ctx);
  return { effects: ctx.effects, changed: [...ctx.changed] };
}

/** No page survived the restart: each session waits for its own, as after a closed connection. */
function settleRestored(ctx: Ctx): void {
  ctx.state.restored = false;
  dropUnknownQueues(ctx);
  for (const session of [...ctx.state.sessions.values()]) pageGone(ctx, session);
}

/** The timer of that name, when it is the one that fired. One that fires early is set again, a stale one ignored. */
function due(ctx: Ctx, timers: Timers, key: string, name: string, epoch: number): boolean {
  const timer = timers.get(name);
  if (!timer || timer.epoch !== epoch) return false;
  if (early(ctx, key, timer)) return false;
  timers.delete(name);
  return true;
}
function early(ctx: Ctx, key: string, timer: Timer): boolean {
  if (ctx.at >= timer.at) return false;
  ctx.effects.push({ kind: 'timer', key, at: timer.at, epoch: timer.epoch });
  return true;
}

function timerFired(ctx: Ctx, key: string, epoch: number): void {
  if (key === QUEUE_TIMER_KEY) {
    const timer = ctx.state.queueTimer;
    if (timer && timer.epoch === epoch && !early(ctx, key, timer)) queueTimerFired(ctx);
    return;
  }
  const first = key.indexOf(':');
  const last = key.lastIndexOf(':');
  const owner = key.slice(first + 1, last);
  const name = key.slice(last + 1);
  if (key.startsWith('agent:')) sessionTimer(ctx, key, owner, name, epoch);
  else if (key.startsWith('call:')) callTimer(ctx, key, owner, name, epoch);
}

function sessionTimer(ctx: Ctx, key: string, ins: string, name: string, epoch: number): void {
  const session = ctx.state.sessions.get(ins);
  if (!session) return;
  const timers = name === 'tick' ? session.pageTimers : session.timers;
  if (!due(ctx, timers, key, name, epoch)) return;
  if (name !== 'tick') ctx.changed.add(`agent:${ins}`);
  switch (name) {
    case 'tick':
      tick(ctx, session);
      return;
    case 'wrapup':
      endWrapup(ctx, session, null, false);
      return;
    case 'grace':
      graceOver(ctx, session);
      return;
    case 'device':
      deviceSilent(ctx, session);
      return;
    case 'rest':
      refreshAvailability(ctx, session);
      return;
  }
}

function callTimer(ctx: Ctx, key: string, id: string, name: string, epoch: number): void {
  const call = ctx.state.calls.get(id);
  if (!call || !due(ctx, call.timers, key, name, epoch)) return;
  ctx.changed.add(`call:${id}`);
  switch (name) {
    case 'wait':
      if (call.consult) consultUnserved(ctx, call);
      else waitedTooLong(ctx, call);
      return;
    case 'announce':
      announcePosition(ctx, call);
      return;
    case 'ivr':
      ivrSilence(ctx, call);
      return;
    case 'play':
      if (call.play?.purpose === 'work-number' && !ctx.state.switchUp) {
        // The two meet when the line is back, and not before its report has said that their room is gone.
        setCallTimer(ctx, call, 'play', ctx.at + LIMITS.lineCheckMs);
        return;
      }
      notice(ctx, 'warn', 'prompt-never-played', { call });
      if (call.play) played(ctx, call.play.id);
      return;
  }
}
