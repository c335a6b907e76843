/** What each key of the call data and of the agent's says, as pages read them. */
import { describe, expect, it } from 'vitest';
import { consult, dialTalk, innerTalk } from './support/calls.ts';
import { withAgent, withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const NUMBER = '13800138000';

/** A call that waited four seconds for 888. */
function inbound(): Desk {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.on({ on: 'incoming', leg: 'c1', ani: NUMBER, aniName: '王先生', dnis: '10010' });
  desk.answered('c1');
  desk.pass(4_000);
  desk.logOn('6001', '888');
  desk.ringing(desk.dialled('6001').leg);
  return desk;
}
const outbound = (): Desk => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  dialTalk(desk, '6001');
  return desk;
};
const sentOn = (): Desk => {
  const desk = inbound();
  desk.answered(desk.dialled('6001').leg);
  desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
  desk.tell('6001', 'OneStepTransfer', { destType: 'OUT', destIns: '13900139000', attached: {} });
  desk.answered(desk.dialled('13900139000').leg);
  return desk;
};
const toFlow = (): Desk => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.talk('6001');
  desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} });
  desk.tell('6001', 'CancelWait');
  return desk;
};

describe('the call data', () => {
  it.each([
    ['COID', 'CallArrive', expect.stringMatching(/^BC_1_[0-9a-f]{8}_\d+$/), inbound],
    ['ANI', 'CallArrive', NUMBER, inbound],
    ['DNIS', 'CallArrive', '10010', inbound],
    ['DNIS', 'DialSucc', NUMBER, outbound],
    ['SK', 'CallArrive', '1001', inbound],
    ['SK', 'DialSucc', '', outbound],
    ['IT', 'CallArrive', '2017-02-20 16:40:00', inbound],
    ['17', 'CallArrive', '0', inbound],
    ['17', 'DialSucc', '1', outbound],
    ['AID', 'CallArrive', '王先生', inbound],
    ['QTM', 'CallArrive', '4', inbound],
    ['CN0_UserPhoneNum', 'CallArrive', NUMBER, inbound],
    ['CN0_UserPhoneNum', 'DialSucc', NUMBER, outbound],
    ['CN2_ChannelANI', 'CallArrive', NUMBER, inbound],
    ['CCIVR_TRANSFERTYPE', 'CallArrive', '', inbound],
    ['CCIVR_TRANSFERTYPE', 'OneStepTransferSucc', 'OUT', sentOn],
    ['CCIVR_TRANSFERDEST', 'OneStepTransferSucc', '13900139000', sentOn],
    ['SVN', 'CallArrive', '', inbound],
    ['SVN', 'StateChange', '8888', toFlow],
    ['IVRROOT', 'CallArrive', '', inbound],
  ] as const)('%s at %s is %s', (key, event, value, make) => {
    expect(make().last('6001', event).call?.[key]).toEqual(value);
  });

  it('17 is 2 in an inner call, for both', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    innerTalk(desk, '6001', '6002');
    expect([desk.last('6001', 'CallInnerSucc').call?.['17'], desk.last('6002', 'CallArrive').call?.['17']]).toEqual([
      '2',
      '2',
    ]);
  });

  it('COID stays when the call goes to another agent', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    desk.talk('6001');
    const coid = desk.view('6001').call?.COID;
    consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultTransfer');
    expect(coid).toMatch(/^BC_/);
    expect(desk.view('6002').call?.COID).toBe(coid);
  });
});

describe('what a page is told of its agent', () => {
  const agent = () => {
    const desk = new Desk(withAgent('555', { canKeepLogon: true, monitorDepts: ['1', '2'] }));
    desk.logOn('6004', '555', { agentWorkMode: '3' });
    desk.tell('6004', 'SetFunctionSwitch', { functionCode: 'KeepLogon', isOn: true });
    desk.tell('6004', 'Leave', { leaveReason: '2' });
    return desk;
  };
  it.each([
    ['agentId', '555'],
    ['agentName', '员工555'],
    ['agentState', 23],
    ['agentWorkMode', '3'],
    ['leaveReason', '2'],
    ['delegatorId', expect.stringMatching(/^[0-9a-f]{32}$/)],
    ['isMonitor', true],
    ['monitorDepts', ['1', '2']],
    ['canKeepLogon', true],
    ['isKeepLogon', true],
    ['isDigitalDevice', true],
  ] as const)('%s', (key, value) => {
    expect(agent().last('6004', 'StateChange').agent?.[key]).toEqual(value);
  });
});
