/** Random but repeatable inputs: sensible ones, senseless ones, and everything at the wrong time. */
import { EAgentListType, ESPCommand } from '@wssoftphone/protocol';
import type { EndCause, InputBody } from '../../src/index.ts';
import type { Desk } from './desk.ts';

/** mulberry32: numbers from 0 to 1. */
export function sequence(seed: number): () => number {
  let a = seed * 0x9e3779b9;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const AGENTS = ['888', '999', '777', '555', 'nobody'];
const SEATS = ['6001', '6002', '6003', '6004', 'RP_13900139000', '7777'];
const COMMANDS = Object.values(ESPCommand);
const CAUSES: EndCause[] = [
  'normal',
  'busy',
  'no-answer',
  'rejected',
  'unreachable',
  'congestion',
  'cancelled',
  'failed',
  'lost',
];
const USUAL = [
  'Init',
  'Logon',
  'Logon',
  'Dial',
  'Hold',
  'FetchHold',
  'DropCall',
  'FinishWrapup',
  'Leave',
  'ResumeWork',
  'SetWorkMode',
  'AnswerCall',
  'CancelDial',
  'PrepareDial',
] as const;

export function randomBody(desk: Desk, next: () => number): InputBody {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const dice = next();
  if (dice < 0.4) return randomCommand(desk, next);
  if (dice < 0.5) {
    const dnis = pick(['10010', '10086', '10000', '20000', '20001', '4711']) ?? '';
    const leg = `in-${Math.floor(next() * 1e9)}`;
    return { kind: 'switch', event: { on: 'incoming', leg, ani: '138', aniName: '', dnis } };
  }
  if (dice < 0.54) return { kind: 'connection-closed', conn: `ws-${pick(SEATS)}` };
  if (dice < 0.64) {
    const [key, timer] = pick([...desk.timers]) ?? ['agent:6001:none', { at: 0, epoch: 1 }];
    if (next() < 0.7) desk.now = Math.max(desk.now, timer.at);
    return { kind: 'timer', key, epoch: next() < 0.9 ? timer.epoch : timer.epoch - 1 };
  }
  if (dice < 0.7) {
    const number = pick(SEATS) ?? '';
    return { kind: 'switch', event: { on: 'device', number, reachable: next() < 0.9 } };
  }
  if (dice < 0.72)
    return { kind: 'switch', event: { on: 'played', play: pick([...desk.state.plays.keys()]) ?? 'p', ok: true } };
  const leg = pick([...desk.state.legs.keys()]) ?? 'nobody';
  const what = next();
  if (what < 0.3) return { kind: 'switch', event: { on: 'ringing', leg } };
  if (what < 0.65) return { kind: 'switch', event: { on: 'answered', leg } };
  if (what < 0.97) return { kind: 'switch', event: { on: 'ended', leg, cause: pick(CAUSES) ?? 'normal' } };
  if (what < 0.98) return { kind: 'switch', event: { on: 'down' } };
  const legs = [...desk.state.legs.values()]
    .filter(() => next() < 0.8)
    .map(({ leg: known }) => ({
      leg: known.id,
      phase: next() < 0.7 ? ('up' as const) : ('ringing' as const),
      room: null,
    }));
  const devices = SEATS.map((number) => ({ number, reachable: next() < 0.9 }));
  return { kind: 'switch', event: { on: 'sync', legs, rooms: [], devices } };
}

function randomCommand(desk: Desk, next: () => number): InputBody {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const ins = pick(SEATS) ?? '';
  const command = (next() < 0.8 ? pick(USUAL) : pick(COMMANDS)) ?? 'WSHello';
  const mine = desk.state.sessions.get(ins)?.delegatorId ?? '';
  const params = {
    agentId: next() < 0.8 ? AGENTS[SEATS.indexOf(ins)] : pick(AGENTS),
    workMode: pick(['0', '3', '6', '10', 'x']),
    leaveReason: pick(['0', '1', 'x']),
    phoneNum: pick(['13800138000', '0044', 'x', '10010']),
    attached: {},
    encryptMode: '',
    agentListType: pick(Object.values(EAgentListType)),
    destSPType: 'AGT',
    destSPIns: pick(SEATS),
    destType: 'AGT',
    destIns: pick(SEATS),
    svn: '999',
    checkPassword: false,
    controlType: '1',
    msg: 'hi',
    functionCode: 'KeepLogon',
    isOn: next() < 0.5,
  };
  return {
    kind: 'command',
    ref: `r${next()}`,
    conn: next() < 0.9 ? `ws-${ins}` : null,
    v4: next() < 0.5,
    lang: 'en',
    command: {
      command,
      ins,
      delegatorId: next() < 0.5 ? mine : '',
      params,
      ...(next() < 0.3 ? { id: `id${Math.floor(next() * 50)}` } : {}),
    } as never,
  };
}
