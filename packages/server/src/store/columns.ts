/** Rows as columns: an array for each, which one statement unnests, however many rows there are. */
import { type RawBuilder, sql } from 'kysely';

/** A named part of a statement: `name as (…)`. */
export type Part = RawBuilder<unknown>;

export function texts<T>(rows: readonly T[], read: (row: T) => string | null): Part {
  return sql`${rows.map((row) => storable(read(row)))}::text[]`;
}
export function ints<T>(rows: readonly T[], read: (row: T) => number | null): Part {
  return sql`${rows.map(read)}::int4[]`;
}
/** Epoch milliseconds and durations, on purpose as int8. */
export function millis<T>(rows: readonly T[], read: (row: T) => number | null): Part {
  return sql`${rows.map((row) => {
    const value = read(row);
    return value === null ? null : Math.round(value);
  })}::int8[]`;
}
export function moment(column: string): Part {
  return sql.raw(`to_timestamp(${column} / 1000.0)`);
}

/** A caller's name or a page's text may hold U+0000, which PostgreSQL's text cannot. */
function storable(text: string | null): string | null {
  return text?.includes('\u0000') ? text.replaceAll('\u0000', '\uFFFD') : text;
}
