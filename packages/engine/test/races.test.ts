import { describe, expect, it } from 'vitest';
import { Desk, namesOf } from './support/desk.ts';

const deskIdle = () => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.clear();
  return desk;
};
const ringing = (desk: Desk) => {
  desk.incoming('c1');
  desk.answered('c1');
  const { leg } = desk.dialled('6001');
  desk.ringing(leg);
  return leg;
};
const settled = (desk: Desk) => {
  desk.pass(60_000);
  expect(desk.agentState('6001')).toBe(3);
  expect([...desk.docs.keys()].filter((key) => key.startsWith('call:'))).toEqual([]);
  expect(desk.timers.size).toBe(0);
};

describe('races', () => {
  it('ring timeout and answer together: the first word counts', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.ended(leg, 'no-answer');
    desk.answered(leg);
    const next = desk.dialled('6001').leg;
    expect(next).not.toBe(leg);
    expect(desk.agentState('6001')).toBe(27);
  });

  it('the caller hangs up in the instant of answer', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.ended('c1');
    desk.answered(leg);
    expect(desk.agentState('6001')).toBe(5);
    desk.ended(leg, 'normal');
    expect(desk.calls()).toMatchObject([{ outcome: 'abandoned' }]);
    settled(desk);
  });

  it('refusal and answer together: who refused has refused', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.tell('6001', 'DropCall');
    desk.answered(leg);
    expect(desk.heard('6001').at(-1)).toBe('DropCallSucc');
    desk.ended(leg);
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(5_000);
    expect(desk.agentState('6001')).toBe(27);
  });

  it('the same answer twice', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.answered(leg);
    expect(desk.answered(leg)).toEqual([]);
    expect(desk.ringing(leg)).toEqual([]);
    expect(desk.answered('c1')).toEqual([]);
  });

  it('ended twice, and ended of a leg that nobody knows', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    expect(desk.ended(legs.customer)).toEqual([]);
    expect(desk.ended(legs.agent)).toEqual([]);
    expect(desk.ended('nobody')).toEqual([]);
    expect(desk.calls()).toHaveLength(1);
  });

  it('a leg that nobody knows stirs: it is hung up', () => {
    const desk = deskIdle();
    for (const on of ['ringing', 'answered'] as const) {
      desk.clear();
      desk.on({ on, leg: 'stranger' });
      expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg: 'stranger', cause: 'normal' }]);
    }
    expect(desk.ended('stranger')).toEqual([]);
  });

  it('the same call arrives twice', () => {
    const desk = deskIdle();
    desk.incoming('c1');
    expect(desk.incoming('c1')).toEqual([]);
  });

  it('ringing after answered changes nothing', () => {
    const desk = deskIdle();
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    desk.answered(leg);
    expect(desk.ringing(leg)).toEqual([]);
    expect(desk.agentState('6001')).toBe(4);
  });

  it('both hang up together', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.ended(legs.agent);
    desk.ended(legs.customer);
    expect(desk.calls()).toMatchObject([{ endedBy: 'agent' }]);
    settled(desk);
  });

  it('DropCall as the customer hangs up', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.ended(legs.customer);
    desk.tell('6001', 'DropCall');
    expect(desk.last('6001', 'DropCallFailed').fault?.code).toBe('CallGone');
    desk.ended(legs.agent);
    expect(desk.calls()).toMatchObject([{ endedBy: 'customer' }]);
    settled(desk);
  });

  it('Hold as the customer hangs up', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.ended(legs.customer);
    desk.tell('6001', 'Hold');
    expect(desk.last('6001', 'HoldFailed').fault?.code).toBe('CallGone');
    desk.ended(legs.agent);
    settled(desk);
  });

  it('the customer hangs up on hold', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.tell('6001', 'Hold');
    desk.pass(2000);
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'customer', holdMs: 2000 }]);
    settled(desk);
  });

  it('the page is lost while ringing; the phone is answered all the same', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.answered(leg);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    expect(desk.agentState('6001')).toBe(6);
  });

  it('the page is lost while ringing; the call is missed and not offered there again', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.ended(leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(119_999);
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(1);
    expect(desk.agentState('6001')).toBeNull();
  });

  it('a timer of an earlier life of the seat does nothing', () => {
    const desk = deskIdle();
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    const stale = desk.timers.get('agent:6001:grace')?.epoch ?? 0;
    desk.pass(120_000);
    desk.logOn('6001', '888');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.now += 200_000;
    expect(desk.feed({ kind: 'timer', key: 'agent:6001:grace', epoch: stale })).toEqual([]);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('a timer that fires early is set again', () => {
    const desk = deskIdle();
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    const { at, epoch } = desk.timers.get('agent:6001:grace') ?? { at: 0, epoch: 0 };
    desk.now = at - 1;
    expect(desk.feed({ kind: 'timer', key: 'agent:6001:grace', epoch })).toEqual([
      { kind: 'timer', key: 'agent:6001:grace', at, epoch },
    ]);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('a clock that jumps back does not make negative times', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.now -= 3_600_000;
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    const [call] = desk.calls();
    expect(call?.endedAt).toBeGreaterThanOrEqual(call?.startedAt ?? 0);
    expect(desk.stretches().every(({ from, to }) => to >= from)).toBe(true);
  });

  it('prompts of a call that went back to the queue mean nothing', () => {
    const desk = deskIdle();
    const leg = ringing(desk);
    desk.answered(leg);
    const { play } = desk.lastPlay();
    desk.ended(leg);
    expect(namesOf(desk.on({ on: 'played', play, ok: false }))).toEqual([]);
  });
});
