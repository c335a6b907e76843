/** Looking around without a password: in demo mode, for whoever sits at the machine. */
import { afterEach, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
afterEach(() => rig.close());

it('signs in as each role, with the agents of the demonstration', async () => {
  rig = await startConsole({ demo: true });
  const page = rig.browser();
  page.address = '127.0.0.1';
  expect((await page.get('/welcome')).body).toEqual({
    tenantName: 'Test centre',
    demoRoles: ['agent', 'supervisor', 'administrator'],
  });
  for (const [role, name, agentId] of [
    ['agent', '员工888', '888'],
    ['supervisor', '赵班长', '800'],
    ['administrator', 'Administrator', null],
  ]) {
    expect((await page.post('/sign-in/demo', { role })).body).toMatchObject({ role, name, agentId, demo: true });
    expect((await page.get('/me')).body).toMatchObject({ role });
  }
  expect((await page.post('/password', { old: '', new: 'another password' })).status).toBe(401);
});

it('is not offered to other machines, through proxies, or by a borrowed name, unless the server was told so', async () => {
  rig = await startConsole({ demo: true });
  const cases = [
    { address: '10.0.0.1', headers: {} },
    { address: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.7' } },
    { address: '127.0.0.1', headers: { host: 'rebound.example:8887' } },
  ];
  for (const { address, headers } of cases) {
    const page = rig.browser();
    page.address = address;
    Object.assign(page.headers, headers);
    expect((await page.get('/welcome')).body.demoRoles).toEqual([]);
    expect((await page.post('/sign-in/demo', { role: 'administrator' })).status).toBe(403);
    expect((await page.get('/me')).status).toBe(401);
  }
  await rig.close();
  rig = await startConsole({ demo: true, demoRemote: true });
  expect((await rig.browser().post('/sign-in/demo', { role: 'agent' })).status).toBe(200);
});

it('is nowhere without demonstration data', async () => {
  rig = await startConsole();
  const page = rig.browser();
  page.address = '127.0.0.1';
  expect((await page.get('/welcome')).body).toEqual({ tenantName: 'Test centre', demoRoles: [] });
  expect((await page.post('/sign-in/demo', { role: 'agent' })).status).toBe(403);
});
