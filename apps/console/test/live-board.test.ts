/** The picture that the stream keeps: what changed is changed, what did not stays the same object. */
import type { DayNumbers, LiveAgent, LiveBoard, LiveCall } from '@wssoftphone/protocol/console';
import { beforeEach, expect, it } from 'vitest';
import { type Picture, takeBoard, takeChange } from '../src/lib/live-board.ts';

const agent = (ins: string, state = 3): LiveAgent => ({
  ins,
  agentId: `a${ins}`,
  name: ins,
  dept: '1',
  state,
  since: 1000,
  workMode: '1',
  leaveReason: null,
  skills: ['1001'],
  callId: null,
});
const call = (callId: string): LiveCall => ({
  callId,
  coid: callId,
  direction: '0',
  number: '138',
  dnis: '10010',
  skill: '1001',
  phase: 'talk',
  startedAt: 1,
  since: 2,
  ins: ['6001'],
});
const today = { offered: 1 } as DayNumbers;
const board = (agents: LiveAgent[], calls: LiveCall[] = []): LiveBoard => ({ at: 1, agents, calls, queues: [], today });

let picture: Picture;
beforeEach(() => {
  picture = { agents: new Map(), calls: new Map(), queues: [], today: null };
  takeBoard(picture, board([agent('6001'), agent('6002')], [call('c1')]));
});

it('takes in what changed and forgets what is gone', () => {
  const untouched = picture.agents.get('6001');
  takeChange(picture, {
    at: 2,
    agents: [agent('6003', 6)],
    goneAgents: ['6002'],
    calls: [call('c2')],
    goneCalls: ['c1'],
  });
  expect([...picture.agents.keys()]).toEqual(['6001', '6003']);
  expect([...picture.calls.keys()]).toEqual(['c2']);
  expect(picture.agents.get('6001')).toBe(untouched);
  expect(picture.today).toBe(today);
});

it('takes a seat that another agent has taken in the same second', () => {
  takeChange(picture, { at: 2, goneAgents: ['6001'], agents: [{ ...agent('6001'), agentId: 'other' }] });
  expect(picture.agents.get('6001')?.agentId).toBe('other');
});

it('after a lost line, keeps the objects of those who are as they were', () => {
  const before = picture.agents.get('6001');
  takeBoard(picture, board([agent('6001'), agent('6004')]));
  expect(picture.agents.get('6001')).toBe(before);
  expect([...picture.agents.keys()]).toEqual(['6001', '6004']);
  expect(picture.calls.size).toBe(0);
});
