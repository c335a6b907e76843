/** Everything that a server leaves behind, as text: where something secret must not be. */
import pg from 'pg';
import pino from 'pino';

/** A log that is kept, at the level that says most. */
export function keptLog(): { readonly log: pino.Logger; readonly text: () => string } {
  const lines: string[] = [];
  return { log: pino({ level: 'trace' }, { write: (line) => void lines.push(line) }), text: () => lines.join('') };
}

/** Every row of every table. */
export async function everyRow(database: string): Promise<string> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`);
      texts.push(name, ...rows.map(({ text }) => text));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** Where the key presses stand: whole, in part, or one by one. Empty: nowhere. */
export function tracesOf(secret: string, places: Readonly<Record<string, string>>): string[] {
  const part = 6;
  const windows = Array.from({ length: Math.max(1, secret.length - part + 1) }, (_, i) => secret.slice(i, i + part));
  // What is said to a caller is in the log, in `digits`; what a caller keys comes as `digit`.
  const oneByOne = /"digit":"[^"…]/;
  return Object.entries(places).flatMap(([place, text]) => [
    ...windows.filter((window) => text.includes(window)).map((window) => `${place} has ${window}`),
    ...(oneByOne.test(text) ? [`${place} has single digits: ${text.match(/.{80}"digit":"[^"…].{20}/)?.[0]}`] : []),
  ]);
}
