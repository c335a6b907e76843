/**
 * The simulator's own copy of what an agent may do in which state, and of the ways from state to state, written down
 * from the rules (behaviour of the call centre, 1) and not from the engine's tables, so that the two can disagree.
 */
import type { Params } from '@wssoftphone/engine';

export interface SeatFacts {
  readonly ins: string;
  readonly supervisor: boolean;
  readonly serverAnswer: boolean;
}

/** Functions that work in this release; others may be shown, switched off. */
export const BUILT: ReadonlySet<number> = new Set([
  1, 2, 3, 5, 6, 10, 11, 12, 25, 26, 27, 28, 31, 33, 34, 36, 38, 39, 42, 52, 57, 65, 68,
]);

const ENABLED: Readonly<Record<number, readonly number[]>> = {
  0: [1],
  1: [1],
  2: [2],
  3: [2, 36, 3, 4, 33, 37, 5, 68],
  4: [36, 10],
  5: [36, 42, 53, 10],
  6: [36, 10, 6, 7, 8, 9, 57, 58, 59, 65, 37],
  7: [36, 11, 10],
  8: [36, 38],
  9: [36, 12],
  16: [36, 39],
  31: [36, 52],
  17: [36, 28, 25, 26, 27],
  18: [36, 48, 49, 50],
  30: [36, 49],
  19: [31, 36, 2],
  23: [2, 36, 34, 37, 68],
  27: [36, 42, 53, 10],
  46: [36, 12],
  47: [36, 12],
};

export function isEnabled(state: number, id: number, seat: SeatFacts, params: Params): boolean {
  if (!ENABLED[state]?.includes(id)) return false;
  if ((seat.ins.startsWith('RP_') ? params.maskRpn : params.mask).includes(id)) return false;
  if (id === 5 || id === 68) return seat.supervisor;
  if (id === 42) return seat.serverAnswer;
  if (id === 9 || id === 58 || id === 59) return params.oneStepTransferSupport;
  return true;
}

/** The function that a command asks for, by the state it comes in; null: none is needed. */
export function functionOf(command: string, state: number): number | null {
  switch (command) {
    case 'Logoff':
      return 2;
    case 'Dial':
      return state === 8 ? null : 3;
    case 'PrepareDial':
      return 3;
    case 'CancelPrepareDial':
      return 38;
    case 'CancelDial':
      return 12;
    case 'DropCall':
      return state === 18 || state === 21 || state === 22 || state === 30 ? 49 : 10;
    case 'TransferToIVR':
      return 65;
    case 'CancelWait':
      return 52;
    case 'PrepareMonitor':
      return 5;
    case 'MonitorAgent':
      return state === 16 ? null : 5;
    case 'CancelPrepareMonitor':
      return 39;
    case 'FinishMonitor':
      return 28;
    case 'WhisperAgent':
    case 'Intervence':
      return 27;
    case 'Intercept':
      return 26;
    case 'ForceDrop':
      return 25;
    case 'DropConf':
      return 48;
    case 'MonitorControl':
      return 68;
    case 'Hold':
      return 6;
    case 'FetchHold':
      return 11;
    case 'AnswerCall':
      return 42;
    case 'FinishWrapup':
      return 31;
    case 'ResumeWork':
      return 34;
    case 'SetWorkMode':
      return 36;
    default:
      return null;
  }
}

/** The eight places of the toolbar: one of these is always shown. */
export const PLACES: readonly (readonly number[])[] = [
  [1, 2],
  [36],
  [10],
  [37],
  [3, 8, 38, 12, 19],
  [4, 7, 40, 35, 13],
  [33, 34, 6, 11],
  [5, 39, 28],
];

/** From which state an agent can come to which, within one step or over several. */
const WAYS: Readonly<Record<number, readonly number[]>> = {
  1: [2],
  2: [1, 3, 23],
  3: [1, 8, 23, 27, 46, 9, 16],
  4: [6, 19, 3, 23, 1],
  5: [4, 6, 3, 23, 1],
  6: [7, 19, 3, 23, 1, 30, 31],
  31: [6, 19, 3, 23, 1],
  7: [6, 19, 3, 23, 1],
  8: [3, 46, 9, 23, 1],
  9: [6, 3, 23, 1],
  16: [17, 3, 23, 1],
  17: [18, 6, 3, 23, 1],
  18: [6, 3, 23, 1],
  30: [6, 19, 3, 23, 1],
  19: [3, 23, 1],
  23: [3, 1],
  27: [5, 4, 6, 3, 23, 1],
  46: [47, 9, 3, 23, 1],
  47: [9, 3, 23, 1],
};
export const isWay = (from: number, to: number): boolean => from === to || (WAYS[from]?.includes(to) ?? false);
/** By way of one state that did not last. */
export const isDetour = (from: number, to: number): boolean => (WAYS[from] ?? []).some((by) => isWay(by, to));
