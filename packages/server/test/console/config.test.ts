/** The configuration at the console: what is put runs, what is not right is refused at its field. */
import type { ConfigTable } from '@wssoftphone/protocol/console';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
let anna: Browser;
beforeEach(async () => {
  rig = await startConsole();
  anna = await rig.as('administrator');
});
afterEach(() => rig.close());

const table = async (name: string): Promise<ConfigTable> => (await anna.get(`/config/${name}`)).body;
const row = async (name: string, key: string) => {
  const { key: columns, rows } = await table(name);
  return rows.find((one) => columns.map((column) => one[column] ?? '').join('/') === key);
};
const put = (name: string, row: object, more: object = {}) => anna.put(`/config/${name}`, { row, ...more });
const remove = (name: string, key: string) => anna.remove(`/config/${name}?key=${encodeURIComponent(key)}`);
const problems = (...expected: [string, string][]) => ({
  status: 422,
  body: { error: { code: 'ConfigInvalid', problems: expected.map(([at, text]) => ({ at, text })) } },
});
const running = () => rig.runtime.state.config;

describe('every table', () => {
  it('is told with its columns in both languages', async () => {
    const { tables } = (await anna.get('/config')).body as { readonly tables: readonly ConfigTable[] };
    expect(tables.map((one) => `${one.table} ${one.rows.length}`)).toEqual([
      'tenants 1',
      'departments 2',
      'skills 2',
      'agents 8',
      'extensions 10',
      'dnis_routes 4',
      'dial_rules 6',
      'AgentWorkMode 9',
      'leave_reasons 4',
      'SystemParam 26',
    ]);
    for (const { title, columns, key } of tables) {
      for (const words of [title, ...columns.map((column) => column.title)]) {
        expect(words.en).toMatch(/^[A-Z]/);
        expect(words['zh-CN']).toMatch(/\p{Script=Han}/u);
      }
      expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...key]));
    }
  });

  it('takes a row back as it gave it, without a change', async () => {
    const before = await rig.store.console.config('1');
    const { tables } = (await anna.get('/config')).body as { readonly tables: readonly ConfigTable[] };
    for (const { table: name, key, rows } of tables.filter((one) => one.table !== 'SystemParam')) {
      const [first] = rows;
      if (first === undefined) throw new Error(`${name} is empty`);
      const was = key.map((column) => first[column] ?? '').join('/');
      expect(await put(name, first, { was, seen: first })).toMatchObject({
        status: 200,
        body: { key: was, row: first },
      });
    }
    const { rows, ...head } = await rig.store.console.config('1');
    expect(head).toEqual({ tenant: '1', name: 'Test centre' });
    expect({ ...rows, leaveReasons: [] }).toEqual({ ...before.rows, leaveReasons: [] });
  });
});

describe('a change runs when it is answered', () => {
  it('of an agent, with skills and what a supervisor manages', async () => {
    const agent = {
      agent_id: '806',
      name: '新人',
      dept: '2',
      role: 'supervisor',
      skills: [{ code: '1002', level: 7 }],
      monitor_depts: ['1'],
      wrapup_seconds: 9,
    };
    expect(await put('agents', agent)).toMatchObject({ status: 200, body: { key: '806', clean: true } });
    expect(running().agents.find(({ agentId }) => agentId === '806')).toEqual({
      agentId: '806',
      name: '新人',
      dept: '2',
      role: 'supervisor',
      skills: [{ code: '1002', level: 7 }],
      monitorDepts: ['1'],
      wrapupSeconds: 9,
      canKeepLogon: false,
    });
    expect((await remove('agents', '806')).status).toBe(204);
    expect(running().agents.some(({ agentId }) => agentId === '806')).toBe(false);
  });

  it('of a part of a row: what is not sent stays', async () => {
    await put('skills', { max_wait_seconds: 33, service_hours: '1-5 09:00-18:00' }, { was: '1002' });
    expect(running().skills.find(({ code }) => code === '1002')).toMatchObject({
      name: '紧急问题',
      maxWaitSeconds: 33,
      overflow: { type: 'skill', code: '1001' },
      serviceHours: expect.arrayContaining([{ day: 1, from: 540, to: 1080 }]),
    });
  });

  it('of a parameter; a deleted one has its default again', async () => {
    expect(await row('SystemParam', 'AGENTRINGSECONDS')).toEqual({ ParamKey: 'AGENTRINGSECONDS', ParamValue: '20' });
    await put('SystemParam', { ParamValue: '33' }, { was: 'AGENTRINGSECONDS' });
    expect(running().params.ringSeconds).toBe(33);
    expect((await remove('SystemParam', 'AGENTRINGSECONDS')).status).toBe(204);
    expect(running().params.ringSeconds).toBe(20);
    expect((await remove('SystemParam', 'AGENTRINGSECONDS')).status).toBe(204);
    expect((await remove('SystemParam', 'NO-SUCH')).status).toBe(404);
  });

  it('of modes and reasons, in the order they say', async () => {
    await put('leave_reasons', { reason_id: '9', name: '培训', visible: true, sort_order: 1 });
    expect(running().leaveReasons.map(({ reasonId }) => reasonId)).toEqual(['0', '1', '9', '2', '3']);
    await put('AgentWorkMode', { SortOrder: 9 }, { was: '0' });
    expect(running().workModes.at(-1)?.serviceWorkMode).toBe('0');
  });

  it('of a rule for one agent beside the one for all', async () => {
    await put('dial_rules', { prefix: '00', agent_id: '888', action: 'allow' });
    expect(running().dialRules.filter(({ prefix }) => prefix === '00')).toEqual([
      { prefix: '00', action: 'deny', agentId: null },
      { prefix: '00', action: 'allow', agentId: '888' },
    ]);
    expect((await remove('dial_rules', '00/888')).status).toBe(204);
    expect((await row('dial_rules', '00/'))?.action).toBe('deny');
  });

  it('of the name of the call centre', async () => {
    await put('tenants', { name: '新名称' }, { was: '1' });
    expect((await anna.get('/me')).body.tenant.name).toBe('新名称');
    expect(await remove('tenants', '1')).toMatchObject(problems(['tenant', 'this cannot be deleted']));
    expect(await put('tenants', { tenant: '2', name: 'x', node: 1 })).toMatchObject({ status: 422 });
  });

  it('and is written down by table and row, not by value', async () => {
    await put('skills', { name: 'renamed' }, { was: '1002' });
    const [entry] = (await anna.get('/audit?action=config-put')).body.entries;
    expect(entry).toMatchObject({ agentId: 'anna', target: 'skills/1002', outcome: 'ok' });
    expect(JSON.stringify(entry)).not.toContain('renamed');
  });
});

describe('what is not right is refused at its field, and nothing changes', () => {
  it.each<[string, object, string | undefined, [string, string][]]>([
    [
      'skills',
      { code: '9', name: 'x', overflow: 'skill:77' },
      undefined,
      [['overflow', 'there is none of that name: 77']],
    ],
    [
      'skills',
      { code: '9', name: 'x', overflow: 'ivr:77' },
      undefined,
      [['overflow', 'there is none of that name: 77']],
    ],
    [
      'skills',
      { code: '9', name: 'x', overflow: 'nowhere' },
      undefined,
      [['overflow', expect.stringContaining('hangup')]],
    ],
    ['skills', { overflow: 'skill:1002' }, '1002', [['overflow', 'expected another skill than itself']]],
    ['skills', { service_hours: '8-17' }, '1002', [['service_hours', expect.stringContaining('09:00')]]],
    ['skills', { priority: 100 }, '1002', [['priority', 'a whole number from 0 to 99']]],
    [
      'agents',
      { agent_id: 'a b', name: '' },
      undefined,
      [
        ['agent_id', '1 to 32 letters, digits, _ or -'],
        ['name', 'this is needed'],
      ],
    ],
    ['agents', { dept: '9' }, '888', [['dept', 'there is none of that name: 9']]],
    ['agents', { skills: [{ code: '77', level: 1 }] }, '888', [['skills', 'there is none of that name: 77']]],
    ['agents', { skills: [{ code: '1001', level: 100 }] }, '888', [['skills', expect.any(String)]]],
    [
      'agents',
      {
        skills: [
          { code: '1001', level: 1 },
          { code: '1001', level: 2 },
        ],
      },
      '888',
      [['skills', 'each at most once']],
    ],
    ['agents', { role: 'root' }, '888', [['role', 'one of the values listed']]],
    ['agents', { name: 'line\nbreak' }, '888', [['name', 'no control characters']]],
    ['agents', { passwd: 'x' }, '888', [['passwd', 'there is no such column']]],
    ['extensions', { secret: 'short' }, '6001', [['secret', expect.stringContaining('at least 8')]]],
    ['dnis_routes', { pattern: '12a', target: 'hangup' }, undefined, [['pattern', 'digits, then * at most']]],
    [
      'dial_rules',
      { prefix: '0', agent_id: '4711', action: 'deny' },
      undefined,
      [['agent_id', 'there is none of that name: 4711']],
    ],
    ['SystemParam', { ParamValue: '2' }, 'AGENTRINGSECONDS', [['ParamValue', 'expected a whole number from 3 to 300']]],
    [
      'SystemParam',
      { ParamValue: '60,80' },
      'WALLBOARDSERVICELEVEL',
      [['ParamValue', 'expected two whole numbers from 0 to 100, the second no higher, such as 80,60']],
    ],
    [
      'SystemParam',
      { ParamValue: '20' },
      'WALLBOARDLONGESTWAIT',
      [['ParamValue', 'expected two whole numbers from 1 to 3600, the second no lower, such as 20,60']],
    ],
    ['SystemParam', { ParamKey: 'OTHER', ParamValue: '2' }, undefined, [['ParamKey', 'one of the values listed']]],
    [
      'AgentWorkMode',
      { ServiceWorkMode: 'x', ServiceWorkModeName: 'x', BasicWorkMode: '0' },
      undefined,
      [['ServiceWorkMode', 'a whole number']],
    ],
  ])('%s %j', async (name, values, was, expected) => {
    const before = JSON.stringify(await rig.store.console.config('1'));
    expect(await put(name, values, was === undefined ? {} : { was })).toMatchObject(problems(...expected));
    expect(JSON.stringify(await rig.store.console.config('1'))).toBe(before);
  });

  it('in the language of the page', async () => {
    anna.headers['accept-language'] = 'zh-CN';
    expect(await put('SystemParam', { ParamValue: '2' }, { was: 'AGENTRINGSECONDS' })).toMatchObject(
      problems(['ParamValue', '应为：3 到 300 的整数']),
    );
    expect(await put('SystemParam', { ParamValue: '10,5' }, { was: 'WALLBOARDABANDONED' })).toMatchObject(
      problems(['ParamValue', '应为：0 到 100 的两个整数，用逗号分隔，后一个不小于前一个，如 5,10']),
    );
  });

  it('also a table there is none of, and a row that is too large', async () => {
    expect((await put('pg_shadow', {})).status).toBe(404);
    expect((await put('agents', { name: 'x'.repeat(70_000) }, { was: '888' })).status).toBe(413);
  });

  it('but what was wrong before does not stand in the way', async () => {
    await rig.store.setParam('1', 'MAXCALLS', 'many');
    expect(await put('agents', { name: 'renamed' }, { was: '888' })).toMatchObject({
      status: 200,
      body: { clean: false },
    });
    expect(running().agents.find(({ agentId }) => agentId === '888')?.name).toBe('renamed');
  });
});

describe('a row that others refer to', () => {
  it.each([
    ['departments', '1', 'used by Agents: 888'],
    ['skills', '1001', 'used by Skills: 1002'],
    ['agents', '888', 'used by Dial rules: 00/888'],
  ])('%s %s is not deleted', async (name, key, text) => {
    await put('dial_rules', { prefix: '00', agent_id: '888', action: 'allow' });
    const { status, body } = await remove(name, key);
    expect(status).toBe(422);
    const { key: columns } = await table(name);
    expect(body.error.problems).toContainEqual({ at: columns[0], text });
  });
  it('is not deleted while a flow leads to it', async () => {
    const flow = { svn: '2000', name: 'own', start: 'a', nodes: { a: { do: 'queue', skill: '1003' } } };
    await put('skills', { code: '1003', name: 'third' });
    await rig.store.ivr.putFlow('1', '2000', flow);
    expect((await remove('skills', '1003')).body.error.problems).toContainEqual({
      at: 'code',
      text: expect.stringContaining('Flow: 2000'),
    });
  });
  it('keeps its name', async () => {
    expect((await put('skills', { code: '1009' }, { was: '1001' })).body.error.problems).toContainEqual({
      at: 'code',
      text: 'used by Skills: 1002',
    });
    expect((await put('agents', { agent_id: '807' }, { was: '804' })).status).toBe(200);
    expect(await row('agents', '804')).toBeUndefined();
    expect((await row('agents', '807'))?.skills).toEqual([{ code: '1001', level: 2 }]);
  });
});

describe('two administrators at once', () => {
  it('do not run over each other: the second one is told', async () => {
    const seen = await row('agents', '888');
    await put('agents', { name: 'first' }, { was: '888', seen });
    expect(await put('agents', { name: 'second' }, { was: '888', seen })).toMatchObject({
      status: 409,
      body: { error: { code: 'ConfigChanged' } },
    });
    expect((await row('agents', '888'))?.name).toBe('first');
  });
  it('do not bring back what the other deleted, nor make the same twice', async () => {
    await remove('agents', '805');
    expect((await put('agents', { name: 'x' }, { was: '805' })).status).toBe(404);
    expect((await remove('agents', '805')).status).toBe(404);
    expect(await put('departments', { id: '1', name: 'x' })).toMatchObject(problems(['id', 'there is one already']));
    expect(await put('departments', { id: '2' }, { was: '1' })).toMatchObject({ status: 422 });
  });
  it('many at a time each count', async () => {
    const ids = Array.from({ length: 20 }, (_, nth) => `d${nth}`);
    const answers = await Promise.all(ids.map((id) => put('departments', { id, name: id })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(running().departments.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });
});

describe('the password of a telephone', () => {
  const secretOf = async (number: string) =>
    (await rig.store.console.config('1')).rows.extensions.find((one) => one.number === number)?.secret;

  it('is written and never read', async () => {
    expect(await row('extensions', '6001')).toMatchObject({ secret: true });
    expect(await put('extensions', { secret: 'a-new-sip-secret' }, { was: '6001' })).toMatchObject({
      status: 200,
      body: { row: { secret: true } },
    });
    expect(await secretOf('6001')).toBe('a-new-sip-secret');
    const told = JSON.stringify([
      (await anna.get('/config')).body,
      (await anna.get('/config/export')).body,
      (await anna.get('/audit')).body,
      rig.lines,
    ]);
    expect(told).not.toContain('sip-secret');
  });
  it('stays when the row is changed or named anew, and goes when it is emptied', async () => {
    await put('extensions', { kind: 'desk', secret: true }, { was: '6001' });
    await put('extensions', { number: '6101' }, { was: '6001' });
    expect(await secretOf('6101')).toBe('sip-secret-of-a-phone');
    await put('extensions', { secret: null }, { was: '6101' });
    expect(await secretOf('6101')).toBeNull();
    expect((await row('extensions', '6101'))?.secret).toBeNull();
  });
  it('is made by the server for a telephone in the browser that was given none, and stays then', async () => {
    expect((await put('extensions', { number: '6099', kind: 'webrtc' })).status).toBe(200);
    const made = await secretOf('6099');
    expect(made).toMatch(/^[\w-]{24}$/);
    expect((await row('extensions', '6099'))?.secret).toBe(true);
    await put('extensions', { server_answer: true }, { was: '6099' });
    expect(await secretOf('6099')).toBe(made);
  });
});
