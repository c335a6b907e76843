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
  PREVIEW: ESPState.AGENTSTATE_PREVIEWTASK,
  OFFLINE_WORK: ESPState.AGENTSTATE_NONEREALTIMEWORK,
  OWN_WAIT: ESPState.AGENTSTATE_DIAL_WAIT_ALERTBACK,
  OWN_RINGING: ESPState.AGENTSTATE_DIAL_ALERTBACK,
  INNER_INPUT: ESPState.AGENTSTATE_INNERDIALSELECTAGENT,
  INNER_OWN_WAIT: ESPState.AGENTSTATE_CALLINNER_WAIT_ALERTBACK,
  INNER_OWN_RINGING: ESPState.AGENTSTATE_CALLINNER_ALERTBACK,
  INNER_RINGING: ESPState.AGENTSTATE_INNERDIALALERTING,
  INNER_TALK: ESPState.AGENTSTATE_INNERTALK,
  INNER_HOLD: ESPState.AGENTSTATE_INNER_HOLD,
  INNER_HELD: ESPState.AGENTSTATE_INNER_HELD,
  CONSULT_QUEUE: ESPState.AGENTSTATE_CONSULT_QUEUE,
  CONSULT_RINGING: ESPState.AGENTSTATE_HOLD_CONSULTRINGING,
  CONSULT: ESPState.AGENTSTATE_HOLD_CONSULT,
  CONSULT_HELD: ESPState.AGENTSTATE_TALK_CONSULTHOLD,
  CONSULT_SWAPPING: ESPState.AGENTSTATE_CONSULT_SWAPING,
  CONSULT_SWAPPING_BACK: ESPState.AGENTSTATE_CONSULT_SWAPING_BACK,
  OUTSIDE_RINGING: ESPState.AGENTSTATE_HOLDCALLING,
  OUTSIDE: ESPState.AGENTSTATE_HOLD_TALK,
  OUTSIDE_HELD: ESPState.AGENTSTATE_TALK_HOLD,
  OUTSIDE_SWAPPING: ESPState.AGENTSTATE_HOLD_TALK_SWAPING,
  OUTSIDE_SWAPPING_BACK: ESPState.AGENTSTATE_TALK_HOLD_SWAPING_BACK,
  CONSULTED: ESPState.AGENTSTATE_CONSULTED,
  CONSULTED_HELD: ESPState.AGENTSTATE_CONSULTED_HOLD,
  CONFERENCE: ESPState.AGENTSTATE_CONSULTCONF,
  OUTSIDE_CONFERENCE: ESPState.AGENTSTATE_CALLOUTCONF,
  CONSULT_ASIDE: ESPState.AGENTSTATE_HOLD_CONSULT_INCONF,
  IN_CONFERENCE: ESPState.AGENTSTATE_SLAVECONF,
  TRANSFERRING: ESPState.AGENTSTATE_ONESTEPTRANSFERING,
  RING_TRANSFER: ESPState.AGENTSTATE_ALERT_TRANSFER,
  IVR_VERIFY: ESPState.AGENTSTATE_IVRVERIFY,
  MONITOR_SELECT: ESPState.AGENTSTATE_MONITORSELECTAGENT,
  MONITORING: ESPState.AGENTSTATE_MONITORING,
  INTERVENED: ESPState.AGENTSTATE_INTERVENECONF,
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

/** The same from several states. */
const from = (states: readonly ESPState[], to: ESPState, why: string): readonly Transition[] =>
  states.map((state) => ({ from: state, to, why }));

/** An agent with a customer, whose call is over for the agent. */
const over = (state: ESPState): readonly Transition[] => [
  { from: state, to: S.WRAPUP, why: 'the call ended, or goes on without the agent' },
  ...free(state),
];

const INNER_CALLS: readonly Transition[] = [
  { from: S.IDLE, to: S.INNER_INPUT, why: 'inner call prepared' },
  ...from([S.IDLE, S.INNER_INPUT], S.INNER_OWN_WAIT, 'inner call: the agent’s own phone is rung first'),
  ...from([S.IDLE, S.INNER_INPUT], S.INNER_RINGING, 'inner call: the server answers for the agent’s phone'),
  ...free(S.INNER_INPUT),
  { from: S.INNER_OWN_WAIT, to: S.INNER_OWN_RINGING, why: 'the agent’s own phone rings' },
  ...from([S.INNER_OWN_WAIT, S.INNER_OWN_RINGING], S.INNER_RINGING, 'picked up; the colleague is rung'),
  ...free(S.INNER_OWN_WAIT),
  ...free(S.INNER_OWN_RINGING),
  ...from([S.INNER_RINGING, S.OFFERED, S.RINGING], S.INNER_TALK, 'inner call answered'),
  ...free(S.INNER_RINGING),
  { from: S.INNER_TALK, to: S.INNER_HOLD, why: 'hold' },
  { from: S.INNER_TALK, to: S.INNER_HELD, why: 'the other put the call on hold' },
  ...from([S.INNER_HOLD, S.INNER_HELD], S.INNER_TALK, 'retrieve'),
  ...free(S.INNER_TALK),
  ...free(S.INNER_HOLD),
  ...free(S.INNER_HELD),
];

const CONSULTS: readonly Transition[] = [
  { from: S.TALK, to: S.CONSULT_QUEUE, why: 'consult of a skill: waits for an agent' },
  { from: S.CONSULT_QUEUE, to: S.CONSULT_RINGING, why: 'an agent of the skill is found and rung' },
  { from: S.CONSULT_RINGING, to: S.CONSULT_QUEUE, why: 'the agent of the skill did not answer' },
  { from: S.TALK, to: S.CONSULT_RINGING, why: 'consult: the colleague is rung' },
  { from: S.TALK, to: S.OUTSIDE_RINGING, why: 'outside consult: the number is rung' },
  { from: S.CONSULT_RINGING, to: S.CONSULT, why: 'the colleague answered' },
  { from: S.OUTSIDE_RINGING, to: S.OUTSIDE, why: 'the number answered' },
  { from: S.CONSULT, to: S.CONSULT_SWAPPING, why: 'swap' },
  { from: S.CONSULT_SWAPPING, to: S.CONSULT_HELD, why: 'swapped: the customer talks' },
  { from: S.CONSULT_HELD, to: S.CONSULT_SWAPPING_BACK, why: 'swap back' },
  { from: S.CONSULT_SWAPPING_BACK, to: S.CONSULT, why: 'swapped back: the colleague talks' },
  { from: S.OUTSIDE, to: S.OUTSIDE_SWAPPING, why: 'swap' },
  { from: S.OUTSIDE_SWAPPING, to: S.OUTSIDE_HELD, why: 'swapped: the customer talks' },
  { from: S.OUTSIDE_HELD, to: S.OUTSIDE_SWAPPING_BACK, why: 'swap back' },
  { from: S.OUTSIDE_SWAPPING_BACK, to: S.OUTSIDE, why: 'swapped back: the number talks' },
  ...from([S.CONSULT, S.CONSULT_HELD], S.CONFERENCE, 'conference'),
  ...from([S.OUTSIDE, S.OUTSIDE_HELD], S.OUTSIDE_CONFERENCE, 'conference'),
  ...from([S.CONFERENCE, S.OUTSIDE_CONFERENCE], S.CONSULT_RINGING, 'consult from the conference: a colleague is rung'),
  ...from([S.CONFERENCE, S.OUTSIDE_CONFERENCE], S.OUTSIDE_RINGING, 'consult from the conference: a number is rung'),
  ...from(
    [S.CONSULT_RINGING, S.OUTSIDE_RINGING],
    S.CONSULT_ASIDE,
    'answered; the conference goes on without the agent',
  ),
  ...[S.CONFERENCE, S.OUTSIDE_CONFERENCE].flatMap((state) =>
    from([S.CONSULT_RINGING, S.OUTSIDE_RINGING, S.CONSULT_ASIDE], state, 'back in the conference'),
  ),
  { from: S.CONSULT_ASIDE, to: S.CONSULT, why: 'the conference is over; the customer waits' },
  { from: S.CONSULT_ASIDE, to: S.OUTSIDE, why: 'the conference is over; the customer waits' },
  ...over(S.CONSULT_ASIDE),
  ...[S.CONSULT_QUEUE, S.CONSULT_RINGING, S.CONSULT, S.CONSULT_HELD, S.CONFERENCE].flatMap((state) => [
    { from: state, to: S.TALK, why: 'the other is out; the customer is back' },
    ...over(state),
  ]),
  ...[S.OUTSIDE_RINGING, S.OUTSIDE, S.OUTSIDE_HELD, S.OUTSIDE_CONFERENCE].flatMap((state) => [
    { from: state, to: S.TALK, why: 'the other is out; the customer is back' },
    ...over(state),
  ]),
  ...from([S.OFFERED, S.RINGING], S.CONSULTED, 'answered; a colleague asks for advice'),
  { from: S.CONSULTED, to: S.CONSULTED_HELD, why: 'the colleague swapped to the customer' },
  { from: S.CONSULTED_HELD, to: S.CONSULTED, why: 'the colleague swapped back' },
  ...from([S.CONSULTED, S.CONSULTED_HELD], S.TALK, 'the customer was transferred here'),
  ...from([S.CONSULTED, S.CONSULTED_HELD], S.IN_CONFERENCE, 'the colleague made it a conference'),
  ...free(S.CONSULTED),
  ...free(S.CONSULTED_HELD),
  { from: S.IN_CONFERENCE, to: S.TALK, why: 'alone with the customer: the colleague, or the supervisor, left' },
  ...over(S.IN_CONFERENCE),
];

const TRANSFERS: readonly Transition[] = [
  { from: S.TALK, to: S.TRANSFERRING, why: 'one-step transfer: the target is called' },
  { from: S.TRANSFERRING, to: S.TALK, why: 'the target did not answer; the customer is back' },
  ...over(S.TRANSFERRING),
  ...from([S.OFFERED, S.RINGING], S.RING_TRANSFER, 'the ringing call is sent on; the phone is being silenced'),
  ...free(S.RING_TRANSFER),
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
];

const TASKS: readonly Transition[] = [
  { from: S.IDLE, to: S.PREVIEW, why: 'a number to call is shown (preview mode)' },
  { from: S.IDLE, to: S.OFFLINE_WORK, why: 'a piece of work is shown (non-real-time mode)' },
  { from: S.PREVIEW, to: S.OWN_WAIT, why: 'preview dial: the agent’s own phone is rung first' },
  { from: S.PREVIEW, to: S.DIALING, why: 'preview dial: the server answers for the agent’s phone' },
  ...free(S.PREVIEW),
  ...free(S.OFFLINE_WORK),
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
  ...INNER_CALLS,
  ...CONSULTS,
  ...TRANSFERS,
  ...SUPERVISION,
  ...IVR,
  ...TASKS,
];

/**
 * Names of the protocol that no agent of this server ever bears, and where what they meant is found instead. Pages know
 * them, so settings have a row for each.
 */
export const UNUSED_STATES: ReadonlyMap<ESPState, string> = new Map<ESPState, string>([
  [ESPState.AGENTSTATE_NULL, 'a page that has heard of no state yet; pages show it as 1'],
  [ESPState.AGENTSTATE_INOUTCOUPLE_CONSULT, 'a consult is 11 or 14, whichever way its customer came'],
  [
    ESPState.AGENTSTATE_NODEV_ONLINE,
    'nobody logs on without a phone; one that is lost later is told with the state, which stays',
  ],
  [ESPState.AGENTSTATE_TRANSFERED_DIALING, 'a transfer is 32 for who transfers; who is rung for it is in 27 and 5'],
  [
    ESPState.AGENTSTATE_ADCDIALOUT_WAITING,
    'numbers of a list are worked one by one (28); no dialler dials ahead of agents',
  ],
  [ESPState.AGENTSTATE_VCONF_WAITANSWER, 'no video conferences'],
  [ESPState.AGENTSTATE_VCONF_ANSWERED, 'no video conferences'],
  [ESPState.AGENTSTATE_VCONF_INCONF, 'no video conferences'],
]);

const ALLOWED: ReadonlySet<number> = new Set(AGENT_TRANSITIONS.map(({ from, to }) => from * 100 + to));

export const agentMay = (from: ESPState, to: ESPState): boolean => ALLOWED.has(from * 100 + to);

/** States of an agent who is logged on. */
export const isLoggedOn = (state: ESPState): boolean => state > 2;
