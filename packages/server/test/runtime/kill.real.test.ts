import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSystemClock } from '../../src/runtime/system-clock.ts';
import { openCallCentre } from '../support/call-centre.ts';
import { bundle, type Child, start } from '../support/child.ts';
import type { ServerChildMessage } from '../support/server-child.ts';
import { startTestPostgres, type TestPostgres, until } from '../support/test-postgres.ts';

let postgres: TestPostgres;
let program: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  postgres = await startTestPostgres();
  program = await bundle(new URL('../support/server-child.ts', import.meta.url));
});
afterAll(async () => {
  await postgres?.close();
  await program?.remove();
});

it('loses nothing that a page was told when the server is killed in the middle of calls', async () => {
  const told: ServerChildMessage[] = [];
  for (const [events, withDatabase] of [
    [150, false],
    [233, true],
    [411, false],
    [90, true],
  ] as const) {
    const child = start<ServerChildMessage>(program.file, { address: postgres.address });
    await child.heard(() => child.said.length >= events);
    if (withDatabase) {
      // The commit under way is never carried out: whatever leaves now without one is lost.
      await postgres.freeze();
      await silence(child);
    }
    await child.kill();
    if (withDatabase) await postgres.crash();
    told.push(...child.said);

    const store = postgres.open();
    await until(() => store.healthy());
    // What a page was told of its agent is on disk, or something newer is.
    const docs = await store.loadDocs('1');
    for (const { ins, stateSince, state } of child.said) {
      if (stateSince === null) continue;
      const kept = docs.get(`agent:${ins}`) as { stateSince: number; state: number };
      expect(kept.stateSince, `${ins} was told state ${state}`).toBeGreaterThanOrEqual(stateSince);
    }
    const centre = await openCallCentre({ clock: createSystemClock(), store, log: pino({ level: 'silent' }) });
    await centre.runtime.start();
    await centre.runtime.drained();
    const { state } = centre.runtime;

    // Every agent whose log-on was acknowledged is still logged on.
    for (const ins of new Set(child.said.map((message) => message.ins))) {
      expect(state.sessions.get(ins)?.state).toBeGreaterThan(1);
    }
    // The virtual switch died with the server: no call is left, and each that a page knew of has one record.
    await until(() => state.calls.size === 0);
    await centre.runtime.drained();
    const known = new Set(told.map((message) => message.coid).filter((coid) => coid !== null));
    const records = (await store.calls('1', {})).map((call) => call.coid);
    expect(new Set(records).size).toBe(records.length);
    for (const coid of known) expect(records, `call ${coid} of ${known.size}`).toContain(coid);

    // A shift has no holes: the stretches of each agent follow one another, over the kill too.
    for (const agentId of ['888', '999', '801', '802', '804']) {
      const stretches = (await store.agentStates('1', { agentId })).toReversed();
      for (const [nth, stretch] of stretches.entries()) {
        expect(stretch.to).toBeGreaterThanOrEqual(stretch.from);
        const next = stretches[nth + 1];
        if (next) expect(next.from).toBe(stretch.to);
      }
    }
    await centre.runtime.stop();
    await store.close();
  }
  expect(told.filter((message) => message.state === 6).length).toBeGreaterThan(20);
});

/** Waits until the child has said nothing for a while: shorter than it takes the runtime to go on without the database. */
async function silence(child: Child<ServerChildMessage>): Promise<void> {
  let seen = -1;
  let quiet = 0;
  await until(() => {
    quiet = child.said.length === seen ? quiet + 1 : 0;
    seen = child.said.length;
    return quiet >= 40;
  });
}
