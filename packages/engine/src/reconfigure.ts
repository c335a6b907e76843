/** A new configuration under a running tenant: buttons, skills, modes and queues follow at once. */
import { sendSettings } from './agent/session.ts';
import { isLoggedOn } from './agent/transitions.ts';
import { dissolveQueue } from './call/inbound.ts';
import type { TenantConfig } from './config.ts';
import { indexConfig } from './config-index.ts';
import { consultUnserved } from './consult/consult.ts';
import { type Ctx, notice, touchSession } from './context.ts';
import { refreshAll } from './queue/availability.ts';
import { refreshAudience, sendQueue } from './queue/notify.ts';
import type { TenantState } from './state.ts';

export function reconfigure(ctx: Ctx, config: TenantConfig): void {
  const { state } = ctx;
  withdrawEveryone(ctx);
  state.config = config;
  state.index = indexConfig(config);
  for (const number of [...state.devices.keys()]) {
    if (!state.index.extensions.has(number)) state.devices.delete(number);
  }
  changeQueues(ctx, state, config);
  for (const session of state.sessions.values()) {
    const agent = state.index.agents.get(session.agentId);
    if (agent && agent.name !== session.agentName) {
      session.agentName = agent.name;
      touchSession(ctx, session);
    }
    sendSettings(ctx, session);
    if (isLoggedOn(session.state) && refreshAudience(state, session)) sendQueue(ctx, session);
  }
  refreshAll(ctx);
  for (const code of state.queues.keys()) ctx.toMatch.add(code);
  notice(ctx, 'info', 'config-changed', { detail: { agents: config.agents.length, skills: config.skills.length } });
}

/** The idle lists are made anew: skills, levels and modes may all be different. */
function withdrawEveryone(ctx: Ctx): void {
  for (const session of ctx.state.sessions.values()) session.available = null;
  for (const queue of ctx.state.queues.values()) queue.idle.length = 0;
}

/** Callers of skills that are not there (any more) are told so; nobody waits where nobody serves. */
export function dropUnknownQueues(ctx: Ctx): void {
  const { state } = ctx;
  for (const [code, queue] of [...state.queues]) {
    if (state.index.skills.has(code)) continue;
    for (const call of [...queue.waiting]) if (call.consult) consultUnserved(ctx, call);
    dissolveQueue(ctx, [...queue.waiting]);
    state.queues.delete(code);
  }
}

function changeQueues(ctx: Ctx, state: TenantState, config: TenantConfig): void {
  dropUnknownQueues(ctx);
  for (const { code } of config.skills) {
    if (!state.queues.has(code)) state.queues.set(code, { skill: code, waiting: [], idle: [] });
  }
}
