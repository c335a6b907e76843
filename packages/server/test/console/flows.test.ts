/** Flows by the hand of an administrator at the console. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/index.ts';
import { administersHere, noteFlows } from '../../src/console/administers.ts';
import { type Browser, type ConsoleRig, startConsole, storedUser } from './rig.ts';

const FLOW = { svn: '2000', name: 'own', start: 'a', nodes: { a: { do: 'queue', skill: '1001' } } };
let rig: ConsoleRig;
beforeEach(async () => {
  const log = (await import('pino')).pino({ level: 'silent' });
  rig = await startConsole({}, false, (made) =>
    createAdmin({
      tenant: '1',
      store: made.store.ivr,
      config: () => made.runtime.state.config,
      running: () => made.runtime.state.index.flows,
      reload: async () => {
        const done = made.runtime.reload();
        await made.settle();
        return done;
      },
      mayAdminister: (request) => administersHere(request, made.people),
      changed: (request, what) =>
        noteFlows(request, what, { people: made.people, store: made.store, clock: made.clock, tenant: '1', log }),
      hosts: new Set(),
      lang: 'en',
      log,
    }),
  );
});
afterEach(() => rig.close());

const put = (page: Browser) => page.at('PUT', '/api/v1/ivr/flows/2000', FLOW);

it('an administrator puts a flow, and it is written down who did', async () => {
  const anna = await rig.as('administrator');
  expect(await put(anna)).toMatchObject({ status: 200, body: { svn: '2000', running: true } });
  expect((await anna.at('DELETE', '/api/v1/ivr/flows/2000')).status).toBe(204);
  await rig.settle();
  const { entries } = (await anna.get('/audit?action=flows-change')).body;
  expect(entries.map(({ agentId, target }: Record<string, string>) => `${agentId} ${target}`).sort()).toEqual([
    'anna DELETE flows/2000',
    'anna PUT flows/2000',
  ]);
});

it('nobody else does: no stranger, no supervisor, no foreign page, nobody with a password that is to be changed', async () => {
  const withoutHeader = await rig.as('administrator');
  delete withoutHeader.headers['x-wssp-console'];
  const foreign = await rig.as('administrator');
  foreign.headers.origin = 'https://evil.example';
  await rig.store.console.addUser('1', storedUser('new', 'administrator', { mustChange: true }));
  const unfinished = rig.browser();
  await unfinished.signIn('new');
  for (const page of [rig.browser(), await rig.as('supervisor'), withoutHeader, foreign, unfinished]) {
    expect(await put(page)).toMatchObject({ status: 401, body: { error: { code: 'ApiKeyInvalid' } } });
  }
  expect(rig.runtime.state.index.flows.has('2000')).toBe(false);
});
