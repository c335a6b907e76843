/** A server that starts again knows who was signed in, and nobody who may no longer be. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONSOLE_LIMITS } from '../../src/console/limits.ts';
import type { StoredUser } from '../../src/ports/console-store.ts';
import { type Browser, type ConsoleRig, PASSWORD, startConsole } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole({ demo: true, demoRemote: true });
});
afterEach(() => rig.close());

async function restart(): Promise<void> {
  const before = rig;
  await before.close();
  rig = await startConsole({}, false, null, before);
}
/** The same browser, at the server that runs now. */
function again({ cookie }: Pick<Browser, 'cookie'>): Browser {
  const browser = rig.browser();
  browser.cookie = cookie;
  return browser;
}
const kept = async (): Promise<string[]> => (await rig.store.console.sessions('1')).map(({ user }) => user);

it('keeps a sign-in, and what has changed about the user is seen', async () => {
  const [ada, anna] = [await rig.as('agent'), await rig.as('administrator')];
  await rig.store.console.changeUser('1', 'ada', { name: 'Ada L.' });
  await restart();
  expect((await again(ada).get('/me')).body).toMatchObject({ user: 'ada', name: 'Ada L.', agentId: '888' });
  expect((await again(anna).get('/users')).status).toBe(200);
});

it('keeps no secret: what is stored opens nothing', async () => {
  const anna = await rig.as('administrator');
  const stored = JSON.stringify(await rig.store.console.sessions('1'));
  expect(stored).not.toContain(anna.cookie?.split('=')[1]);
  const [{ digest = '' } = {}] = await rig.store.console.sessions('1');
  expect((await again({ cookie: `wssp_console=${digest}` }).get('/me')).status).toBe(401);
});

const change = (what: Partial<StoredUser>) => () => rig.store.console.changeUser('1', 'ada', what);
it.each<[string, (ada: Browser) => Promise<unknown>]>([
  ['signed out', (ada) => ada.post('/sign-out')],
  ['was deleted', () => rig.store.console.deleteUser('1', 'ada')],
  ['was shut out', change({ disabled: true })],
  ['got another role', change({ role: 'supervisor' })],
  ['got another agent', change({ agentId: '801' })],
  ['got another password', change({ password: 'quick:another' })],
])('does not know again who %s meanwhile', async (_what, act) => {
  const ada = await rig.as('agent');
  const { cookie } = ada;
  await act(ada);
  await restart();
  expect((await again({ cookie }).get('/me')).status).toBe(401);
  expect(await kept()).toEqual([]);
});

it('a sign-out while the database is away is told to it as soon as it is back', async () => {
  const [ada, sven] = [await rig.as('agent'), await rig.as('supervisor')];
  const { cookie } = ada;
  rig.store.away = true;
  expect((await ada.post('/sign-out')).status).toBe(204);
  await rig.advance(3 * CONSOLE_LIMITS.forgetAgainMs);
  rig.store.away = false;
  await rig.advance(CONSOLE_LIMITS.forgetAgainMs);
  expect(await kept()).toEqual(['sven']);
  await restart();
  expect((await again({ cookie }).get('/me')).status).toBe(401);
  expect((await again(sven).get('/me')).status).toBe(200);
});

it('signs a deleted user out at once, and does not keep the session', async () => {
  const [ada, anna] = [await rig.as('agent'), await rig.as('administrator')];
  expect((await anna.remove('/users/ada')).status).toBe(204);
  expect((await ada.get('/me')).status).toBe(401);
  expect(await kept()).toEqual(['anna']);
});

it('another password ends the other sessions here and in the database', async () => {
  const [ada, elsewhere] = [await rig.as('agent'), await rig.as('agent')];
  expect((await ada.post('/password', { old: PASSWORD, new: 'quite another one' })).status).toBe(200);
  expect((await elsewhere.get('/me')).status).toBe(401);
  expect(await kept()).toEqual(['ada']);
  await restart();
  expect((await again(ada).get('/me')).status).toBe(200);
});

it('counts the rest and the age of a session on', async () => {
  const { idleMs, sessionMs, sessionUseMs } = CONSOLE_LIMITS;
  const [ada, sven] = [await rig.as('agent'), await rig.as('supervisor')];
  await rig.advance(idleMs - sessionUseMs);
  expect((await ada.get('/me')).status).toBe(200);
  await restart();
  await rig.advance(2 * sessionUseMs);
  expect((await again(sven).get('/me')).status).toBe(401);
  for (let age = idleMs + sessionUseMs; age + idleMs / 2 < sessionMs; age += idleMs / 2) {
    expect((await again(ada).get('/me')).status).toBe(200);
    await rig.advance(idleMs / 2);
  }
  await rig.advance(idleMs / 2);
  await restart();
  expect((await again(ada).get('/me')).status).toBe(401);
  expect(await kept()).toEqual([]);
});

it('keeps so many of a user and no more', async () => {
  const first = await rig.as('agent');
  for (let nth = 0; nth < CONSOLE_LIMITS.sessionsOfUser; nth += 1) await rig.as('agent');
  expect((await first.get('/me')).status).toBe(401);
  expect(await kept()).toHaveLength(CONSOLE_LIMITS.sessionsOfUser);
});

it('signs out while the database is away, and tells it when it is back', async () => {
  const [ada, anna] = [await rig.as('agent'), await rig.as('administrator')];
  const { cookie } = ada;
  rig.store.away = true;
  await ada.post('/sign-out');
  expect((await again({ cookie }).get('/me')).status).toBe(401);
  rig.store.away = false;
  expect(await kept()).toEqual(['ada', 'anna']);
  await anna.post('/sign-out');
  expect(await kept()).toEqual([]);
});

it('does not keep those of the demonstration', async () => {
  const visitor = rig.browser();
  expect((await visitor.post('/sign-in/demo', { role: 'agent' })).status).toBe(200);
  expect(await kept()).toEqual([]);
});
