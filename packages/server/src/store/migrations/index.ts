/** The migrations in order. A name, once released, never changes. */
import type { Migration } from 'kysely';
import * as firstTables from './0001-first-tables.ts';
import * as flowsAndRecordings from './0002-flows-and-recordings.ts';
import * as consoleTables from './0003-console.ts';
import * as reports from './0004-reports.ts';
import * as consoleSessions from './0005-console-sessions.ts';
import * as callRecordings from './0006-call-recordings.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-flows-and-recordings': flowsAndRecordings,
  '0003-console': consoleTables,
  '0004-reports': reports,
  '0005-console-sessions': consoleSessions,
  '0006-call-recordings': callRecordings,
};
