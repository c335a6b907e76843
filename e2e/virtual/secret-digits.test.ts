/** Secret keys on the virtual switch: a caller's password, and a card's number that the agent sends. They are found nowhere. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CustomerView } from '../../packages/server/src/lab/views.ts';
import { type DemoServer, newDataDir, startDemo } from '../../packages/server/test/server/demo-server.ts';
import { DeployedPage } from '../../packages/server/test/server/deployed-page.ts';
import { startTestPostgres, type TestPostgres } from '../../packages/server/test/support/test-postgres.ts';
import { Crm } from '../lib/crm.ts';
import { everyRow, keptLog, tracesOf } from '../lib/traces.ts';

const PASSWORD = '9182736455';
const WRONG = '5546372819';
const CARD = '4929175500013377';
const kept = keptLog();
let postgres: TestPostgres;
let data: Awaited<ReturnType<typeof newDataDir>>;
let crm: Crm;
let demo: DemoServer;
let database = '';

beforeAll(async () => {
  [postgres, data] = await Promise.all([startTestPostgres(), newDataDir()]);
  crm = await Crm.open(({ body }) => ({ good: body.digits === PASSWORD, echo: body.digits ?? '' }));
  const { user, password, host, port, database: name } = postgres.address;
  database = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
  const argv = ['--database', database, '--check-url', `http://${crm.host}/check`];
  demo = await startDemo(data.dir, argv, { log: kept.log });
});
afterAll(async () => {
  await demo?.server.stop();
  await crm?.close();
  await postgres?.close();
  await data?.remove();
});

it('is checked, and leaves no trace', async () => {
  const page = await DeployedPage.open(await demo.pageUrl('888'), '888', '6006');
  await page.init();
  await page.ask('Logon', { agentWorkMode: '0' });
  await page.state('3');
  const customer = await demo.lab<CustomerView>('/customers', { ani: '13800138000', dnis: '10010' });
  await page.event('CallArrive');
  await demo.lab('/phones/6006/answer');
  await page.state('6');
  await page.ask('TransferToIVR', { SVN: '8888', TRANSFERPREPARE_CHECKPASSWORD: '1' });
  await page.state('31');
  const press = (digits: string) => demo.lab(`/customers/${customer.id}/digits`, { digits });
  const said: string[] = [];
  // While the digits are under way, too: documents, and what the lab shows of the customer.
  const look = async () => {
    said.push(await everyRow(database), JSON.stringify(await demo.lab('GET /customers')));
  };
  for (const digit of WRONG) await press(digit);
  await look();
  await press('#');
  await expect.poll(() => crm.asked.length).toBe(1);
  await look();
  for (const digit of PASSWORD) await press(digit);
  await look();
  await press('#');
  expect((await page.event('IVRCheckReturn')).params).toEqual({ result: '1' });
  expect(crm.asked.map(({ body }) => body.digits)).toEqual([WRONG, PASSWORD]);
  // The agent pays by card at the customer's bank: by the page, and by HTTP from elsewhere.
  await page.ask('SendDigits', { digits: CARD });
  await page.event('SendDigitsSucc');
  const command = { command: 'SendDigits', ins: '6006', delegatorId: page.delegatorId, params: { digits: CARD } };
  const byHttp = `${demo.http}/WSAgentServer/softphone/processJsonpCommand.do?jsonCommand=${encodeURIComponent(JSON.stringify(command))}`;
  expect(await (await fetch(byHttp)).json()).toMatchObject({ errorCode: 'Succ' });
  await page.event('SendDigitsSucc');
  said.push(await everyRow(database));
  const heard = (await demo.lab<CustomerView[]>('GET /customers')).find(({ id }) => id === customer.id);
  expect(heard?.received).toBe(CARD + CARD);
  await demo.lab(`/customers/${customer.id}/hangup`);
  await page.state('19');
  await demo.parts.runtime.drained();

  const places = {
    'the log': kept.text(),
    'the database': [...said, await everyRow(database)].join('\n'),
    'the page': JSON.stringify(page.frames),
    'the metrics': await demo.parts.metrics.metrics(),
  };
  expect(places['the log']).toContain('switch: digit');
  expect(places['the database']).toContain('13800138000');
  expect(tracesOf(PASSWORD, places)).toEqual([]);
  expect(tracesOf(WRONG, places)).toEqual([]);
  expect(tracesOf(CARD, places)).toEqual([]);
  await page.close();
});
