/**
 * The one table of what an agent may do in which state. Buttons, command guards and docs/reference/states.md all
 * come from it. Source: protocol 6, behaviour of the toolbar (fixed places) as the manual's pictures show them.
 */
import {
  type ButtonView,
  type ErrorCode,
  ESPFunc,
  ESPState,
  type Fault,
  type StateSetting,
} from '@wssoftphone/protocol';
import type { Params } from '../config.ts';

export type Condition =
  /** Only for supervisors. */
  | 'supervisor'
  /** Only where the server can answer for the agent's device. */
  | 'server-answer'
  /** Only with ONESTEPTRANSFERSUPPORT. */
  | 'one-step-transfer'
  /** While the call can still be ended. */
  | 'call-can-end';

export interface FunctionRule {
  readonly id: ESPFunc;
  readonly when?: Condition;
}
export interface StateRow {
  readonly state: ESPState;
  readonly functions: readonly FunctionRule[];
}

const sup = (id: ESPFunc): FunctionRule => ({ id, when: 'supervisor' });
const oneStep = (id: ESPFunc): FunctionRule => ({ id, when: 'one-step-transfer' });
const MAYBE_END: FunctionRule = { id: 10, when: 'call-can-end' };

type Cell = ESPFunc | FunctionRule;
const RULES: readonly (readonly [states: readonly ESPState[], functions: readonly Cell[]])[] = [
  [[0, 1], [1]],
  [[2], [2]],
  [[3], [2, 36, 3, 4, 33, 37, sup(5), sup(68)]],
  [[23], [2, 36, 34, 37, sup(68)]],
  [[8], [38]],
  [[46, 47, 9, 45], [12]],
  [
    [27, 5],
    [{ id: 42, when: 'server-answer' }, 53, 10],
  ],
  [[4], [10]],
  [[6], [10, 6, 7, 8, oneStep(9), 57, oneStep(58), oneStep(59), 65, 37]],
  [[7], [11, 10]],
  [[10, 50], [13]],
  [[11], [14, 15, 16, 17]],
  [[12], [18, 14, 15, 17]],
  [[13], [19]],
  [[14], [22, 21, 20, 41]],
  [[15], [23, 22, 21, 41]],
  [[20, 38], [10]],
  [
    [21, 22, 18],
    [48, 49, 50],
  ],
  [[30], [49]],
  [[35], [14]],
  [[24], [40]],
  [[48, 49, 25], [35]],
  [[26], [10, 6]],
  [[41], [11, 10]],
  [[42], [10]],
  [[16], [39]],
  [[17], [28, 25, 26, 27]],
  [[19], [31, 36, 2]],
  [[28], [44, 46, 45, 43, 36, 2]],
  [[29], [47, 36, 2]],
  [[31], [52]],
  [[32, 36, 37, 39, 40, 43, 44], [MAYBE_END]],
];

/** The work mode can be changed in every state of a logged-on agent; in a call the wish is remembered. */
const hasWorkMode = (state: ESPState): boolean => state > 2;

/** Every state, in order, with the functions it enables. */
export const FUNCTION_TABLE: readonly StateRow[] = Object.values(ESPState).map((state) => {
  const cells = RULES.find(([states]) => states.includes(state))?.[1] ?? [];
  const functions = cells.map((cell): FunctionRule => (typeof cell === 'number' ? { id: cell } : cell));
  if (hasWorkMode(state) && !functions.some((rule) => rule.id === 36)) functions.push({ id: 36 });
  return { state, functions };
});

const BY_STATE = new Map<ESPState, ReadonlyMap<ESPFunc, FunctionRule>>(
  FUNCTION_TABLE.map((row) => [row.state, new Map(row.functions.map((rule) => [rule.id, rule]))]),
);

/** States in which a leave asked for is remembered and applied when the agent is free again (functions 54 and 55). */
export const PRESET_LEAVE_STATES: ReadonlySet<ESPState> = new Set<ESPState>([
  4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 30, 31, 32, 35, 36, 37, 38, 39, 40,
  41, 42, 43, 44, 45, 46, 47, 48, 49, 50,
]);

/**
 * Good in a state beyond the table: who made a conference may consult a further one from it (35). As with 54 and 55 only
 * pages of wssp.v4 are shown it, so that deployed pages find in 21 and 22 the functions that they were written for.
 */
export const BEYOND: ReadonlyMap<ESPState, readonly ESPFunc[]> = new Map<ESPState, readonly ESPFunc[]>([
  [21, [7, 8]],
  [22, [7, 8]],
]);

/** States in which the agent talks with somebody, who hears the keys that are pressed now (function 62). */
export const DIGIT_STATES: ReadonlySet<ESPState> = new Set<ESPState>([6, 11, 12, 14, 15, 18, 20, 21, 22, 26, 30, 35]);

/** What this server can do. A function outside is shown switched off, and its commands are refused as NotAvailable. */
export const AVAILABLE_FUNCTIONS: ReadonlySet<ESPFunc> = new Set<ESPFunc>([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 31, 33, 34, 35, 36,
  37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 57, 58, 59, 62, 65, 68,
]);

/** What the enabled functions of a seat depend on, besides the state. */
export interface Seat {
  readonly supervisor: boolean;
  readonly serverAnswer: boolean;
  /** An agent on the public network (`RP_` + number). */
  readonly remote: boolean;
}
export type SeatParams = Pick<Params, 'oneStepTransferSupport' | 'mask' | 'maskRpn'>;

const fault = (code: ErrorCode, args?: Readonly<Record<string, string>>): Fault => (args ? { code, args } : { code });

function conditionFault(when: Condition | undefined, seat: Seat, params: SeatParams): Fault | null {
  switch (when) {
    case 'supervisor':
      return seat.supervisor ? null : fault('NotPermitted');
    case 'server-answer':
      return seat.serverAnswer ? null : fault('NotAvailable');
    case 'one-step-transfer':
      return params.oneStepTransferSupport ? null : fault('NotAvailable');
    case 'call-can-end':
    case undefined:
      return null;
  }
}

/** Rights that hold in every state, so that a button can say "not permitted" where the state would not allow it either. */
const RIGHTS: ReadonlyMap<ESPFunc, Condition> = new Map<ESPFunc, Condition>([
  [5, 'supervisor'],
  [68, 'supervisor'],
  [42, 'server-answer'],
  [9, 'one-step-transfer'],
  [58, 'one-step-transfer'],
  [59, 'one-step-transfer'],
]);

/**
 * Why a function is off, or null when it is on. Lasting reasons come before passing ones: right, mask, state, then
 * whether this server has the function at all.
 */
export function judge(seat: Seat, params: SeatParams, state: ESPState, id: ESPFunc): Fault | null {
  const rule = BY_STATE.get(state)?.get(id);
  const condition = conditionFault(rule?.when ?? RIGHTS.get(id), seat, params);
  if (condition) return condition;
  if ((seat.remote ? params.maskRpn : params.mask).includes(id)) return fault('FunctionMasked');
  if (!rule) return fault('NotAllowedInState', { state: String(state) });
  return AVAILABLE_FUNCTIONS.has(id) ? null : fault('NotAvailable');
}

/** The fixed places of the toolbar, in the manual's order, each with the functions it can show. */
export interface Place {
  readonly name: string;
  readonly shows: readonly ESPFunc[];
  /** Shown when the state enables none of them: at rest, and with a call up. */
  readonly atRest: ESPFunc;
  readonly inCall: ESPFunc;
  readonly when?: Condition;
}
export const PLACES: readonly Place[] = [
  { name: 'exit', shows: [2, 1], atRest: 2, inCall: 2 },
  { name: 'work mode', shows: [36], atRest: 36, inCall: 36 },
  { name: 'end call', shows: [10], atRest: 10, inCall: 10 },
  { name: 'agent message', shows: [37, 51], atRest: 37, inCall: 37 },
  { name: 'dial / outside consult', shows: [3, 38, 12, 8, 19], atRest: 3, inCall: 8 },
  { name: 'inner call / inner consult', shows: [4, 40, 35, 7, 13], atRest: 4, inCall: 7 },
  { name: 'leave–resume / hold–unhold', shows: [33, 34, 6, 11], atRest: 33, inCall: 6 },
  { name: 'monitor', shows: [5, 39, 28], atRest: 5, inCall: 5 },
  { name: 'transfer', shows: [9], atRest: 9, inCall: 9, when: 'one-step-transfer' },
];

const REST_STATES: ReadonlySet<ESPState> = new Set<ESPState>([0, 1, 2, 3, 8, 16, 19, 23, 24, 28, 29, 34]);

const LOGGED_OFF: ReadonlySet<ESPState> = new Set<ESPState>([0, 1]);

function shownIn(place: Place, state: ESPState): ESPFunc {
  const row = BY_STATE.get(state);
  const present = place.shows.find((id) => row?.has(id));
  if (present !== undefined) return present;
  if (place.name === 'exit') return LOGGED_OFF.has(state) ? 1 : 2;
  return REST_STATES.has(state) ? place.atRest : place.inCall;
}

/** The toolbar of a seat in a state: the fixed places, then the further functions of the state. */
export function buttonsFor(seat: Seat, params: SeatParams, state: ESPState): readonly ButtonView[] {
  const places = PLACES.filter((place) => conditionFault(place.when, seat, params) === null);
  const fixed = places.map((place) => shownIn(place, state));
  const extra = [...(BY_STATE.get(state)?.values() ?? [])]
    .filter((rule) => !fixed.includes(rule.id) && conditionFault(rule.when, seat, params) === null)
    .map((rule) => rule.id);
  return [...fixed, ...extra].map((id): ButtonView => {
    const why = judge(seat, params, state, id);
    return why ? { id, enabled: false, why } : { id, enabled: true };
  });
}

/** In a call: leave when it is over (54), or take that back (55); one of the two, by whether a leave is due. */
function presetButtons(mask: readonly number[], state: ESPState, due: boolean): readonly ButtonView[] {
  const id = due ? ESPFunc.SPFunc_CancelPresetLeave : ESPFunc.SPFunc_PresetLeave;
  if (!PRESET_LEAVE_STATES.has(state) || mask.includes(id) || mask.includes(ESPFunc.SPFunc_Leave)) return [];
  return [{ id, enabled: true }];
}

const beyond = (mask: readonly number[], state: ESPState, shown: readonly ButtonView[]): readonly ButtonView[] => {
  const more = BEYOND.get(state) ?? [];
  return shown.map((button) =>
    more.includes(button.id) && !mask.includes(button.id) ? { id: button.id, enabled: true } : button,
  );
};

/** In a talk: keys can be pressed into it (62). */
function digitButtons(mask: readonly number[], state: ESPState): readonly ButtonView[] {
  const id = ESPFunc.SPFunc_ShowDialPad;
  return DIGIT_STATES.has(state) && !mask.includes(id) ? [{ id, enabled: true }] : [];
}

/**
 * The buttons of a session in every state, with those that only pages are told that get buttons by session (wssp.v4): the
 * settings of deployed pages know states alone, and have no place for a pad.
 */
export const forSessions = (
  buttons: ReadonlyMap<ESPState, readonly ButtonView[]>,
  seat: Seat,
  params: SeatParams,
  leaveIsDue: boolean,
): ReadonlyMap<ESPState, readonly ButtonView[]> => {
  const mask = seat.remote ? params.maskRpn : params.mask;
  return new Map(
    [...buttons].map(([state, shown]) => [
      state,
      [...beyond(mask, state, shown), ...presetButtons(mask, state, leaveIsDue), ...digitButtons(mask, state)],
    ]),
  );
};

/**
 * While messages are unread the button of messages is 51; like 54 and 55 only on pages that get buttons by session. What
 * it does is the same, so it is on where 37 is.
 */
export function withUnread(shown: readonly ButtonView[], seat: Seat, params: SeatParams): readonly ButtonView[] {
  if ((seat.remote ? params.maskRpn : params.mask).includes(ESPFunc.SPFunc_AgentMsgOn)) return shown;
  return shown.map((button) =>
    button.id === ESPFunc.SPFunc_AgentMsg && button.enabled ? { id: ESPFunc.SPFunc_AgentMsgOn, enabled: true } : button,
  );
}

/** The buttons of a seat in every state. */
export const stateButtons = (seat: Seat, params: SeatParams): ReadonlyMap<ESPState, readonly ButtonView[]> =>
  new Map(Object.values(ESPState).map((state) => [state, buttonsFor(seat, params, state)]));

/** The same as deployed pages want them (protocol 4, SettingsNotify). */
export const settingsOf = (buttons: ReadonlyMap<ESPState, readonly ButtonView[]>): readonly StateSetting[] =>
  [...buttons].map(([state, shown]) => ({
    state: String(state),
    functions: shown.map(({ id, enabled }) => ({ id, enabled })),
  }));
export const stateSettings = (seat: Seat, params: SeatParams): readonly StateSetting[] =>
  settingsOf(stateButtons(seat, params));
