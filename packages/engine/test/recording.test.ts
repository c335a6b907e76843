/** RECORDCALLS: the talk of customers and agents, and nothing else, is recorded. */
import { describe, expect, it } from 'vitest';
import type { Effect, LiveLeg, RecordingRecord } from '../src/index.ts';
import { consult, consultOutside, dialTalk, hears, innerTalk, pickUp } from './support/calls.ts';
import { baseConfig, withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const ON = withParams({ recordCalls: true });

/** 6001 is idle, 6002 takes no calls of the queue. */
function idle(config = ON): Desk {
  const desk = new Desk(config);
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  return desk;
}
function talking(): { desk: Desk; customer: string; agent: string; room: string } {
  const desk = idle();
  const { customer, agent } = desk.talk('6001');
  return { desk, customer, agent, room: hears(desk, agent) };
}

/** What the switch was told of recordings, in words; `clear` of the desk begins anew. */
const tape = (desk: Desk): string[] => desk.effects.flatMap(word);
function word(effect: Effect): string[] {
  if (effect.kind !== 'switch') return [];
  const { command } = effect;
  if (command.do === 'record') return [command.paused ? 'pause' : 'record'];
  return command.do === 'stop-record' ? ['stop'] : [];
}
const records = (desk: Desk): RecordingRecord[] =>
  desk.effects.flatMap((effect) =>
    effect.kind === 'record' && effect.record.type === 'recording' ? [effect.record] : [],
  );
const ids = (desk: Desk): string[] => [...new Set(desk.asked('record').map(({ recording }) => recording))];
const only = (desk: Desk): string => {
  const [id, ...others] = ids(desk);
  if (id === undefined || others.length > 0) throw new Error(`${others.length + 1} recordings`);
  return id;
};
const live = (leg: string, room: string): LiveLeg => ({ leg, phase: 'up', room });

describe('a talk with a customer', () => {
  it('is recorded from its first word to its end, in its room', () => {
    const { desk, customer, agent, room } = talking();
    const [call] = desk.state.calls.values();
    const recording = only(desk);
    expect(desk.asked('record')).toEqual([{ do: 'record', recording, room, call: call?.id, paused: false }]);
    expect(recording).toHaveLength(23);
    const startedAt = desk.now;
    desk.pass(9_000);
    desk.ended(customer);
    desk.ended(agent);
    // The room is closed, which ends it; nothing more is said, and the call's record is not held up.
    expect(tape(desk)).toEqual(['record']);
    expect(desk.asked('close-room').map((one) => one.room)).toEqual([room]);
    expect([desk.calls().length, records(desk)]).toEqual([1, []]);
    desk.pass(300);
    desk.on({ on: 'recorded', recording, seconds: 8.9, ok: true });
    expect(records(desk)).toEqual([
      {
        type: 'recording',
        recording,
        callId: call?.id,
        startedAt,
        endedAt: startedAt + 9_300,
        seconds: 8.9,
        agentIds: ['888'],
        ok: true,
      },
    ]);
    desk.on({ on: 'recorded', recording, seconds: 8.9, ok: true });
    expect(records(desk)).toHaveLength(1);
  });

  it('is recorded when the agent dialled, and not while the number rings', () => {
    const desk = idle();
    desk.tell('6001', 'Dial', { phoneNum: '13800138000', attached: {} });
    pickUp(desk, '6001');
    const { leg } = desk.dialled('13800138000');
    desk.ringing(leg);
    expect(tape(desk)).toEqual([]);
    desk.answered(leg);
    expect(tape(desk)).toEqual(['record']);
  });

  it('is not recorded while it waits, rings or hears the work number', () => {
    const desk = idle();
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    desk.ringing(leg);
    desk.answered(leg);
    expect([hears(desk, leg) !== 'nothing', tape(desk)]).toEqual([true, []]);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    expect(tape(desk)).toEqual(['record']);
  });

  it('is not recorded with RECORDCALLS 0, which is the default', () => {
    const desk = idle(baseConfig);
    desk.talk('6001');
    expect(tape(desk)).toEqual([]);
  });
});

describe('while the customer is out of the room nothing is written', () => {
  it('on hold', () => {
    const { desk } = talking();
    desk.tell('6001', 'Hold');
    expect(tape(desk)).toEqual(['record', 'pause']);
    desk.tell('6001', 'FetchHold');
    expect(tape(desk)).toEqual(['record', 'pause', 'record']);
    only(desk);
  });

  it('in a consult, whoever is consulted; swapped it is the customer’s talk again, and a conference is', () => {
    for (const ask of [(desk: Desk) => consult(desk, '6001', '6002'), (desk: Desk) => consultOutside(desk, '6001')]) {
      const { desk } = talking();
      ask(desk);
      expect(tape(desk)).toEqual(['record', 'pause']);
      desk.tell('6001', 'ConsultSwap');
      expect(tape(desk)).toEqual(['record', 'pause', 'record']);
      desk.tell('6001', 'ConsultSwapBack');
      expect(tape(desk)).toEqual(['record', 'pause', 'record', 'pause']);
      only(desk);
      desk.tell('6001', 'ConsultConf');
      expect(tape(desk).at(-1)).toBe('record');
    }
  });

  it('in a flow that asks for a password', () => {
    const { desk, customer } = talking();
    desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} });
    expect(tape(desk)).toEqual(['record', 'pause']);
    for (const digit of '1234') desk.on({ on: 'digit', leg: customer, digit });
    expect(tape(desk)).toEqual(['record', 'pause']);
    desk.tell('6001', 'CancelWait');
    expect(tape(desk)).toEqual(['record', 'pause', 'record']);
  });
});

describe('who is not recorded', () => {
  it('colleagues among themselves', () => {
    const desk = idle();
    innerTalk(desk, '6001', '6002');
    expect([desk.agentState('6001'), tape(desk)]).toEqual([26, []]);
  });

  it('a customer who was passed on to a number', () => {
    const { desk } = talking();
    consultOutside(desk, '6001');
    desk.tell('6001', 'ConsultTransfer');
    expect([...desk.state.calls.values()].map(({ phase }) => phase)).toEqual(['forwarded']);
    expect(tape(desk)).toEqual(['record', 'pause']);
  });

  it('a supervisor who only listens: nobody is told that one is there', () => {
    const { desk } = talking();
    desk.logOn('6003', '555');
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
    pickUp(desk, '6003');
    expect([desk.agentState('6003'), tape(desk)]).toEqual([17, ['record']]);
    desk.tell('6001', 'DropCall');
    desk.on({ on: 'recorded', recording: only(desk), seconds: 3, ok: true });
    expect(records(desk)[0]?.agentIds).toEqual(['888']);
  });
});

it('is cut when an agent joins or goes, so that whoever is named was there for all of it', () => {
  const { desk, agent, customer } = talking();
  consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultConf');
  expect(tape(desk)).toEqual(['record', 'pause', 'stop', 'record']);
  desk.ended(agent);
  expect(tape(desk)).toEqual(['record', 'pause', 'stop', 'record', 'stop', 'record']);
  desk.ended(customer);
  for (const recording of ids(desk)) desk.on({ on: 'recorded', recording, seconds: 3, ok: true });
  expect(records(desk).map(({ agentIds }) => agentIds)).toEqual([['888'], ['888', '777'], ['777']]);
});

it('is cut when a supervisor intervenes: what was said before is not the supervisor’s', () => {
  const { desk } = talking();
  desk.logOn('6003', '555');
  desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
  pickUp(desk, '6003');
  desk.tell('6003', 'Intervence');
  expect(tape(desk)).toEqual(['record', 'stop', 'record']);
  for (const recording of ids(desk)) desk.on({ on: 'recorded', recording, seconds: 3, ok: true });
  expect(records(desk).map(({ agentIds }) => agentIds)).toEqual([['888'], ['888', '555']]);
});

it('an agent who takes the call over gets a recording of their own, so that each hears no other’s', () => {
  const { desk } = talking();
  consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultTransfer');
  expect(tape(desk)).toEqual(['record', 'pause', 'stop', 'record']);
  const [first = '', second = ''] = ids(desk);
  expect(desk.asked('stop-record')).toEqual([{ do: 'stop-record', recording: first }]);
  desk.on({ on: 'recorded', recording: first, seconds: 5, ok: true });
  desk.on({ on: 'recorded', recording: second, seconds: 7, ok: true });
  expect(records(desk).map(({ recording, agentIds }) => [recording, agentIds])).toEqual([
    [first, ['888']],
    [second, ['777']],
  ]);
});

it('a recording that the switch cannot make is told, and not tried again for the same agents in that room', () => {
  const { desk, customer, agent, room } = talking();
  const recording = only(desk);
  desk.on({ on: 'recorded', recording, seconds: 4, ok: false });
  expect(records(desk)).toMatchObject([{ recording, ok: false, seconds: 0 }]);
  expect(desk.effects).toContainEqual(expect.objectContaining({ kind: 'notice', code: 'recording-failed' }));
  desk.tell('6001', 'Hold');
  desk.tell('6001', 'FetchHold');
  expect(tape(desk)).toEqual(['record']);
  desk.clear();
  desk.restart();
  desk.sync([live(customer, room), live(agent, room)], [room]);
  expect(tape(desk)).toEqual([]);
});

it('and does not keep the talk of a later agent in that room from being recorded', () => {
  const { desk } = talking();
  const first = only(desk);
  desk.on({ on: 'recorded', recording: first, seconds: 0, ok: false });
  consult(desk, '6001', '6002');
  desk.clear();
  desk.tell('6001', 'ConsultTransfer');
  expect(tape(desk)).toEqual(['record']);
  desk.on({ on: 'recorded', recording: only(desk), seconds: 7, ok: true });
  expect(records(desk)).toMatchObject([{ agentIds: ['777'], seconds: 7, ok: true }]);
});

it('nor a conference, after which the talk of the one who is left is tried anew', () => {
  const { desk } = talking();
  desk.on({ on: 'recorded', recording: only(desk), seconds: 0, ok: false });
  consult(desk, '6001', '6002');
  desk.clear();
  desk.tell('6001', 'ConsultConf');
  expect(tape(desk)).toEqual(['record']);
  desk.ended(desk.state.sessions.get('6002')?.leg?.id ?? '');
  expect(tape(desk)).toEqual(['record', 'stop', 'record']);
});

it('RECORDCALLS counts at once, for calls under way too', () => {
  const desk = idle(baseConfig);
  desk.talk('6001');
  desk.feed({ kind: 'config', config: ON });
  expect(tape(desk)).toEqual(['record']);
  desk.feed({ kind: 'config', config: baseConfig });
  expect(tape(desk)).toEqual(['record', 'stop']);
  desk.tell('6001', 'Hold');
  desk.tell('6001', 'FetchHold');
  expect(tape(desk)).toEqual(['record', 'stop']);
});

describe('when the switch was lost', () => {
  it('and the talk lives, its recording is asked for again as it stands', () => {
    const { desk, customer, agent, room } = talking();
    const recording = only(desk);
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync([live(customer, room), live(agent, room)], [room]);
    expect(desk.asked('record')).toMatchObject([{ recording, room, paused: false }]);
    desk.tell('6001', 'Hold');
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync([live(customer, room), live(agent, room)], [room]);
    expect(tape(desk)).toEqual(['pause']);
  });

  it('and one of the agents is gone, it ends, and does not run for a moment more in that agent’s name', () => {
    const { desk, customer, agent, room } = talking();
    consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultConf');
    const [ofOne = '', ofBoth = ''] = ids(desk);
    desk.on({ on: 'recorded', recording: ofOne, seconds: 3, ok: true });
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync([live(customer, room), live(agent, room)], [room]);
    expect(tape(desk)).toEqual(['stop', 'record']);
    expect(desk.asked('stop-record')).toEqual([{ do: 'stop-record', recording: ofBoth }]);
  });

  it('and the talk is gone, its recording is asked after until the switch has said what became of it', () => {
    const { desk } = talking();
    const recording = only(desk);
    for (let turn = 0; turn < 2; turn += 1) {
      desk.on({ on: 'down' });
      desk.clear();
      desk.sync();
      expect([desk.state.calls.size, tape(desk)]).toEqual([0, ['stop']]);
    }
    desk.on({ on: 'recorded', recording, seconds: 3, ok: true });
    expect(records(desk)).toMatchObject([{ recording, seconds: 3, ok: true }]);
    desk.clear();
    desk.sync();
    expect(tape(desk)).toEqual([]);
  });

  it('and the server died meanwhile, the same', () => {
    const { desk, customer, agent, room } = talking();
    const recording = only(desk);
    desk.restart();
    desk.clear();
    desk.sync([live(customer, room), live(agent, room)], [room]);
    expect(desk.asked('record')).toMatchObject([{ recording, room, paused: false }]);
    desk.ended(customer);
    desk.ended(agent);
    desk.restart();
    desk.sync();
    expect(desk.asked('stop-record')).toEqual([{ do: 'stop-record', recording }]);
    desk.on({ on: 'recorded', recording, seconds: 3, ok: true });
    expect(records(desk)).toHaveLength(1);
    expect([...desk.docs.keys()].filter((key) => key.startsWith('recording:'))).toEqual([]);
  });

  it('a talk that begins then is recorded from the next report on', () => {
    const desk = idle();
    const { customer, agent } = dialTalk(desk, '6001');
    const room = hears(desk, agent);
    desk.feed({ kind: 'config', config: baseConfig });
    desk.on({ on: 'down' });
    desk.clear();
    desk.feed({ kind: 'config', config: ON });
    expect(tape(desk)).toEqual([]);
    desk.sync([live(customer, room), live(agent, room)], [room]);
    expect(tape(desk)).toEqual(['stop', 'record']);
  });
});
