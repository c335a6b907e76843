/** Callers who are served by flows: main menu, survey, password check, and a flow of one's own that asks the CRM. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { wavOf } from '../../packages/server/test/support/wav.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { Crm } from '../lib/crm.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent, story } from '../lib/records.ts';
import { everyRow, keptLog, tracesOf } from '../lib/traces.ts';

const PASSWORD = '73918264';
const kept = keptLog();
let crm: Crm;
let centre: CallCentre;
beforeAll(async () => {
  crm = await Crm.open(({ path, body }) =>
    path === '/check'
      ? { good: body.digits === PASSWORD }
      : { customer: { level: path.endsWith('/42') ? 'gold' : '' } },
  );
  centre = await CallCentre.open({
    params: { AGENTPLAYWORKERID: '0' },
    rows: (demo) => ({
      ...demo,
      dnisRoutes: [...demo.dnisRoutes, { pattern: '10002', target: 'ivr:2000', priority: 0 }],
    }),
    flows: { hosts: [crm.host], key: null, check: { kind: 'url', url: `http://${crm.host}/check` } },
    log: kept.log,
  });
});
afterEach(() => centre.clear());
afterAll(async () => {
  await centre?.close();
  await crm?.close();
});

async function put(path: string, body: string | Blob, type: string): Promise<void> {
  const response = await fetch(`${centre.url}/api/v1/ivr/${path}`, {
    method: 'PUT',
    headers: { 'content-type': type },
    body,
  });
  expect(response.status, await response.text()).toBe(200);
}

it('leads from the main menu to the skill, and from the agent to the survey, whose score is in the record', async () => {
  const customer = await centre.carrier.calls('13800000101', '10001');
  await customer.answered();
  await hears(customer, ['prompt']);
  // In the middle of the prompt.
  await customer.press('2');
  await hears(customer, ['music']);
  const { agent, phone } = await centre.agent({ agentId: '803', ins: '6001' });
  const { coInfos } = await agent.event('CallArrive');
  expect(coInfos).toMatchObject({ ANI: '13800000101', SK: '1002', IVRROOT: '2', SVN: '1000' });
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);

  await agent.ask('TransferToIVR', { SVN: '999', OrderID: 'S7' });
  const { coInfos: sent } = await agent.event('TransferSucc');
  expect(sent).toMatchObject({ SVN: '999', OrderID: 'S7', CCIVR_TRANSFERTYPE: 'IVR', CCIVR_TRANSFERDEST: '999' });
  await agent.reaches(19);
  expect(await phone.ended()).toBe('normal');
  await hears(customer, ['prompt']);
  await customer.press('5');
  // Thanks are said to the end.
  expect(await customer.ended()).toBe('normal');

  const record = await centre.record('13800000101');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '803', skill: '1002' });
  expect(record.data).toMatchObject({ IVRSCORE: '5', IVRROOT: '2', OrderID: 'S7' });
  expect(story(record)).toEqual([
    'ivr completed',
    'queue offered',
    'ring 6001 answered',
    'talk 6001 transferred',
    'ivr completed',
  ]);
});

it('checks a password while the agent waits, and brings the customer back; the digits are nowhere', async () => {
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  const customer = await centre.carrier.calls('13800000102', '10010');
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);

  agent.forget();
  await agent.ask('TransferToIVR', { SVN: '8888', TRANSFERPREPARE_CHECKPASSWORD: '1' });
  await agent.reaches(31);
  await hears(customer, ['prompt']);
  // The agent hears neither the prompt nor the keys.
  await hears(phone, []);
  await customer.press('11112222#');
  await hears(customer, ['prompt']);
  await customer.press(`${PASSWORD}#`);
  const back = await agent.event('IVRCheckReturn');
  expect(back.params).toEqual({ result: '1' });
  expect(back.coInfos).toMatchObject({ IVRCHECKRESULT: '1' });
  await agent.reaches(6);
  await talk(customer, phone);
  expect(agent.states).toEqual([31, 6]);
  expect(crm.asked.map(({ body }) => body.digits)).toEqual(['11112222', PASSWORD]);

  await agent.ask('DropCall');
  expect(await customer.ended()).toBe('normal');
  const record = await centre.record('13800000102');
  expectConsistent(record);
  expect(record.data.IVRCHECKRESULT).toBe('1');
  expect(story(record).slice(-3)).toEqual(['talk 6001 transferred', 'ivr completed', 'talk 6001 completed']);

  const logs = join(centre.asterisk.directory, 'log');
  const files = await Promise.all(
    (await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8').catch(() => '')),
  );
  const places = {
    'the log': kept.text(),
    'the database': await everyRow(centre.database),
    'the page': JSON.stringify(agent.frames),
    'the metrics': await (await fetch(`${centre.url}/metrics`)).text(),
    "Asterisk's output": [...centre.asterisk.output, ...files].join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    // The call itself is there: the search looks in the right places.
    if (place === 'the log' || place === 'the database') expect(text, place).toContain('13800000102');
  }
  expect(tracesOf(PASSWORD, places)).toEqual([]);
  expect(tracesOf('11112222', places)).toEqual([]);
});

it('runs a flow of one’s own: a recording, digits, the CRM, and an agent who knows already', async () => {
  const tone = new Blob([new Uint8Array(wavOf({ rate: 16_000, seconds: 20, hertz: 700 }))]);
  await put('recordings/hello', tone, 'audio/wav');
  const queue = { do: 'queue', skill: '1001' };
  const ask = {
    ...{ do: 'http', method: 'POST', url: `http://${crm.host}/cards/{Card}`, send: ['Card'] },
    ...{ save: { Level: '/customer/level' }, timeoutSeconds: 3, next: 'level', otherwise: 'queue' },
  };
  const flow = {
    svn: '2000',
    name: 'own',
    lang: 'en',
    start: 'card',
    nodes: {
      card: {
        ...{ do: 'collect', prompts: [{ kind: 'recording', name: 'hello' }], key: 'Card', least: 2, most: 8 },
        ...{ timeoutSeconds: 5, retries: 0, next: 'ask', otherwise: 'queue' },
      },
      ask,
      level: { do: 'branch', key: 'Level', cases: { gold: 'read' }, otherwise: 'queue' },
      read: { do: 'play', prompts: [{ kind: 'data', key: 'Card', as: 'number' }], next: 'queue' },
      queue,
    },
  };
  await put('flows/2000', JSON.stringify(flow), 'application/json');

  const customer = await centre.carrier.calls('13800000103', '10002');
  await customer.answered();
  await hears(customer, ['prompt']);
  await customer.press('42#');
  // The number is said, and then there is music.
  await hears(customer, ['music']);
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  expect((await agent.event('CallArrive')).coInfos).toMatchObject({ Card: '42', Level: 'gold', SVN: '2000' });
  const last = crm.asked.at(-1);
  expect(last).toMatchObject({
    method: 'POST',
    path: '/cards/42',
    body: { ani: '13800000103', Card: '42', svn: '2000' },
  });
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await customer.hangup();
  expect((await centre.record('13800000103')).data).toMatchObject({ Card: '42', Level: 'gold' });
});
