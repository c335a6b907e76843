/** What ids are called is told to whoever has signed in, as the configuration has it now. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole();
});
afterEach(() => rig.close());

it('names departments, skills, work modes and leave reasons', async () => {
  const { status, body } = await (await rig.as('agent')).get('/names');
  expect(status).toBe(200);
  expect(body.departments).toEqual([
    { id: '1', name: '客户服务部' },
    { id: '2', name: '电话营销部' },
  ]);
  expect(body.skills).toContainEqual({ id: '1002', name: '紧急问题' });
  const { workModes, leaveReasons } = rig.runtime.state.config;
  expect(body.workModes).toHaveLength(workModes.length);
  expect(body.leaveReasons).toEqual(leaveReasons.map(({ reasonId, name }) => ({ id: reasonId, name })));
  expect(leaveReasons.length).toBeGreaterThan(1);
});

it('tells strangers nothing', async () => {
  expect(await rig.browser().get('/names')).toMatchObject({ status: 401, body: { error: { code: 'SignInNeeded' } } });
});
