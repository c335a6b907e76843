/** A call from outside on its way to an agent: DNIS route, service hours, queue, waiting time, overflow. */

import type { SkillConfig, Target } from '../config.ts';
import { findRoute } from '../config-index.ts';
import { type Ctx, clearCallTimers, newId, notice, setCallTimer, switchDo } from '../context.ts';
import type { CallOutcome } from '../effects.ts';
import { enterIvr, findFlow } from '../ivr/run.ts';
import { LIMITS } from '../limits.ts';
import { joinQueue, leaveQueue, placeOf, positionInQueue } from '../queue/queue.ts';
import type { Call, TenantState } from '../state.ts';
import type { SoundName, SwitchEvent } from '../switch-contract.ts';
import { weekMinute } from '../time.ts';
import { endCall } from './end.ts';
import { forward } from './forward.ts';
import { answerLeg, hear, makeLeg } from './legs.ts';
import { addParty, closeSegments, createCall, customerLeg, openSegment, setPhase } from './model.ts';

type Incoming = Extract<SwitchEvent, { on: 'incoming' }>;
type Why = 'route' | 'overflow' | 'closed';

const cut = (text: string): string => text.slice(0, LIMITS.switchTextChars);

export function receiveCall(ctx: Ctx, event: Incoming): void {
  const { state } = ctx;
  if (state.legs.has(event.leg)) return;
  const full = state.calls.size >= state.config.params.maxCalls;
  const dnis = cut(event.dnis);
  const route = findRoute(state.index, dnis);
  const call = createCall(ctx, {
    direction: '0',
    ani: cut(event.ani),
    aniName: cut(event.aniName),
    dnis,
    phoneNum: cut(event.ani),
    channelAni: cut(event.ani),
    priority: route?.priority ?? 0,
    data: {},
  });
  const leg = makeLeg(ctx, event.leg, 'incoming', { kind: 'call', callId: call.id });
  addParty(ctx, call, 'customer', { leg });
  notice(ctx, 'info', 'call-arrived', { call, detail: { leg: event.leg, dnis } });
  if (full) {
    notice(ctx, 'warn', 'limit-reached', { call, detail: { limit: 'maxCalls' } });
    endCall(ctx, call, { outcome: 'busy', by: 'system' });
  } else if (!route) {
    notice(ctx, 'warn', 'no-route', { call, detail: { dnis } });
    endCall(ctx, call, { outcome: 'no-route', by: 'system' });
  } else {
    send(ctx, call, route.target, 'route');
  }
}

function isOpen(state: TenantState, skill: SkillConfig, at: number): boolean {
  if (skill.serviceHours === null) return true;
  const now = weekMinute(at, state.config.params.utcOffsetMinutes);
  return skill.serviceHours.some(({ day, from, to }) => day === now.day && from <= now.minute && now.minute < to);
}

/** Some agent holds the skill, by configuration or by what the agent's page asked for, so that waiting makes sense. */
export const someoneHolds = (state: TenantState, code: string): boolean =>
  state.index.heldSkills.has(code) || (state.audiencesOf.get(code)?.size ?? 0) > 0;

function send(ctx: Ctx, call: Call, target: Target, why: Why): void {
  if (why !== 'route') call.detours += 1;
  if (call.detours > LIMITS.detours) {
    notice(ctx, 'warn', 'detour-loop', { call });
    endCall(ctx, call, { outcome: 'failed', by: 'system' });
    return;
  }
  switch (target.type) {
    case 'skill':
      sendToSkill(ctx, call, target.code);
      return;
    case 'outside':
      forward(ctx, call, target.number);
      return;
    case 'ivr':
      sendToFlow(ctx, call, target.svn);
      return;
    case 'hangup':
      if (why === 'closed') farewell(ctx, call, 'closed', 'closed');
      else if (why === 'overflow') farewell(ctx, call, 'overflowed', 'all-busy');
      else endCall(ctx, call, { outcome: 'no-route', by: 'system' });
  }
}

function sendToFlow(ctx: Ctx, call: Call, svn: string): void {
  const flow = findFlow(ctx.state, svn);
  if (flow) {
    enterIvr(ctx, call, flow, null, null);
    return;
  }
  notice(ctx, 'warn', 'no-route', { call, detail: { svn } });
  endCall(ctx, call, { outcome: 'no-route', by: 'system' });
}

/** Where a flow sends the caller. */
export const sendTo = (ctx: Ctx, call: Call, target: Target): void => {
  call.detours += 1;
  send(ctx, call, target, 'route');
};

function sendToSkill(ctx: Ctx, call: Call, code: string): void {
  const { state } = ctx;
  const skill = state.index.skills.get(code);
  if (!skill) {
    notice(ctx, 'warn', 'no-route', { call, detail: { skill: code } });
    endCall(ctx, call, { outcome: 'no-route', by: 'system' });
    return;
  }
  call.skill = code;
  if (!isOpen(state, skill, ctx.at)) {
    send(ctx, call, skill.closedTarget, 'closed');
  } else if (!someoneHolds(state, code)) {
    send(ctx, call, skill.overflow, 'overflow');
  } else if (state.waitingCalls >= state.config.params.maxQueue) {
    notice(ctx, 'warn', 'limit-reached', { call, detail: { limit: 'maxQueue' } });
    endCall(ctx, call, { outcome: 'busy', by: 'system' });
  } else {
    enterQueue(ctx, call, skill);
  }
}

export function enterQueue(ctx: Ctx, call: Call, skill: SkillConfig): void {
  const leg = customerLeg(call);
  if (!leg) throw new Error(`call ${call.id}: no caller to queue`);
  if (leg.phase === 'incoming') answerLeg(ctx, leg);
  hear(ctx, leg, { kind: 'music', musicClass: skill.musicClass });
  call.queuedAt ??= ctx.at;
  const deadline = skill.maxWaitSeconds === null ? null : ctx.at + skill.maxWaitSeconds * 1000;
  call.place = {
    skill: skill.code,
    level: call.urgent ? LIMITS.topLevel : skill.priority + call.priority,
    enteredAt: call.queuedAt,
    deadline,
  };
  setPhase(ctx, call, 'queued');
  openSegment(ctx, call, 'queue');
  joinQueue(ctx, call);
  if (deadline !== null) setCallTimer(ctx, call, 'wait', deadline);
  if (skill.announceSeconds !== null) setCallTimer(ctx, call, 'announce', ctx.at + skill.announceSeconds * 1000);
}

/** After an offer that came to nothing: old place, old time, old level; or on, when the waiting time is over. */
export function backToQueue(ctx: Ctx, call: Call): void {
  setPhase(ctx, call, 'queued');
  openSegment(ctx, call, 'queue');
  const place = placeOf(call);
  if (!ctx.state.queues.has(place.skill)) {
    // The skill was removed while the phone rang.
    endUnserved(ctx, call);
    return;
  }
  joinQueue(ctx, call);
  if (place.deadline !== null && ctx.at >= place.deadline) waitedTooLong(ctx, call);
}

/** Timer `wait`. A call that is ringing somewhere is left alone; it is looked at when it comes back. */
export function waitedTooLong(ctx: Ctx, call: Call): void {
  if (call.phase !== 'queued' || !call.place) return;
  const skill = ctx.state.index.skills.get(call.place.skill);
  leaveQueue(ctx, call);
  closeSegments(ctx, call, 'queue', 'overflowed');
  clearCallTimers(ctx, call);
  call.place = null;
  setPhase(ctx, call, 'arriving');
  notice(ctx, 'info', 'call-overflowed', { call });
  send(ctx, call, skill?.overflow ?? { type: 'hangup' }, 'overflow');
}

/** Timer `announce`: the caller hears the position, over the music, and again after the same time. */
export function announcePosition(ctx: Ctx, call: Call): void {
  const skill = call.place ? ctx.state.index.skills.get(call.place.skill) : undefined;
  if (!skill || skill.announceSeconds === null) return;
  const leg = customerLeg(call);
  if (call.phase === 'queued' && leg?.phase === 'up') {
    const value = positionInQueue(ctx, call);
    switchDo(ctx, {
      do: 'play',
      play: newId(ctx, 'p'),
      leg: leg.id,
      prompts: [
        { kind: 'sound', name: 'queue-position' },
        { kind: 'number', value },
      ],
      lang: 'zh-CN',
    });
  }
  setCallTimer(ctx, call, 'announce', ctx.at + skill.announceSeconds * 1000);
}

/** The caller is told why, then hung up. */
function farewell(ctx: Ctx, call: Call, outcome: CallOutcome, sound: SoundName): void {
  const leg = customerLeg(call);
  if (!leg) throw new Error(`call ${call.id}: nobody to say farewell to`);
  setPhase(ctx, call, 'farewell');
  call.outcome = outcome;
  if (leg.phase === 'incoming') answerLeg(ctx, leg);
  if (leg.phase === 'up') sayFarewell(ctx, call, sound);
}

export function sayFarewell(ctx: Ctx, call: Call, sound: SoundName): void {
  const leg = customerLeg(call);
  if (!leg || call.play) return;
  call.play = { id: newId(ctx, 'p'), purpose: 'farewell' };
  ctx.state.plays.set(call.play.id, call.id);
  hear(ctx, leg, { kind: 'none' });
  switchDo(ctx, {
    do: 'play',
    play: call.play.id,
    leg: leg.id,
    prompts: [{ kind: 'sound', name: sound }],
    lang: 'zh-CN',
  });
  setCallTimer(ctx, call, 'play', ctx.at + LIMITS.promptMs);
}

/** The outcome decided before the farewell was said. */
export const farewellSound = (call: Call): SoundName => (call.outcome === 'closed' ? 'closed' : 'all-busy');

/** A skill was removed from the configuration: its callers cannot be served any more. */
export function dissolveQueue(ctx: Ctx, calls: readonly Call[]): void {
  for (const call of calls) {
    leaveQueue(ctx, call);
    endUnserved(ctx, call);
  }
}

function endUnserved(ctx: Ctx, call: Call): void {
  notice(ctx, 'warn', 'no-route', { call, detail: { skill: call.skill ?? '' } });
  call.place = null;
  endCall(ctx, call, { outcome: 'no-route', by: 'system' });
}
