/**
 * What reports count of a call, read off its record once, when it is stored: each wait in a queue, and each agent's part.
 * docs/reference/reports.md says what counts as what.
 */
import type { CallRecord, Segment } from '@wssoftphone/engine';

/** One wait in the queue of a skill, from coming to it until an agent talked, the caller gave up or was sent on. */
export interface WaitFact {
  /** Null: the call as a whole, over all its waits. */
  readonly skill: string | null;
  readonly from: number;
  readonly outcome: 'answered' | 'abandoned' | 'other';
  /** Milliseconds. */
  readonly waitMs: number;
  /** Talk with agents after this wait and before the next. */
  readonly talkMs: number;
}
/** An agent's part in a call. Calls among agents count as nothing, but say who had a part in them. */
export interface AgentFact {
  readonly agentId: string;
  readonly at: number;
  readonly handled: 0 | 1;
  readonly missed: number;
  readonly outbound: 0 | 1;
  readonly talkMs: number;
  readonly holdMs: number;
  /** 1 to 5; null: the customer gave none, or rated somebody else. */
  readonly score: number | null;
}

export function scoreOf(data: CallRecord['data']): number | null {
  const score = data.IVRSCORE;
  return score !== undefined && /^[1-5]$/.test(score) ? Number(score) : null;
}

/** The call as a whole first, then each wait in order; none where the call was never in a queue. */
export function waitsOf(call: CallRecord): readonly WaitFact[] {
  const waits: Wait[] = [];
  const segments = call.segments.toSorted((a, b) => a.from - b.from);
  for (const segment of segments) {
    const last = waits.at(-1);
    if (segment.kind === 'queue') {
      // After an offer that came to nothing the call is back in the queue it never left.
      const goesOn = last !== undefined && last.outcome === null && last.skill === segment.skill;
      if (last && !goesOn) last.end('other', segment.from);
      const wait = goesOn ? last : new Wait(segment);
      if (!goesOn) waits.push(wait);
      if (segment.outcome !== 'offered') wait.end(segment.outcome === 'abandoned' ? 'abandoned' : 'other', segment.to);
    } else if (segment.kind === 'ring' && segment.outcome === 'abandoned') {
      last?.end('abandoned', segment.to);
    } else if (segment.kind === 'talk' || segment.kind === 'conference') {
      last?.end('answered', segment.from);
      last?.talk.push(segment);
    }
  }
  const [first, ...others] = waits;
  if (first === undefined) return [];
  for (const wait of waits) wait.end(call.endedBy === 'customer' ? 'abandoned' : 'other', call.endedAt);
  const facts = waits.map((wait) => wait.fact());
  const deciding = waits.find(({ outcome }) => outcome === 'answered') ?? others.at(-1) ?? first;
  const whole: WaitFact = {
    skill: null,
    from: first.from,
    outcome: deciding.outcome ?? 'other',
    waitMs: deciding.until - first.from,
    talkMs: facts.reduce((sum, { talkMs }) => sum + talkMs, 0),
  };
  return [whole, ...facts];
}

class Wait {
  readonly skill: string;
  readonly from: number;
  readonly talk: Segment[] = [];
  outcome: WaitFact['outcome'] | null = null;
  until: number;
  constructor({ skill, from }: Segment) {
    this.skill = skill ?? '';
    this.from = from;
    this.until = from;
  }
  /** What comes later changes nothing. */
  end(outcome: WaitFact['outcome'], at: number): void {
    if (this.outcome !== null) return;
    this.outcome = outcome;
    this.until = Math.max(at, this.from);
  }
  fact(): WaitFact {
    const { skill, from, until, outcome, talk } = this;
    return { skill, from, outcome: outcome ?? 'other', waitMs: until - from, talkMs: covered(talk) };
  }
}

/** Time in which there was any of them: in a conference two agents talk at once. */
function covered(segments: readonly Segment[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of segments) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

/** How a ring ends that the agent could have answered. */
const MISSED: ReadonlySet<string> = new Set(['no-answer', 'rejected', 'busy', 'unreachable']);

/** By agent, each once. */
export function agentsOf(call: CallRecord): readonly AgentFact[] {
  const parts = new Map<string, Segment[]>();
  for (const segment of call.segments) {
    if (segment.agentId === null) continue;
    const part = parts.get(segment.agentId);
    if (part) part.push(segment);
    else parts.set(segment.agentId, [segment]);
  }
  const score = scoreOf(call.data);
  return [...parts].map(([agentId, segments]): AgentFact => {
    const at = Math.min(...segments.map(({ from }) => from));
    if (call.direction === '2') {
      return { agentId, at, handled: 0, missed: 0, outbound: 0, talkMs: 0, holdMs: 0, score: null };
    }
    const total = (...kinds: Segment['kind'][]): number =>
      segments.reduce((sum, { kind, from, to }) => (kinds.includes(kind) ? sum + (to - from) : sum), 0);
    const dialled = call.direction === '1' && segments.some(({ kind }) => kind === 'dial');
    return {
      agentId,
      at,
      handled: !dialled && segments.some(({ kind }) => kind === 'talk') ? 1 : 0,
      missed: call.direction === '0' ? segments.filter((s) => s.kind === 'ring' && MISSED.has(s.outcome)).length : 0,
      outbound: dialled ? 1 : 0,
      talkMs: total('talk', 'conference'),
      holdMs: total('hold', 'consult'),
      score: agentId === call.agentId ? score : null,
    };
  });
}
