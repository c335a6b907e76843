import * as engine from '@wssoftphone/engine';
import { expect, it } from 'vitest';
import { Coverage } from '../src/coverage.ts';
import { describeFinding, sweep } from '../src/sweep.ts';

/** Everything that a quarter of a million steps must have met, or the checkers have seen too little to say anything. */
const MUST_MEET = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27].map(
    (state) => `state ${state}`,
  ),
  ...[28, 29, 30, 31, 32, 35, 36, 37, 38, 39, 40, 41, 42, 44, 46, 47, 48, 49, 50].map((state) => `state ${state}`),
  ...['answered', 'abandoned', 'overflowed', 'closed', 'no-route', 'busy', 'no-answer', 'rejected', 'unreachable'],
  ...['cancelled', 'failed', 'lost'],
  ...['customer', 'agent', 'system'].map((who) => `ended by ${who}`),
  ...['down', 'sync', 'incoming', 'ringing', 'answered', 'ended', 'digit', 'played', 'device'].map(
    (on) => `switch ${on}`,
  ),
  ...['normal', 'busy', 'no-answer', 'rejected', 'unreachable', 'congestion', 'cancelled', 'failed', 'lost'].map(
    (cause) => `ended ${cause}`,
  ),
  ...['grace', 'device', 'wrapup', 'tick', 'wait', 'announce', 'play', 'queue'].map((name) => `timer ${name}`),
  ...['config', 'connection-closed'].map((kind) => `input ${kind}`),
  ...['Succ', 'InvalidIns', 'DelegatorIdNoMatch', 'ProcessFailed'].map((code) => `reply ${code}`),
  ...['SessionReplaced', 'FunctionMasked', 'NumberForbidden', 'CallerIdForbidden', 'SwitchDown', 'LimitReached'].map(
    (code) => `refused ${code}`,
  ),
  ...['ImportTasksSucc', 'PreviewDialSucc', 'SkipDialSucc', 'DeletePreviewSucc', 'CancelPreviewSucc'].map(
    (event) => `event ${event}`,
  ),
  ...['FinishNoneRealTimeWorkSucc', 'AgentMsgArrive', 'InterceptSucc', 'InterveneSucc'].map(
    (event) => `event ${event}`,
  ),
  ...['seat chosen', 'chosen seat: Init again', 'chosen seat: page replaced', 'no seat named: Logoff by HTTP'],
  ...['LogonSucc', 'LogonFailed', 'CallArrive', 'DevConnected', 'DialSucc', 'LogoffSucc'].map(
    (event) => `chosen seat: event ${event}`,
  ),
  ...['http-result', 'verified'].map((kind) => `input ${kind}`),
  ...['TargetNotAlone', 'TargetWithoutCustomer', 'NumberCipherInvalid'].map((code) => `refused ${code}`),
  ...['Snapshot', 'WebSocketReplaced', 'CallArrive', 'DevConnected', 'DialSucc', 'HoldSucc', 'WrapupTick'].map(
    (event) => `event ${event}`,
  ),
].map((name) => (/^[a-z-]+$/.test(name) ? `outcome ${name}` : name));

it('meets every state, outcome, event of the switch and fault in 250,000 steps', { timeout: 240_000 }, () => {
  const coverage = new Coverage();
  const { findings } = sweep({
    engine,
    firstSeed: 10_001,
    steps: 250_000,
    stepsPerSeed: 2500,
    twice: 0,
    taps: [coverage.tap],
  });
  expect(findings.map(describeFinding).join('\n')).toBe('');
  expect(MUST_MEET.filter((name) => !coverage.seen.has(name))).toEqual([]);
});
