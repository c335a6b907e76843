/**
 * Carries a caller through a flow, node by node. Every node that waits has a prompt under way or a deadline; a flow
 * that goes round in circles ends. Digits are kept in memory only: after a restart the caller is asked again. A flow
 * may change under a caller: whoever stands at a node that is gone begins the flow anew.
 */

import { endCall, forgetPlay, stopPlay } from '../call/end.ts';
import { sendTo } from '../call/inbound.ts';
import { answerLeg, hear } from '../call/legs.ts';
import { closeSegments, customerLeg, openSegment, setPhase } from '../call/model.ts';
import { voiceOf } from '../call/voice.ts';
import { type Ctx, clearCallTimer, newId, notice, setCallTimer, switchDo, touchCall } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Call, IvrRun, TenantState } from '../state.ts';
import type { Prompt } from '../switch-contract.ts';
import type { FlowNode, FlowPrompt, HttpNode, IvrFlow, NodeName } from './flow.ts';
import { addressOf, bodyOf, datum } from './http.ts';
import { returnToKeeper } from './transfer.ts';

export const findFlow = (state: TenantState, svn: string): IvrFlow | undefined => state.index.flows.get(svn);

type Asking = Extract<FlowNode, { do: 'menu' | 'collect' | 'verify' }>;
const asks = (node: FlowNode): node is Asking => node.do === 'menu' || node.do === 'collect' || node.do === 'verify';

function place(ctx: Ctx, call: Call): { run: IvrRun; flow: IvrFlow; node: FlowNode } | null {
  const { ivr } = call;
  const flow = ivr ? findFlow(ctx.state, ivr.svn) : undefined;
  const node = ivr && flow && Object.hasOwn(flow.nodes, ivr.node) ? flow.nodes[ivr.node] : undefined;
  return ivr && flow && node ? { run: ivr, flow, node } : null;
}

/** The caller enters a flow; `keeper` is the seat of the agent who waits for the result. */
export function enterIvr(ctx: Ctx, call: Call, flow: IvrFlow, keeper: string | null, replyTo: string | null): void {
  const leg = customerLeg(call);
  if (!leg) throw new Error(`call ${call.id}: no caller for flow ${flow.svn}`);
  setPhase(ctx, call, 'ivr');
  call.ivr = {
    ...{ svn: flow.svn, node: flow.start, begun: false, tries: 0, visits: 0, request: null, unchecked: false },
    ...{ keeper, replyTo },
  };
  call.data = { ...call.data, SVN: flow.svn };
  if (flow.lang !== undefined) call.lang = flow.lang;
  openSegment(ctx, call, 'ivr');
  if (leg.phase === 'incoming') answerLeg(ctx, leg);
  hear(ctx, leg, { kind: 'none' });
  if (leg.phase === 'up') beginIvr(ctx, call);
}

/** The caller's own leg is up. */
export function beginIvr(ctx: Ctx, call: Call): void {
  if (!call.ivr || call.ivr.begun) return;
  call.ivr.begun = true;
  visit(ctx, call, call.ivr.node);
}

/** Out of the flow, whatever comes then. */
export function leaveIvr(ctx: Ctx, call: Call, outcome: string): void {
  stopPlay(ctx, call);
  clearCallTimer(ctx, call, 'ivr');
  closeSegments(ctx, call, 'ivr', outcome);
  ctx.state.digits.delete(call.id);
  call.ivr = null;
  touchCall(ctx, call);
}

/** The node where the caller stands is gone from the flow. */
function astray(ctx: Ctx, call: Call): void {
  const start = call.ivr ? findFlow(ctx.state, call.ivr.svn)?.start : undefined;
  if (start === undefined) failIvr(ctx, call, 'no such flow');
  else visit(ctx, call, start);
}

function failIvr(ctx: Ctx, call: Call, why: string): void {
  notice(ctx, 'error', 'ivr-failed', { call, detail: { svn: call.ivr?.svn ?? '', node: call.ivr?.node ?? '', why } });
  if (call.ivr?.keeper) {
    call.ivr.unchecked = true;
    returnToKeeper(ctx, call, '0');
    return;
  }
  leaveIvr(ctx, call, 'failed');
  endCall(ctx, call, { outcome: 'failed', by: 'system' });
}

function visit(ctx: Ctx, call: Call, name: NodeName): void {
  let next: NodeName | null = name;
  while (next !== null && call.ivr) {
    const run: IvrRun = call.ivr;
    run.node = next;
    run.tries = 0;
    run.visits += 1;
    run.request = null;
    touchCall(ctx, call);
    const at = place(ctx, call);
    if (!at || run.visits > LIMITS.ivrVisits) {
      failIvr(ctx, call, at ? 'too many steps' : 'no such node');
      return;
    }
    next = enterNode(ctx, call, at.node);
  }
}

/** Does what the node says; gives the next node when it does not wait. */
function enterNode(ctx: Ctx, call: Call, node: FlowNode): NodeName | null {
  switch (node.do) {
    case 'play':
      return speak(ctx, call, node.prompts) ? null : node.next;
    case 'verify':
      // Not confirmed until it is: neither an earlier check nor whoever attached data has a say in this one.
      store(ctx, call, { [node.key]: '0' });
      if (call.ivr) call.ivr.unchecked = false;
      ask(ctx, call, node);
      return null;
    case 'menu':
    case 'collect':
      ask(ctx, call, node);
      return null;
    case 'branch': {
      const value = datum(call, node.key);
      return (Object.hasOwn(node.cases, value) ? node.cases[value] : undefined) ?? node.otherwise;
    }
    case 'language':
      call.lang = node.lang;
      touchCall(ctx, call);
      return node.next;
    case 'http':
      return request(ctx, call, node) ? null : node.otherwise;
    case 'set':
      store(ctx, call, node.data);
      return node.next;
    case 'queue':
      goOn(ctx, call, { type: 'skill', code: node.skill });
      return null;
    case 'transfer':
      goOn(ctx, call, { type: 'outside', number: node.number });
      return null;
    case 'hangup':
      hangUp(ctx, call);
      return null;
    case 'return':
      if (call.ivr?.keeper) returnToKeeper(ctx, call, datum(call, node.key));
      else hangUp(ctx, call);
      return null;
  }
}

/** The flow is through. An agent who waits hears from the end of the call that nothing comes any more. */
function hangUp(ctx: Ctx, call: Call): void {
  closeSegments(ctx, call, 'ivr', 'completed');
  endCall(ctx, call, { outcome: 'self-service', by: 'system' });
}

function goOn(ctx: Ctx, call: Call, target: Parameters<typeof sendTo>[2]): void {
  if (call.ivr?.keeper) {
    failIvr(ctx, call, 'an agent waits for the caller');
    return;
  }
  leaveIvr(ctx, call, 'completed');
  setPhase(ctx, call, 'arriving');
  sendTo(ctx, call, target);
}

/** Call data within the limits. */
function store(ctx: Ctx, call: Call, data: Readonly<Record<string, string>>): void {
  const merged = { ...call.data, ...data };
  if (Object.keys(merged).length > LIMITS.attachedKeys + LIMITS.ivrKeys) return;
  call.data = merged;
  touchCall(ctx, call);
}

/** False: there was nothing to say. */
function speak(ctx: Ctx, call: Call, prompts: readonly FlowPrompt[]): boolean {
  const leg = customerLeg(call);
  const said = prompts.flatMap((prompt): readonly Prompt[] => {
    if (prompt.kind !== 'data') return [prompt];
    const value = datum(call, prompt.key);
    if (prompt.as === 'number') return /^\d{1,8}$/.test(value) ? [{ kind: 'number', value: Number(value) }] : [];
    const digits = value.replace(/[^0-9*#]/g, '');
    return digits === '' ? [] : [{ kind: 'digits', digits }];
  });
  if (!leg || said.length === 0) return false;
  call.play = { id: newId(ctx, 'p'), purpose: 'ivr' };
  ctx.state.plays.set(call.play.id, call.id);
  const lang = voiceOf(ctx.state, call);
  switchDo(ctx, { do: 'play', play: call.play.id, leg: leg.id, prompts: said, lang });
  setCallTimer(ctx, call, 'play', ctx.at + longest(said));
  return true;
}

/** After so long the prompts count as played, whatever the switch says. */
function longest(prompts: readonly Prompt[]): number {
  const each = (prompt: Prompt): number => {
    if (prompt.kind === 'recording') return LIMITS.recordingMs;
    return prompt.kind === 'digits' ? prompt.digits.length * LIMITS.digitMs : LIMITS.promptMs;
  };
  return Math.max(
    LIMITS.promptMs,
    prompts.reduce((ms, prompt) => ms + each(prompt), 0),
  );
}

function ask(ctx: Ctx, call: Call, node: Asking): void {
  ctx.state.digits.set(call.id, '');
  if (!speak(ctx, call, node.prompts)) wait(ctx, call, node);
}
const wait = (ctx: Ctx, call: Call, node: Asking): void =>
  setCallTimer(ctx, call, 'ivr', ctx.at + node.timeoutSeconds * 1000);

/**
 * The prompt ended. One that could not be played often means that the line to the switch or the caller is going; the
 * flow goes on a little later, when neither has come true. What is lost with the line `resumeIvr` says again.
 */
export function ivrPlayed(ctx: Ctx, call: Call, ok: boolean): void {
  forgetPlay(ctx, call);
  if (!ctx.state.switchUp) return;
  const at = place(ctx, call);
  if (!at) astray(ctx, call);
  else if (asks(at.node)) wait(ctx, call, at.node);
  else if (at.node.do === 'play' && ok) visit(ctx, call, at.node.next);
  else if (at.node.do === 'play') setCallTimer(ctx, call, 'ivr', ctx.at + LIMITS.promptFailedMs);
}

/** The line to the switch is back. The node begins again, unless it waits for an answer that has its own deadline. */
export function resumeIvr(ctx: Ctx, call: Call): void {
  if (!call.ivr?.begun) return;
  const at = place(ctx, call);
  if (at && at.run.request !== null) return;
  stopPlay(ctx, call);
  clearCallTimer(ctx, call, 'ivr');
  if (!at) astray(ctx, call);
  else if (asks(at.node)) ask(ctx, call, at.node);
  else visit(ctx, call, at.run.node);
}

/** A digit cuts the prompt short. Digits that nothing asks for are dropped. */
export function ivrDigit(ctx: Ctx, call: Call, digit: string): void {
  const at = place(ctx, call);
  if (!at || !asks(at.node) || !at.run.begun || at.run.request !== null || !/^[0-9*#]$/.test(digit)) return;
  stopPlay(ctx, call);
  if (at.node.do === 'menu') {
    const next = Object.hasOwn(at.node.choices, digit) ? at.node.choices[digit] : undefined;
    if (next === undefined) {
      again(ctx, call, at.node);
      return;
    }
    clearCallTimer(ctx, call, 'ivr');
    if (at.node.key !== undefined) store(ctx, call, { [at.node.key]: digit });
    visit(ctx, call, next);
    return;
  }
  const digits = (ctx.state.digits.get(call.id) ?? '') + (digit === '#' ? '' : digit);
  ctx.state.digits.set(call.id, digits);
  if (digit === '#' || digits.length >= at.node.most) complete(ctx, call, at.node);
  else wait(ctx, call, at.node);
}

/** Timer `ivr`: the caller pressed nothing more, or whoever was asked gave no answer. */
export function ivrSilence(ctx: Ctx, call: Call): void {
  const at = place(ctx, call);
  if (!at) {
    astray(ctx, call);
  } else if (at.run.request === null && !ctx.state.switchUp) {
    // Nobody can be heard now; the node begins again when the line is back.
    return;
  } else if (at.run.request !== null && at.node.do === 'http') {
    notice(ctx, 'warn', 'ivr-http-silent', { call, detail: { svn: at.run.svn, node: at.run.node } });
    answered(ctx, call, { request: at.run.request, ok: false, data: {} });
  } else if (at.run.request !== null && at.node.do === 'verify') {
    notice(ctx, 'warn', 'ivr-check-silent', { call, detail: { svn: at.run.svn } });
    verified(ctx, call, at.run.request, null);
  } else if (at.node.do === 'play' && at.run.request === null) {
    visit(ctx, call, at.node.next);
  } else if (!asks(at.node) || at.run.request !== null) {
    // The flow was changed meanwhile: the node is another now.
    visit(ctx, call, at.run.node);
  } else if (at.node.do !== 'menu') {
    complete(ctx, call, at.node);
  } else {
    again(ctx, call, at.node);
  }
}

/** False: nothing can be asked. */
function request(ctx: Ctx, call: Call, node: HttpNode): boolean {
  const url = addressOf(node, call);
  const leg = customerLeg(call);
  if (!call.ivr || !leg || url === null) {
    notice(ctx, 'warn', 'ivr-http-address', { call, detail: { svn: call.ivr?.svn ?? '', node: call.ivr?.node ?? '' } });
    return false;
  }
  const id = newId(ctx, 'm');
  const timeoutMs = node.timeoutSeconds * 1000;
  call.ivr.request = id;
  if (node.musicClass !== undefined) hear(ctx, leg, { kind: 'music', musicClass: node.musicClass });
  ctx.effects.push({
    kind: 'http',
    call: call.id,
    request: id,
    svn: call.ivr.svn,
    method: node.method,
    url,
    body: bodyOf(node, call),
    save: node.save,
    timeoutMs,
  });
  setCallTimer(ctx, call, 'ivr', ctx.at + timeoutMs + LIMITS.httpSlackMs);
  return true;
}

interface HttpAnswer {
  readonly request: string;
  readonly ok: boolean;
  readonly data: Readonly<Record<string, string>>;
}
/** What came of a request (input `http-result`). One that comes late, or twice, means nothing. */
export function answered(ctx: Ctx, call: Call, { request: id, ok, data }: HttpAnswer): void {
  const at = place(ctx, call);
  if (at?.node.do !== 'http' || at.run.request !== id) return;
  at.run.request = null;
  clearCallTimer(ctx, call, 'ivr');
  const leg = customerLeg(call);
  if (leg && at.node.musicClass !== undefined) hear(ctx, leg, { kind: 'none' });
  if (ok) {
    const { save } = at.node;
    const wanted = Object.entries(data).filter(([key]) => Object.hasOwn(save, key));
    store(
      ctx,
      call,
      Object.fromEntries(wanted.map(([key, value]) => [key, value.slice(0, LIMITS.attachedValueChars)])),
    );
  }
  visit(ctx, call, ok ? at.node.next : at.node.otherwise);
}

function complete(ctx: Ctx, call: Call, node: Exclude<Asking, { do: 'menu' }>): void {
  const digits = ctx.state.digits.get(call.id) ?? '';
  ctx.state.digits.delete(call.id);
  clearCallTimer(ctx, call, 'ivr');
  if (digits.length < node.least) {
    again(ctx, call, node);
  } else if (node.do === 'collect') {
    store(ctx, call, { [node.key]: digits });
    visit(ctx, call, node.next);
  } else if (call.wrongDigits >= LIMITS.wrongDigits) {
    // However often a flow, or agents, would let the caller try: a password is not to be found by guessing.
    notice(ctx, 'warn', 'ivr-too-many-guesses', { call, detail: { svn: call.ivr?.svn ?? '' } });
    store(ctx, call, { [node.key]: '0' });
    visit(ctx, call, node.otherwise);
  } else if (call.ivr) {
    const request = newId(ctx, 'm');
    call.ivr.request = request;
    touchCall(ctx, call);
    ctx.effects.push({
      kind: 'verify',
      call: call.id,
      request,
      svn: call.ivr.svn,
      ani: call.ani,
      coid: call.coid,
      digits,
    });
    setCallTimer(ctx, call, 'ivr', ctx.at + LIMITS.verifyMs);
  }
}

/** The checker's verdict (input `verified`); null: none. One that comes late, or twice, means nothing. */
export function verified(ctx: Ctx, call: Call, request: string, good: boolean | null): void {
  const at = place(ctx, call);
  if (at?.node.do !== 'verify' || at.run.request !== request) return;
  at.run.request = null;
  clearCallTimer(ctx, call, 'ivr');
  at.run.unchecked = good === null;
  store(ctx, call, { [at.node.key]: good ? '1' : '0' });
  if (good === null) {
    // Whoever asked again would only hear the same nothing.
    visit(ctx, call, at.node.unanswered ?? at.node.otherwise);
    return;
  }
  if (!good) call.wrongDigits += 1;
  if (good) visit(ctx, call, at.node.next);
  else again(ctx, call, at.node);
}

/** Asks once more, or gives up. */
function again(ctx: Ctx, call: Call, node: Asking): void {
  clearCallTimer(ctx, call, 'ivr');
  if (!call.ivr) return;
  call.ivr.tries += 1;
  touchCall(ctx, call);
  if (call.ivr.tries > node.retries) {
    ctx.state.digits.delete(call.id);
    if (node.do === 'verify') store(ctx, call, { [node.key]: '0' });
    visit(ctx, call, node.otherwise);
  } else {
    ask(ctx, call, node);
  }
}
