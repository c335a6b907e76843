import { describe, expect, it } from 'vitest';
import { maskNumber } from '../src/call/privacy.ts';
import { pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const NUMBER = '13800138000';
/** All that leaves for browsers, and for the display of telephones. */
const seen = (desk: Desk): string =>
  JSON.stringify(
    desk.effects.filter(
      (effect) =>
        effect.kind === 'event' ||
        effect.kind === 'reply' ||
        effect.kind === 'notice' ||
        (effect.kind === 'switch' && effect.command.do === 'dial' && effect.command.target.kind === 'extension'),
    ),
  );

describe('a number by EncryptDial', () => {
  const dialled = (how: { v4?: boolean } = {}) => {
    const desk = new Desk(withParams({ oneStepTransferSupport: true }));
    desk.logOn('6001', '888', {}, how);
    desk.logOn('6002', '999', {}, how);
    desk.clear();
    desk.tell('6001', 'EncryptDial', { phoneNum: 'n1.token', encryptMode: '1', deciphered: { number: NUMBER } });
    return desk;
  };

  it('reaches the switch and the record, and no browser, list or display', () => {
    const desk = dialled({ v4: true });
    const first = pickUp(desk, '6001');
    expect(desk.dialled().target).toEqual({ kind: 'outside', number: NUMBER });
    const customer = pickUp(desk, NUMBER);
    expect(desk.last('6001', 'DialSucc').call).toMatchObject({ DNIS: '138****8000', CN0_UserPhoneNum: '138****8000' });
    // On to a colleague by the queue, with a page that comes back in between.
    desk.tell('6002', 'Leave', { leaveReason: '1' });
    desk.tell('6001', 'OneStepTransfer', { destType: 'SK', destIns: '1001', attached: {} });
    desk.ended(first);
    desk.pass(1_000);
    expect(desk.last('6002', 'QueueChange')).toMatchObject({ params: { queueList: [{ phoneNum: '138****8000' }] } });
    desk.tell('6002', 'ResumeWork');
    pickUp(desk, '6002');
    desk.tell('6002', 'Init', { agentId: '999' }, { v4: true });
    desk.ended(customer);
    desk.ended(desk.dialled('6002').leg);
    expect(seen(desk)).toContain('138****8000');
    expect(seen(desk)).not.toContain(NUMBER);
    expect(desk.calls()).toMatchObject([{ dnis: NUMBER, data: { NUMBERHIDDEN: '1' } }]);
  });

  it('stays hidden over a restart', () => {
    const desk = dialled();
    pickUp(desk, '6001');
    desk.restart();
    desk.clear();
    desk.sync([{ leg: desk.state.sessions.get('6001')?.leg?.id ?? '', phase: 'up', room: null }]);
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    expect(seen(desk)).not.toContain(NUMBER);
  });

  it.each([
    ['NumberCipherInvalid', { code: 'NumberCipherInvalid' }],
    ['NotAvailable', { code: 'NotAvailable' }],
    ['NumberCipherInvalid', undefined],
    ['NumberForbidden', { number: '0044123' }],
    ['NumberInvalid', { number: '' }],
  ])('that cannot be dialled ends in DialFailed %s', (code, deciphered) => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.clear();
    const params = { phoneNum: 'xyz', encryptMode: '2' as const, ...(deciphered ? { deciphered } : {}) };
    desk.tell('6001', 'EncryptDial', params, { id: 'e' });
    expect(desk.heard('6001')).toEqual([`DialDenied ${code}`, `DialFailed ${code}`]);
    expect(desk.last('6001', 'DialFailed').replyTo).toBe('e');
    expect([desk.agentState('6001'), desk.asked('dial').length]).toEqual([3, 0]);
  });

  it('takes the prefix, and a caller number that is allowed', () => {
    const desk = new Desk(withParams({ outsidePrefix: '9' }));
    desk.logOn('6004', '888');
    const order = { prefix: '9', phoneNum: 'x', encryptMode: '3' as const, deciphered: { number: NUMBER } };
    desk.tell('6004', 'EncryptDial', { ...order, ani: '999' });
    expect(desk.last('6004', 'DialFailed').fault?.code).toBe('CallerIdForbidden');
    desk.tell('6004', 'EncryptDial', { ...order, ani: '4008110513' });
    pickUp(desk, '6004');
    expect(desk.dialled()).toMatchObject({ target: { number: NUMBER }, callerNumber: '4008110513' });
  });
});

describe('NUMBERMASK', () => {
  it('hides the numbers of all customers, also where a network gives the number as name', () => {
    const desk = new Desk(withParams({ maskNumbers: true }));
    desk.logOn('6001', '888');
    desk.clear();
    desk.on({ on: 'incoming', leg: 'c1', ani: NUMBER, aniName: NUMBER, dnis: '10010' });
    desk.answered('c1');
    pickUp(desk, '6001');
    expect(desk.last('6001', 'CallArrive').call).toMatchObject({
      ANI: '138****8000',
      AID: '138****8000',
      DNIS: '10010',
    });
    expect(seen(desk)).not.toContain(NUMBER);
    desk.ended('c1');
    desk.ended(desk.dialled('6001').leg);
    expect(desk.calls()).toMatchObject([{ ani: NUMBER }]);
  });

  it.each([
    ['+86 138-0013-8000', '138****8000'],
    ['客户 13800138000', '138****8000'],
    ['"13800138000"', '138****8000'],
    ['+8613900139000', '+86*******9000'],
    ['张三', '张三'],
    ['ACME 24', 'ACME 24'],
  ])('hides it in the name %s', (aniName, shown) => {
    const desk = new Desk(withParams({ maskNumbers: true }));
    desk.logOn('6001', '888');
    desk.on({ on: 'incoming', leg: 'c1', ani: NUMBER, aniName, dnis: '10010' });
    expect(desk.view('6001').call?.AID).toBe(shown);
    expect(desk.dialled('6001').callerName).toBe(shown);
  });

  it('is not dialled as it is shown', () => {
    const desk = new Desk(withParams({ maskNumbers: true }));
    desk.logOn('6001', '888');
    desk.clear();
    desk.tell('6001', 'Dial', { phoneNum: '138****8000', attached: {} });
    expect(desk.heard('6001')).toEqual(['DialDenied NumberInvalid', 'DialFailed NumberInvalid']);
    desk.tell('6001', 'Dial', { phoneNum: '*21*13800138000#', attached: {} });
    expect(desk.agentState('6001')).toBe(46);
  });

  it('leaves inner calls alone', () => {
    const desk = new Desk(withParams({ maskNumbers: true }));
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
    expect(desk.dialled('6001').callerNumber).toBe('6002');
  });
});

it.each([
  ['13800138000', '138****8000'],
  ['913800138000', '913*****8000'],
  ['87654321', '******21'],
  ['110', '**0'],
  ['1', '*'],
  ['', ''],
])('%s is shown as %s', (number, shown) => {
  expect(maskNumber(number)).toBe(shown);
});
