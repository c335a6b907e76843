/**
 * The guided tour: what an agent does in a first shift, step by step. A step is done when the softphone says so, not when a
 * button was pressed; what happened before a step began does not count for it.
 */
import type { CrmText } from './texts.ts';

/** What is known when a step is looked at. */
export interface Seen {
  /** ESPState. */
  readonly state: number;
  /** Events since the step began: `CallArrive`, `HoldSucc`, … and `note`, `remote` of this page. */
  readonly events: ReadonlySet<string>;
}
export interface Step {
  readonly id: string;
  readonly title: CrmText;
  readonly text: CrmText;
  readonly done: (seen: Seen) => boolean;
  /** Needs the embedded switch's customers. */
  readonly lab?: boolean;
}

const IDLE = 3;
const TALK = 6;
const HELD = 7;
const IN_CALL = 4;

const heard =
  (...events: readonly string[]) =>
  ({ events: seen }: Seen) =>
    events.some((event) => seen.has(event));

export const STEPS: readonly Step[] = [
  { id: 'logon', title: 'tourLogon', text: 'tourLogonText', done: ({ state }) => state >= IDLE },
  { id: 'arrive', title: 'tourArrive', text: 'tourArriveText', done: heard('CallArrive'), lab: true },
  { id: 'answer', title: 'tourAnswer', text: 'tourAnswerText', done: ({ state }) => state === TALK },
  { id: 'note', title: 'tourNote', text: 'tourNoteText', done: heard('note') },
  { id: 'hold', title: 'tourHold', text: 'tourHoldText', done: ({ state }) => state === HELD },
  { id: 'fetch', title: 'tourFetch', text: 'tourFetchText', done: ({ state }) => state === TALK },
  { id: 'end', title: 'tourEnd', text: 'tourEndText', done: ({ state }) => state === 19 || state === IDLE },
  { id: 'wrapup', title: 'tourWrapup', text: 'tourWrapupText', done: ({ state }) => state === IDLE },
  { id: 'dial', title: 'tourDial', text: 'tourDialText', done: heard('DialSucc') },
  { id: 'remote', title: 'tourRemote', text: 'tourRemoteText', done: heard('remote') },
  { id: 'leave', title: 'tourLeave', text: 'tourLeaveText', done: ({ state }) => state === 23 },
  { id: 'resume', title: 'tourResume', text: 'tourResumeText', done: ({ state }) => state === IDLE },
];

export const inConversation = (state: number): boolean => state >= IN_CALL && state !== 19 && state !== 23;

/** Where the tour stands; kept, so that it can be left and gone on with. */
export interface Progress {
  readonly at: number;
  readonly open: boolean;
}
export function readProgress(text: string | null, steps: number): Progress {
  try {
    const { at, open } = JSON.parse(text ?? 'null') as Partial<Progress>;
    if (Number.isInteger(at) && Number(at) >= 0 && Number(at) <= steps) return { at: Number(at), open: open === true };
  } catch {
    // Never begun, or written by somebody else.
  }
  return { at: 0, open: true };
}
