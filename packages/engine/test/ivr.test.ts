import { describe, expect, it } from 'vitest';
import { flowProblems, type IvrFlow } from '../src/index.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const route = (svn: string) => ({
  ...baseConfig,
  dnisRoutes: [...baseConfig.dnisRoutes, { pattern: '30000', target: { type: 'ivr' as const, svn }, priority: 0 }],
});
function called(config = route('1000')) {
  const desk = new Desk(config);
  desk.logOn('6001', '888');
  desk.incoming('c1', '30000');
  desk.answered('c1');
  return desk;
}
const press = (desk: Desk, digits: string, leg = 'c1') => {
  for (const digit of digits) desk.on({ on: 'digit', leg, digit });
};
const finish = (desk: Desk) => desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
const sounds = (desk: Desk) =>
  desk
    .asked('play')
    .map(({ prompts }) => prompts.map((prompt) => ('name' in prompt ? prompt.name : prompt.kind)).join());
const phase = (desk: Desk) => [...desk.state.calls.values()][0]?.phase;

describe('the main menu', () => {
  it('is answered, cut short by a key, and leads to the skill', () => {
    const desk = called();
    expect(sounds(desk)).toEqual(['main-menu']);
    press(desk, '2');
    expect(desk.asked('stop-play')).toHaveLength(1);
    const call = [...desk.state.calls.values()][0];
    expect(call).toMatchObject({ phase: 'offered', skill: '1002', data: { IVRROOT: '2', SVN: '1000' } });
    expect(call?.segments.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(['ivr completed', 'queue offered']);
  });

  it('asks again after a wrong key or silence, then helps without', () => {
    const desk = called();
    press(desk, '9');
    expect(sounds(desk)).toEqual(['main-menu', 'main-menu']);
    finish(desk);
    desk.pass(5_999);
    expect(phase(desk)).toBe('ivr');
    desk.pass(1);
    expect([...desk.state.calls.values()][0]?.skill).toBe('1001');
  });

  it('outlives a restart: the deadline of the node still holds', () => {
    const desk = called();
    finish(desk);
    desk.restart();
    desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
    desk.pass(6_000);
    expect(sounds(desk)).toEqual(['main-menu', 'main-menu']);
  });

  it('counts a caller who hangs up in it as abandoned', () => {
    const desk = called();
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'abandoned', endedBy: 'customer' }]);
    expect(desk.state.digits.size + desk.state.plays.size + desk.timers.size).toBe(0);
  });

  it('is no route when there is no such flow', () => {
    const desk = called(route('4711'));
    expect(desk.asked('hangup')).toMatchObject([{ leg: 'c1', cause: 'congestion' }]);
  });
});

describe('transfer to the survey', () => {
  function surveyed() {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.clear();
    const attached = { OrderID: 'S1', COID: 'forged' };
    desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword: false, attached }, { id: 't1' });
    return { desk, customer, agent };
  }

  it('releases the agent to wrap-up, and the score is in the record', () => {
    const { desk, customer, agent } = surveyed();
    desk.ended(agent);
    expect(desk.heard('6001')).toEqual([
      'TransferBegin',
      'TransferSucc',
      'DevDisconnected',
      'StateChange 19',
      'WrapupTick 10',
    ]);
    expect(desk.last('6001', 'TransferSucc')).toMatchObject({ replyTo: 't1', call: { OrderID: 'S1', SVN: '999' } });
    expect(desk.last('6001', 'TransferSucc').call?.COID).not.toBe('forged');
    press(desk, '4', customer);
    expect(sounds(desk)).toEqual(['survey', 'thanks']);
    finish(desk);
    desk.ended(customer);
    expect(desk.calls()).toMatchObject([
      { outcome: 'answered', agentId: '888', data: { IVRSCORE: '4', OrderID: 'S1' } },
    ]);
    expect(desk.calls()[0]?.segments.map(({ kind, outcome }) => `${kind} ${outcome}`)).toContain('ivr completed');
  });

  it('takes no score that is none', () => {
    const { desk, customer, agent } = surveyed();
    desk.ended(agent);
    press(desk, '789', customer);
    expect(desk.asked('hangup').map(({ leg }) => leg)).toContain(customer);
    desk.ended(customer);
    expect(desk.calls()[0]?.data.IVRSCORE).toBeUndefined();
  });

  it('gives the agent no more say in the call', () => {
    const { desk } = surveyed();
    desk.tell('6001', 'DropCall');
    expect(desk.heard('6001').at(-1)).toBe('DropCallFailed CallGone');
    expect(phase(desk)).toBe('ivr');
  });

  it('is refused for a flow that is not there', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.clear();
    desk.tell('6001', 'TransferToIVR', { svn: '4711', checkPassword: false, attached: {} });
    expect(desk.heard('6001')).toEqual(['TransferFailed TargetUnknown']);
  });
});

describe('the password check', () => {
  function checking() {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.clear();
    desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} }, { id: 't1' });
    return { desk, customer, agent };
  }
  const asked = (desk: Desk) => desk.effects.flatMap((effect) => (effect.kind === 'verify' ? [effect] : []));
  const answer = (desk: Desk, good: boolean) => {
    const last = asked(desk).at(-1);
    desk.feed({ kind: 'verified', call: last?.call ?? '', request: last?.request ?? '', good });
  };

  it('brings the customer back to the agent with the verdict', () => {
    const { desk, customer } = checking();
    expect(desk.agentState('6001')).toBe(31);
    press(desk, '246810#', customer);
    expect(asked(desk)).toMatchObject([{ digits: '246810', svn: '8888' }]);
    answer(desk, true);
    expect(desk.heard('6001')).toEqual(['TransferBegin', 'StateChange 31', 'StateChange 6', 'IVRCheckReturn']);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({
      params: { result: '1' },
      replyTo: 't1',
      call: { IVRCHECKRESULT: '1' },
    });
    expect(desk.asked('join').at(-1)).toMatchObject({ leg: customer, mode: { kind: 'talk' } });
    answer(desk, false);
    expect(desk.agentState('6001')).toBe(6);
  });

  it('lets nobody see the digits but the checker', () => {
    const { desk, customer, agent } = checking();
    const documents: string[] = [];
    for (const digit of '246810#') {
      press(desk, digit, customer);
      documents.push(JSON.stringify([...desk.docs]));
    }
    answer(desk, true);
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.calls()).toHaveLength(1);
    const shown = JSON.stringify([documents, desk.effects.filter(({ kind }) => kind !== 'verify')]);
    expect(shown).not.toContain('246810');
    expect(shown).not.toContain('24681');
  });

  it('asks three times, and says no', () => {
    const { desk, customer } = checking();
    for (let i = 0; i < 3; i += 1) {
      press(desk, '1111#', customer);
      answer(desk, false);
    }
    finish(desk);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '0' } });
  });

  it('counts a checker that does not answer as a no', () => {
    const { desk, customer } = checking();
    for (let i = 0; i < 3; i += 1) {
      press(desk, '1111#', customer);
      desk.pass(6_000);
    }
    finish(desk);
    expect(desk.agentState('6001')).toBe(6);
  });

  it('ends for the agent when the customer hangs up', () => {
    const { desk, customer, agent } = checking();
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.heard('6001').slice(2, 5)).toEqual(['WaitCallOver', 'DevDisconnected', 'StateChange 19']);
  });

  it('can be broken off: the customer is back', () => {
    const { desk } = checking();
    desk.tell('6001', 'CancelWait');
    expect(desk.heard('6001').slice(2)).toEqual(['StateChange 6', 'TransferFailed CallCancelled', 'CancelWaitSucc']);
    expect(desk.state.digits.size).toBe(0);
  });

  it('goes on without the agent who hung up', () => {
    const { desk, customer, agent } = checking();
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    press(desk, '2468#', customer);
    answer(desk, true);
    expect(desk.asked('hangup').map(({ leg }) => leg)).toContain(customer);
  });
});

describe('a flow of one’s own', () => {
  const flow: IvrFlow = {
    svn: '2000',
    name: 'own',
    lang: 'en',
    start: 'ask',
    nodes: {
      ask: {
        ...{ do: 'collect', prompts: [{ kind: 'sound', name: 'beep' }], key: 'Card', least: 2, most: 4 },
        ...{ timeoutSeconds: 3, retries: 0, next: 'read', otherwise: 'out' },
      },
      read: { do: 'play', prompts: [{ kind: 'data', key: 'Card' }], next: 'mark' },
      mark: { do: 'set', data: { Seen: 'yes' }, next: 'which' },
      which: { do: 'branch', key: 'Card', cases: { '1234': 'out' }, otherwise: 'loop' },
      loop: { do: 'branch', key: 'Nothing', cases: {}, otherwise: 'loop' },
      out: { do: 'transfer', number: '13900139000' },
    },
  } as IvrFlow;

  it('collects, reads back, sets, branches and sends on', () => {
    const desk = called({ ...route('2000'), ivrFlows: [flow] });
    press(desk, '1234');
    expect(desk.lastPlay()).toMatchObject({ prompts: [{ kind: 'digits', digits: '1234' }], lang: 'en' });
    finish(desk);
    expect(desk.dialled('13900139000')).toBeDefined();
    expect([...desk.state.calls.values()][0]?.data).toMatchObject({ Card: '1234', Seen: 'yes' });
  });

  it('ends when it goes round in circles', () => {
    const desk = called({ ...route('2000'), ivrFlows: [flow] });
    press(desk, '99#');
    finish(desk);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'failed' }]);
  });

  it('is checked before it is used', () => {
    const broken = { ...flow, start: 'nowhere', nodes: { a: { do: 'queue', skill: '1' } } } as IvrFlow;
    expect(flowProblems(flow, new Set())).toEqual([]);
    expect(flowProblems(broken, new Set())).toEqual(['start: there is no node "nowhere"', 'a: there is no skill "1"']);
  });
});
