import { describe, expect, it } from 'vitest';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const preset = (desk: Desk): number[] =>
  desk
    .view('6001')
    .buttons.filter(({ id, enabled }) => enabled && (id === 54 || id === 55))
    .map(({ id }) => id);

function talking(config?: ConstructorParameters<typeof Desk>[0]) {
  const desk = new Desk(config);
  desk.logOn('6001', '888', {}, { v4: true });
  const legs = desk.talk('6001');
  desk.clear();
  return { desk, legs };
}

describe('preset leave (54, 55)', () => {
  it('is a button in a call only, and turns into taking it back', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', {}, { v4: true });
    expect(preset(desk)).toEqual([]);
    desk.talk('6001');
    expect(preset(desk)).toEqual([54]);
    desk.clear();
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    expect(preset(desk)).toEqual([55]);
    expect(desk.last('6001', 'LeaveSucc')).toMatchObject({
      pending: { leaveReason: '2', workMode: null },
      buttons: expect.arrayContaining([{ id: 55, enabled: true }]),
    });
    desk.tell('6001', 'ResumeWork');
    expect(preset(desk)).toEqual([54]);
    expect(desk.last('6001', 'ResumeWorkSucc').buttons).toContainEqual({ id: 54, enabled: true });
  });

  it('comes true when the call and its wrap-up are over', () => {
    const { desk, legs } = talking();
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    expect([desk.agentState('6001'), preset(desk)]).toEqual([19, [55]]);
    desk.tell('6001', 'FinishWrapup');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '2' });
    expect(preset(desk)).toEqual([]);
  });

  it('shows a leave mode that is due, where modes and leave go together', () => {
    const { desk } = talking(withParams({ leaveWorkModeSync: true }));
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    expect(preset(desk)).toEqual([55]);
    desk.tell('6001', 'ResumeWork');
    expect(preset(desk)).toEqual([54]);
  });

  it('takes a leave mode back that was set in the wrap-up, where modes and leave go together', () => {
    const { desk, legs } = talking(withParams({ leaveWorkModeSync: true }));
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    expect([desk.agentState('6001'), preset(desk)]).toEqual([19, [55]]);
    desk.tell('6001', 'ResumeWork');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 19, agentWorkMode: '0' });
    desk.tell('6001', 'FinishWrapup');
    // Idle, and in a mode that takes calls.
    expect(desk.view('6001').agent).toMatchObject({ agentState: 3, agentWorkMode: '0', leaveReason: null });
    desk.incoming('next');
    expect(desk.agentState('6001')).toBe(27);
  });

  it.each([54, 33])('is not shown where function %i is masked', (id) => {
    const { desk } = talking(withParams({ mask: [id] }));
    expect(preset(desk)).toEqual([]);
  });

  it('adds no button to the toolbars of deployed pages', () => {
    const { desk } = talking();
    const talk = desk.view('6001').settings.stateSettings.find(({ state }) => state === '6');
    expect(talk?.functions.some(({ id }) => id === 54 || id === 55)).toBe(false);
  });
});
