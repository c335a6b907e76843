/** Deletes recorded talks that are older than RECORDINGDAYS: on the switch first, then in the books. */
import type { Logger } from 'pino';
import type { Clock } from './ports/clock.ts';
import type { SwitchPort } from './ports/switch.ts';
import type { TalkStore } from './ports/talk-store.ts';

export const RETENTION_LIMITS = {
  /** From the start of the server, and from the end of one round to the next, milliseconds. */
  firstMs: 60_000,
  everyMs: 3_600_000,
  /** Recordings looked up at a time, and how often in one round. */
  batch: 100,
  batches: 1_000,
} as const;
const DAY_MS = 86_400_000;

export interface RetentionParts {
  readonly tenant: string;
  readonly talks: TalkStore;
  readonly port: Pick<SwitchPort, 'deleteRecording'>;
  readonly clock: Clock;
  /** As configured now. */
  readonly days: () => number;
  readonly log: Logger;
}

export interface Retention {
  start(): void;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

export function createRetention(parts: RetentionParts): Retention {
  const { clock, log } = parts;
  let stopped = false;
  let cancel: () => void = () => undefined;
  let round: Promise<void> = Promise.resolve();

  function next(ms: number): void {
    cancel = clock.after(ms, () => {
      round = clean(parts, () => stopped)
        .catch((error: unknown) => log.warn({ err: error }, 'old recordings could not be deleted; tried again later'))
        .then(() => {
          if (!stopped) next(RETENTION_LIMITS.everyMs);
        });
    });
  }
  return {
    start: () => next(RETENTION_LIMITS.firstMs),
    async stop() {
      stopped = true;
      cancel();
      await round;
    },
  };
}

async function clean(parts: RetentionParts, stopped: () => boolean): Promise<void> {
  const { tenant, talks, clock, days, log } = parts;
  let deleted = 0;
  for (let left: number = RETENTION_LIMITS.batches; left > 0 && !stopped(); left -= 1) {
    const old = await talks.keptBefore(tenant, clock.now() - days() * DAY_MS, RETENTION_LIMITS.batch);
    const gone = await deleteThese(parts, old, stopped);
    if (gone.length > 0) await talks.deleted(tenant, gone);
    deleted += gone.length;
    // What the switch keeps all the same would only be asked for again.
    if (old.length < RETENTION_LIMITS.batch || gone.length === 0) break;
  }
  if (deleted > 0) log.info({ deleted, days: days() }, 'old recordings deleted');
}

async function deleteThese(
  { port, log }: RetentionParts,
  recordings: readonly string[],
  stopped: () => boolean,
): Promise<string[]> {
  const gone: string[] = [];
  for (const recording of recordings) {
    if (stopped()) break;
    try {
      await port.deleteRecording(recording);
      gone.push(recording);
    } catch (error) {
      log.error({ err: error, recording }, 'an old recording could not be deleted on the switch');
    }
  }
  return gone;
}
