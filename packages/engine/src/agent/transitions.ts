/** The one table of the states an agent can go through, and the only function that changes an agent's state. */
import { ESPState } from '@wssoftphone/protocol';

export const S = {
  INITIAL: ESPState.AGENTSTATE_INITIAL,
  CHECKING: ESPState.AGENTSTATE_INITIALPHONE,
  IDLE: ESPState.AGENTSTATE_IDLE,
  WORK_NUMBER: ESPState.AGENTSTATE_TALKPREPAREPLAYWORKERID,
  RINGING: ESPState.AGENTSTATE_TALKPREPARERINGING,
  TALK: ESPState.AGENTSTATE_TALK,
  HOLD: ESPState.AGENTSTATE_HOLD,
  DIAL_INPUT: ESPState.AGENTSTATE_DIALINPUTNUM,
  DIALING: ESPState.AGENTSTATE_DIALING,
  WRAPUP: ESPState.AGENTSTATE_WRAPUP,
  LEAVE: ESPState.AGENTSTATE_LEAVE,
  OFFERED: ESPState.AGENTSTATE_TALKPREPARE_WAITRING,
  OWN_WAIT: ESPState.AGENTSTATE_DIAL_WAIT_ALERTBACK,
  OWN_RINGING: ESPState.AGENTSTATE_DIAL_ALERTBACK,
  IVR_VERIFY: ESPState.AGENTSTATE_IVRVERIFY,
  MONITOR_SELECT: ESPState.AGENTSTATE_MONITORSELECTAGENT,
  MONITORING: ESPState.AGENTSTATE_MONITORING,
  INTERVENED: ESPState.AGENTSTATE_INTERVENECONF,
  IN_CONFERENCE: ESPState.AGENTSTATE_SLAVECONF,
} as const;

export interface Transition {
  readonly from: ESPState;
  readonly to: ESPState;
  readonly why: string;
}

/** Where an agent can land from any state of a call that is over for the agent. */
const free = (from: ESPState): readonly Transition[] => [
  { from, to: S.IDLE, why: 'the agent is free again' },
  { from, to: S.LEAVE, why: 'the agent is free again and a leave is due (asked for, or too many misses)' },
  { from, to: S.INITIAL, why: 'the agent is free again and a log-off is due' },
];

const IVR: readonly Transition[] = [
  { from: S.TALK, to: S.IVR_VERIFY, why: 'the customer is in a flow; the agent waits for the result' },
  { from: S.IVR_VERIFY, to: S.TALK, why: 'the customer is back' },
  { from: S.IVR_VERIFY, to: S.WRAPUP, why: 'the call ended, or goes on without the agent' },
  ...free(S.IVR_VERIFY),
];

const SUPERVISION: readonly Transition[] = [
  { from: S.IDLE, to: S.MONITOR_SELECT, why: 'monitoring prepared, or the supervisor’s own phone is rung for it' },
  { from: S.MONITOR_SELECT, to: S.MONITORING, why: 'the supervisor’s phone is up: the supervisor listens' },
  ...free(S.MONITOR_SELECT),
  { from: S.MONITORING, to: S.INTERVENED, why: 'intervene: three talk' },
  { from: S.MONITORING, to: S.TALK, why: 'intercept: the call is the supervisor’s' },
  ...free(S.MONITORING),
  { from: S.INTERVENED, to: S.TALK, why: 'the agent left, or was sent out; the call is the supervisor’s' },
  ...free(S.INTERVENED),
  { from: S.TALK, to: S.IN_CONFERENCE, why: 'a supervisor joined' },
  { from: S.IN_CONFERENCE, to: S.TALK, why: 'alone with the customer again' },
  { from: S.IN_CONFERENCE, to: S.WRAPUP, why: 'the call ended, or goes on without the agent' },
  ...free(S.IN_CONFERENCE),
];

export const AGENT_TRANSITIONS: readonly Transition[] = [
  { from: S.INITIAL, to: S.CHECKING, why: 'log-on asked for; the phone is checked' },
  { from: S.CHECKING, to: S.IDLE, why: 'the phone is reachable: logged on' },
  { from: S.CHECKING, to: S.LEAVE, why: 'logged on in a leave mode' },
  { from: S.CHECKING, to: S.INITIAL, why: 'the phone is not reachable, or the log-on was withdrawn' },
  { from: S.IDLE, to: S.INITIAL, why: 'log-off' },
  { from: S.IDLE, to: S.LEAVE, why: 'leave, or a leave mode' },
  { from: S.IDLE, to: S.DIAL_INPUT, why: 'dial prepared' },
  { from: S.IDLE, to: S.OFFERED, why: 'a call is offered; the phone is being rung' },
  { from: S.IDLE, to: S.OWN_WAIT, why: 'dial: the agent’s own phone is rung first' },
  { from: S.IDLE, to: S.DIALING, why: 'dial: the server answers for the agent’s phone' },
  { from: S.LEAVE, to: S.IDLE, why: 'resume, or another work mode' },
  { from: S.LEAVE, to: S.INITIAL, why: 'log-off' },
  { from: S.DIAL_INPUT, to: S.OWN_WAIT, why: 'dial: the agent’s own phone is rung first' },
  { from: S.DIAL_INPUT, to: S.DIALING, why: 'dial: the server answers for the agent’s phone' },
  ...free(S.DIAL_INPUT),
  { from: S.OFFERED, to: S.RINGING, why: 'the phone rings' },
  { from: S.OFFERED, to: S.WORK_NUMBER, why: 'answered; the customer hears the work number' },
  { from: S.OFFERED, to: S.TALK, why: 'answered' },
  ...free(S.OFFERED),
  { from: S.RINGING, to: S.WORK_NUMBER, why: 'answered; the customer hears the work number' },
  { from: S.RINGING, to: S.TALK, why: 'answered' },
  ...free(S.RINGING),
  { from: S.WORK_NUMBER, to: S.TALK, why: 'the work number was played' },
  ...free(S.WORK_NUMBER),
  { from: S.TALK, to: S.HOLD, why: 'hold' },
  { from: S.TALK, to: S.WRAPUP, why: 'the call ended' },
  ...free(S.TALK),
  { from: S.HOLD, to: S.TALK, why: 'retrieve' },
  { from: S.HOLD, to: S.WRAPUP, why: 'the call ended' },
  ...free(S.HOLD),
  { from: S.OWN_WAIT, to: S.OWN_RINGING, why: 'the agent’s own phone rings' },
  { from: S.OWN_WAIT, to: S.DIALING, why: 'picked up; the number is dialled' },
  ...free(S.OWN_WAIT),
  { from: S.OWN_RINGING, to: S.DIALING, why: 'picked up; the number is dialled' },
  ...free(S.OWN_RINGING),
  { from: S.DIALING, to: S.TALK, why: 'the number answered' },
  ...free(S.DIALING),
  ...free(S.WRAPUP),
  ...SUPERVISION,
  ...IVR,
];

const ALLOWED: ReadonlySet<number> = new Set(AGENT_TRANSITIONS.map(({ from, to }) => from * 100 + to));

export const agentMay = (from: ESPState, to: ESPState): boolean => ALLOWED.has(from * 100 + to);

/** States of an agent who is logged on. */
export const isLoggedOn = (state: ESPState): boolean => state > 2;
