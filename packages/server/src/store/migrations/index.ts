/** The migrations in order. A name, once released, never changes. */
import type { Migration } from 'kysely';
import * as firstTables from './0001-first-tables.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
};
