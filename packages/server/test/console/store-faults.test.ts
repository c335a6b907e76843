/** A database that is away, or that cannot hold what was sent, is told as that, on every route. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONSOLE_LIMITS } from '../../src/console/limits.ts';
import { StoreError } from '../../src/store/errors.ts';
import { type ConsoleRig, PASSWORD, startConsole } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole();
});
afterEach(() => rig.close());

const away = { status: 503, body: { error: { code: 'RecordsAway' } } };

it('a database that is away is no fault of the server', async () => {
  const anna = await rig.as('administrator');
  rig.store.away = true;
  const user = { name: 'B', role: 'agent', agentId: null, disabled: false };
  const asked: readonly (readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, object?])[] = [
    ['GET', '/welcome'],
    ['GET', '/me'],
    ['POST', '/password', { old: PASSWORD, new: 'another password' }],
    ['GET', '/users'],
    ['POST', '/users', { ...user, user: 'bea', password: PASSWORD }],
    ['PUT', '/users/ada', user],
    ['DELETE', '/users/ada'],
    ['GET', '/config'],
    ['GET', '/config/skills'],
    ['PUT', '/config/departments', { row: { id: 'x', name: 'X' } }],
    ['DELETE', '/config/departments?key=x'],
    ['GET', '/config/export'],
    ['POST', '/config/import', { wssoftphone: 'configuration', version: 1, tables: {} }],
    ['GET', '/api-keys'],
    ['POST', '/api-keys', { name: 'CRM' }],
    ['DELETE', '/api-keys/x'],
    ['GET', '/origins'],
    ['PUT', '/origins', { origins: [] }],
    ['GET', '/audit'],
    ['GET', '/calls'],
  ];
  for (const [method, path, body] of asked)
    expect([path, await anna.ask(method, path, body)]).toMatchObject([path, away]);
});

it('nobody is shut out for signing in while the database was away', async () => {
  const anna = rig.browser();
  rig.store.away = true;
  for (let nth = 0; nth <= CONSOLE_LIMITS.failuresOfUser; nth++) expect(await anna.signIn('anna')).toMatchObject(away);
  rig.store.away = false;
  expect((await anna.signIn('anna')).status).toBe(200);
});

it('what the database cannot hold is the fault of who sent it', async () => {
  rig.store.console.user = async () => {
    throw new StoreError('refused', 'invalid byte sequence for encoding "UTF8": 0x00');
  };
  expect(await rig.browser().signIn('ann\u0000a')).toMatchObject({
    status: 400,
    body: { error: { code: 'RequestInvalid' } },
  });
});
