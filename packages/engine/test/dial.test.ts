import { describe, expect, it } from 'vitest';
import { DEFAULT_DIAL_RULES, mayDial, normaliseNumber } from '../src/call/dial-plan.ts';
import type { DialRule } from '../src/index.ts';
import { baseConfig, withParams } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

const deskAt = (ins: string, config = baseConfig) => {
  const desk = new Desk(config);
  desk.logOn(ins, '888');
  desk.clear();
  return desk;
};
const dial = (desk: Desk, ins: string, phoneNum = '13800138000', more = {}) =>
  desk.tell(ins, 'Dial', { phoneNum, attached: {}, ...more }, { id: 'd' });

describe('dialling', () => {
  it('goes 8 46 47 9 6 19 3 with a desk phone', () => {
    const desk = deskAt('6001');
    desk.tell('6001', 'PrepareDial', {}, { id: 'p' });
    dial(desk, '6001', '13800138000', { attached: { OrderID: '7', COID: 'fake' } });
    const own = desk.dialled('6001');
    expect(own).toMatchObject({ autoAnswer: false, timeoutSeconds: 15, callerNumber: '13800138000' });
    desk.pass(500);
    desk.ringing(own.leg);
    desk.pass(2000);
    desk.answered(own.leg);
    const number = desk.dialled('13800138000');
    expect(number).toMatchObject({
      target: { kind: 'outside', number: '13800138000' },
      callerNumber: '4008110512',
      timeoutSeconds: 40,
    });
    expect(desk.asked('tone')).toEqual([{ do: 'tone', leg: own.leg, tone: 'ringback' }]);
    desk.ringing(number.leg);
    desk.pass(6000);
    desk.answered(number.leg);
    desk.pass(9000);
    desk.ended(number.leg);
    desk.ended(own.leg);
    desk.pass(10_000);
    expect(desk.heard('6001').filter((name) => !name.startsWith('WrapupTick'))).toEqual([
      'StateChange 8',
      'PrepareDialSucc',
      'DialAccepted',
      'StateChange 46',
      'StateChange 47',
      'StateChange 9',
      'DialBegin',
      'StateChange 6',
      'DialSucc',
      'DevDisconnected',
      'StateChange 19',
      'StateChange 3',
    ]);
    expect(desk.last('6001', 'DialSucc')).toMatchObject({
      replyTo: 'd',
      call: {
        '17': '1',
        ANI: '4008110512',
        DNIS: '13800138000',
        CN0_UserPhoneNum: '13800138000',
        OrderID: '7',
        COID: /^BC_/,
      },
    });
    expect(desk.calls()).toMatchObject([
      {
        direction: '1',
        outcome: 'answered',
        endedBy: 'customer',
        agentId: '888',
        ringMs: 8500,
        talkMs: 9000,
        data: { OrderID: '7' },
        segments: [
          { kind: 'ring', ins: '6001', outcome: 'answered' },
          { kind: 'dial', outcome: 'answered' },
          { kind: 'talk', outcome: 'completed' },
        ],
      },
    ]);
  });

  it('needs no preparation, and goes straight to 9 where the server answers for the phone', () => {
    const desk = deskAt('6004');
    dial(desk, '6004');
    expect(desk.heard('6004')).toEqual(['DialAccepted', 'StateChange 9']);
    const { leg, autoAnswer } = desk.dialled('6004');
    expect(autoAnswer).toBe(true);
    desk.ringing(leg);
    desk.answered(leg);
    expect(desk.heard('6004')).toEqual(['DialAccepted', 'StateChange 9', 'DialBegin']);
  });

  it('can be prepared and given up', () => {
    const desk = deskAt('6001');
    desk.tell('6001', 'PrepareDial');
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(8);
    desk.tell('6001', 'CancelPrepareDial', {}, { id: 'x' });
    expect(desk.heard('6001').slice(-3)).toEqual(['StateChange 3', 'CancelPrepareDialSucc', 'StateChange 27']);
  });

  it('takes the outside-line prefix off for the carrier', () => {
    const desk = deskAt('6004', withParams({ outsidePrefix: '9' }));
    dial(desk, '6004', '9 138-0013 8000');
    desk.answered(desk.dialled('6004').leg);
    expect(desk.dialled().target).toEqual({ kind: 'outside', number: '13800138000' });
    expect(desk.last('6004', 'DialBegin').call?.DNIS).toBe('913800138000');
  });

  it('shows the caller number asked for, if it is ours', () => {
    const desk = deskAt('6004');
    dial(desk, '6004', '13800138000', { ani: '4008110513' });
    desk.answered(desk.dialled('6004').leg);
    expect(desk.dialled().callerNumber).toBe('4008110513');
  });

  it('works from another page over HTTP, and the host page hears of it', () => {
    const desk = deskAt('6004');
    const how = { conn: null, delegatorId: desk.delegatorId('6004') };
    expect(desk.tell('6004', 'Dial', { phoneNum: '13800138000', attached: {} }, how).errorCode).toBe('Succ');
    expect(desk.heard('6004')).toEqual(['DialAccepted', 'StateChange 9']);
  });

  it('EncryptDial without encryption is a dial with a prefix', () => {
    const desk = deskAt('6004', withParams({ outsidePrefix: '9' }));
    desk.tell('6004', 'EncryptDial', { prefix: '9', phoneNum: '13800138000', encryptMode: '' });
    desk.answered(desk.dialled('6004').leg);
    expect(desk.dialled().target.number).toBe('13800138000');
  });
});

describe('a dial that is refused', () => {
  it.each([
    ['a number that is none', '6001', 'abc', {}, 'NumberInvalid'],
    ['an empty number', '6001', '  ', {}, 'NumberInvalid'],
    ['a number that is too long', '6001', '1'.repeat(33), {}, 'NumberInvalid'],
    ['an international number', '6001', '0044 20 7946 0000', {}, 'NumberForbidden'],
    ['an international number with +', '6001', '+44 20', {}, 'NumberForbidden'],
    ['a premium number', '6001', '16812345', {}, 'NumberForbidden'],
    ['a caller number that is not ours', '6001', '13800138000', { ani: '110' }, 'CallerIdForbidden'],
  ])('for %s never reaches the switch', (_what, ins, phoneNum, more, code) => {
    const desk = deskAt(ins);
    expect(dial(desk, ins, phoneNum, more).errorCode).toBe('Succ');
    expect(desk.heard(ins)).toEqual([`DialDenied ${code}`, `DialFailed ${code}`]);
    expect(desk.last(ins, 'DialFailed').replyTo).toBe('d');
    expect(desk.effects.some(({ kind }) => kind === 'switch')).toBe(false);
    expect(desk.agentState(ins)).toBe(3);
  });

  it('because the switch is down, the phone is away, or there are too many calls', () => {
    const down = deskAt('6001');
    down.on({ on: 'down' });
    dial(down, '6001');
    expect(down.last('6001', 'DialFailed').fault?.code).toBe('SwitchDown');
    const away = deskAt('6001');
    away.device('6001', false);
    dial(away, '6001');
    expect(away.last('6001', 'DialFailed').fault).toEqual({ code: 'DeviceUnreachable', args: { ins: '6001' } });
    const full = new Desk(withParams({ maxCalls: 1 }));
    full.logOn('6002', '999');
    full.incoming('waits', '10086');
    dial(full, '6002');
    expect(full.last('6002', 'DialFailed').fault).toEqual({ code: 'LimitReached', args: { limit: 'maxCalls' } });
  });

  it('in a prepared dial stays prepared', () => {
    const desk = deskAt('6001');
    desk.tell('6001', 'PrepareDial');
    dial(desk, '6001', 'abc');
    expect(desk.agentState('6001')).toBe(8);
  });
});

describe('a dial that fails', () => {
  it.each([
    ['busy', 'NumberBusy', 'busy', 'customer'],
    ['no-answer', 'NoAnswer', 'no-answer', 'system'],
    ['rejected', 'CallRejected', 'rejected', 'customer'],
    ['unreachable', 'NumberUnreachable', 'unreachable', 'system'],
    ['congestion', 'SwitchFailed', 'failed', 'system'],
  ] as const)(
    'with %s says so, hangs up the agent’s phone and ends in 3 without wrap-up',
    (cause, code, outcome, by) => {
      const desk = deskAt('6004');
      dial(desk, '6004');
      const own = desk.dialled('6004').leg;
      desk.answered(own);
      desk.ended(desk.dialled().leg, cause);
      expect(desk.last('6004', 'DialFailed')).toMatchObject({ fault: { code }, replyTo: 'd' });
      expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg: own, cause: 'normal' }]);
      expect(desk.agentState('6004')).toBe(9);
      desk.ended(own);
      expect(desk.agentState('6004')).toBe(3);
      expect(desk.calls()).toMatchObject([{ outcome, endedBy: by, answeredAt: null, agentId: '888' }]);
      expect(desk.heard('6004').filter((name) => name.startsWith('DialFailed'))).toHaveLength(1);
    },
  );

  it.each([
    ['no-answer', 'OwnPhoneNoAnswer'],
    ['rejected', 'OwnPhoneNoAnswer'],
    ['busy', 'OwnPhoneNoAnswer'],
    ['unreachable', 'DeviceUnreachable'],
  ] as const)('because the own phone is %s', (cause, code) => {
    const desk = deskAt('6001');
    dial(desk, '6001');
    desk.ringing(desk.dialled('6001').leg);
    expect(namesOf(desk.ended(desk.dialled('6001').leg, cause))).toEqual([`DialFailed ${code}`, 'StateChange 3']);
    expect(desk.calls()).toHaveLength(1);
  });

  it('because the own phone is put down while the number rings', () => {
    const desk = deskAt('6004');
    dial(desk, '6004');
    const own = desk.dialled('6004').leg;
    desk.answered(own);
    const { leg } = desk.dialled();
    desk.ended(own);
    expect(desk.last('6004', 'DialFailed').fault?.code).toBe('CallCancelled');
    expect(desk.agentState('6004')).toBe(3);
    expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg, cause: 'cancelled' }]);
    // The number answers in the same moment.
    expect(desk.answered(leg)).toEqual([]);
    desk.ended(leg);
    expect(desk.calls()).toMatchObject([{ outcome: 'cancelled', endedBy: 'agent' }]);
  });
});

describe('CancelDial', () => {
  it.each([
    [46, (_desk: Desk) => {}],
    [47, (desk: Desk) => desk.ringing(desk.dialled('6001').leg)],
    [9, (desk: Desk) => desk.answered(desk.dialled('6001').leg)],
  ])('in %i ends the dial once', (state, prepare) => {
    const desk = deskAt('6001');
    dial(desk, '6001');
    prepare(desk);
    expect(desk.agentState('6001')).toBe(state);
    const legs = desk.asked('dial').map(({ leg }) => leg);
    desk.clear();
    desk.tell('6001', 'CancelDial', {}, { id: 'c' });
    expect(desk.heard('6001')).toEqual(['CancelDialSucc', 'DialFailed CallCancelled']);
    expect(desk.said().map(({ event }) => event.replyTo)).toEqual(['c', 'd']);
    desk.tell('6001', 'CancelDial');
    expect(desk.last('6001', 'CancelDialFailed').fault?.code).toBe('CallGone');
    for (const leg of legs) desk.ended(leg, 'cancelled');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.calls()).toMatchObject([{ outcome: 'cancelled', endedBy: 'agent' }]);
  });

  it('that comes as the number answers is refused; the call is up', () => {
    const desk = deskAt('6004');
    dial(desk, '6004');
    desk.answered(desk.dialled('6004').leg);
    desk.answered(desk.dialled().leg);
    desk.tell('6004', 'CancelDial');
    expect(desk.last('6004', 'CancelDialFailed').fault?.code).toBe('NotAllowedInState');
    expect(desk.agentState('6004')).toBe(6);
  });
});

describe('the dial plan', () => {
  const rule = (prefix: string, action: DialRule['action'], agentId: string | null = null): DialRule => ({
    prefix,
    action,
    agentId,
  });

  it('denies international and premium numbers unless told otherwise', () => {
    expect(DEFAULT_DIAL_RULES).toContainEqual({ prefix: '00', action: 'deny' });
    expect(mayDial([], '888', '13800138000')).toBe(true);
    expect(mayDial([], '888', '0044')).toBe(false);
    expect(mayDial([rule('', 'allow')], '888', '0044')).toBe(false);
    expect(mayDial([rule('0044', 'allow')], '888', '0044')).toBe(true);
    expect(mayDial([rule('0044', 'allow')], '888', '0033')).toBe(false);
    expect(mayDial([rule('00', 'allow')], '888', '0033')).toBe(true);
  });

  it('lets the longest prefix decide, and of the same prefix the one that denies', () => {
    const rules = [rule('13', 'deny'), rule('138', 'allow'), rule('139', 'allow'), rule('139', 'deny')];
    expect(mayDial(rules, '888', '137')).toBe(false);
    expect(mayDial(rules, '888', '1380')).toBe(true);
    expect(mayDial(rules, '888', '1390')).toBe(false);
  });

  it('asks the agent’s own rules first', () => {
    const rules = [rule('138', 'deny'), rule('13', 'allow', '888'), rule('', 'deny', '999')];
    expect(mayDial(rules, '888', '138')).toBe(true);
    expect(mayDial(rules, '777', '138')).toBe(false);
    expect(mayDial(rules, '999', '139')).toBe(false);
  });

  it('reads numbers as people write them', () => {
    expect(normaliseNumber(' (010) 6552-1234 ')).toBe('01065521234');
    expect(normaliseNumber('+86 138.0013.8000')).toBe('+8613800138000');
    expect(normaliseNumber('*21#')).toBe('*21#');
    for (const text of ['', '+', '1+2', 'call me', '１３８', 'x'.repeat(100)]) expect(normaliseNumber(text)).toBeNull();
  });
});
