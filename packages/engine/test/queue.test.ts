import { describe, expect, it } from 'vitest';
import { baseConfig, withAgent, withParams, withSkill } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

const offeredTo = (desk: Desk) => ['6001', '6002', '6003'].filter((ins) => desk.agentState(ins) === 27);
const take = (desk: Desk, ins: string) => {
  const { leg } = desk.dialled(ins);
  desk.answered(leg);
  desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
  return leg;
};

describe('who gets a call', () => {
  it('the best skill level first', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.pass(1000);
    desk.logOn('6003', '777');
    desk.incoming('c1');
    expect(offeredTo(desk)).toEqual(['6003']);
  });

  it('of equals the longest idle', () => {
    const desk = new Desk();
    desk.logOn('6002', '999');
    desk.pass(1000);
    desk.logOn('6001', '888');
    desk.pass(1000);
    desk.incoming('c1');
    expect(offeredTo(desk)).toEqual(['6002']);
    desk.ended('c1');
    desk.ended(desk.dialled('6002').leg, 'cancelled');
    desk.pass(1000);
    desk.incoming('c2');
    expect(offeredTo(desk)).toEqual(['6001']);
  });

  it('who comes from a mode without calls has not been waiting', () => {
    const desk = new Desk();
    desk.logOn('6002', '999', { agentWorkMode: '3' });
    desk.pass(1000);
    desk.logOn('6001', '888');
    desk.pass(1000);
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    desk.incoming('c1');
    expect(offeredTo(desk)).toEqual(['6001']);
  });

  it('nobody without the skill, on leave, in another mode, without a phone or a page', () => {
    const desk = new Desk();
    desk.logOn('6005', '555');
    desk.logOn('6001', '888');
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    desk.logOn('6002', '999', { agentWorkMode: '3' });
    desk.logOn('6003', '777');
    desk.device('6003', false);
    desk.incoming('c1');
    expect(desk.asked('dial')).toEqual([]);
    desk.device('6003', true);
    expect(offeredTo(desk)).toEqual(['6003']);
  });

  it('a call that waits is offered in the very step in which an agent becomes free', () => {
    const desk = new Desk();
    desk.incoming('c1');
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' });
    expect(namesOf(desk.device('6001'))).toEqual([
      'WorkModeChange',
      'LogonSucc',
      'StateChange 3',
      'QueueChange',
      'StateChange 27',
    ]);
  });
});

describe('which call an agent gets', () => {
  it('the higher level first, then the older', () => {
    const desk = new Desk();
    desk.incoming('a', '10010');
    desk.pass(1000);
    desk.incoming('b', '10010');
    desk.pass(1000);
    desk.incoming('urgent', '10086');
    desk.pass(1000);
    desk.incoming('raised', '10055');
    desk.logOn('6001', '888');
    const order: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const coid = desk.view('6001').call?.COID ?? '';
      order.push(coid.slice(-4));
      for (const leg of ['a', 'b', 'urgent', 'raised']) desk.answered(leg);
      const leg = take(desk, '6001');
      desk.tell('6001', 'DropCall');
      for (const customer of ['a', 'b', 'urgent', 'raised']) {
        if (desk.asked('hangup').some((command) => command.leg === customer)) desk.ended(customer);
      }
      desk.ended(leg);
      desk.tell('6001', 'FinishWrapup');
    }
    expect(order).toEqual(['4003', '4004', '4001', '4002']);
  });
});

describe('routes', () => {
  it('the exact number before the longest prefix', () => {
    const desk = new Desk();
    desk.incoming('a', '10010');
    desk.incoming('b', '10099');
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentWorkMode: '3' });
    desk.device('6001');
    expect(desk.view('6001').queue.map(({ dnis, level }) => [dnis, level])).toEqual([
      ['10099', 5],
      ['10010', 0],
    ]);
  });

  it('no route, a hang-up route and an IVR that is not there end the call at once', () => {
    const desk = new Desk();
    for (const dnis of ['4711', '20001', '20002']) desk.incoming(`to-${dnis}`, dnis);
    expect(desk.asked('answer')).toEqual([]);
    expect(desk.asked('hangup')).toHaveLength(3);
    for (const dnis of ['4711', '20001', '20002']) desk.ended(`to-${dnis}`);
    expect(desk.calls().map(({ outcome, endedBy }) => [outcome, endedBy])).toEqual(
      Array.from({ length: 3 }, () => ['no-route', 'system']),
    );
  });

  it('an outside number: the caller hears it ring and is joined when it answers', () => {
    const desk = new Desk();
    desk.incoming('c1', '20000');
    const { leg } = desk.dialled();
    expect(desk.dialled()).toMatchObject({
      target: { kind: 'outside', number: '13900139000' },
      callerNumber: '4008110512',
    });
    expect(desk.asked('ring')).toEqual([{ do: 'ring', leg: 'c1' }]);
    desk.answered(leg);
    expect(desk.asked('answer')).toEqual([{ do: 'answer', leg: 'c1' }]);
    desk.answered('c1');
    expect(desk.asked('join').map((join) => join.leg)).toEqual(['c1', leg]);
    desk.pass(8000);
    desk.ended('c1');
    desk.ended(leg);
    expect(desk.calls()).toMatchObject([{ outcome: 'overflowed', endedBy: 'customer' }]);
  });

  it('an outside number that is busy ends the call', () => {
    const desk = new Desk();
    desk.incoming('c1', '20000');
    desk.ended(desk.dialled().leg, 'busy');
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'busy', endedBy: 'system' }]);
    expect(desk.asked('hangup')).toMatchObject([{ leg: 'c1', cause: 'busy' }]);
  });
});

describe('waiting too long', () => {
  it('sends the call where the skill says', () => {
    const config = withSkill('1001', { maxWaitSeconds: 30, overflow: { type: 'skill', code: '1002' } });
    const desk = new Desk(config);
    desk.incoming('c1');
    desk.answered('c1');
    desk.pass(30_000);
    desk.logOn('6001', '888', { agentWorkMode: '10' });
    expect(desk.view('6001').call?.SK).toBe('1002');
    // Its age counts on.
    expect(desk.view('6001').call?.QTM).toBe('30');
  });

  it('says so and hangs up when that is the target', () => {
    const desk = new Desk(withSkill('1001', { maxWaitSeconds: 30 }));
    desk.incoming('c1');
    desk.answered('c1');
    desk.pass(30_000);
    expect(desk.lastPlay().prompts).toEqual([{ kind: 'sound', name: 'all-busy' }]);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'overflowed', endedBy: 'system', queueMs: 30_000 }]);
    expect(desk.timers.size).toBe(0);
  });

  it('does not interrupt a phone that rings, and counts when the call comes back', () => {
    const desk = new Desk(withSkill('1001', { maxWaitSeconds: 10 }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    desk.pass(12_000);
    expect(desk.agentState('6001')).toBe(27);
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.lastPlay().prompts).toEqual([{ kind: 'sound', name: 'all-busy' }]);
  });

  it('never turns in circles', () => {
    const config = withSkill(
      '1002',
      { maxWaitSeconds: 0, overflow: { type: 'skill', code: '1001' } },
      withSkill('1001', { maxWaitSeconds: 0, overflow: { type: 'skill', code: '1002' } }),
    );
    const desk = new Desk(config);
    desk.incoming('c1');
    desk.pass(1000);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'failed', endedBy: 'system' }]);
  });

  it('is not tried when nobody ever could serve the skill', () => {
    const config = { ...baseConfig, agents: baseConfig.agents.map((agent) => ({ ...agent, skills: [] })) };
    const desk = new Desk(config);
    desk.incoming('c1');
    desk.answered('c1');
    expect(desk.lastPlay().prompts).toEqual([{ kind: 'sound', name: 'all-busy' }]);
  });
});

describe('service hours', () => {
  // The clock of the tests stands at Monday, 16:40.
  it.each([
    ['open', { day: 1, from: 9 * 60, to: 18 * 60 }, true],
    ['closed already', { day: 1, from: 9 * 60, to: 16 * 60 + 40 }, false],
    ['not open yet', { day: 1, from: 16 * 60 + 41, to: 18 * 60 }, false],
    ['closed today', { day: 2, from: 0, to: 24 * 60 }, false],
  ])('%s', (_what, hours, open) => {
    const desk = new Desk(withSkill('1001', { serviceHours: [hours] }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    expect(desk.agentState('6001')).toBe(open ? 27 : 3);
    if (open) return;
    expect(desk.lastPlay().prompts).toEqual([{ kind: 'sound', name: 'closed' }]);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'closed' }]);
  });
});

describe('limits', () => {
  it('of calls and of waiting calls turn callers away as busy', () => {
    const desk = new Desk(withParams({ maxQueue: 2 }));
    for (const leg of ['a', 'b', 'c']) desk.incoming(leg);
    expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg: 'c', cause: 'busy' }]);
    desk.ended('c');
    expect(desk.calls()).toMatchObject([{ outcome: 'busy', endedBy: 'system' }]);
    const full = new Desk(withParams({ maxCalls: 1 }));
    for (const leg of ['a', 'b']) full.incoming(leg);
    expect(full.asked('hangup')).toMatchObject([{ leg: 'b', cause: 'busy' }]);
  });
});

describe('announcements', () => {
  it('tell the position every so many seconds while the caller waits', () => {
    const desk = new Desk(withSkill('1001', { announceSeconds: 20 }));
    desk.incoming('a');
    desk.incoming('b');
    desk.answered('a');
    desk.answered('b');
    desk.pass(20_000);
    expect(desk.asked('play').map(({ leg, prompts }) => [leg, prompts[1]])).toEqual([
      ['a', { kind: 'number', value: 1 }],
      ['b', { kind: 'number', value: 2 }],
    ]);
    desk.pass(20_000);
    expect(desk.asked('play')).toHaveLength(4);
    desk.clear();
    desk.logOn('6001', '888');
    desk.pass(20_000);
    expect(desk.asked('play').map(({ leg }) => leg)).toEqual(['b']);
  });
});

describe('the queue list', () => {
  it('goes to everyone logged on who holds the skill, and says what the manual says', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    desk.logOn('6002', '999', { agentWorkMode: '3' });
    desk.logOn('6005', '555');
    desk.pass(1000);
    desk.clear();
    desk.on({ on: 'incoming', leg: 'c1', ani: '13800138000', aniName: '系统测试用户', dnis: '10000' });
    expect(desk.said().map(({ event }) => [event.ins, event.event])).toEqual([
      ['6001', 'QueueChange'],
      ['6002', 'QueueChange'],
    ]);
    expect(desk.view('6001').queue).toEqual([
      {
        mCOType: '',
        level: 5,
        cotype: 0,
        ani: '13800138000',
        aid: '系统测试用户',
        isOut: '',
        dnis: '10000',
        coid: expect.stringMatching(/^BC_1_[0-9a-f]+_4001$/),
        sk: '1001',
        qtm: 0,
        reserved: null,
        tenantID: '',
        isValid: true,
        keyStr: '',
        iconKey: '',
        phoneNum: '13800138000',
      },
    ]);
    // One list for all who see the same.
    expect(desk.view('6001').queue).not.toBe(desk.view('6002').queue);
  });

  it('comes at once, and then at most four times a second, the last one true', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    desk.pass(1000);
    desk.clear();
    const at: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      desk.incoming(`c${i}`);
      desk.pass(25);
    }
    desk.pass(1000);
    for (const { event } of desk.said('ws-6001')) at.push(event.at);
    expect(at.length).toBeLessThanOrEqual(5);
    at.slice(1).forEach((time, i) => {
      expect(time - (at[i] ?? 0)).toBeGreaterThanOrEqual(250);
    });
    expect(desk.view('6001').queue).toHaveLength(40);
    expect(desk.timers.size).toBe(0);
  });

  it('is silent about a call that did not have to wait', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999', { agentWorkMode: '3' });
    desk.pass(1000);
    desk.clear();
    desk.incoming('c1');
    expect(desk.heard('6002')).toEqual([]);
  });

  it('has a bound', () => {
    const desk = new Desk(withAgent('888', {}));
    for (let i = 0; i < 250; i += 1) desk.incoming(`c${i}`);
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    expect(desk.view('6001').queue).toHaveLength(200);
  });
});

it('tells the agents when a call that overflows into its own skill has another place there', () => {
  const own = { maxWaitSeconds: 5, overflow: { type: 'skill', code: '1001' } } as const;
  const desk = new Desk(withSkill('1001', own));
  desk.logOn('6001', '888');
  desk.tell('6001', 'Leave', { leaveReason: '0' });
  desk.incoming('c1');
  desk.answered('c1');
  desk.pass(1_000);
  desk.incoming('c2', '10086');
  desk.answered('c2');
  const order = () => desk.view('6001').queue.map(({ sk, level }) => `${sk} ${level}`);
  const before = order();
  // Meanwhile the skill has become more urgent; who waits keeps the place until he comes into the queue anew.
  const config = withSkill('1001', { ...own, priority: 50 });
  desk.feed({ kind: 'config', config });
  expect(order()).toEqual(before);
  desk.clear();
  desk.pass(4_000);
  expect(order()[0]).toMatch(/^1001 5\d$/);
  expect(desk.said('ws-6001').some(({ event }) => event.event === 'QueueChange')).toBe(true);
});
