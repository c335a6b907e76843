/** Typed parameters: what a page's strings are decoded to can be sent as it is, and nothing else. */
import { describe, expect, it } from 'vitest';
import { decodeCommand, decodeTyped, PROTOCOL_LIMITS as MAX } from '../src/index.ts';
import { commandVectors } from './vectors.ts';

const typed = (command: string, params: unknown, ins = '6002', delegatorId = 'd0c5') =>
  decodeTyped({ command, ins, delegatorId, params });
const fault = (command: string, params: unknown) => {
  const decoded = typed(command, params);
  return decoded.ok ? undefined : decoded.fault;
};

describe('typed commands', () => {
  it.each(commandVectors())('$name ($dialect) means the same', ({ expect: { command, params, ins, delegatorId } }) => {
    expect(decodeTyped({ command, ins, delegatorId, params })).toEqual({
      ok: true,
      written: command,
      command: { command, ins, delegatorId, params },
    });
  });

  it('may leave out what has a default', () => {
    expect(typed('Leave', {})).toMatchObject({ ok: true, command: { params: { leaveReason: '0' } } });
    expect(typed('Dial', { phoneNum: '10086' })).toMatchObject({ ok: true, command: { params: { attached: {} } } });
  });

  it('carry attached data of their own', () => {
    const attached = { OrderID: 'S1', empty: '', 'with space': 'a\nb' };
    expect(typed('TransferToIVR', { svn: '999', attached })).toMatchObject({
      ok: true,
      command: { params: { svn: '999', checkPassword: false, attached } },
    });
  });
});

describe('typed commands are refused', () => {
  it.each([
    ['Dial', {}, 'ParamMissing', 'phoneNum'],
    ['Dial', { phoneNum: '' }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: 10086 }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: null }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: '1'.repeat(MAX.phoneNumber + 1) }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: '1\u0000' }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: '1', OrderID: 'S1' }, 'ParamInvalid', 'OrderID'],
    ['Dial', { phoneNum: '1', attached: 'x' }, 'ParamInvalid', 'attached'],
    ['Dial', { phoneNum: '1', attached: { phoneNum: '2' } }, 'ParamInvalid', 'phoneNum'],
    ['Dial', { phoneNum: '1', attached: { n: 1 } }, 'ParamInvalid', 'n'],
    ['Dial', { phoneNum: '1', attached: { ['x'.repeat(65)]: '' } }, 'ParamInvalid', 'x'.repeat(64)],
    ['Hold', { attached: {} }, 'ParamInvalid', 'attached'],
    ['TransferToIVR', { SVN: '999' }, 'ParamInvalid', 'SVN'],
    ['TransferToIVR', { svn: '999', checkPassword: '1' }, 'ParamInvalid', 'checkPassword'],
    ['TransferToIVR', { svn: '999', attached: { SVN: '8888' } }, 'ParamInvalid', 'SVN'],
    ['Consult', { destSPType: 'agt', destSPIns: '6003' }, 'ParamInvalid', 'destSPType'],
    ['Logon', { customInitParams: '{}' }, 'ParamInvalid', 'customInitParams'],
    ['Logon', { customInitParams: { agentWrapupSeconds: '10' } }, 'ParamInvalid', 'customInitParams'],
    ['Init', { lastSeq: 1.5 }, 'ParamInvalid', 'lastSeq'],
    ['Hold', null, 'ParamInvalid', 'params'],
    ['Hold', [], 'ParamInvalid', 'params'],
    ['Hold', JSON.parse('{"__proto__":{"agentId":"1"}}'), 'ParamInvalid', '__proto__'],
  ])('%s with %j: %s %s', (command, params, code, name) => {
    expect(fault(command, params)).toMatchObject({ code, args: { name } });
  });

  it('for a command, a seat or an id that is none', () => {
    expect(typed('constructor', {})).toMatchObject({ ok: false, errorCode: 'UnknownCommand' });
    expect(typed('Hold', {}, 'a b')).toMatchObject({ ok: false, errorCode: 'InvalidIns' });
    expect(typed('Hold', {}, '6002', 'x'.repeat(65))).toMatchObject({ ok: false, errorCode: 'DelegatorIdNoMatch' });
  });

  it('with more attached data than a call may carry', () => {
    const attached = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, 'v']));
    expect(fault('Dial', { phoneNum: '1', attached })).toMatchObject({ code: 'ParamInvalid' });
    expect(decodeCommand({ command: 'Dial', ins: '1', params: { phoneNum: '1', ...attached } })).toMatchObject({
      ok: false,
    });
  });
});
