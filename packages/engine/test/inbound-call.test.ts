import { describe, expect, it } from 'vitest';
import { Desk, T0 } from './support/desk.ts';

describe('an inbound call from ring to idle', () => {
  it('goes through 27 5 4 6 7 6 19 3 and tells the page in that order', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.clear();
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    desk.pass(1000);
    desk.ringing(leg);
    desk.pass(2000);
    desk.answered(leg);
    desk.pass(1000);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    desk.pass(5000);
    desk.tell('6001', 'Hold');
    desk.pass(3000);
    desk.tell('6001', 'FetchHold');
    desk.pass(4000);
    desk.tell('6001', 'DropCall');
    desk.ended('c1', 'normal');
    desk.ended(leg, 'normal');
    desk.pass(10_000);
    expect(desk.heard('6001')).toEqual([
      'StateChange 27',
      'StateChange 5',
      'CallArrive',
      'StateChange 4',
      'StateChange 6',
      'DevConnected',
      'StateChange 7',
      'HoldSucc',
      'StateChange 6',
      'FetchHoldSucc',
      'DropCallSucc',
      'DevDisconnected',
      'StateChange 19',
      ...Array.from({ length: 10 }, (_, i) => `WrapupTick ${10 - i}`),
      'StateChange 3',
    ]);
    expect(desk.last('6001', 'CallArrive').call).toMatchObject({
      COID: `BC_1_${Math.floor(T0 / 1000).toString(16)}_4001`,
      ANI: '13800138000',
      DNIS: '10010',
      SK: '1001',
      '17': '0',
      IT: '2017-02-20 16:40:00',
      QTM: '0',
    });
    expect(desk.calls()).toHaveLength(1);
    expect(desk.calls()[0]).toMatchObject({
      outcome: 'answered',
      endedBy: 'agent',
      agentId: '888',
      ins: '6001',
      queueMs: 0,
      ringMs: 3000,
      talkMs: 9000,
      holdMs: 3000,
      startedAt: T0,
      answeredAt: T0 + 4000,
      endedAt: T0 + 16_000,
    });
  });

  it('tells the switch what each party shall hear', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.clear();
    const { customer, agent } = desk.talk('6001');
    desk.tell('6001', 'Hold');
    desk.tell('6001', 'FetchHold');
    desk.tell('6001', 'DropCall');
    const room = desk.asked('open-room')[0]?.room;
    const talk = { kind: 'talk' };
    expect(desk.effects.flatMap((e) => (e.kind === 'switch' ? [e.command] : []))).toMatchObject([
      { do: 'answer', leg: customer },
      { do: 'dial', leg: agent, target: { kind: 'extension', number: '6001' }, callerNumber: '13800138000' },
      { do: 'music', leg: customer, musicClass: 'music-1001' },
      { do: 'open-room', room },
      { do: 'join', leg: agent, room, mode: talk },
      { do: 'play', leg: customer, prompts: [{ kind: 'digits', digits: '888' }, { name: 'agent-serves-you' }] },
      { do: 'join', leg: customer, room, mode: talk },
      { do: 'part', leg: customer },
      { do: 'music', leg: customer, musicClass: 'music-1001' },
      { do: 'join', leg: customer, room, mode: talk },
      { do: 'hangup', leg: customer },
      { do: 'hangup', leg: agent },
      { do: 'close-room', room },
    ]);
  });
});
