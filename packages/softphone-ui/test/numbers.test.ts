import { describe, expect, it } from 'vitest';
import { callFace } from '../src/model/call.ts';
import { duration } from '../src/model/durations.ts';
import { eventName } from '../src/model/events.ts';
import { UI_LIMITS } from '../src/model/limits.ts';
import { cleanNumber, withNumber } from '../src/model/numbers.ts';
import { kindOf, usefulRemedy } from '../src/model/tips.ts';

describe('a pasted number', () => {
  it.each([
    ['138-0013-8000', '13800138000'],
    [' (010) 8888 6666 ', '01088886666'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['1380+0138000', '13800138000'],
    ['++86', '+86'],
    ['138001', '138001'],
    ['tel:+86-10-1234', '+86101234'],
    ['电话:95588', '95588'],
    ['*57#', '*57#'],
    ['(+86) 138-0013-8000', '+8613800138000'],
    ['电话：+86 138 0013 8000', '+8613800138000'],
    // What telephone books of Windows and iPhones put around a number when it is copied.
    ['\u202d+86 138 0013 8000\u202c', '+8613800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['＋８６ 10 1234', '+86101234'],
    ['abc', ''],
  ])('%s is dialled as %s', (pasted, dialled) => {
    expect(cleanNumber(pasted)).toBe(dialled);
  });
  it('is not longer than a number can be', () => {
    expect(cleanNumber('1'.repeat(500))).toHaveLength(UI_LIMITS.numberChars);
  });
});

describe('numbers dialled lately', () => {
  it('are kept newest first, each once, and not for ever', () => {
    expect(withNumber(['10010', '95588'], '95588')).toEqual(['95588', '10010']);
    expect(withNumber(['10010'], '-')).toEqual(['10010']);
    let history: readonly string[] = [];
    for (let n = 0; n < 50; n++) history = withNumber(history, String(10_000 + n));
    expect(history).toHaveLength(UI_LIMITS.history);
    expect(history[0]).toBe('10049');
  });
});

it.each([
  [-5_000, '00:00'],
  [59_999, '00:59'],
  [60_000, '01:00'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
])('%i ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

describe('tips', () => {
  it('are sorted by the words that pages sort them by', () => {
    expect(kindOf('保持成功')).toBe('good');
    expect(kindOf('对方忙,外拨失败')).toBe('bad');
    expect(kindOf('Hold failed: …')).toBe('bad');
    expect(kindOf('开始通话')).toBe('plain');
  });
  it('say a remedy only when it says more than the tip', () => {
    expect(usefulRemedy('对方忙,外拨失败', '稍后再拨')).toBe('稍后再拨');
    expect(usefulRemedy('操作失败,稍后再试', '稍后再试')).toBe('');
    expect(usefulRemedy('x', undefined)).toBe('');
  });
});

it.each([
  ['onCallArrive', 'sp-call-arrive'],
  ['onWSOpen', 'sp-ws-open'],
  ['onIVRCheckReturn', 'sp-ivr-check-return'],
  ['onWebSocketReplaced', 'sp-web-socket-replaced'],
  ['onMonitorContorled', 'sp-monitor-contorled'],
])('%s is the event %s', (handler, event) => {
  expect(eventName(handler)).toBe(event);
});

describe('the present call', () => {
  const infos = {
    COID: 'BC_1_a_1',
    ANI: '13800138000',
    DNIS: '10010',
    SK: '1001',
    IT: '2026-01-01 10:00:00',
    '17': '0',
  };
  it('is none without a call id', () => {
    expect(callFace({}, '6002')).toBeNull();
  });
  it('shows the customer, whichever way the call went', () => {
    expect(callFace(infos, '6002')).toMatchObject({
      direction: 'in',
      number: '13800138000',
      line: '10010',
      skill: '1001',
    });
    expect(callFace({ ...infos, ANI: '6002', DNIS: '95588', '17': '1' }, '6002')).toMatchObject({
      direction: 'out',
      number: '95588',
      line: '',
    });
  });
  it('shows the colleague at both ends of an inner call', () => {
    const inner = { ...infos, ANI: '6002', DNIS: '6003', '17': '2' };
    expect(callFace(inner, '6002')?.number).toBe('6003');
    expect(callFace(inner, '6003')?.number).toBe('6002');
  });
  it('is a task’s name while a task is shown, and a call again once it is dialled', () => {
    const task = {
      ...infos,
      COID: 'T7',
      TASKID: 'T7',
      TASKNAME: '回信',
      DNIS: '',
      ANI: '',
      '17': '1',
      OrderID: 'SVC_1',
    };
    expect(callFace(task, '6002')).toMatchObject({ direction: 'task', number: '回信' });
    expect(callFace(task, '6002')?.data.map(([key]) => key)).toEqual(['IT', 'TASKID', 'OrderID']);
    const dialled = { ...task, COID: 'BC_1_a_2', TASKNAME: '95588', DNIS: '95588' };
    expect(callFace(dialled, '6002')).toMatchObject({ direction: 'out', number: '95588' });
  });
  it('keeps the CRM’s own data under their own keys, and leaves out what is empty or shown elsewhere', () => {
    const face = callFace({ ...infos, OrderID: 'SVC_1', SVN: '' }, '6002');
    expect(face?.data).toEqual([
      ['COID', 'BC_1_a_1'],
      ['IT', '2026-01-01 10:00:00'],
      ['OrderID', 'SVC_1'],
    ]);
  });
});
