/** What the virtual switch does beyond the contract: faults on demand, numbers that answer by themselves, bounds, time. */
import type { SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import { beforeEach, describe, expect, it } from 'vitest';
import { VIRTUAL_LIMITS } from '../../src/switch/virtual/limits.ts';
import { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';
import { ManualClock, turn } from './manual-clock.ts';

let clock: ManualClock;
let port: VirtualSwitch;
let heard: SwitchEvent[];

function dial(leg: string, number: string, more: Partial<Extract<SwitchCommand, { do: 'dial' }>> = {}): void {
  const kind = number.length > 4 ? 'outside' : 'extension';
  port.execute({
    do: 'dial',
    leg,
    target: { kind, number },
    callerNumber: '10010',
    callerName: '',
    timeoutSeconds: 30,
    autoAnswer: false,
    call: 'C',
    ...more,
  });
}
const said = () => heard.map((event) => ('leg' in event ? `${event.on} ${event.leg}` : event.on));
function caller(ani = '13800000001') {
  const customer = port.exchange.customerCalls(ani, '10010');
  if (customer?.leg === null || customer === undefined) throw new Error('no call');
  return { customer, leg: customer.leg.id };
}

beforeEach(async () => {
  clock = new ManualClock();
  port = new VirtualSwitch({ clock });
  heard = [];
  await port.configure({
    phones: [
      { number: '6001', kind: 'virtual', secret: null, serverAnswer: true },
      { number: '6006', kind: 'desk', secret: 'x', serverAnswer: false },
    ],
  });
  await port.start((event) => heard.push(event));
  heard.length = 0;
});

describe('an outside number', () => {
  it('with the suffix for it answers after a second', async () => {
    dial('L1', '13800009200');
    await clock.pass(999);
    expect(said()).toEqual(['ringing L1']);
    await clock.pass(100);
    expect(said()).toEqual(['ringing L1', 'answered L1']);
  });
  it.each([
    ['13800009486', 'busy'],
    ['13800009603', 'rejected'],
    ['13800009404', 'unreachable'],
    ['13800009503', 'congestion'],
  ])('%s is %s', async (number, cause) => {
    dial('L1', number);
    await clock.pass(100);
    expect(heard).toEqual([{ on: 'ended', leg: 'L1', cause }]);
  });
  it('that rings is answered by hand', async () => {
    dial('L1', '13800138000');
    await clock.pass(29_000);
    const [customer] = port.exchange.customers.values();
    expect(customer).toMatchObject({ number: '13800138000', dnis: null });
    if (customer) port.exchange.answer(customer);
    await clock.pass(60_000);
    expect(said()).toEqual(['ringing L1', 'answered L1']);
  });
});

describe('a telephone', () => {
  it('set to pick up by itself does so', async () => {
    const phone = port.exchange.phones.get('6006');
    if (phone) port.exchange.setAutoAnswer(phone, 2_000);
    dial('L1', '6006');
    await clock.pass(1_900);
    expect(said()).toEqual(['ringing L1']);
    await clock.pass(200);
    expect(said()).toEqual(['ringing L1', 'answered L1']);
  });
  it('in a call is busy to the next one', async () => {
    dial('L1', '6006');
    dial('L2', '6006');
    await clock.pass(100);
    expect(said()).toEqual(['ringing L1', 'ended L2']);
    expect(heard.at(-1)).toMatchObject({ cause: 'busy' });
  });
  it('taken out of the configuration ends its call and is unknown', async () => {
    dial('L1', '6006');
    await clock.pass(100);
    heard.length = 0;
    await port.configure({ phones: [{ number: '6001', kind: 'virtual', secret: null, serverAnswer: true }] });
    await turn();
    expect(heard).toEqual([
      { on: 'ended', leg: 'L1', cause: 'unreachable' },
      { on: 'device', number: '6006', reachable: false },
    ]);
    dial('L2', '6006');
    await turn();
    expect(heard.at(-1)).toEqual({ on: 'ended', leg: 'L2', cause: 'unreachable' });
  });
  it('keeps its state when the configuration comes again', async () => {
    const phone = port.exchange.phones.get('6006');
    if (phone) port.exchange.setRegistered(phone, false);
    await port.configure({
      phones: [
        { number: '6001', kind: 'virtual', secret: null, serverAnswer: true },
        { number: '6006', kind: 'desk', secret: 'y', serverAnswer: true },
      ],
    });
    expect(port.exchange.phones.get('6006')).toMatchObject({ registered: false, setup: { serverAnswer: true } });
  });
});

describe('prompts', () => {
  it('take their time, one after the other', async () => {
    const { leg } = caller();
    port.execute({ do: 'answer', leg });
    const play = (id: string, digits: string): SwitchCommand => ({
      do: 'play',
      play: id,
      leg,
      prompts: [{ kind: 'digits', digits }],
      lang: 'zh',
    });
    port.execute(play('P1', '888'));
    port.execute(play('P2', '1'));
    await clock.pass(899);
    expect(said()).not.toContain('played');
    await clock.pass(1);
    expect(heard.at(-1)).toEqual({ on: 'played', play: 'P1', ok: true });
    await clock.pass(300);
    expect(heard.at(-1)).toEqual({ on: 'played', play: 'P2', ok: true });
  });
  it('beyond the bound are refused at once', async () => {
    const { leg } = caller();
    port.execute({ do: 'answer', leg });
    for (let n = 0; n <= VIRTUAL_LIMITS.playsPerLeg; n += 1) {
      port.execute({ do: 'play', play: `P${n}`, leg, prompts: [{ kind: 'number', value: n }], lang: 'zh' });
    }
    await turn();
    expect(heard.filter((event) => event.on === 'played')).toEqual([
      { on: 'played', play: `P${VIRTUAL_LIMITS.playsPerLeg}`, ok: false },
    ]);
  });
});

describe('the line', () => {
  it('tells nothing before the command that causes it has returned', async () => {
    const { leg } = caller();
    await turn();
    heard.length = 0;
    port.execute({ do: 'answer', leg });
    expect(heard).toEqual([]);
    await turn();
    expect(said()).toEqual([`answered ${leg}`]);
  });
  it('made slow keeps the order, also when it gets fast again', async () => {
    port.delayEvents(500);
    const { leg } = caller();
    port.delayEvents(0);
    port.execute({ do: 'answer', leg });
    await clock.pass(499);
    expect(heard).toEqual([]);
    await clock.pass(1);
    expect(said()).toEqual([`incoming ${leg}`, `answered ${leg}`]);
  });
  it('lost loses what was on its way, and sync says what became of it', async () => {
    port.delayEvents(500);
    const { leg } = caller();
    port.delayEvents(0);
    port.loseConnection();
    port.loseConnection();
    await clock.pass(1_000);
    expect(said()).toEqual(['down']);
    port.restoreConnection();
    await turn();
    expect(heard.at(-1)).toMatchObject({
      on: 'sync',
      legs: [{ leg, phase: 'incoming', incoming: { ani: '13800000001' } }],
    });
  });
  it('with too much on its way is lost and mended', async () => {
    port.delayEvents(60_000);
    const { customer, leg } = caller();
    port.execute({ do: 'answer', leg });
    port.exchange.press(customer, '1'.repeat(VIRTUAL_LIMITS.outbox));
    await clock.pass(60_000);
    expect(said().slice(0, 2)).toEqual(['down', 'sync']);
    expect(heard.length).toBeLessThan(10);
  });
  it('stopped and started again, as by a server that restarts, finds the calls', async () => {
    const { customer, leg } = caller();
    port.execute({ do: 'answer', leg });
    await turn();
    await port.stop();
    const later: SwitchEvent[] = [];
    expect(port.health().connected).toBe(false);
    port.exchange.press(customer, '5');
    await port.start((event) => later.push(event));
    expect(later).toMatchObject([{ on: 'sync', legs: [{ leg, phase: 'up' }] }]);
    port.exchange.hangup(customer);
    await turn();
    expect(later.at(-1)).toEqual({ on: 'ended', leg, cause: 'normal' });
    expect(said()).toEqual([`incoming ${leg}`, `answered ${leg}`]);
  });
});

describe('faults', () => {
  it('fail as many dials as asked for', async () => {
    port.failNextDials(1);
    dial('L1', '6006');
    dial('L2', '6006');
    await clock.pass(100);
    expect(said()).toEqual(['ended L1', 'ringing L2']);
    expect(heard[0]).toMatchObject({ cause: 'failed' });
  });
  it('restart the switch: nothing is left of its calls', async () => {
    const { customer, leg } = caller();
    port.execute({ do: 'answer', leg });
    port.execute({ do: 'open-room', room: 'R', call: 'C' });
    port.restart();
    await turn();
    expect(heard.at(-1)).toMatchObject({ on: 'sync', legs: [], rooms: [] });
    expect(customer).toMatchObject({ leg: null, ending: 'congestion' });
  });
});

describe('memory', () => {
  it('returns to its base line after many calls', async () => {
    for (let n = 0; n < 300; n += 1) {
      const { leg } = caller();
      port.execute({ do: 'open-room', room: `R${n}`, call: 'C' });
      port.execute({ do: 'answer', leg });
      port.execute({ do: 'join', leg, room: `R${n}`, mode: { kind: 'talk' } });
      port.execute({ do: 'play', play: `P${n}`, leg, prompts: [{ kind: 'number', value: 1 }], lang: 'zh' });
      dial(`L${n}`, '6006');
      port.execute({ do: 'hangup', leg, cause: 'normal' });
      port.execute({ do: 'hangup', leg: `L${n}`, cause: 'cancelled' });
      port.execute({ do: 'close-room', room: `R${n}` });
    }
    await turn();
    expect(port.exchange.legs.size).toBe(0);
    expect(port.exchange.rooms.size).toBe(0);
    expect(clock.pending).toBe(0);
    expect([...port.exchange.customers.values()]).toHaveLength(VIRTUAL_LIMITS.endedCustomers);
  });
  it('refuses a customer too many', async () => {
    for (let n = 0; n < VIRTUAL_LIMITS.liveCustomers; n += 1) caller();
    expect(port.exchange.customerCalls('1', '10010')).toBeUndefined();
    heard.length = 0;
    dial('L1', '13800138000');
    await turn();
    expect(heard.at(-1)).toEqual({ on: 'ended', leg: 'L1', cause: 'congestion' });
  });
});
