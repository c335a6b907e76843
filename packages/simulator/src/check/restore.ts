/** Documents are the truth (15): what is restored from them says the same as what they were made from. */
import type { DocKey, TenantState } from '@wssoftphone/engine';
import type { AgentView } from '@wssoftphone/protocol';
import type { World } from '../world.ts';
import type { Checker, Look } from './checker.ts';
import { difference, fail, same } from './violation.ts';

/** What the switch said of phones is not kept: its first word after the start says it again. */
const lasting = ({ deviceLost: _, ...agent }: AgentView): Omit<AgentView, 'deviceLost'> => agent;

/** A restore is tried on the living state every so many steps. */
const EVERY = 61;

/** What was written and what the restored state would write are the same. */
export function compareDocuments(world: World, state: TenantState, docs: ReadonlyMap<DocKey, string>): void {
  for (const [key, json] of docs) {
    const written: unknown = JSON.parse(json);
    const again: unknown = JSON.parse(JSON.stringify(world.engine.documentOf(state, key)));
    if (!same(written, again)) fail('15', `document ${key} is restored differently: ${difference(written, again)}`);
  }
}

export class RestoreChecker implements Checker {
  step(look: Look): void {
    const { world, facts, state, shadow } = look;
    if (!world.host.keepsDocuments || facts.index % EVERY !== 0 || !world.host.drained || look.blind) return;
    // This step's own documents are written after the checks.
    if (facts.result.changed.length > 0) return;
    const docs = new Map<string, unknown>();
    for (const [key, json] of world.host.docs) {
      const live: unknown = JSON.parse(JSON.stringify(world.engine.documentOf(state, key)));
      const written: unknown = JSON.parse(json);
      if (!same(live, written))
        fail('15', `document ${key} changed and the step did not say so: ${difference(written, live)}`);
      docs.set(key, written);
    }
    for (const ins of state.sessions.keys())
      if (!docs.has(`agent:${ins}`)) fail('15', `session ${ins} has no document`);
    for (const id of state.calls.keys()) if (!docs.has(`call:${id}`)) fail('15', `call ${id} has no document`);
    for (const id of state.tasks.keys()) if (!docs.has(`task:${id}`)) fail('15', `task ${id} has no document`);
    for (const id of state.recordings.keys())
      if (!docs.has(`recording:${id}`)) fail('15', `recording ${id} has no document`);
    const restored = world.engine.restoreState(world.host.config, docs);
    compareDocuments(world, restored, world.host.docs);
    for (const [ins, view] of look.after) {
      const again = world.engine.sessionView(restored, ins);
      if (!again) {
        fail('15', `session ${ins} is lost in a restore`);
        continue;
      }
      const [before, after] = [lasting(view.agent), lasting(again.agent)];
      if (!same(before, after)) fail('15', `${ins} is restored differently: ${difference(before, after)}`);
      if (!same(view.call, again.call))
        fail('15', `${ins}'s call is restored differently: ${difference(view.call, again.call)}`);
    }
    for (const { key, at } of world.engine.armedTimers(restored))
      if (shadow.timers.get(key)?.at !== at && !key.endsWith(':grace'))
        fail('15', `restored timer ${key} is for ${at}, not ${shadow.timers.get(key)?.at}`);
  }
}
