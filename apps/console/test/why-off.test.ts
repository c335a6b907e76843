/** Why a supervisor's button is off: first what is missing on the way to it, then the server's word. */
import type { LiveAgent, LiveCall } from '@wssoftphone/protocol/console';
import { describe, expect, it } from 'vitest';
import type { PhoneView } from '../src/lib/own-phone.ts';
import { listed, watchedSeat } from '../src/pages/supervision/agent-list.ts';
import { endOf, type Situation, whyOff } from '../src/pages/supervision/why-off.ts';

const agent = (ins: string, more: Partial<LiveAgent> = {}): LiveAgent => ({
  ins,
  agentId: ins,
  name: `agent ${ins}`,
  dept: '1',
  state: 6,
  since: 1000,
  workMode: '1',
  leaveReason: null,
  skills: [],
  callId: 'c1',
  ...more,
});
const phone = (state: number, on: readonly number[], more: Partial<PhoneView> = {}): PhoneView => ({
  status: 'online',
  state,
  ins: '6001',
  buttons: new Map(on.map((id) => [id, { id, enabled: true } as never])),
  workModes: [],
  leaveReasons: [],
  ...more,
});
const READY = phone(3, [5, 68]);
const MONITORING = phone(17, [25, 26, 27, 28]);
const situation = (more: Partial<Situation> = {}): Situation => ({
  isAgent: true,
  phone: READY,
  target: agent('6002'),
  gone: false,
  watched: null,
  ...more,
});
const watched = { ins: '6002', name: 'agent 6002' };

describe('the way to it', () => {
  it.each([
    [{ isAgent: false }, 'whyNoAgent'],
    [{ phone: phone(0, [], { status: 'closed' }) }, 'whyOffline'],
    [{ phone: phone(3, [5], { status: 'reconnecting' }) }, 'whyOffline'],
    [{ phone: phone(1, []) }, 'whyLogOn'],
    [{ gone: true, target: null }, 'whyGone'],
    [{ target: null }, 'whyChoose'],
    [{ target: agent('6001') }, 'whyYourself'],
  ] as const)('%o: %s, whatever the action', (more, key) => {
    for (const action of ['monitor', 'whisper', 'drop', 'leave', 'mode', 'message'] as const) {
      expect(whyOff(action, situation(more))).toEqual({ key });
    }
  });

  it('one listens before one steps in', () => {
    expect(whyOff('monitor', situation())).toBeNull();
    expect(whyOff('intervene', situation())).toEqual({ key: 'whyMonitorFirst' });
    expect(whyOff('intercept', situation({ target: agent('6002', { callId: null }) }))).toEqual({ key: 'whyNoCall' });
    for (const action of ['monitor', 'whisper', 'intervene', 'intercept', 'drop'] as const) {
      expect(whyOff(action, situation({ phone: MONITORING, watched }))).toBeNull();
    }
  });

  it('only one agent is monitored at a time', () => {
    const other = situation({ phone: MONITORING, watched: { ins: '6003', name: 'Li' } });
    expect(whyOff('monitor', other)).toEqual({ key: 'whyMonitoringOther', name: 'Li' });
    expect(whyOff('drop', other)).toEqual({ key: 'whyMonitoringOther', name: 'Li' });
  });
});

describe('the server’s word', () => {
  it('is its reason, where it gives one', () => {
    const masked = phone(3, []);
    const why = { id: 5, enabled: false, why: '没有权限' } as never;
    expect(whyOff('monitor', situation({ phone: { ...masked, buttons: new Map([[5, why]]) } }))).toEqual({
      text: '没有权限',
    });
  });
  it('is the state, where it names no such button', () => {
    expect(whyOff('logoff', situation({ phone: phone(6, [10]) }))).toEqual({ key: 'whyState' });
  });
  it('does not guess from the agent’s state whether a command will do', () => {
    for (const state of [3, 6, 19, 23]) {
      for (const action of ['leave', 'resume', 'wrapup', 'mode', 'logoff'] as const) {
        expect(whyOff(action, situation({ target: agent('6002', { state, callId: null }) }))).toBeNull();
      }
    }
  });
  it('says how what one does ends', () => {
    expect(endOf(MONITORING)?.key).toBe('endMonitor');
    expect(endOf(phone(18, [48, 49, 50]))?.key).toBe('leaveTalk');
    expect(endOf(phone(16, [39]))?.key).toBe('cancelMonitor');
    expect(endOf(READY)).toBeNull();
  });
});

describe('whom one monitors', () => {
  const calls = [{ callId: 'c1', ins: ['6002', '6001'] } as unknown as LiveCall];
  it('is whom the page asked for, or who shares the call after a reload', () => {
    expect(watchedSeat({ state: 17, ins: '6001' }, '6005', calls)).toBe('6005');
    expect(watchedSeat({ state: 17, ins: '6001' }, null, calls)).toBe('6002');
    expect(watchedSeat({ state: 17, ins: '6009' }, null, calls)).toBeNull();
  });
  it('is nobody while one takes calls oneself', () => {
    expect(watchedSeat({ state: 6, ins: '6001' }, '6005', calls)).toBeNull();
  });
});

describe('the list', () => {
  const all = [
    agent('6010', { agentId: '10', name: '王芳', dept: '2', state: 3, since: 30 }),
    agent('6009', { agentId: '9', name: '李伟', state: 23, since: 10 }),
    agent('6008', { agentId: '8', name: '王伟', state: 6, since: 20 }),
  ];
  const group = (state: number) => String(state);
  const ids = (filter: object, sort: 'agent' | 'state' | 'time' = 'agent') =>
    listed(all, { text: '', dept: '', group: '', ...filter }, sort, group, Number).map(({ agentId }) => agentId);
  it('is filtered by words of name, ID and extension, by department and by state', () => {
    expect(ids({ text: '王' })).toEqual(['8', '10']);
    expect(ids({ text: '王 6010' })).toEqual(['10']);
    expect(ids({ dept: '1' })).toEqual(['8', '9']);
    expect(ids({ group: '23' })).toEqual(['9']);
  });
  it('is sorted by ID as numbers, by time and by state', () => {
    expect(ids({})).toEqual(['8', '9', '10']);
    expect(ids({}, 'time')).toEqual(['9', '8', '10']);
    expect(ids({}, 'state')).toEqual(['10', '8', '9']);
  });
});
