/** Pages come and go while people talk: a refresh finds the call again, a second page takes over and can be robbed in turn. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { story } from '../lib/records.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

const SEAT = { agentId: '999', ins: '6001' };

async function inTalk(ani: string) {
  const { agent, phone } = await centre.agent(SEAT);
  const customer = await centre.carrier.calls(ani, '10010');
  await phone.rings();
  const { coInfos } = await agent.event('CallArrive');
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  return { agent, phone, customer, coInfos };
}

it('a refresh in a call finds it as it was', async () => {
  const { agent, phone, customer, coInfos } = await inTalk('13800000001');
  agent.close();
  await talk(customer, phone);
  const again = await centre.page({ ...SEAT, delegatorId: agent.delegatorId });
  expect(again.delegatorId).toBe(agent.delegatorId);
  const init = again.frames.findIndex((frame) => 'command' in frame && frame.command === 'Init');
  expect(again.frames[init]).toMatchObject({
    errorCode: 'Succ',
    datas: { agentState: '6' },
    agentInfos: { agentState: '6' },
  });
  // Settings come first: pages draw their buttons at the first state.
  const settings = again.frames.findIndex((frame) => 'event' in frame && frame.event === 'SettingsNotify');
  expect(settings).toBeGreaterThanOrEqual(0);
  expect(settings).toBeLessThan(init);
  const restored = await again.event('StateChange', (event) => event.coInfos !== undefined);
  expect(restored.coInfos).toMatchObject({ COID: coInfos?.COID, ANI: '13800000001' });
  // The customer is not new: no second pop.
  expect(again.has('CallArrive')).toBe(false);
  await again.ask('Hold');
  await again.reaches(7);
  await hears(customer, ['music']);
  await again.ask('FetchHold');
  await talk(customer, phone);
  await again.ask('DropCall');
  await again.reaches(3);
  expect(await centre.recordCount('13800000001')).toBe(1);
});

it('a refresh while it rings pops again', async () => {
  const { agent, phone } = await centre.agent(SEAT);
  const customer = await centre.carrier.calls('13800000002', '10010');
  await phone.rings();
  await agent.reaches(5);
  agent.close();
  const again = await centre.page({ ...SEAT, delegatorId: agent.delegatorId });
  expect((await again.event('CallArrive')).coInfos).toMatchObject({ ANI: '13800000002' });
  await phone.answer();
  await again.reaches(6);
  await talk(customer, phone);
});

it('a page that stays away ends nothing that is going on', async () => {
  const { agent, phone, customer } = await inTalk('13800000003');
  agent.close();
  await customer.hangup();
  expect(await phone.ended()).toBe('normal');
  expect(story(await centre.record('13800000003'))).toContain('talk 6001 completed');
  // Nobody sits there: the next caller waits.
  const next = await centre.carrier.calls('13800000004', '10010');
  await next.answered();
  await hears(next, ['music']);
  const again = await centre.page({ ...SEAT, delegatorId: agent.delegatorId });
  await again.event('CallArrive', ({ coInfos }) => coInfos?.ANI === '13800000004');
});

it('a second page takes the session over, and the first takes it back', async () => {
  const { agent: first, phone, customer } = await inTalk('13800000005');
  const second = await centre.page(SEAT);
  const check = second.frames.find((frame) => 'command' in frame && frame.command === 'CheckWebSocket');
  expect(check).toMatchObject({ datas: { isWebSocketExists: true } });
  await first.event('WebSocketReplaced');
  expect(second.state).toBe(6);

  // The first stays connected, hears nothing more, and may do nothing.
  first.forget();
  expect(await first.ask('Hold')).toMatchObject({ errorCode: 'ProcessFailed' });
  await second.ask('Hold');
  await second.reaches(7);
  await hears(customer, ['music']);
  expect(first.isOpen).toBe(true);
  expect(first.events).toEqual([]);

  const back = await first.init();
  expect(back).toMatchObject({ errorCode: 'Succ', datas: { agentState: '7' } });
  await second.event('WebSocketReplaced');
  await first.ask('FetchHold');
  await first.event('FetchHoldSucc');
  await talk(customer, phone);
  await first.ask('DropCall');
  await first.reaches(3);
});
