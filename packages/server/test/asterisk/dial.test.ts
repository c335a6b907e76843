import type { SwitchCommand } from '@wssoftphone/engine';
import { expect, it } from 'vitest';
import type { PhoneSetup } from '../../src/ports/switch.ts';
import { unansweredCause } from '../../src/switch/asterisk/causes.ts';
import { dialRequest } from '../../src/switch/asterisk/dial.ts';

type Dial = Extract<SwitchCommand, { do: 'dial' }>;
const dial = (more: Partial<Dial> = {}): Dial => ({
  do: 'dial',
  leg: 'L0000000000000000000001',
  target: { kind: 'extension', number: '6001' },
  callerNumber: '10010',
  callerName: '',
  timeoutSeconds: 20,
  autoAnswer: false,
  call: 'C1',
  ...more,
});
const phone = (more: Partial<PhoneSetup> = {}): PhoneSetup => ({
  number: '6001',
  kind: 'desk',
  secret: 's',
  serverAnswer: false,
  ...more,
});
const request = (command: Dial, setup?: PhoneSetup) => dialRequest(command, setup, 'carrier', 'wssp');

it('dials telephones by their number and outside numbers through the trunk', () => {
  expect(request(dial())?.endpoint).toBe('PJSIP/6001');
  const target = { kind: 'outside', number: '+8613800138000' } as const;
  expect(request(dial({ target }))?.endpoint).toBe('PJSIP/+8613800138000@carrier');
  expect(dialRequest(dial({ target }), undefined, null, 'wssp')).toBeNull();
});

it.each(['', '6001/sip:evil@example.com', '1&PJSIP/2', '1@2', '9'.repeat(33)])('has no way to %j', (number) => {
  expect(request(dial({ target: { kind: 'extension', number } }))).toBeNull();
  expect(request(dial({ target: { kind: 'outside', number } }))).toBeNull();
});

it('lets a name change nothing but the name', () => {
  expect(request(dial({ callerName: 'Li "Lei" <1>\r\nX: y', callerNumber: '100>10' }))?.callerId).toBe(
    '"Li Lei 1X: y" <10010>',
  );
});

it('always says which codecs: a browser gets opus first, the rest G.711', () => {
  expect(request(dial(), phone())?.formats).toBe('alaw,ulaw');
  expect(request(dial(), phone({ kind: 'webrtc' }))?.formats).toMatch(/^opus,/);
});

it('asks a telephone to pick up by itself only when it may and shall', () => {
  const headers = (command: Dial, setup: PhoneSetup) => JSON.stringify(request(command, setup)?.json);
  expect(headers(dial({ autoAnswer: true }), phone({ serverAnswer: true }))).toContain('answer-after=0');
  expect(headers(dial({ autoAnswer: true }), phone())).not.toContain('answer-after');
  expect(headers(dial(), phone({ serverAnswer: true }))).not.toContain('answer-after');
});

it('keeps the time to ring within reason', () => {
  expect(request(dial({ timeoutSeconds: 0 }))?.timeout).toBe(1);
  expect(request(dial({ timeoutSeconds: 1e9 }))?.timeout).toBe(3600);
});

it.each([
  [17, 'busy'],
  [19, 'no-answer'],
  [21, 'rejected'],
  [1, 'unreachable'],
  [34, 'congestion'],
  [127, 'failed'],
])('reads cause %i of an unanswered leg as %s', (code, cause) => {
  expect(unansweredCause(code)).toBe(cause);
});
