/** Keys that an agent presses into the talk: who hears them, who does not, and that they are kept nowhere. */
import { expect, it } from 'vitest';
import { consult, consultOutside, innerTalk, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const CARD = '4929175500013377#';

/** 888 talks with a customer at 6001; 777 is free at 6002, 555 supervises at 6003. */
function scene(params: Parameters<typeof withParams>[0] = {}) {
  const desk = new Desk(withParams(params));
  desk.logOn('6003', '555');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6001', '888', {}, { v4: true });
  return { desk, ...desk.talk('6001') };
}
let presses = 0;
/** The legs that the keys went to. */
function press(desk: Desk, ins = '6001', digits = CARD): string[] {
  desk.clear();
  desk.tell(ins, 'SendDigits', { digits }, { id: `k${++presses}` });
  const asked = desk.asked('send-digits');
  for (const one of asked) expect(one.digits).toBe(digits);
  return asked.map(({ leg }) => leg);
}
const refusal = (desk: Desk) => desk.last('6001', 'SendDigitsFailed').fault?.code;

it('the customer hears them, and the page is told that they were sent', () => {
  const { desk, customer } = scene();
  expect(press(desk)).toEqual([customer]);
  expect(desk.last('6001', 'SendDigitsSucc')).toMatchObject({ replyTo: `k${presses}` });
  expect(desk.agentState('6001')).toBe(6);
});

it('in a consult whoever talks hears them, and who waits with music does not', () => {
  const { desk, customer } = scene();
  const other = consult(desk, '6001', '6002');
  expect(press(desk)).toEqual([other]);
  desk.tell('6001', 'ConsultSwap');
  expect(press(desk)).toEqual([customer]);
  expect(press(desk, '6002')).toEqual([]);
  expect(desk.last('6002', 'SendDigitsFailed').fault?.code).toBe('NotAllowedInState');
});

it('a number outside that is consulted hears them, and in the conference the customer too', () => {
  const { desk, customer } = scene();
  const bank = consultOutside(desk, '6001');
  expect(press(desk)).toEqual([bank]);
  desk.tell('6001', 'ConsultConf');
  expect(press(desk).sort()).toEqual([bank, customer].sort());
});

it('a number that is consulted from a conference hears them, and the conference does not', () => {
  const { desk, customer } = scene();
  const other = consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultConf');
  const bank = consultOutside(desk, '6001');
  expect(desk.agentState('6001')).toBe(35);
  expect(desk.view('6001').buttons).toContainEqual({ id: 62, enabled: true });
  expect(press(desk)).toEqual([bank]);
  expect(press(desk, '6002')).toEqual([customer]);
  desk.tell('6001', 'FinishConsult');
  expect(press(desk).sort()).toEqual([customer, other].sort());
});

it('in an inner call the other one hears them, whoever called', () => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  const legs = innerTalk(desk, '6001', '6002');
  expect(press(desk, '6001')).toEqual([legs.to]);
  expect(press(desk, '6002')).toEqual([legs.from]);
});

it('a supervisor who listens does not get them and cannot send any; one who has joined does both', () => {
  const { desk, customer, agent } = scene();
  desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
  const ear = pickUp(desk, '6003');
  expect(press(desk)).toEqual([customer]);
  expect(press(desk, '6003')).toEqual([]);
  desk.tell('6003', 'Intervence');
  expect(press(desk).sort()).toEqual([customer, ear].sort());
  expect(press(desk, '6003').sort()).toEqual([customer, agent].sort());
});

it('nobody hears them while the customer is on hold, when the call is over, and when the switch is away', () => {
  const { desk, customer, agent } = scene();
  desk.tell('6001', 'Hold');
  expect(press(desk)).toEqual([]);
  expect(refusal(desk)).toBe('NotAllowedInState');
  desk.tell('6001', 'FetchHold');
  desk.on({ on: 'down' });
  expect(press(desk)).toEqual([]);
  expect(refusal(desk)).toBe('SwitchDown');
  desk.sync([
    { leg: customer, phase: 'up', room: null },
    { leg: agent, phase: 'up', room: null },
  ]);
  expect(press(desk)).toEqual([customer]);
  desk.ended(customer);
  expect(press(desk)).toEqual([]);
  expect(refusal(desk)).toBe('CallGone');
});

it('the tenant can mask them away; then there is no pad', () => {
  const pad = (desk: Desk) => desk.view('6001').buttons.find(({ id }) => id === 62);
  expect(pad(scene().desk)).toEqual({ id: 62, enabled: true });
  const { desk } = scene({ mask: [62] });
  expect(pad(desk)).toBeUndefined();
  expect(press(desk)).toEqual([]);
  expect(refusal(desk)).toBe('FunctionMasked');
});

it('pages of the deployed dialect are told of no pad, in no state', () => {
  const { stateSettings } = scene().desk.view('6001').settings;
  expect(stateSettings.flatMap(({ functions }) => functions.filter(({ id }) => id === 62))).toEqual([]);
});

it('the same command sent twice presses them once', () => {
  const { desk, customer } = scene();
  desk.clear();
  for (let n = 0; n < 2; n++) desk.tell('6001', 'SendDigits', { digits: '5' }, { id: 'once', v4: true });
  expect(desk.asked('send-digits').map(({ leg }) => leg)).toEqual([customer]);
});

it('are in no document, event, notice or record', () => {
  const { desk, customer, agent } = scene();
  press(desk);
  expect(JSON.stringify([...desk.docs])).not.toContain(CARD.slice(0, 8));
  desk.tell('6001', 'Hold');
  press(desk); // refused
  desk.tell('6001', 'FetchHold');
  desk.ended(customer);
  desk.ended(agent);
  const told = desk.effects.filter((effect) => effect.kind !== 'switch' || effect.command.do !== 'send-digits');
  expect(desk.calls()).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain(CARD.slice(0, 8));
  expect(JSON.stringify([...desk.docs])).not.toContain(CARD.slice(0, 8));
});
