/**
 * The life of the telephone in the browser: its line and its call, each by a table.
 *
 *   line   closed ──want──► connecting ◄──lost── up          call   none ──ring──► ringing ──answer──► answering ──up──► talking
 *            ▲                  └──registered──►─┘                    ▲              └──────────over──────┴───────over────────┘
 *            └────────unwant───────────┘
 *
 * They are two because a talk outlives a lost line: the sound goes another way than what is said about it.
 */
export type LineState = 'closed' | 'connecting' | 'up';
export type LineInput = 'want' | 'unwant' | 'registered' | 'lost';
export type CallState = 'none' | 'ringing' | 'answering' | 'talking';
export type CallInput = 'ring' | 'answer' | 'up' | 'over';
/** What pages are told (onIptStateChange). */
export type BrowserPhoneState = 'closed' | 'connecting' | 'idle' | 'ringing' | 'talking';

type Table<State extends string, Input extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Input, State>>>>
>;

export const LINE: Table<LineState, LineInput> = {
  closed: { want: 'connecting' },
  connecting: { registered: 'up', unwant: 'closed' },
  up: { lost: 'connecting', unwant: 'closed' },
};
export const CALL: Table<CallState, CallInput> = {
  none: { ring: 'ringing' },
  ringing: { answer: 'answering', over: 'none' },
  answering: { up: 'talking', over: 'none' },
  talking: { over: 'none' },
};

/** The same state where the table says nothing: what comes late or twice changes nothing. */
export function next<State extends string, Input extends string>(
  table: Table<State, Input>,
  state: State,
  input: Input,
): State {
  return table[state][input] ?? state;
}

export function shownState(line: LineState, call: CallState): BrowserPhoneState {
  if (call === 'talking') return 'talking';
  if (call !== 'none') return 'ringing';
  return line === 'up' ? 'idle' : line;
}
