/** Pages that hold no WebSocket: they dial by JSONP for the agent's session, and an administrator reloads parameters. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Agent } from '../lib/agent.ts';
import { openBrowser, type TestBrowser } from '../lib/browser.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { talk } from '../lib/hearing.ts';

let centre: CallCentre;
let browser: TestBrowser;
beforeAll(async () => {
  [centre, browser] = await Promise.all([CallCentre.open(), openBrowser()]);
});
afterEach(() => centre.clear());
afterAll(async () => {
  await browser?.close();
  await centre?.close();
});

const seat = () => centre.agent({ agentId: '999', ins: '6001' });

it('another page dials by JSONP, and the agent’s page sees it all', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000001', 'answers');
  const page = await browser.page();
  const command = {
    objectClass: 'SPCommand',
    command: 'Dial',
    ins: agent.ins,
    delegatorId: agent.delegatorId,
    params: { agentId: agent.agentId, phoneNum: '13900000001' },
  };
  const query = `jsonCommand=${encodeURIComponent(JSON.stringify(command))}&callback=crm.dialled`;
  const answer = await page.evaluate(
    (src) =>
      new Promise<unknown>((resolve, reject) => {
        Object.assign(window, { crm: { dialled: resolve } });
        const script = document.createElement('script');
        script.src = src;
        script.onerror = () => reject(new Error('the script did not load'));
        document.head.append(script);
      }),
    `${centre.url}/WSAgentServer/softphone/processJsonpCommand.do?${query}`,
  );
  expect(answer).toMatchObject({ objectClass: 'SPResponse', command: 'Dial', errorCode: 'Succ', ins: '6001' });
  await agent.event('DialAccepted');
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  expect(agent.states).toEqual([46, 47, 9, 6]);
});

it.each([
  { change: { ins: '6099' }, errorCode: 'InvalidIns' },
  { change: { delegatorId: 'somebody-else' }, errorCode: 'DelegatorIdNoMatch' },
])('with $change it may do nothing', async ({ change, errorCode }) => {
  const { agent, phone } = await seat();
  const command = {
    objectClass: 'SPCommand',
    command: 'Dial',
    ins: agent.ins,
    delegatorId: agent.delegatorId,
    params: { phoneNum: '13900000002' },
    ...change,
  };
  const answer = await fetch(`${centre.url}/WSAgentServer/softphone/processCommand.do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  expect(await answer.json()).toMatchObject({ errorCode });
  await agent.ask('WSHello');
  expect(agent.states).toEqual([]);
  expect(phone.isRinging).toBe(false);
});

async function reload(): Promise<string> {
  const answer = await fetch(`${centre.url}/WSAgentServer/softphone/reloadSystemParam.do`);
  return (await answer.text()).trim();
}
async function isEnabled(agent: Agent, state: string, id: number): Promise<boolean | undefined> {
  const { params } = await agent.event('SettingsNotify');
  const settings = JSON.parse(params?.stateSettings ?? '[]') as {
    state: string;
    functions: { id: number; enabled: boolean }[];
  }[];
  return settings.find((one) => one.state === state)?.functions.find((one) => one.id === id)?.enabled;
}

it('a reload of parameters changes the buttons of an agent at work', async () => {
  const { agent } = await seat();
  agent.forget();
  await centre.setParam('SOFTPHONEMASKENABLED', '33');
  expect(await reload()).toBe('true');
  expect(await isEnabled(agent, '3', 33)).not.toBe(true);
  await agent.ask('Leave', { leaveReason: '0' });
  expect(await agent.event('LeaveFailed')).toMatchObject({ errorCode: 'FunctionMasked' });

  // What cannot be understood changes nothing, and is told.
  agent.forget();
  await centre.setParam('SOFTPHONEMASKENABLED', 'all of them');
  expect(await reload()).toBe('false');
  await agent.ask('Leave', { leaveReason: '0' });
  await agent.event('LeaveFailed');

  agent.forget();
  await centre.setParam('SOFTPHONEMASKENABLED', '');
  expect(await reload()).toBe('true');
  expect(await isEnabled(agent, '3', 33)).toBe(true);
  await agent.ask('Leave', { leaveReason: '0' });
  await agent.event('LeaveSucc');
});
