import { describe, expect, it } from 'vitest';
import { COMMAND_PARAMS, decodeCommand, ESPCommand, PARAM_SPELLINGS, readFrame } from '../src/index.ts';
import { commandVectors, frameText, refusalVectors } from './vectors.ts';

describe('commands that are taken', () => {
  it.each(commandVectors())('$name ($dialect)', ({ frame, dialect, written, expect: expected }) => {
    const decoded = decodeCommand(frameText(frame), { v4: dialect === 'v4' });
    expect(decoded).toEqual({ ok: true, written, command: expected });
  });

  it('have a vector for every command', () => {
    const seen = new Set(commandVectors().map((vector) => vector.expect.command));
    expect(Object.keys(ESPCommand).filter((command) => !seen.has(command as ESPCommand))).toEqual([]);
  });

  it('have a vector for every parameter', () => {
    const wanted = Object.entries(COMMAND_PARAMS).flatMap(([command, schema]) =>
      Object.keys(schema.properties).map((name) => `${command}.${name}`),
    );
    const seen = new Set(
      commandVectors().flatMap(({ expect: { command, params } }) =>
        Object.keys(params).map((name) => `${command}.${name}`),
      ),
    );
    // agentId is the same field in every schema.
    expect(wanted.filter((one) => !seen.has(one) && !one.endsWith('.agentId'))).toEqual([]);
  });

  it('accepts each listed spelling of a parameter', () => {
    for (const spelling of PARAM_SPELLINGS.get('svn') ?? []) {
      const decoded = decodeCommand({ command: 'TransferToIVR', ins: '6002', params: { [spelling]: '999' } });
      expect(decoded).toMatchObject({ ok: true, command: { params: { svn: '999', attached: {} } } });
    }
  });
});

describe('messages that are refused', () => {
  it.each(refusalVectors())('$name ($dialect)', ({ frame, dialect, expect: expected }) => {
    expect(decodeCommand(frameText(frame), { v4: dialect === 'v4' })).toEqual({ ok: false, ...expected });
  });
});

describe('frames of wssp.v4', () => {
  it('may hold an array of messages', () => {
    const frame = readFrame('[{"command":"Hold"},7]', { v4: true });
    expect(frame).toEqual({ ok: true, messages: [{ command: 'Hold' }, 7] });
  });

  it('hold at most 64 of them', () => {
    const frame = readFrame(JSON.stringify(Array(65).fill({})), { v4: true });
    expect(frame).toMatchObject({ ok: false, errorCode: 'ProcessFailed', fault: { code: 'FrameTooLarge' } });
  });
});

describe('the input', () => {
  it('is never changed, however deep it is frozen', () => {
    for (const { frame } of [...commandVectors(), ...refusalVectors()]) {
      if (typeof frame !== 'object') continue;
      const before = JSON.stringify(frame);
      decodeCommand(deepFreeze(frame), { v4: true });
      expect(JSON.stringify(frame)).toBe(before);
    }
  });

  it('shares nothing with the command made of it', () => {
    const skills = [{ skillCode: '1001', skillLevel: 5 }];
    const frame = { command: 'Init', ins: '6002', params: { agentId: '888', customInitParams: { skills } } };
    const decoded = decodeCommand(frame);
    skills[0] = { skillCode: '6666', skillLevel: 99 };
    expect(decoded).toMatchObject({
      command: { params: { customInitParams: { skills: [{ skillCode: '1001', skillLevel: 5 }] } } },
    });
  });
});

describe('customInitParams of a page', () => {
  const read = (customInitParams: unknown) => {
    const decoded = decodeCommand({ command: 'Logon', ins: '6002', params: { agentId: '888', customInitParams } });
    return decoded.ok ? (decoded.command.params as { customInitParams?: unknown }).customInitParams : decoded.fault;
  };

  it('that adds no skill leaves the skills to the database: it must not end up without any', () => {
    expect(read('{"agentWrapupSeconds":10,"skills":[]}')).toEqual({ agentWrapupSeconds: 10 });
  });

  it('that never set them, written by JSON.stringify, set nothing', () => {
    expect(read('null')).toEqual({});
    expect(read('undefined')).toBeUndefined();
    expect(read('')).toBeUndefined();
    expect(read('{"agentWrapupSeconds":null,"skills":null}')).toEqual({});
  });
});

describe('prototypes', () => {
  it('are not reached by a parameter called __proto__', () => {
    const text = '{"command":"Hold","ins":"6002","params":{"agentId":"888","__proto__":{"polluted":"yes"}}}';
    expect(decodeCommand(text)).toMatchObject({ ok: true });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('do not lend their properties to a message', () => {
    const inherited = Object.create({ command: 'Hold', ins: '6002' }) as object;
    expect(decodeCommand(inherited)).toMatchObject({ ok: false, fault: { code: 'CommandUnknown' } });
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
