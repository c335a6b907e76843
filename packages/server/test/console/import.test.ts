/** The configuration as one file: from one server to another, all of it or nothing. */
import type { ConfigFile } from '@wssoftphone/protocol/console';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../src/ports/store-error.ts';
import { type Browser, type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
let anna: Browser;
beforeEach(async () => {
  rig = await startConsole();
  anna = await rig.as('administrator');
});
afterEach(() => rig.close());

const FLOW = { svn: '2000', name: 'own', start: 'a', nodes: { a: { do: 'queue', skill: '1001' } } };
const fileOf = async (): Promise<ConfigFile> => JSON.parse(JSON.stringify((await anna.get('/config/export')).body));
const stored = async () => {
  const { name, rows } = await rig.store.console.config('1');
  return { name, ...rows };
};

it('what one server exports makes another one the same, but for secrets', async () => {
  await rig.store.ivr.putFlow('1', '2000', FLOW);
  const answer = await anna.get('/config/export');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="wssoftphone-1.json"');
  const [file, before] = [await fileOf(), await stored()];
  await rig.close();

  rig = await startConsole({}, true);
  const other = await rig.as('administrator');
  expect(await other.post('/config/import', file)).toMatchObject({
    status: 200,
    body: {
      done: true,
      problems: [],
      changes: expect.arrayContaining([
        { table: 'agents', added: 8, changed: 0, deleted: 0 },
        { table: 'tenants', added: 0, changed: 1, deleted: 0 },
        { table: 'ivr_flows', added: 1, changed: 0, deleted: 0 },
      ]),
    },
  });
  const after = await stored();
  expect({ ...after, extensions: [], leaveReasons: [] }).toEqual({ ...before, extensions: [], leaveReasons: [] });
  expect(after.extensions.map((one) => ({ ...one, secret: 'x' }))).toEqual(
    before.extensions.map((one) => ({ ...one, secret: 'x' })),
  );
  expect(rig.runtime.state.config.agents).toHaveLength(8);
  expect(rig.runtime.state.index.flows.get('2000')).toEqual(FLOW);
});

it('says first what would change, and changes nothing then', async () => {
  const file = await fileOf();
  const before = await stored();
  const [first, second, ...others] = file.tables.agents ?? [];
  const changed = {
    ...file,
    tables: { agents: [{ ...first, name: 'renamed' }, second, { agent_id: '900', name: 'new' }] },
  };
  expect(await anna.post('/config/import?dry=1', changed)).toMatchObject({
    status: 200,
    body: { done: false, problems: [], changes: [{ table: 'agents', added: 1, changed: 1, deleted: others.length }] },
  });
  expect(await stored()).toEqual(before);
  expect((await anna.post('/config/import', changed)).body.done).toBe(true);
  expect((await stored()).agents.map(({ agentId, name }) => `${agentId} ${name}`)).toHaveLength(3);
  expect((await anna.get('/audit?action=config-import')).body.entries[0]).toMatchObject({
    agentId: 'anna',
    target: `agents +1 ~1 -${others.length}`,
  });
});

it('a file that changes nothing says so; secrets stay where their rows stay', async () => {
  const before = await stored();
  expect((await anna.post('/config/import', await fileOf())).body).toEqual({
    changes: [],
    problems: [],
    done: true,
    running: true,
  });
  expect((await stored()).extensions).toEqual(before.extensions);
});

it('parameters of scripts come back with the file that they went out with', async () => {
  await rig.store.console.changeConfig('1', (now) => ({
    ...now,
    rows: { ...now.rows, params: [...now.rows.params, { paramKey: 'OUR_SCRIPT', paramValue: 'on' }] },
  }));
  const file = await fileOf();
  expect(file.tables.SystemParam).toContainEqual({ ParamKey: 'OUR_SCRIPT', ParamValue: 'on' });
  expect((await anna.post('/config/import', file)).body).toMatchObject({ changes: [], problems: [], running: true });
});

describe('a file that is not right changes nothing, and every place is named', () => {
  it.each<[string, object, string]>([
    ['a table there is none of', { tables: { secrets: [] } }, 'secrets'],
    [
      'a value that cannot be',
      { tables: { skills: [{ code: '1', name: 'x', priority: 'high' }] } },
      'skills/1/priority',
    ],
    [
      'a row twice',
      {
        tables: {
          departments: [
            { id: '1', name: 'a' },
            { id: '1', name: 'b' },
          ],
        },
      },
      'departments/1',
    ],
    [
      'a row twice, once with a blank',
      {
        tables: {
          leave_reasons: [
            { reason_id: '1', name: 'a' },
            { reason_id: ' 1', name: 'b' },
          ],
        },
      },
      'leave_reasons/ 1',
    ],
    ['a name that is no text', { tables: { departments: [{ id: { toString: 1 }, name: 'x' }] } }, 'departments//id'],
    ['a flow whose number is no text', { tables: {}, flows: [{ ...FLOW, svn: { toString: 1 } }] }, 'ivr_flows/0'],
    [
      'a work mode whose number is written in another way',
      { tables: { AgentWorkMode: [{ ServiceWorkMode: '01', ServiceWorkModeName: 'x', BasicWorkMode: '0' }] } },
      'AgentWorkMode/01/ServiceWorkMode',
    ],
    ['a name that leads nowhere', { tables: { departments: [] } }, 'agents/888/dept'],
    ['a flow that cannot run', { tables: {}, flows: [{ ...FLOW, start: 'z' }] }, 'ivr_flows/2000/start'],
    [
      'a flow that asks a foreign host',
      { tables: {}, flows: [asking('http://10.0.0.1/')] },
      'ivr_flows/2000/nodes/a/url',
    ],
    ['a flow without a number', { tables: {}, flows: ['x'] }, 'ivr_flows/0'],
  ])('%s', async (_what, part, at) => {
    const before = await stored();
    const answer = await anna.post('/config/import', { wssoftphone: 'configuration', version: 1, ...part });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'ConfigInvalid' } } });
    expect(answer.body.error.problems.map((one: { at: string }) => one.at)).toContain(at);
    expect(await stored()).toEqual(before);
    const dry = await anna.post('/config/import?dry=1', { wssoftphone: 'configuration', version: 1, ...part });
    expect(dry.body).toMatchObject({ done: false, problems: answer.body.error.problems });
  });
  it('and one that is no such file is not looked at', async () => {
    expect((await anna.post('/config/import', { tables: {} })).status).toBe(400);
    const huge = { wssoftphone: 'configuration', version: 1, tables: {}, flows: ['x'.repeat(17 * 1024 * 1024)] };
    expect((await anna.post('/config/import', huge)).status).toBe(413);
  });
});

function asking(url: string): object {
  const a = { do: 'http', method: 'GET', url, send: [], save: {}, timeoutSeconds: 1, next: 'e', otherwise: 'e' };
  return { ...FLOW, nodes: { a, e: { do: 'hangup' } } };
}

describe('an import that is stored and does not run', () => {
  const renamed = async () => {
    const file = await fileOf();
    const [first, ...others] = file.tables.agents ?? [];
    return { ...file, tables: { agents: [{ ...first, name: 'renamed' }, ...others] } };
  };
  const nameThatRuns = () => rig.runtime.state.config.agents[0]?.name;

  it('says so when the database goes away in that moment; the same import once more makes it run', async () => {
    const file = await renamed();
    const before = nameThatRuns();
    vi.spyOn(rig.store, 'loadConfig').mockRejectedValueOnce(new StoreError('away', 'the database is away'));
    expect(await anna.post('/config/import', file)).toMatchObject({
      status: 200,
      body: { done: true, running: false, problems: [], changes: [{ table: 'agents', changed: 1 }] },
    });
    expect((await stored()).agents[0]?.name).toBe('renamed');
    expect(nameThatRuns()).toBe(before);
    expect((await anna.post('/config/import', file)).body).toEqual({
      ...{ changes: [], problems: [], done: true, running: true },
    });
    expect(nameThatRuns()).toBe('renamed');
  });

  it('names the values that the server did not understand before either; the rest runs', async () => {
    const file = await renamed();
    await rig.store.setParam('1', 'AGENTRINGSECONDS', 'soon');
    const { body } = await anna.post('/config/import', file);
    expect(body).toMatchObject({ done: true, running: false });
    expect(body.problems).toEqual([
      { at: 'SystemParam/AGENTRINGSECONDS/ParamValue', text: expect.stringMatching(/^expected a whole number/) },
    ]);
    expect(nameThatRuns()).toBe('renamed');
  });
});
