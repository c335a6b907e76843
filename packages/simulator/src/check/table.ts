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
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 31, 33, 34, 35, 36,
  37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 57, 58, 59, 62, 65, 68,
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
  10: [36, 13],
  11: [36, 14, 15, 16, 17],
  12: [36, 18, 14, 15, 17],
  13: [36, 19],
  14: [36, 22, 21, 20, 41],
  15: [36, 23, 22, 21, 41],
  16: [36, 39],
  17: [36, 28, 25, 26, 27],
  18: [36, 48, 49, 50],
  31: [36, 52],
  19: [31, 36, 2],
  20: [36, 10],
  // The maker of a conference may consult a further one from it.
  21: [36, 48, 49, 50, 7, 8],
  22: [36, 48, 49, 50, 7, 8],
  24: [36, 40],
  25: [36, 35],
  26: [36, 10, 6],
  30: [36, 49],
  32: [36, 10],
  35: [36, 14],
  36: [36, 10],
  37: [36, 10],
  38: [36, 10],
  39: [36, 10],
  40: [36, 10],
  41: [36, 11, 10],
  42: [36, 10],
  44: [36, 10],
  48: [36, 35],
  49: [36, 35],
  50: [36, 13],
  23: [2, 36, 34, 37, 68],
  27: [36, 42, 53, 10],
  28: [44, 46, 45, 43, 36, 2],
  29: [47, 36, 2],
  46: [36, 12],
  47: [36, 12],
};

/** In a call, and while one is being made: a leave can be ordered for its end, and taken back. */
const PRESET: ReadonlySet<number> = new Set([
  4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 30, 31, 32, 35, 36, 37, 38, 39, 40,
  41, 42, 44, 45, 46, 47, 48, 49, 50,
]);

/** Somebody talks with the agent, who can press keys into the talk. */
const TALKS: ReadonlySet<number> = new Set([6, 11, 12, 14, 15, 18, 20, 21, 22, 26, 30, 35]);

const maskOf = ({ ins }: SeatFacts, params: Params): readonly number[] =>
  ins.startsWith('RP_') ? params.maskRpn : params.mask;

export function isEnabled(state: number, id: number, seat: SeatFacts, params: Params): boolean {
  const mask = maskOf(seat, params);
  if (id === 54 || id === 55) return PRESET.has(state) && !mask.includes(id) && !mask.includes(33);
  // The same button, while something is to be read.
  if (id === 51) return isEnabled(state, 37, seat, params) && !mask.includes(51);
  if (id === 62) return TALKS.has(state) && !mask.includes(id);
  if (!ENABLED[state]?.includes(id)) return false;
  if (mask.includes(id)) return false;
  if (id === 5 || id === 68) return seat.supervisor;
  if (id === 42) return seat.serverAnswer;
  if (id === 9 || id === 58 || id === 59) return params.oneStepTransferSupport;
  return true;
}

/** States of a conference. */
const CONFERENCE: ReadonlySet<number> = new Set([18, 21, 22, 30]);

/** The functions of which a command needs one, by the state it comes in; null: none is needed. */
export function functionsOf(command: string, state: number): readonly number[] | null {
  switch (command) {
    case 'DropCall':
      return [CONFERENCE.has(state) ? 49 : 10];
    case 'Consult':
      return [7, 8];
    case 'CancelConsult':
      return [13, 19];
    case 'FinishConsult':
      return [14, 22, 50];
    case 'ConsultTransfer':
      return [15, 21];
    case 'ConsultSwap':
      return [16, 20];
    case 'ConsultSwapBack':
      return [18, 23];
    case 'ConsultConf':
      return [17, 41];
    case 'DropConf':
      return [48, 49, 50];
    case 'OneStepTransfer':
      return [58, 59, 53];
    case 'TransferToIVR':
      return [65, 57, 9];
    case 'CallInner':
      return state === 24 ? null : [4];
    case 'PrepareCallInner':
      return [4];
    case 'CancelPrepareCallInner':
      return [40];
    case 'CancelCallInner':
      return [35];
    default: {
      const only = functionOf(command, state);
      return only === null ? null : [only];
    }
  }
}

function functionOf(command: string, state: number): number | null {
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
    case 'SendDigits':
      return 62;
    case 'WhisperAgent':
    case 'Intervence':
      return 27;
    case 'Intercept':
      return 26;
    case 'ForceDrop':
      return 25;
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
    case 'PreviewDial':
      return 44;
    case 'SkipDial':
      return 46;
    case 'DeletePreview':
      return 45;
    case 'CancelPreview':
      return 43;
    case 'FinishNoneRealTimeWork':
      return 47;
    case 'SendAgentMsg':
      return 37;
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
  [37, 51],
  [3, 8, 38, 12, 19],
  [4, 7, 40, 35, 13],
  [33, 34, 6, 11],
  [5, 39, 28],
];

/** From which state an agent can come to which, within one step or over several. */
const WAYS: Readonly<Record<number, readonly number[]>> = {
  1: [2],
  2: [1, 3, 23],
  3: [1, 8, 16, 23, 24, 25, 27, 28, 29, 46, 48, 9],
  4: [6, 19, 3, 23, 1],
  5: [4, 6, 20, 26, 44, 3, 23, 1],
  6: [7, 10, 13, 30, 31, 32, 50, 19, 3, 23, 1],
  31: [6, 19, 3, 23, 1],
  7: [6, 19, 3, 23, 1],
  8: [3, 46, 9, 23, 1],
  9: [6, 3, 23, 1],
  16: [17, 3, 23, 1],
  17: [18, 6, 3, 23, 1],
  18: [6, 3, 23, 1],
  19: [3, 23, 1],
  23: [3, 1],
  10: [11, 50, 35, 21, 22, 6, 19, 3, 23, 1],
  11: [36, 21, 6, 19, 3, 23, 1],
  12: [37, 21, 6, 19, 3, 23, 1],
  13: [14, 35, 21, 22, 6, 19, 3, 23, 1],
  14: [39, 22, 6, 19, 3, 23, 1],
  15: [40, 22, 6, 19, 3, 23, 1],
  20: [38, 30, 6, 3, 23, 1],
  21: [10, 13, 6, 19, 3, 23, 1],
  22: [10, 13, 6, 19, 3, 23, 1],
  24: [48, 25, 3, 23, 1],
  25: [26, 3, 23, 1],
  26: [41, 42, 3, 23, 1],
  30: [6, 19, 3, 23, 1],
  32: [6, 19, 3, 23, 1],
  35: [21, 22, 11, 14, 19, 3, 23, 1],
  36: [12],
  37: [11],
  38: [20, 30, 6, 3, 23, 1],
  39: [15],
  40: [14],
  41: [26, 3, 23, 1],
  42: [26, 3, 23, 1],
  44: [3, 23, 1],
  48: [49, 25, 3, 23, 1],
  49: [25, 3, 23, 1],
  50: [10, 6, 19, 3, 23, 1],
  27: [5, 4, 6, 20, 26, 44, 3, 23, 1],
  28: [46, 9, 3, 23, 1],
  29: [3, 23, 1],
  46: [47, 9, 3, 23, 1],
  47: [9, 3, 23, 1],
};
export const isWay = (from: number, to: number): boolean => from === to || (WAYS[from]?.includes(to) ?? false);
/** By way of one state that did not last. */
export const isDetour = (from: number, to: number): boolean => (WAYS[from] ?? []).some((by) => isWay(by, to));
