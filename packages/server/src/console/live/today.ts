/** The numbers of the tenant's day so far, added up again every few seconds while anybody looks. */
import type { Params, TenantConfig } from '@wssoftphone/engine';
import type { BoardLevels, CallNumbers, DayNumbers } from '@wssoftphone/protocol/console';
import type { Logger } from 'pino';
import type { Clock } from '../../ports/clock.ts';
import type { QueueSums, ReportStore } from '../../ports/reports.ts';
import { DAY_MS, dayStart } from '../days.ts';
import { callNumbers, NO_CALLS, together } from '../numbers.ts';
import { LIVE_LIMITS } from './limits.ts';

export interface TodayParts {
  readonly tenant: string;
  readonly reports: ReportStore;
  readonly clock: Clock;
  readonly config: () => TenantConfig;
  readonly log: Logger;
}
export interface TodayNumbers {
  readonly day: DayNumbers;
  readonly skills: ReadonlyMap<string, CallNumbers>;
}

const SLOT_MS = 30 * 60_000;

export async function addUpToday({ tenant, reports, clock, config }: TodayParts): Promise<TodayNumbers> {
  const { params } = config();
  const { utcOffsetMinutes, serviceLevelSeconds } = params;
  const now = clock.now();
  const from = dayStart(now, utcOffsetMinutes);
  const span = { from, to: from + DAY_MS, slotMs: SLOT_MS };
  // One after the other: the connections are for the calls.
  const rows = await reports.queues(tenant, { ...span, inTimeMs: serviceLevelSeconds * 1000 });
  const dialled = await reports.outbound(tenant, span);
  let whole = NO_CALLS;
  const slots = new Map<number, QueueSums>();
  const skills = new Map<string, QueueSums>();
  for (const row of rows) {
    if (row.skill === null) {
      whole = together(whole, row);
      slots.set(row.slot, row);
    } else skills.set(row.skill, together(skills.get(row.skill) ?? NO_CALLS, row));
  }
  const outbound = new Map(dialled.map(({ slot, calls }) => [slot, calls]));
  const series = Array.from({ length: Math.floor((now - from) / SLOT_MS) + 1 }, (_, slot) => {
    const { offered, answered, abandoned } = slots.get(slot) ?? NO_CALLS;
    return { from: from + slot * SLOT_MS, offered, answered, abandoned, outbound: outbound.get(slot) ?? 0 };
  });
  return {
    day: {
      ...callNumbers(whole),
      outbound: dialled.reduce((sum, { calls }) => sum + calls, 0),
      slSeconds: serviceLevelSeconds,
      levels: levelsOf(params),
      series,
    },
    skills: new Map([...skills].map(([skill, sums]) => [skill, callNumbers(sums)])),
  };
}

const levelsOf = ({ boardServiceLevel, boardAbandoned, boardLongestWait }: Params): BoardLevels => ({
  serviceLevel: boardServiceLevel,
  abandoned: boardAbandoned,
  longestWait: boardLongestWait,
});

export class Today {
  readonly #parts: TodayParts;
  #numbers: TodayNumbers;
  #stop: (() => void) | null = null;
  #adding = false;
  #failed = false;

  constructor(parts: TodayParts) {
    this.#parts = parts;
    const { params } = parts.config();
    const none = { ...callNumbers(NO_CALLS), outbound: 0, series: [] };
    const day = { ...none, slSeconds: params.serviceLevelSeconds, levels: levelsOf(params) };
    this.#numbers = { day, skills: new Map() };
  }

  /** The latest there are; the same object until there are others. */
  get numbers(): TodayNumbers {
    return this.#numbers;
  }

  /** Adds up now and from now on. Resolves when there are numbers of this moment, or none can be had. */
  async watch(): Promise<void> {
    if (this.#stop !== null) return;
    this.#stop = () => {};
    if (!this.#adding) await this.#add();
  }
  rest(): void {
    this.#stop?.();
    this.#stop = null;
  }

  async #add(): Promise<void> {
    const { clock, log } = this.#parts;
    const began = clock.now();
    this.#adding = true;
    try {
      this.#numbers = await addUpToday(this.#parts);
      this.#failed = false;
    } catch (error) {
      // The last numbers stay. Told once: this comes round every few seconds.
      if (!this.#failed) log.warn({ err: error }, 'the numbers of the day could not be added up');
      this.#failed = true;
    }
    this.#adding = false;
    if (this.#stop === null) return;
    const took = Math.max(0, clock.now() - began);
    this.#stop = clock.after(Math.max(LIVE_LIMITS.sumMs, took * LIVE_LIMITS.sumShare), () => void this.#add());
  }
}
