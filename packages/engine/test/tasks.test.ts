import { describe, expect, it } from 'vitest';
import type { TenantConfig } from '../src/index.ts';
import { pickUp } from './support/calls.ts';
import { baseConfig, withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const PREVIEW = {
  serviceWorkMode: '5',
  name: '预览',
  basic: 5,
  visible: true,
  bindSkillCode: '',
  sortOrder: 20,
} as const;
const OFFLINE = { ...PREVIEW, serviceWorkMode: '2', name: '非实时', basic: 2 } as const;
const config = { ...baseConfig, workModes: [...baseConfig.workModes, PREVIEW, OFFLINE] };
const NUMBERS = ['13800138001', '13800138002', '13800138003'];

/** A supervisor, and an agent in preview mode. */
function deskWith(items = NUMBERS.join(','), over: TenantConfig = config) {
  const desk = new Desk(over);
  desk.logOn('6003', '555');
  desk.logOn('6001', '888', { agentWorkMode: '5' });
  if (items !== '') {
    desk.tell('6003', 'ImportTasks', { kind: 'dial', skillCode: '1001', items, attached: { Campaign: 'May' } });
  }
  return desk;
}
const shown = (desk: Desk, ins = '6001') => desk.view(ins).call?.CN0_UserPhoneNum;
const waiting = (desk: Desk) => [...desk.state.tasks.values()].map(({ subject, ins }) => [subject, ins]);

describe('preview tasks', () => {
  it('are shown to an idle agent in preview mode, with their data', () => {
    const desk = deskWith();
    expect(desk.agentState('6001')).toBe(28);
    expect(desk.last('6001', 'StateChange').call).toMatchObject({
      CN0_UserPhoneNum: NUMBERS[0],
      TASKID: 'T1',
      SK: '1001',
      '17': '1',
      Campaign: 'May',
    });
    const enabled = desk.view('6001').buttons.filter(({ enabled: on }) => on);
    expect(enabled.map(({ id }) => id)).toEqual(expect.arrayContaining([43, 44, 45, 46, 36, 2]));
    // Who is there first has the first, and nobody else has it.
    desk.logOn('6002', '999', { agentWorkMode: '5' });
    expect(shown(desk, '6002')).toBe(NUMBERS[1]);
  });

  it('are put back by an agent who had asked for leave, whose leave it is then, once', () => {
    const desk = deskWith();
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    desk.tell('6001', 'CancelPreview');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '2' });
    expect(desk.view('6001').pendingLeaveReason).toBeNull();
    desk.tell('6001', 'ResumeWork');
    desk.tell('6001', 'SkipDial');
    expect(desk.agentState('6001')).toBe(28);
    expect(shown(desk)).toBe(NUMBERS[1]);
  });

  it('are put back by an agent who had asked for another work mode, which is the mode then', () => {
    const desk = deskWith();
    desk.tell('6001', 'SetWorkMode', { workMode: '0' });
    desk.tell('6001', 'CancelPreview');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, agentWorkMode: '0' });
    desk.tell('6001', 'ResumeWork');
    expect(desk.agentState('6001')).toBe(3);
  });

  it('are dialled, talked and wrapped up, and then the next one is shown', () => {
    const desk = deskWith();
    desk.tell('6001', 'PreviewDial', {}, { id: 'p' });
    expect(desk.last('6001', 'PreviewDialSucc').replyTo).toBe('p');
    expect(desk.agentState('6001')).toBe(46);
    const agent = pickUp(desk, '6001');
    const customer = pickUp(desk, NUMBERS[0] ?? '');
    expect(desk.last('6001', 'DialSucc').call).toMatchObject({ TASKID: 'T1', Campaign: 'May' });
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', data: { TASKID: 'T1', Campaign: 'May' } }]);
    desk.tell('6001', 'FinishWrapup');
    expect([desk.agentState('6001'), shown(desk)]).toEqual([28, NUMBERS[1]]);
    expect(desk.audits()).toContainEqual(
      expect.objectContaining({ action: 'task-dial', target: 'T1', outcome: 'dialled' }),
    );
  });

  it('stay on the list, for nobody else meanwhile, until their number is really called', () => {
    const desk = deskWith(NUMBERS[0]);
    desk.logOn('6002', '999', { agentWorkMode: '5' });
    desk.tell('6001', 'PreviewDial');
    expect([desk.agentState('6001'), desk.agentState('6002')]).toEqual([46, 3]);
    // The agent's own phone is not picked up, with and without a restart in between.
    desk.restart();
    desk.sync([{ leg: desk.dialled('6001').leg, phase: 'ringing', room: null }]);
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.calls()).toMatchObject([{ outcome: 'failed', data: { TASKID: 'T1' } }]);
    expect(desk.audits().filter(({ action }) => action === 'task-dial')).toEqual([]);
    expect([...desk.state.tasks.keys()]).toEqual(['T1']);
    desk.tell('6001', 'Init', { agentId: '888' });
    expect([desk.agentState('6001'), shown(desk)]).toEqual([28, NUMBERS[0]]);
  });

  it('of a dial that only calls itself theirs are left alone', () => {
    const desk = deskWith();
    desk.logOn('6002', '999');
    desk.tell('6002', 'Dial', { phoneNum: '13900000001', attached: { TASKID: 'T2' } });
    pickUp(desk, '6002');
    expect(waiting(desk)).toHaveLength(3);
  });

  it('that are skipped go to others, and deleted ones to nobody', () => {
    const desk = deskWith();
    desk.tell('6001', 'SkipDial');
    expect(shown(desk)).toBe(NUMBERS[1]);
    desk.tell('6001', 'DeletePreview');
    expect(shown(desk)).toBe(NUMBERS[2]);
    desk.tell('6001', 'SkipDial');
    expect([desk.agentState('6001'), desk.view('6001').call]).toEqual([3, null]);
    expect(waiting(desk)).toEqual([
      [NUMBERS[0], null],
      [NUMBERS[2], null],
    ]);
    desk.logOn('6002', '999', { agentWorkMode: '5' });
    expect(shown(desk, '6002')).toBe(NUMBERS[0]);
    expect(desk.audits().filter(({ action }) => action === 'task-dial')).toMatchObject([
      { target: 'T1', outcome: 'skipped' },
      { target: 'T2', outcome: 'deleted' },
      { target: 'T3', outcome: 'skipped' },
    ]);
  });

  it('stop with CancelPreview, and go on after the leave', () => {
    const desk = deskWith();
    desk.tell('6001', 'CancelPreview');
    expect(desk.agentState('6001')).toBe(23);
    expect(waiting(desk)[0]).toEqual([NUMBERS[0], null]);
    desk.tell('6001', 'ResumeWork');
    expect(shown(desk)).toBe(NUMBERS[0]);
  });

  it.each([
    ['log-off', (desk: Desk) => desk.tell('6001', 'Logoff'), 1],
    ['a work mode asked for', (desk: Desk) => desk.tell('6001', 'SetWorkMode', { workMode: '0' }), 28],
  ])('are put back by %s', (_what, act, state) => {
    const desk = deskWith();
    act(desk);
    expect(desk.agentState('6001')).toBe(state);
    if (state === 28) desk.tell('6001', 'SkipDial');
    expect(waiting(desk).map(([, ins]) => ins)).toEqual([null, null, null]);
    if (state === 28) expect(desk.view('6001').agent).toMatchObject({ agentState: 3, agentWorkMode: '0' });
  });

  it('whose number may not be dialled stay, and say why', () => {
    const desk = deskWith('0044123');
    desk.tell('6001', 'PreviewDial');
    expect(desk.last('6001', 'PreviewDialFailed').fault).toEqual({ code: 'NumberForbidden' });
    expect([desk.agentState('6001'), desk.asked('dial').length, desk.state.tasks.size]).toEqual([28, 0, 1]);
  });

  it('are kept over a restart, in their order, and shown again', () => {
    const desk = deskWith();
    desk.restart();
    desk.sync();
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    expect([desk.agentState('6001'), shown(desk)]).toEqual([28, NUMBERS[0]]);
    desk.tell('6001', 'DeletePreview');
    expect(shown(desk)).toBe(NUMBERS[1]);
    expect([...desk.docs.keys()].filter((key) => key.startsWith('task:'))).toEqual(['task:T2', 'task:T3']);
  });

  it('obey NUMBERMASK', () => {
    const desk = deskWith(NUMBERS[0], withParams({ maskNumbers: true }, config));
    expect(JSON.stringify(desk.said('ws-6001'))).not.toContain(NUMBERS[0]);
    desk.tell('6001', 'PreviewDial');
    pickUp(desk, '6001');
    expect(desk.dialled().target.number).toBe(NUMBERS[0]);
  });
});

describe('non-real-time work', () => {
  it('is shown in its mode (29) and done piece by piece', () => {
    const desk = deskWith('');
    desk.tell('6001', 'SetWorkMode', { workMode: '2' });
    desk.tell('6003', 'ImportTasks', { kind: 'work', skillCode: '1001', items: 'mail 17\nmail 18', attached: {} });
    expect([desk.agentState('6001'), desk.view('6001').call?.TASKNAME]).toEqual([29, 'mail 17']);
    desk.tell('6001', 'FinishNoneRealTimeWork');
    expect(desk.view('6001').call?.TASKNAME).toBe('mail 18');
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    desk.tell('6001', 'FinishNoneRealTimeWork');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '1' });
    expect(desk.state.tasks.size).toBe(0);
  });
});

describe('ImportTasks is refused', () => {
  it.each([
    ['to agents', '6001', {}, 'NotPermitted'],
    ['for an unknown skill', '6003', { skillCode: '9999' }, 'TargetUnknown'],
    ['with what is no number', '6003', { items: '138,call me' }, 'ParamInvalid'],
    ['with nothing', '6003', { items: ' ,\n' }, 'ParamInvalid'],
    ['beyond the bound', '6003', { items: Array(20_001).fill('1').join(',') }, 'LimitReached'],
  ])('%s', (_what, ins, over, code) => {
    const desk = deskWith('');
    desk.tell(ins, 'ImportTasks', { kind: 'dial', skillCode: '1001', items: '138', attached: {}, ...over });
    expect(desk.last(ins, 'ImportTasksFailed').fault?.code).toBe(code);
    expect(desk.state.tasks.size).toBe(0);
  });
});
