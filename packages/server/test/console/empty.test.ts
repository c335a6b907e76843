/** From nothing: a call centre made at the console alone. */
import { afterEach, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
afterEach(() => rig.close());

it('an empty database becomes a call centre without a line of SQL', async () => {
  rig = await startConsole({}, true);
  const anna = await rig.as('administrator');
  expect((await anna.get('/me')).body.tenant).toEqual({ id: '1', name: '', utcOffsetMinutes: 480 });
  const put = async (table: string, row: object, was?: string) => {
    const answer = await anna.put(`/config/${table}`, { row, ...(was === undefined ? {} : { was }) });
    expect(answer).toMatchObject({ status: 200, body: { clean: true } });
  };
  await put('tenants', { name: 'Mine' }, '1');
  await put('departments', { id: '1', name: 'Service' });
  await put('skills', { code: 'vip', name: 'VIP' });
  await put('agents', { agent_id: '1', name: 'One', dept: '1', skills: [{ code: 'vip', level: 3 }] });
  await put('extensions', { number: '100', kind: 'virtual', server_answer: true });
  await put('dnis_routes', { pattern: '400*', target: 'skill:vip' });
  await put('dial_rules', { prefix: '', action: 'allow' });
  await put('AgentWorkMode', { ServiceWorkModeName: 'Ready' }, '0');
  await put('leave_reasons', { name: 'Break' }, '0');
  await put('SystemParam', { ParamKey: 'AGENTRINGSECONDS', ParamValue: '25' });
  const { config } = rig.runtime.state;
  expect((await anna.get('/me')).body.tenant.name).toBe('Mine');
  expect(config).toMatchObject({
    agents: [{ agentId: '1', skills: [{ code: 'vip', level: 3 }] }],
    extensions: [{ number: '100', serverAnswer: true }],
    dnisRoutes: [{ pattern: '400*', target: { type: 'skill', code: 'vip' } }],
    params: { ringSeconds: 25 },
  });
  // The first change of a menu keeps the rest of what was there by default.
  expect(config.workModes).toHaveLength(9);
  expect(config.workModes.find(({ serviceWorkMode }) => serviceWorkMode === '0')?.name).toBe('Ready');
  expect(config.leaveReasons.map(({ name }) => name)).toEqual(['Break', '开会', '就餐', '其他工作']);
});
