/**
 * The first call on a fresh server: real PostgreSQL, the virtual switch, and an agent's page as deployed ones are, over
 * a raw socket.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../src/lab/views.ts';
import { type DemoServer, newDataDir, startDemo } from './demo-server.ts';
import { DeployedPage } from './deployed-page.ts';

let data: Awaited<ReturnType<typeof newDataDir>>;
let demo: DemoServer;

beforeAll(async () => {
  data = await newDataDir();
  demo = await startDemo(data.dir);
});
afterAll(async () => {
  await demo?.server.stop();
  await data?.remove();
});

const hears = async (id: string) => {
  const customers = await demo.lab<CustomerView[]>('GET /customers');
  return customers.find((one) => one.id === id)?.hears;
};

describe('the first call', () => {
  it('is taken, held, fetched back, hung up and wrapped up, and leaves its records', async () => {
    const began = Date.now();
    const page = await DeployedPage.open(await demo.pageUrl('888'), '888', '6006');
    expect((await page.ask('CheckWebSocket', { agentName: '', delegatorId: '' })).datas).toMatchObject({
      isWebSocketExists: false,
    });
    const init = await page.init();
    expect(init).toMatchObject({ errorCode: 'Succ', datas: { delegatorId: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect(page.frames.findIndex((frame) => frame.event === 'SettingsNotify')).toBeLessThan(page.frames.indexOf(init));
    expect(page.frames.some((frame) => frame.event === 'SettingsNotify')).toBe(true);
    expect((await page.ask('Logon', { agentWorkMode: '0' })).errorCode).toBe('Succ');
    await page.event('LogonSucc');
    await page.state('3');

    const customer = await demo.lab('/customers', { ani: '13800138000', dnis: '10010' });
    const arrived = await page.event('CallArrive');
    expect(arrived.coInfos).toMatchObject({ ANI: '13800138000', DNIS: '10010', SK: '1001', '17': '0' });
    expect(arrived.coInfos?.COID).toMatch(/^BC_1_[0-9a-f]{8}_\d+$/);
    await demo.lab('/phones/6006/answer');
    await page.state('4');
    await expect.poll(() => hears(customer.id)).toEqual([{ kind: 'prompt', text: expect.stringContaining('8 8 8') }]);
    await page.state('6');
    expect(await hears(customer.id)).toEqual([{ kind: 'voice', who: '6006' }]);

    await page.ask('Hold');
    await page.state('7');
    await expect.poll(() => hears(customer.id)).toMatchObject([{ kind: 'music' }]);
    await page.ask('FetchHold');
    await page.state('6');
    await expect.poll(() => hears(customer.id)).toEqual([{ kind: 'voice', who: '6006' }]);

    await demo.lab(`/customers/${customer.id}/hangup`);
    await page.state('19');
    expect(Number((await page.event('WrapupTick')).params?.tick)).toBeGreaterThan(0);
    await page.ask('FinishWrapup');
    await page.state('3');
    expect(page.states()).toEqual(['2', '3', '27', '5', '4', '6', '7', '6', '19', '3']);
    await page.ask('Logoff');
    await page.event('LogoffSucc');
    await page.close();

    await demo.parts.runtime.drained();
    const coid = arrived.coInfos?.COID ?? '';
    const [record, ...others] = await demo.parts.store.calls('1', { coid });
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      outcome: 'answered',
      endedBy: 'customer',
      agentId: '888',
      ani: '13800138000',
      skill: '1001',
    });
    expect(record?.segments.map((segment) => segment.kind)).toEqual(expect.arrayContaining(['ring', 'talk', 'hold']));
    const states = await demo.parts.store.agentStates('1', { agentId: '888', from: began });
    expect(states.map(({ state }) => state).sort((a, b) => a - b)).toEqual(expect.arrayContaining([3, 6, 7, 19]));
  });

  it('made by the agent rings the agent, then the number, and fails in words when that is busy', async () => {
    const page = await DeployedPage.open(await demo.pageUrl('999'), '999', '6007');
    await page.logOn();
    await page.ask('Dial', { phoneNum: '13900009486' });
    await page.state('46');
    await page.state('47');
    await demo.lab('/phones/6007/answer');
    await page.state('9');
    expect((await page.event('DialFailed')).errorDesc).not.toBe('');
    await page.state('3');
    await page.ask('Dial', { phoneNum: '13900001111' });
    await page.state('47');
    await demo.lab('/phones/6007/answer');
    await page.state('9');
    const customer = await called('13900001111');
    await demo.lab(`/customers/${customer.id}/answer`);
    await page.state('6');
    expect((await page.event('DialSucc')).coInfos).toMatchObject({ '17': '1', CN0_UserPhoneNum: '13900001111' });
    await page.ask('DropCall');
    await page.state('19');
    await page.ask('FinishWrapup');
    await page.state('3');
    await page.ask('Logoff');
    await page.close();
  });
});

describe('a server that stops and starts again', () => {
  it('keeps its data, its secrets and the calls that go on', async () => {
    const page = await DeployedPage.open(await demo.pageUrl('888'), '888', '6006');
    await page.logOn();
    const customer = await demo.lab('/customers', { ani: '13800138001', dnis: '10010' });
    await page.event('CallArrive');
    await demo.lab('/phones/6006/answer');
    await page.state('6');
    const apiKey = await firstToken(demo);
    const { delegatorId } = page;
    // The switch outlives the server, as a real one does.
    const board = demo.parts.switch;
    await demo.server.stop();
    await page.closed();

    demo = await startDemo(data.dir, [], { switch: board });
    expect(await firstToken(demo)).toBe(apiKey);
    expect(await hears(customer.id)).toEqual([{ kind: 'voice', who: '6006' }]);
    expect(await demo.parts.store.calls('1', { ani: '13800138000' })).toHaveLength(1);
    const back = await DeployedPage.open(await demo.pageUrl('888'), '888', '6006');
    back.delegatorId = delegatorId;
    expect((await back.init()).agentInfos).toMatchObject({ agentState: '6', agentId: '888' });
    await back.ask('DropCall');
    await back.state('19');
    await expect
      .poll(async () => (await demo.lab<CustomerView[]>('GET /customers')).at(-1))
      .toMatchObject({ phase: 'ended' });
    await back.ask('FinishWrapup');
    await back.state('3');
    await demo.parts.runtime.drained();
    const [record] = await demo.parts.store.calls('1', { ani: '13800138001' });
    expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent' });
    await back.close();
  });

  it('is healthy, and says so', async () => {
    const health = await fetch(`${demo.http}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'ok',
      parts: { switch: { ok: true }, database: { ok: true } },
    });
    const metrics = await (await fetch(`${demo.http}/metrics`)).text();
    expect(metrics).toMatch(/^# TYPE /m);
  });
});

async function called(number: string): Promise<CustomerView> {
  const find = async () =>
    (await demo.lab<CustomerView[]>('GET /customers')).find((one) => one.number === number && one.phase === 'ringing');
  await expect.poll(find).toBeDefined();
  const found = await find();
  if (found === undefined) throw new Error(`${number} does not ring`);
  return found;
}

/** The API key kept in the data directory works, so it is the one the server uses. */
async function firstToken(server: DemoServer): Promise<string> {
  const key = (await readFile(`${data.dir}/api-key`, 'utf8')).trim();
  const response = await fetch(`${server.http}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: '888' }),
  });
  expect(response.status).toBe(201);
  return key;
}
