/** Records of calls as people at the console read them: with names, and with numbers masked that browsers must not learn. */
import { type CallRecord, maskNumber, type TenantConfig } from '@wssoftphone/engine';
import type { CallDetail, CallRow } from '@wssoftphone/protocol/console';
import type { CallSummary } from '../ports/reports.ts';
import type { RecordedTalk } from '../ports/talk-store.ts';

export class CallRows {
  readonly #names: ReadonlyMap<string, string>;
  readonly #maskAll: boolean;

  constructor(config: TenantConfig) {
    this.#names = new Map(config.agents.map(({ agentId, name }) => [agentId, name]));
    this.#maskAll = config.params.maskNumbers;
  }

  /** @param talks what may be heard of it */
  row(call: CallSummary, talks: readonly RecordedTalk[] = []): CallRow {
    const shown = this.#masks(call) ? maskNumber : (number: string) => number;
    const outbound = call.direction === '1';
    const { callId, coid, direction, skill, startedAt, answeredAt, endedAt, outcome, endedBy, agentId } = call;
    const { queueMs, ringMs, talkMs, holdMs } = call;
    return {
      callId,
      coid,
      direction,
      ani: outbound ? call.ani : shown(call.ani),
      dnis: outbound ? shown(call.dnis) : call.dnis,
      skill,
      startedAt,
      answeredAt,
      endedAt,
      outcome,
      endedBy,
      agentId,
      agentName: this.#name(agentId),
      queueMs,
      ringMs,
      talkMs,
      holdMs,
      score: scoreOf(call.data),
      recorded: talks.some(({ state }) => state === 'kept'),
    };
  }

  detail(call: CallRecord, talks: readonly RecordedTalk[]): Omit<CallDetail, 'recordings'> {
    const { NUMBERHIDDEN: _ours, ...data } = call.data;
    const number = call.direction === '1' ? call.dnis : call.ani;
    const shown = (text: string): string =>
      this.#masks(call) && number.length >= TELLING ? text.replaceAll(number, maskNumber(number)) : text;
    return {
      ...this.row(call, talks),
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [shown(key), shown(value)])),
      segments: call.segments.map(({ kind, from, to, agentId, skill, outcome }) => ({
        kind,
        from,
        to,
        agentId,
        agentName: this.#name(agentId),
        skill,
        outcome,
      })),
    };
  }

  #masks({ direction, data }: Pick<CallSummary, 'direction' | 'data'>): boolean {
    return direction !== '2' && (this.#maskAll || data.NUMBERHIDDEN === '1');
  }
  #name(agentId: string | null): string | null {
    return agentId === null ? null : (this.#names.get(agentId) ?? null);
  }
}

/** A shorter number may stand in data that has nothing to do with it. */
const TELLING = 5;

/** Of the survey (IVRSCORE). */
function scoreOf(data: CallSummary['data']): number | null {
  return /^[1-5]$/.test(data.IVRSCORE ?? '') ? Number(data.IVRSCORE) : null;
}
