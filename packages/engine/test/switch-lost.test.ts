import { describe, expect, it } from 'vitest';
import type { LiveLeg } from '../src/index.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const deskIdle = () => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '999');
  return desk;
};
const live = (leg: string, phase: LiveLeg['phase'], room: string | null = null): LiveLeg => ({ leg, phase, room });
const roomOf = (desk: Desk) => desk.asked('open-room').at(-1)?.room ?? '';

describe('while the switch is lost', () => {
  it('talks go on, nothing new begins', () => {
    const desk = deskIdle();
    desk.talk('6001');
    desk.on({ on: 'down' });
    desk.clear();
    desk.incoming('c2');
    expect(desk.asked('dial')).toEqual([]);
    for (const command of ['Hold', 'FetchHold'] as const) desk.tell('6001', command);
    expect(desk.heard('6001').slice(-2)).toEqual(['HoldFailed SwitchDown', 'FetchHoldFailed NotAllowedInState']);
    expect(desk.agentState('6001')).toBe(6);
    expect(desk.on({ on: 'down' })).toEqual([]);
  });

  it('nobody is sent into a room, which may be gone when the switch is back', () => {
    const desk = new Desk({ ...baseConfig, params: { ...baseConfig.params, playWorkerId: true } });
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    desk.answered(leg);
    const room = roomOf(desk);
    desk.on({ on: 'down' });
    desk.clear();
    // The prompt whose end is never told has its time.
    desk.pass(60_000);
    expect(desk.asked('join')).toEqual([]);
    expect(desk.agentState('6001')).toBe(4);
    desk.sync([live('c1', 'up'), live(leg, 'up')], []);
    desk.pass(1_000);
    const moves = desk.effects.flatMap((effect) =>
      effect.kind === 'switch' && /room|join/.test(effect.command.do) ? [effect.command] : [],
    );
    expect(moves).toMatchObject([
      { do: 'open-room', room },
      { do: 'join', room, leg },
      { do: 'join', room, leg: 'c1' },
    ]);
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('when the switch is back', () => {
  it('what still lives is told again what it shall hear', () => {
    const desk = deskIdle();
    const { customer, agent } = desk.talk('6001');
    const room = roomOf(desk);
    desk.tell('6001', 'Hold');
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync([live(customer, 'up', room), live(agent, 'up', null)], []);
    const commands = desk.effects.flatMap((effect) => (effect.kind === 'switch' ? [effect.command] : []));
    expect(commands).toEqual([
      { do: 'open-room', room, call: expect.any(String) },
      { do: 'part', leg: customer },
      { do: 'music', leg: customer, musicClass: 'music-1001' },
      { do: 'tone', leg: customer, tone: null },
      { do: 'join', leg: agent, room, mode: { kind: 'talk' } },
      { do: 'tone', leg: agent, tone: null },
    ]);
    expect(desk.agentState('6001')).toBe(7);
    expect(desk.calls()).toEqual([]);
  });

  it('what is gone has ended, once', () => {
    const desk = deskIdle();
    desk.talk('6001');
    desk.incoming('waiting', '10086');
    desk.on({ on: 'down' });
    desk.sync();
    expect(desk.agentState('6001')).toBe(19);
    expect(desk.calls().map(({ outcome, endedBy }) => [outcome, endedBy])).toEqual([
      ['lost', 'system'],
      ['lost', 'system'],
    ]);
    expect([...desk.docs.keys()].filter((key) => key.startsWith('call:'))).toEqual([]);
    desk.pass(20_000);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('an agent’s phone that is left alone is hung up', () => {
    const desk = deskIdle();
    const { agent, customer } = desk.talk('6001');
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync([live(agent, 'up', roomOf(desk))]);
    // The customer's leg, too, should its dial have been on the way when the switch made its report.
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual([customer, agent]);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
  });

  it('legs and rooms that nobody knows are taken down, callers who just came are taken in', () => {
    const desk = deskIdle();
    desk.on({ on: 'down' });
    desk.clear();
    const incoming = { ani: '138', dnis: '10010', aniName: '' };
    desk.sync([live('ghost', 'up'), live('half', 'dialing'), { ...live('new', 'incoming'), incoming }], ['r-unknown']);
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual(['ghost', 'half']);
    expect(desk.asked('close-room')).toEqual([{ do: 'close-room', room: 'r-unknown' }]);
    expect(desk.asked('answer')).toEqual([{ do: 'answer', leg: 'new' }]);
    expect(desk.agentState('6001')).toBe(27);
  });

  it('what happened meanwhile is caught up: rung, answered, hung up', () => {
    const desk = deskIdle();
    desk.incoming('c1');
    const { leg } = desk.dialled('6001');
    desk.on({ on: 'down' });
    desk.sync([live('c1', 'up'), live(leg, 'up')]);
    expect(desk.agentState('6001')).toBe(4);
    expect(desk.heard('6001')).toContain('CallArrive');
    const other = deskIdle();
    other.incoming('c1');
    const ring = other.dialled('6001').leg;
    other.on({ on: 'down' });
    other.clear();
    other.sync([live('c1', 'incoming'), live(ring, 'ringing')]);
    expect(other.agentState('6001')).toBe(5);
    // The answer to the caller may have been lost.
    expect(other.asked('answer')).toEqual([{ do: 'answer', leg: 'c1' }]);
  });

  it('a hang-up that was lost is said again', () => {
    const desk = deskIdle();
    const { customer, agent } = desk.talk('6001');
    desk.on({ on: 'down' });
    desk.tell('6001', 'DropCall');
    desk.clear();
    desk.sync([live(customer, 'up', 'r'), live(agent, 'up', 'r')], ['r']);
    expect(
      desk
        .asked('hangup')
        .map(({ leg }) => leg)
        .sort(),
    ).toEqual([customer, agent].sort());
    expect(desk.asked('close-room')).toEqual([{ do: 'close-room', room: 'r' }]);
  });

  it('an offer that was lost is no miss and goes out again', () => {
    const desk = deskIdle();
    desk.incoming('c1');
    desk.answered('c1');
    for (let i = 0; i < 5; i += 1) {
      desk.on({ on: 'down' });
      desk.sync([live('c1', 'up')]);
    }
    expect(desk.agentState('6001') === 27 || desk.agentState('6002') === 27).toBe(true);
  });

  it('waiting calls and idle agents are matched at once', () => {
    const desk = deskIdle();
    desk.on({ on: 'down' });
    desk.incoming('c1');
    desk.incoming('c2');
    desk.sync([live('c1', 'incoming'), live('c2', 'incoming')]);
    expect([desk.agentState('6001'), desk.agentState('6002')]).toEqual([27, 27]);
  });

  it('what it says of devices replaces all that was known', () => {
    const desk = deskIdle();
    desk.device('6001', false);
    desk.on({ on: 'sync', legs: [], rooms: [], devices: [{ number: '6002', reachable: false }] });
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.agentState('6002')).toBe(3);
  });

  it('a log-on that waits for its phone asks again', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' });
    desk.on({ on: 'down' });
    desk.sync();
    expect(desk.asked('check-device')).toHaveLength(2);
  });

  it('a dial whose own phone is gone has failed', () => {
    const desk = deskIdle();
    desk.tell('6001', 'Dial', { phoneNum: '13800138000', attached: {} });
    desk.on({ on: 'down' });
    desk.sync();
    expect(desk.last('6001', 'DialFailed').fault?.code).toBe('SwitchFailed');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.calls()).toMatchObject([{ outcome: 'lost' }]);
  });
});
