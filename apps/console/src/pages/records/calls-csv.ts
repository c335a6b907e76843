/** The list of calls as a file. */
import type { CallRow } from '@wssoftphone/protocol/console';
import { directionWord, outcomeWord } from '../../lib/call-words.ts';
import { csvFile } from '../../lib/csv.ts';
import { stampOf } from '../../lib/tenant-time.ts';
import type { RECORDS } from './texts.ts';

type Key = keyof (typeof RECORDS)['en'];

const seconds = (ms: number): number => Math.round(ms / 1000);

/** Lengths are whole seconds, so that a spreadsheet can add them. */
export function callsCsv(rows: readonly CallRow[], t: (key: Key) => string): string {
  const unit = (key: Key): string => `${t(key)} (s)`;
  return csvFile(
    [
      t('time'),
      t('direction'),
      t('caller'),
      t('dnis'),
      t('skill'),
      t('agent'),
      t('agentName'),
      t('outcome'),
      unit('waited'),
      unit('rang'),
      unit('talked'),
      unit('held'),
      t('score'),
      t('coid'),
      t('callId'),
    ],
    rows.map((row) => [
      stampOf(row.startedAt),
      directionWord(row.direction),
      row.ani,
      row.dnis,
      row.skill,
      row.agentId,
      row.agentName,
      outcomeWord(row.outcome),
      seconds(row.queueMs),
      seconds(row.ringMs),
      seconds(row.talkMs),
      seconds(row.holdMs),
      row.score,
      row.coid,
      row.callId,
    ]),
  );
}
