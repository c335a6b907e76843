/** The call centre in SQL that the guides hand out: an empty database takes it, and everything in it is understood. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../support/test-postgres.ts';

const SQL = new URL('../../../../examples/call-centre.sql', import.meta.url);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres?.close());

it('is a call centre without a problem', async () => {
  const store = postgres.open();
  await store.migrate();
  const client = new pg.Client(postgres.address);
  await client.connect();
  await client.query(readFileSync(SQL, 'utf8').replaceAll(":'secret'", "'a secret'"));
  await client.end();

  const { config, phones, problems } = await store.loadConfig('1');
  await store.close();
  expect(problems).toEqual([]);
  expect(config.agents.map(({ agentId }) => agentId)).toEqual(['800', '801', '802']);
  expect(config.dnisRoutes).toMatchObject([{ pattern: '4008110512', target: { type: 'skill', code: '1001' } }]);
  expect(config.skills[0]?.serviceHours?.length).toBeGreaterThan(0);
  expect(config.params).toMatchObject({ wrapupSeconds: 20, oneStepTransferSupport: true });
  expect(phones.map(({ number }) => number)).toEqual(['6001', '6002', '6003']);
});
