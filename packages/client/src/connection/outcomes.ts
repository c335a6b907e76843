/** Which events end which command (protocol 2). Commands that are absent end with `<command>Succ` or `<command>Failed`. */

import type { ESPCommand } from '@wssoftphone/protocol/enums';
import type { OwnCode } from '../errors.ts';
import { LIMITS } from '../limits.ts';

interface Outcome {
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** Ends when a person has answered: may take minutes. */
  readonly person?: true;
}
const ends = (done: string, failed: string, person?: true): Outcome => ({
  done: done.split(' '),
  failed: failed.split(' '),
  ...(person && { person }),
});

const DIAL = ends('DialSucc', 'DialDenied DialFailed', true);
const OUTCOMES: Readonly<Partial<Record<ESPCommand, Outcome | null>>> = {
  // These end with their response.
  CheckWebSocket: null,
  Init: null,
  WSHello: null,
  SetFunctionSwitch: null,

  Dial: DIAL,
  EncryptDial: DIAL,
  CallInner: ends('CallInnerSucc', 'CallInnerFailed', true),
  Consult: ends('ConsultSucc', 'ConsultFailed ConsultOver', true),
  MonitorAgent: ends('MonitorSucc', 'MonitorFailed', true),
  OneStepTransfer: ends('OneStepTransferSucc', 'OneStepTransferFailed', true),
  // With a password check the customer comes back, or hangs up.
  TransferToIVR: ends('TransferSucc IVRCheckReturn', 'TransferFailed WaitCallOver CancelWaitSucc', true),
  Intervence: ends('InterveneSucc', 'InterveneFailed'),
  RefreshAgentList: ends(
    'RefreshAgentListSucc RefreshMonitorAgentListSucc RefreshConsultAgentListSucc RefreshCallInnerAgentListSucc RefreshMsgAgentListSucc',
    'RefreshAgentListFailed',
  ),
};

/** null: the response is the outcome. */
export function outcomeOf(command: ESPCommand): Outcome | null {
  const own = OUTCOMES[command];
  return own === undefined ? ends(`${command}Succ`, `${command}Failed`) : own;
}

/** How long the outcome may take once the command was taken. */
export const outcomeMs = (outcome: Outcome): number => (outcome.person ? LIMITS.personMs : LIMITS.outcomeMs);

/** Code of a failure whose event carries none. */
export const DEFAULT_FAULTS: Readonly<Partial<Record<string, OwnCode>>> = {
  WaitCallOver: 'CallGone',
  ConsultOver: 'CallGone',
  CancelWaitSucc: 'CallCancelled',
};
