/** What agents' settings do to a whole server: real PostgreSQL, the virtual switch's telephones, deployed pages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CustomerView, PhoneView } from '../../src/lab/views.ts';
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

const WAIT = 'INS_WAIT_FOR_DISPATCH';
const outside = async (number: string): Promise<CustomerView | undefined> =>
  (await demo.lab<CustomerView[]>('GET /customers')).findLast((one) => one.number === number && one.dnis === null);
const phone = async (number: string): Promise<PhoneView | undefined> =>
  (await demo.lab<PhoneView[]>('GET /phones')).find((one) => one.number === number);
async function outsideAnswers(number: string): Promise<string> {
  await expect.poll(async () => (await outside(number))?.phase).toMatch(/^(ringing|up)$/);
  const found = await outside(number);
  if (found?.phase === 'ringing') await demo.lab(`/customers/${found.id}/answer`).catch(() => undefined);
  await expect.poll(async () => (await outside(number))?.phase).toBe('up');
  return found?.id ?? '';
}

it('a remote agent takes a call on a public telephone, and may not do what the mask forbids', async () => {
  const mobile = '13700137000';
  const page = await DeployedPage.open(await demo.pageUrl('888'), '888', `RP_${mobile}`);
  await page.logOn();
  const customer = await demo.lab('/customers', { ani: '13800138000', dnis: '10010' });
  await page.state('27');
  await outsideAnswers(mobile);
  await page.state('6');
  await expect
    .poll(async () => (await demo.lab<CustomerView[]>('GET /customers')).find(({ id }) => id === customer.id)?.hears)
    .toEqual([{ kind: 'voice', who: mobile }]);
  await page.ask('Hold');
  expect(await page.event('HoldFailed')).toMatchObject({ errorCode: 'FunctionMasked' });
  await demo.lab(`/customers/${customer.id}/hangup`);
  await page.state('19');
  await page.ask('FinishWrapup');
  await page.ask('Logoff');
  await page.close();
});

it('a page that asks for a seat is given one, and its telephone rings', async () => {
  const page = await DeployedPage.open(await demo.pageUrl('999'), '999', WAIT);
  expect((await page.init()).ins).toBe(WAIT);
  const { ins } = await page.ask('Logon', { agentWorkMode: '0' });
  expect(ins).toMatch(/^60\d\d$/);
  await page.state('3');
  const customer = await demo.lab('/customers', { ani: '13800138001', dnis: '10010' });
  await page.event('CallArrive');
  await demo.lab(`/phones/${ins}/answer`);
  expect((await page.state('6')).ins).toBe(ins);
  await demo.lab(`/customers/${customer.id}/hangup`);
  await page.state('19');
  await page.ask('FinishWrapup');
  await page.ask('Logoff');
  await page.close();
});

it('a number by token of the CRM’s server is called, and no frame of the page and no display has it', async () => {
  const number = '13600136000';
  const key = (await readFile(join(data.dir, 'api-key'), 'utf8')).trim();
  const asked = await fetch(`${demo.http}/api/v1/number-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ phoneNums: [number] }),
  });
  const { tokens } = (await asked.json()) as { tokens: string[] };
  const page = await DeployedPage.open(await demo.pageUrl('801'), '801', '6008');
  await page.logOn();
  await page.ask('EncryptDial', { phoneNum: tokens[0], encryptMode: '1' });
  await expect.poll(async () => (await phone('6008'))?.phase).toBe('ringing');
  expect((await phone('6008'))?.callerNumber).toBe('136****6000');
  await demo.lab('/phones/6008/answer');
  const id = await outsideAnswers(number);
  expect((await page.event('DialSucc')).coInfos).toMatchObject({
    DNIS: '136****6000',
    CN0_UserPhoneNum: '136****6000',
  });
  await demo.lab(`/customers/${id}/hangup`);
  await page.state('19');
  await page.ask('FinishWrapup');
  await page.ask('EncryptDial', { phoneNum: `${tokens[0]}x`, encryptMode: '1' });
  expect(await page.event('DialFailed')).toMatchObject({ errorCode: 'NumberCipherInvalid' });
  expect(JSON.stringify(page.frames)).not.toContain(number);
  await page.ask('Logoff');
  await page.close();
  await demo.parts.runtime.drained();
  const [record] = (await demo.parts.store.calls('1', {})).filter(({ dnis }) => dnis === number);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '801', data: { NUMBERHIDDEN: '1' } });
});

it('an agent whose telephone is unplugged is told, and again when it is back', async () => {
  const page = await DeployedPage.open(await demo.pageUrl('802'), '802', '6009');
  await page.logOn();
  await demo.lab('/phones/6009/unregister');
  expect(await page.state('3')).toMatchObject({ errorCode: 'DeviceUnreachable' });
  await demo.lab('/phones/6009/register');
  expect((await page.state('3')).errorCode).toBeUndefined();
  await page.ask('Logoff');
  await page.close();
});
