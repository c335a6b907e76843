import { describe, expect, it } from 'vitest';
import { decodeCommand, encodeCommand, serverMessages } from '../src/index.ts';
import { commandVectors } from './vectors.ts';

describe('encodeCommand', () => {
  it('writes the envelope of protocol 2', () => {
    const frame = encodeCommand({
      command: 'Init',
      ins: '6002',
      delegatorId: '',
      params: { agentId: '888', agentName: undefined, customInitParams: { agentWrapupSeconds: 10 } },
    });
    expect(frame).toBe(
      '{"command":"Init","objectClass":"SPCommand","ins":"6002","delegatorId":"","params":{"agentId":"888","customInitParams":"{\\"agentWrapupSeconds\\":10}"}}',
    );
  });

  it('adds id and age for wssp.v4', () => {
    const frame = encodeCommand({ command: 'Hold', ins: '1', delegatorId: 'd', params: {}, id: 'a', age: 12.6 });
    expect(JSON.parse(frame)).toMatchObject({ id: 'a', age: 13 });
  });

  it('is understood by the decoder for every vector whose parameters have their own names', () => {
    for (const { expect: command, dialect } of commandVectors()) {
      if ('attached' in command.params) continue;
      const { ins, delegatorId, id, params } = command;
      const frame = encodeCommand({
        command: command.command,
        ins,
        delegatorId,
        params: { ...params },
        ...(id ? { id } : {}),
      });
      expect(decodeCommand(frame, { v4: dialect === 'v4' })).toEqual({ ok: true, written: command.command, command });
    }
  });
});

describe('serverMessages', () => {
  it('gives the messages of a frame in order', () => {
    expect(serverMessages('{"objectClass":"SPEvent","event":"HoldSucc"}')).toEqual([
      { objectClass: 'SPEvent', event: 'HoldSucc' },
    ]);
    expect(serverMessages('[{"objectClass":"SPResponse"},{"objectClass":"SPEvent"}]')).toHaveLength(2);
  });

  it('leaves out what is no message', () => {
    expect(serverMessages('[1,null,{"objectClass":3},{"objectClass":"SPEvent"}]')).toEqual([
      { objectClass: 'SPEvent' },
    ]);
    expect(serverMessages('<html>')).toEqual([]);
  });
});
