/** Who may be at the console: making, changing and ending users. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, type ConsoleRig, PASSWORD, quickPasswords, startConsole } from './rig.ts';

let rig: ConsoleRig;
let anna: Browser;
beforeEach(async () => {
  rig = await startConsole();
  anna = await rig.as('administrator');
});
afterEach(() => rig.close());

const BODY = { name: 'Berta', role: 'supervisor', agentId: '800', disabled: false };
const make = (user: string, more: object = {}) =>
  anna.post('/users', { user, ...BODY, password: 'first password', ...more });

it('a new user signs in with the password somebody made, and changes it', async () => {
  expect(await make('Berta')).toMatchObject({
    status: 201,
    body: { user: 'berta', ...BODY, mustChangePassword: true, lastSignInAt: null },
  });
  const berta = rig.browser();
  expect((await berta.signIn('berta', 'first password')).body).toMatchObject({ mustChangePassword: true });
  await berta.post('/password', { old: 'first password', new: 'second password' });
  const { users } = (await anna.get('/users')).body;
  expect(users.find(({ user }: { user: string }) => user === 'berta')).toEqual({
    user: 'berta',
    ...BODY,
    mustChangePassword: false,
    lastSignInAt: rig.clock.now(),
  });
});

describe('a user is refused', () => {
  it.each([
    ['of a name that is taken, in capital letters too', { user: 'ANNA' }, 'user'],
    ['of a name with a blank', { user: 'a b' }, 'user'],
    ['who is an agent that is none', { agentId: '4711' }, 'agentId'],
    ['with a short password', { password: 'short' }, 'password'],
    ['with the name as the password', { user: 'bertabertab', password: 'BertaBertaB' }, 'password'],
  ])('%s', async (_what, change, at) => {
    const { status, body } = await make('berta', change);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'ConfigInvalid', problems: [{ at, text: expect.any(String) }] });
    expect((await anna.get('/users')).body.users).toHaveLength(3);
  });
  it('with a role there is none of', async () => {
    expect((await make('berta', { role: 'root' })).status).toBe(400);
  });
});

describe('whoever is signed in is signed out', () => {
  it.each([
    ['disabled', { disabled: true }],
    ['given another role', { role: 'agent' }],
    ['given another password', { password: 'given by anna' }],
  ])('when %s', async (_what, change) => {
    const sven = await rig.as('supervisor');
    const now = { name: 'SVEN', role: 'supervisor', agentId: '800', disabled: false };
    expect((await anna.put('/users/sven', { ...now, ...change })).status).toBe(200);
    expect((await sven.get('/me')).body.error.code).toBe('SignInNeeded');
  });
  it('when deleted', async () => {
    const sven = await rig.as('supervisor');
    expect((await anna.remove('/users/sven')).status).toBe(204);
    expect((await sven.get('/me')).status).toBe(401);
    expect((await sven.signIn('sven')).status).toBe(401);
    expect((await anna.remove('/users/sven')).status).toBe(404);
  });
  it('but not by another name', async () => {
    const sven = await rig.as('supervisor');
    await anna.put('/users/sven', { name: 'Sven S.', role: 'supervisor', agentId: '800', disabled: false });
    expect((await sven.get('/me')).body.name).toBe('Sven S.');
  });
});

describe('two changes that meet', () => {
  it('do not run over each other: the second one is told', async () => {
    await make('berta');
    const change = (name: string) => anna.put('/users/berta', { ...BODY, name, seen: BODY });
    expect((await change('First')).status).toBe(200);
    expect(await change('Second')).toMatchObject({ status: 409, body: { error: { code: 'ConfigChanged' } } });
    const { users } = (await anna.get('/users')).body;
    expect(users.find(({ user }: { user: string }) => user === 'berta').name).toBe('First');
  });
  it('whoever is disabled while signing in is not in', async () => {
    const name = rig.store.console.tenantName;
    rig.store.console.tenantName = async (tenant) => {
      rig.store.console.tenantName = name;
      await anna.put('/users/sven', { name: 'SVEN', role: 'supervisor', agentId: '800', disabled: true });
      return name(tenant);
    };
    const sven = rig.browser();
    expect(await sven.signIn('sven')).toMatchObject({
      status: 401,
      headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
    });
    expect((await sven.get('/me')).status).toBe(401);
  });

  it('a new password of the user stays, whatever else somebody changes of him', async () => {
    const users = rig.store.console.user;
    rig.store.console.user = async (tenant, user) => {
      rig.store.console.user = users;
      const known = await users(tenant, user);
      await rig.store.console.changeUser(tenant, user, { password: 'quick:his new password' });
      return known;
    };
    await anna.put('/users/sven', { name: 'Sven', role: 'supervisor', agentId: '800', disabled: false });
    expect((await rig.browser().signIn('sven', 'his new password')).status).toBe(200);
  });

  it('a password that an administrator gives is not undone by one that the user is changing', async () => {
    await rig.close();
    let meanwhile = async (): Promise<unknown> => undefined;
    const hash = async (password: string): Promise<string> => {
      if (password === 'a guest password') await meanwhile();
      return `quick:${password}`;
    };
    rig = await startConsole({ passwords: { ...quickPasswords, hash } });
    anna = await rig.as('administrator');
    const sven = await rig.as('supervisor');
    meanwhile = () =>
      anna.put('/users/sven', {
        name: 'SVEN',
        role: 'supervisor',
        agentId: '800',
        disabled: false,
        password: 'given by anna',
      });
    expect((await sven.post('/password', { old: PASSWORD, new: 'a guest password' })).status).toBe(401);
    expect((await rig.browser().signIn('sven', 'given by anna')).body).toMatchObject({ mustChangePassword: true });
  });
});

it('a user can be disabled whose agent is gone', async () => {
  await rig.store.console.changeUser('1', 'sven', { agentId: '4711' });
  const change = { name: 'SVEN', role: 'supervisor', agentId: '4711', disabled: true };
  expect((await anna.put('/users/sven', change)).status).toBe(200);
});

describe('the last administrator who can sign in', () => {
  const last = { error: { code: 'LastAdministrator' } };
  it('stays', async () => {
    const own = { name: 'ANNA', role: 'administrator', agentId: null, disabled: false };
    expect((await anna.put('/users/anna', { ...own, role: 'agent' })).body).toMatchObject(last);
    expect((await anna.put('/users/anna', { ...own, disabled: true })).body).toMatchObject(last);
    expect((await anna.remove('/users/anna')).body).toMatchObject(last);
    expect((await rig.browser().signIn('anna')).status).toBe(200);
  });
  it('stays when two go at the same moment', async () => {
    await make('berta', { role: 'administrator', agentId: null });
    const answers = await Promise.all([anna.remove('/users/berta'), anna.remove('/users/anna')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

it('what was done is written down, and no password ever is', async () => {
  await make('berta');
  await rig.advance(1);
  await anna.put('/users/berta', { ...BODY, password: 'another first one' });
  await rig.advance(1);
  await anna.remove('/users/berta');
  const { entries } = (await anna.get('/audit?actor=anna&limit=3')).body;
  expect(
    entries.map(({ action, target, outcome }: Record<string, string>) => `${action} ${target} ${outcome}`),
  ).toEqual(['user-delete berta ok', 'user-put berta ok', 'user-put berta ok']);
  const everything = JSON.stringify([await rig.store.audit('1', {}), (await anna.get('/users')).body, rig.lines]);
  for (const secret of [PASSWORD, 'first password', 'another first one', 'quick:']) {
    expect(everything).not.toContain(secret);
  }
});
