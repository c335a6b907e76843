import { type ESPFunc, ESPState } from '@wssoftphone/protocol';
import { describe, expect, it } from 'vitest';
import {
  AVAILABLE_FUNCTIONS,
  buttonsFor,
  defaultParams,
  FUNCTION_TABLE,
  type Seat,
  stateSettings,
} from '../src/index.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** The table of what the call centre does, written down once more by hand: condition letters s, a, t, e. */
const RULES: Record<string, string> = {
  '0 1': '1',
  '2': '2',
  '3': '2 36 3 4 33 37 s5 s68',
  '23': '2 36 34 37 s68',
  '8': '38',
  '46 47 9 45': '12',
  '27 5': 'a42 53 10',
  '4': '10',
  '6': '10 6 7 8 t9 57 t58 t59 65 37',
  '7': '11 10',
  '10 50': '13',
  '11': '14 15 16 17',
  '12': '18 14 15 17',
  '13': '19',
  '14': '22 21 20 41',
  '15': '23 22 21 41',
  '20 38': '10',
  '21 22 18': '48 49 50',
  '30': '49',
  '35': '14',
  '24': '40',
  '48 49 25': '35',
  '26': '10 6',
  '41': '11 10',
  '42': '10',
  '16': '39',
  '17': '28 25 26 27',
  '19': '31 36 2',
  '28': '44 46 45 43 36 2',
  '29': '47 36 2',
  '31': '52',
  '32 36 37 39 40 43 44': 'e10',
};
const LETTERS: Record<string, string> = {
  s: 'supervisor',
  a: 'server-answer',
  t: 'one-step-transfer',
  e: 'call-can-end',
};

const seat = (over: Partial<Seat> = {}): Seat => ({ supervisor: false, serverAnswer: false, remote: false, ...over });
const everything = { ...defaultParams(), oneStepTransferSupport: true };
const idsOf = (state: ESPState, one: Seat = seat(), params = defaultParams()) =>
  buttonsFor(one, params, state).map(({ id }) => id);
const on = (state: ESPState, one: Seat = seat(), params = defaultParams()) =>
  buttonsFor(one, params, state)
    .filter(({ enabled }) => enabled)
    .map(({ id }) => id);

describe('the function table', () => {
  it('enables exactly what the rules say, and the work mode in every state of a logged-on agent', () => {
    for (const { state, functions } of FUNCTION_TABLE) {
      const rule = Object.entries(RULES).find(([states]) => states.split(' ').includes(String(state)))?.[1] ?? '';
      const wanted = rule.split(' ').filter((cell) => cell !== '');
      if (state > 2 && !wanted.includes('36')) wanted.push('36');
      const found = functions.map(({ id, when }) => {
        const letter = Object.entries(LETTERS).find(([, name]) => name === when)?.[0] ?? '';
        return `${letter}${id}`;
      });
      expect([state, found.sort()]).toEqual([state, wanted.sort()]);
    }
  });

  it('has a row for every state', () => {
    expect(FUNCTION_TABLE.map(({ state }) => state)).toEqual(Object.values(ESPState));
  });
});

describe('the toolbar', () => {
  it('keeps its places in every state, in the manual’s order', () => {
    const places: ESPFunc[][] = [
      [1, 2],
      [36],
      [10],
      [37],
      [3, 8, 12, 19, 38],
      [4, 7, 13, 35, 40],
      [6, 11, 33, 34],
      [5, 28, 39],
      [9],
    ];
    for (const state of Object.values(ESPState)) {
      const ids = idsOf(state, seat({ supervisor: true }), everything);
      places.forEach((allowed, i) => {
        expect(allowed).toContain(ids[i]);
      });
    }
  });

  it('shows exit 1 when logged off and 2 afterwards', () => {
    expect([0, 1, 2, 3, 6, 19].map((state) => idsOf(state as ESPState)[0])).toEqual([1, 1, 2, 2, 2, 2]);
  });

  it('has a ninth place only with one-step transfer', () => {
    expect(idsOf(3)).toHaveLength(8);
    expect(idsOf(3, seat(), everything)).toContain(9);
  });

  it('is this, idle and talking', () => {
    expect(idsOf(3)).toEqual([2, 36, 10, 37, 3, 4, 33, 5]);
    expect(on(3)).toEqual([2, 36, 37, 3, 4, 33]);
    expect(idsOf(6)).toEqual([2, 36, 10, 37, 8, 7, 6, 5, 57, 65]);
    expect(on(6)).toEqual([36, 10, 37, 8, 7, 6, 57, 65]);
    expect(idsOf(11).slice(8)).toEqual([14, 15, 16, 17]);
    expect(idsOf(19)).toEqual([2, 36, 10, 37, 3, 4, 33, 5, 31]);
    expect(on(19)).toEqual([2, 36, 31]);
  });

  it('says why a button is off, the lasting reason first', () => {
    const why = (state: ESPState, id: ESPFunc, one = seat(), params = everything) =>
      buttonsFor(one, params, state).find((button) => button.id === id)?.why;
    expect(why(3, 10)).toEqual({ code: 'NotAllowedInState', args: { state: '3' } });
    expect(why(6, 5)).toEqual({ code: 'NotPermitted' });
    expect(why(6, 5, seat({ supervisor: true }))).toEqual({ code: 'NotAllowedInState', args: { state: '6' } });
    expect(why(3, 33, seat(), { ...everything, mask: [33] })).toEqual({ code: 'FunctionMasked' });
    expect(why(6, 6)).toBeUndefined();
  });

  it('offers to answer only where the server can', () => {
    expect(idsOf(5)).not.toContain(42);
    expect(on(5, seat({ serverAnswer: true }))).toContain(42);
  });

  it('masks functions, for remote seats by their own list', () => {
    const params = { ...defaultParams(), mask: [33, 34] };
    expect(on(3, seat(), params)).not.toContain(33);
    expect(on(3, seat({ remote: true }), params)).toContain(33);
    expect(on(6, seat({ remote: true }), params)).not.toContain(6);
    expect(idsOf(3, seat(), params)).toContain(33);
  });

  it('enables nothing that this server does not have', () => {
    for (const state of Object.values(ESPState)) {
      for (const id of on(state, seat({ supervisor: true, serverAnswer: true }), everything)) {
        expect(AVAILABLE_FUNCTIONS.has(id)).toBe(true);
      }
    }
  });
});

describe('stateSettings', () => {
  it('have an entry for every state and for "0", with numbers for ids', () => {
    const settings = stateSettings(seat(), defaultParams());
    expect(settings.map(({ state }) => state)).toEqual(Object.values(ESPState).map(String));
    expect(settings[3]?.functions[0]).toEqual({ id: 2, enabled: true });
  });

  it('and the buttons of every event agree', () => {
    const desk = new Desk(withParams({ oneStepTransferSupport: true }));
    desk.logOn('6004', '555');
    const settings = desk.view('6004').settings.stateSettings;
    for (const { event } of desk.said()) {
      if (!event.buttons) continue;
      const row = settings.find(({ state }) => state === String(event.agent?.agentState));
      expect(event.buttons.map(({ id, enabled }) => ({ id, enabled }))).toEqual(row?.functions);
    }
    expect(desk.view('6004').buttons).toEqual(desk.last('6004', 'StateChange').buttons);
  });
});

describe('settings', () => {
  it('carry modes in order, reasons, and the transfer menu of the parameters', () => {
    const desk = new Desk(
      withParams({
        oneStepTransferSupport: true,
        transferSkills: [{ skillCode: '1002', skillName: '紧急' }],
        transferIvrs: [{ svn: '999', name: '满意度', checkPassword: false }],
      }),
    );
    desk.tell('6001', 'Init', { agentId: '888' });
    const { settings } = desk.view('6001');
    expect(settings.workModeSettings.map(({ serviceWorkMode }) => serviceWorkMode)).toEqual([
      '-1',
      '0',
      '3',
      '1',
      '6',
      '10',
    ]);
    expect(settings.workModeSettings[1]).toEqual({
      serviceWorkMode: '0',
      serviceWorkModeName: '示闲',
      basicWorkMode: '0',
      visible: true,
      bindSkillCode: '',
      sortOrder: 1,
    });
    expect(settings.leaveReasonSettings[0]).toEqual({ reasonId: '0', reasonName: '小休', visible: true });
    expect(settings.transferSubItems.map(({ type }) => type)).toEqual(['Agent', 'OutLine', 'Skill', 'IVR']);
    expect(settings.transferIVRInfo).toEqual([{ svn: '999', name: '满意度', checkPassword: false }]);
    expect(settings.transferAgentSkillInfo).toEqual([{ skillCode: '1002', skillName: '紧急' }]);
  });
});
