/** The path of a call as lanes: one for the flow, each queue and each agent, in the order in which they came. */
import type { CallDetail } from '@wssoftphone/protocol/console';

type Segment = CallDetail['segments'][number];

export interface Lane {
  readonly key: string;
  readonly party: Party;
  readonly bars: readonly Bar[];
}
export type Party =
  | { readonly type: 'agent'; readonly id: string; readonly name: string }
  | { readonly type: 'queue'; readonly skill: string }
  | { readonly type: 'ivr' | 'outside' };
export interface Bar {
  readonly kind: string;
  /** Percent of the whole. */
  readonly left: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}
export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Lane[];
  /** Whole steps of time, percent and milliseconds from the beginning. */
  readonly ticks: readonly { readonly left: number; readonly after: number }[];
}

/** The least that can be seen, percent. */
const LEAST_WIDTH = 0.4;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400].map((s) => s * 1_000);
const MOST_TICKS = 8;

export function partyOf(segment: Segment): Party {
  if (segment.agentId !== null) {
    return { type: 'agent', id: segment.agentId, name: segment.agentName ?? segment.agentId };
  }
  if (segment.kind === 'queue') return { type: 'queue', skill: segment.skill ?? '' };
  return { type: segment.kind === 'ivr' ? 'ivr' : 'outside' };
}

const keyOf = (party: Party): string =>
  party.type === 'agent' ? `agent ${party.id}` : party.type === 'queue' ? `queue ${party.skill}` : party.type;

export function timelineOf({ startedAt, endedAt, segments }: CallDetail): Timeline {
  const from = Math.min(startedAt, ...segments.map((one) => one.from));
  const to = Math.max(endedAt, ...segments.map((one) => one.to), from + 1);
  const share = (ms: number): number => (ms / (to - from)) * 100;
  const lanes = new Map<string, { key: string; party: Party; bars: Bar[] }>();
  for (const segment of [...segments].sort((a, b) => a.from - b.from)) {
    const party = partyOf(segment);
    const key = keyOf(party);
    const lane = lanes.get(key) ?? { key, party, bars: [] };
    lanes.set(key, lane);
    const width = Math.max(LEAST_WIDTH, share(segment.to - segment.from));
    lane.bars.push({
      kind: segment.kind,
      left: Math.min(100 - width, share(segment.from - from)),
      width,
      from: segment.from,
      to: segment.to,
    });
  }
  return { from, to, lanes: [...lanes.values()], ticks: ticksOf(to - from) };
}

export function ticksOf(length: number): Timeline['ticks'] {
  const step = STEPS_MS.find((one) => length / one <= MOST_TICKS) ?? Math.ceil(length / MOST_TICKS);
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({
    left: ((index * step) / length) * 100,
    after: index * step,
  }));
}
