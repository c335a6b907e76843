/** What only a real database can be asked: several processes, and death by kill -9. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { bundle, type Child, start } from '../support/child.ts';
import type { CommitChildArgs, CommitChildMessage } from '../support/commit-child.ts';
import { type TestPostgres, until } from '../support/test-postgres.ts';
import { callRecord } from './call-record.ts';

export function describeDurability(name: string, make: () => Promise<TestPostgres>): void {
  describe(`store durability: ${name}`, () => {
    let postgres: TestPostgres;
    let program: Awaited<ReturnType<typeof bundle>>;
    beforeAll(async () => {
      postgres = await make();
      program = await bundle(new URL('../support/commit-child.ts', import.meta.url));
    });
    afterAll(async () => {
      await postgres?.close();
      await program?.remove();
    });
    const run = (args: Omit<CommitChildArgs, 'address'>): Child<CommitChildMessage> =>
      start(program.file, { ...args, address: postgres.address });

    it('migrates from nothing in two processes at once', async () => {
      const children = ['a', 'b'].map((tenant) => run({ tenant, task: 'migrate', from: 0 }));
      expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0]);
      const store = postgres.open();
      expect((await store.loadConfig('a')).problems).toEqual([]);
      await store.close();
    });

    it.each([
      ['the server', async (child: Child<unknown>) => child.kill()],
      [
        'the database',
        async (child: Child<unknown>) => {
          await postgres.crash();
          await child.kill();
        },
      ],
    ])('loses nothing acknowledged when %s is killed while it commits', async (what, kill) => {
      const tenant = `kill ${what}`;
      const store = postgres.open();
      for (let round = 0; round < 4; round++) {
        const from = round * 100_000;
        const child = run({ tenant, task: 'commit', from });
        await child.heard(({ acknowledged }) => acknowledged >= from + 20 + round * 7);
        await kill(child);
        const last = child.said.at(-1)?.acknowledged ?? Number.NaN;
        await until(() => store.healthy());
        await settled(store, tenant);
        const counter = (await store.loadDocs(tenant)).get('counter') as { n: number };
        expect(counter.n).toBeGreaterThanOrEqual(last);
        // One commit may have been carried out whose acknowledgement nobody heard; none may be half there.
        const { startedAt } = callRecord(from);
        const kept = (await store.calls(tenant, { from: startedAt })).map((call) => call.coid);
        const expected = Array.from({ length: counter.n - from + 1 }, (_, n) => callRecord(from + n).coid);
        expect(kept.toReversed()).toEqual(expected.slice(-kept.length));
        expect(kept).toHaveLength(Math.min(expected.length, 1_000));
      }
      await store.close();
    });

    it('rejects while the database is away, and works again when it is back, on the same store', async () => {
      const store = postgres.open();
      await store.migrate();
      const commit = (n: number) =>
        store.commit('away', { docs: [{ key: 'a', doc: { n } }], records: [callRecord(n)] });
      await commit(1);
      const down = postgres.crash();
      await expect(
        (async () => {
          for (let n = 2; n < 1_000; n++) await commit(n);
        })(),
      ).rejects.toMatchObject({ code: 'away' });
      await down;
      await until(() => store.healthy());
      await commit(5_000);
      expect((await store.loadDocs('away')).get('a')).toEqual({ n: 5_000 });
      await store.close();
    });
  });
}

/** A statement of a killed process may still be under way: wait until the documents stop moving. */
async function settled(store: Store, tenant: string): Promise<void> {
  let before = '';
  await until(async () => {
    const now = JSON.stringify([...(await store.loadDocs(tenant))]);
    const still = now === before;
    before = now;
    return still;
  });
}
