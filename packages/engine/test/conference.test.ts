import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears } from './support/calls.ts';
import { Desk } from './support/desk.ts';

/** 6001 has customer and 6002 in a conference. */
function three(): { desk: Desk; customer: string; agent: string; other: string; room: string } {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  const { customer, agent } = desk.talk('6001');
  const room = hears(desk, agent);
  const other = consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultConf');
  desk.clear();
  return { desk, customer, agent, other, room };
}
/** 6001 has customer and a number in a conference. */
function outside(): { desk: Desk; customer: string; agent: string; other: string; room: string } {
  const desk = new Desk();
  desk.logOn('6001', '888');
  const { customer, agent } = desk.talk('6001');
  const room = hears(desk, agent);
  const other = consultOutside(desk, '6001');
  desk.tell('6001', 'ConsultConf');
  desk.clear();
  return { desk, customer, agent, other, room };
}
const states = (desk: Desk) => [desk.agentState('6001'), desk.agentState('6002')];

describe('a conference', () => {
  it('is made from a consult, swapped or not: all three in one room', () => {
    for (const swapped of [false, true]) {
      const desk = new Desk();
      desk.logOn('6001', '888');
      desk.logOn('6002', '777', { agentWorkMode: '3' });
      const { customer, agent } = desk.talk('6001');
      const room = hears(desk, agent);
      const other = consult(desk, '6001', '6002');
      if (swapped) desk.tell('6001', 'ConsultSwap');
      desk.tell('6001', 'ConsultConf', {}, { id: 'x' });
      expect(states(desk)).toEqual([21, 30]);
      expect([customer, agent, other].map((leg) => hears(desk, leg))).toEqual([room, room, room]);
      expect(desk.last('6001', 'ConsultConfSucc').replyTo).toBe('x');
    }
  });

  it('with a number is 22', () => {
    const { desk } = outside();
    expect(desk.agentState('6001')).toBe(22);
  });

  it('ended for all: everybody is hung up, both agents wrap up, one record', () => {
    const { desk, customer, agent, other } = three();
    desk.pass(3000);
    desk.tell('6001', 'DropConf');
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual([customer, agent, other]);
    for (const leg of [customer, agent, other]) desk.ended(leg);
    expect(states(desk)).toEqual([19, 19]);
    expect(desk.heard('6001').slice(0, 4)).toEqual(['DropConfSucc', 'ConfOver', 'DevDisconnected', 'StateChange 19']);
    expect(desk.heard('6002').slice(0, 3)).toEqual(['ConfOver', 'DevDisconnected', 'StateChange 19']);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'agent' }]);
    expect(desk.calls()[0]?.segments.filter(({ kind }) => kind === 'conference')).toMatchObject([
      { ins: '6001', from: desk.now - 3000 },
      { ins: '6002', from: desk.now - 3000 },
    ]);
  });

  it.each(['button 49', 'DropCall', 'the phone'] as const)(
    'left by its maker (%s): the colleague has the customer',
    (how) => {
      const { desk, customer, agent, other, room } = three();
      if (how === 'button 49') desk.tell('6001', 'DropConf', { functionCode: '49' });
      else if (how === 'DropCall') desk.tell('6001', 'DropCall');
      if (how !== 'the phone') expect(hears(desk, agent)).toBe('hung up');
      desk.ended(agent);
      expect(states(desk)).toEqual([19, 6]);
      expect(desk.heard('6002')).toEqual(['ConfOver', 'StateChange 6', 'DevConnected']);
      expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
      desk.tell('6002', 'Hold');
      expect([hears(desk, customer), hears(desk, other)]).toEqual(['music-1001', room]);
      desk.ended(customer);
      desk.ended(other);
      expect(states(desk)).toEqual([19, 19]);
      expect(desk.calls()).toMatchObject([{ ins: '6002', agentId: '777' }]);
    },
  );

  it.each(['button 49', 'DropCall', 'the phone'] as const)(
    'left by the colleague (%s): the maker has the customer',
    (how) => {
      const { desk, customer, other, room } = three();
      if (how === 'button 49') desk.tell('6002', 'DropConf');
      else if (how === 'DropCall') desk.tell('6002', 'DropCall');
      desk.ended(other);
      expect(states(desk)).toEqual([6, 19]);
      expect(desk.heard('6001')).toEqual(['StateChange 6', 'ConfOver']);
      expect(hears(desk, customer)).toBe(room);
    },
  );

  it.each(['DropConf', 'FinishConsult'] as const)('its maker can send the colleague away (50, %s)', (command) => {
    const { desk, customer, other, room } = three();
    desk.tell('6001', command, command === 'DropConf' ? { functionCode: '50' } : {});
    expect(desk.heard('6001')).toEqual([`${command}Succ`, 'StateChange 6', 'ConfOver']);
    expect(hears(desk, other)).toBe('hung up');
    desk.ended(other);
    expect(states(desk)).toEqual([6, 19]);
    expect(hears(desk, customer)).toBe(room);
  });

  it('cannot be ended for all, nor anybody sent away, by the colleague', () => {
    const { desk } = three();
    for (const functionCode of ['48', '50'] as const) {
      desk.tell('6002', 'DropConf', { functionCode });
      expect(desk.last('6002', 'DropConfFailed').fault?.code).toBe('NotAllowedInState');
    }
    expect(states(desk)).toEqual([21, 30]);
  });

  it('with a number: left by the agent, the two talk on until one hangs up', () => {
    const { desk, customer, agent, other, room } = outside();
    desk.tell('6001', 'DropCall');
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
    desk.ended(other);
    expect(hears(desk, customer)).toBe('hung up');
    desk.ended(customer);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', ins: '6001' }]);
  });

  it('with a number: when the number hangs up, agent and customer talk on', () => {
    const { desk, customer, other, room } = outside();
    desk.ended(other);
    expect(desk.heard('6001')).toEqual(['StateChange 6', 'ConfOver']);
    expect(hears(desk, customer)).toBe(room);
  });

  it('is over when the customer hangs up', () => {
    const { desk, customer, agent, other } = three();
    desk.ended(customer);
    for (const leg of [agent, other]) desk.ended(leg);
    expect(states(desk)).toEqual([19, 19]);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'customer' }]);
  });

  it('outlives the server', () => {
    const { desk, customer, agent, other, room } = three();
    desk.restart();
    desk.sync(
      [customer, agent, other].map((leg) => ({ leg, phase: 'up' as const, room: null })),
      [room],
    );
    expect(states(desk)).toEqual([21, 30]);
    expect([customer, agent, other].map((leg) => hears(desk, leg))).toEqual([room, room, room]);
    desk.ended(other);
    expect(states(desk)[0]).toBe(6);
  });
});
