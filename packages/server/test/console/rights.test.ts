/** Every route there is, asked by everybody there is: nothing is open by accident. */
import type { ConsoleRole } from '@wssoftphone/protocol/console';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type ConsoleRig, startConsole, storedUser } from './rig.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Who = ConsoleRole | 'stranger';
const ORDER: readonly Who[] = ['stranger', 'agent', 'supervisor', 'administrator'];

/** Who may come at the least. A route that is not here fails the test below. */
const LEAST: Readonly<Record<string, Who>> = {
  'GET /welcome': 'stranger',
  'POST /sign-in': 'stranger',
  'POST /sign-in/demo': 'stranger',
  'POST /sign-out': 'stranger',
  'GET /me': 'agent',
  'POST /password': 'agent',
  'GET /phone-token': 'agent',
  'GET /users': 'administrator',
  'POST /users': 'administrator',
  'PUT /users/:user': 'administrator',
  'DELETE /users/:user': 'administrator',
  'GET /config': 'administrator',
  'GET /config/:table': 'administrator',
  'PUT /config/:table': 'administrator',
  'DELETE /config/:table': 'administrator',
  'GET /config/export': 'administrator',
  'POST /config/import': 'administrator',
  'GET /api-keys': 'administrator',
  'POST /api-keys': 'administrator',
  'DELETE /api-keys/:id': 'administrator',
  'GET /origins': 'administrator',
  'PUT /origins': 'administrator',
  'GET /audit': 'administrator',
  'GET /names': 'agent',
  'GET /live': 'supervisor',
  'GET /calls': 'agent',
  'GET /calls/:callId': 'agent',
  'GET /agents/:agentId/day': 'agent',
  'GET /recordings/:recording/audio': 'agent',
  'GET /reports/agents': 'supervisor',
  'GET /reports/skills': 'supervisor',
  'GET /reports/days': 'supervisor',
};

let rig: ConsoleRig;
beforeAll(async () => {
  rig = await startConsole();
});
afterAll(() => rig.close());

/** Anew each time: one of the routes signs out. */
const browserOf = (who: Who) => (who === 'stranger' ? rig.browser() : rig.as(who));

const asked = async (route: string, browser: Browser) => {
  const [method = '', path = ''] = route.split(' ');
  return browser.ask(
    method as Method,
    path.replace(/:\w+/, 'nobody'),
    method === 'GET' || method === 'DELETE' ? undefined : { nonsense: true },
  );
};

it('the list is that of the server', () => {
  expect(rig.routes.toSorted()).toEqual(Object.keys(LEAST).toSorted());
});

describe.each(Object.entries(LEAST))('%s', (route, least) => {
  it.each(ORDER)(`is open from ${least} on: %s`, async (who) => {
    // A stream to one who may see it has no end; live.test.ts reads it.
    if (route === 'GET /live' && ORDER.indexOf(who) >= ORDER.indexOf(least)) return;
    const { status, body, headers } = await asked(route, await browserOf(who));
    expect(headers['cache-control']).toBe('no-store');
    if (ORDER.indexOf(who) >= ORDER.indexOf(least)) {
      expect(body?.error?.code).not.toBe('SignInNeeded');
      expect(body?.error?.code).not.toBe('RoleNeeded');
    } else if (who === 'stranger')
      expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'SignInNeeded' });
    else expect({ status, code: body.error.code }).toEqual({ status: 403, code: 'RoleNeeded' });
  });

  it('does nothing for a page that cannot send the header', async () => {
    if (route.startsWith('GET')) return;
    const foreign = await browserOf('administrator');
    delete foreign.headers['x-wssp-console'];
    expect(await asked(route, foreign)).toMatchObject({ status: 403, body: { error: { code: 'OriginForbidden' } } });
  });
});

it('a password that is to be changed opens nothing but that', async () => {
  await rig.store.console.addUser('1', storedUser('new', 'administrator', { mustChange: true }));
  const page = rig.browser();
  await page.signIn('new');
  for (const [route, least] of Object.entries(LEAST)) {
    if (least === 'stranger') continue;
    const { body } = await asked(route, page);
    const open = route === 'GET /me' || route === 'POST /password';
    expect([route, body?.error?.code === 'PasswordToChange']).toEqual([route, !open]);
  }
});
