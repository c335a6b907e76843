import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCommand, ERRORS, ESPCommand, ESPError, PROTOCOL_LIMITS, readFrame } from '../src/index.ts';

const RUNS = { numRuns: 3_000 };
const hostileKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'ins', 'params', 'SVN', 'phoneNum', 'a');
const json = fc.jsonValue({ maxDepth: 4 });
const scalar = fc.oneof(json, fc.string({ unit: 'binary', maxLength: 1100 }), fc.double(), fc.constant('undefined'));
/** Near misses: the right envelope around anything. */
const nearly = fc.record(
  {
    command: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Object.keys(ESPCommand)) }, scalar),
    ins: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('6002', 6002, 'RP_9138') }, scalar),
    delegatorId: scalar,
    id: scalar,
    age: scalar,
    params: fc.oneof(
      json,
      fc.dictionary(fc.oneof(hostileKey, fc.constantFrom(...knownParams()), fc.string({ unit: 'binary' })), scalar),
    ),
  },
  { requiredKeys: [] },
);
const anything = fc.oneof(json, nearly);

describe('whatever JSON can say', () => {
  it('never throws and never changes', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (value, v4) => {
        const before = JSON.stringify(value);
        decodeCommand(value, { v4 });
        expect(JSON.stringify(value)).toBe(before);
      }),
      RUNS,
    );
  });

  it('gives a bounded command of strings, numbers and booleans, or a refusal of the catalogue', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (value, v4) => {
        const decoded = decodeCommand(value, { v4 });
        if (decoded.ok) {
          expect(Object.keys(ESPCommand)).toContain(decoded.command.command);
          expect(decoded.command.ins.length).toBeLessThanOrEqual(PROTOCOL_LIMITS.ins);
          expect(JSON.stringify(decoded.command).length).toBeLessThan(LARGEST_COMMAND);
          expect(JSON.parse(JSON.stringify(decoded.command))).toEqual(decoded.command);
          expect(JSON.stringify(decoded.command)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        } else {
          expect(Object.keys(ESPError)).toContain(decoded.errorCode);
          expect(Object.keys(ERRORS)).toContain(decoded.fault.code);
          expect(decoded.command.length).toBeLessThanOrEqual(PROTOCOL_LIMITS.commandChars);
          expect(JSON.stringify(decoded).length).toBeLessThan(LARGEST_REFUSAL);
        }
      }),
      RUNS,
    );
  });

  it('and whatever is not JSON is a text frame that is refused, not a crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.boolean(), (text, v4) => {
        const frame = readFrame(text, { v4 });
        if (frame.ok) for (const message of frame.messages) decodeCommand(message, { v4 });
        else expect(frame.fault.code).toBe('FrameNotJson');
      }),
      RUNS,
    );
  });
});

/** 64 attached data with their longest keys and values, every character escaped. */
const LARGEST_COMMAND = 64 * (64 + 1024) * 6 + 20_000;
const LARGEST_REFUSAL = 2_000;

function knownParams(): string[] {
  return ['agentId', 'agentName', 'workMode', 'leaveReason', 'phoneNum', 'ani', 'destSPType', 'destSPIns', 'destType']
    .concat(['destIns', 'SVN', 'TRANSFERPREPARE_CHECKPASSWORD', 'customInitParams', 'isOn', 'functionCode', 'msg'])
    .concat(['controlType', 'agentListType', 'lastSeq', 'delegatorId', 'encryptMode']);
}
