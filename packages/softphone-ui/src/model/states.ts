/** What a state means for the looks of the toolbar: its tone, and what kind of moment it is. */

export type Tone = 'off' | 'idle' | 'ringing' | 'talk' | 'hold' | 'wrapup' | 'leave';

const TONES: Readonly<Record<Exclude<Tone, 'off'>, readonly number[]>> = {
  idle: [3],
  ringing: [5, 9, 10, 13, 25, 27, 44, 45, 46, 47, 48, 49, 50, 51],
  talk: [
    4, 6, 8, 11, 12, 14, 15, 16, 17, 18, 20, 21, 22, 24, 26, 28, 29, 30, 31, 32, 33, 35, 36, 37, 39, 40, 43, 52, 53,
  ],
  hold: [7, 38, 41, 42],
  wrapup: [19],
  leave: [23],
};

export function toneOf(state: string | number): Tone {
  const wanted = Number(state);
  const found = Object.entries(TONES).find(([, states]) => states.includes(wanted));
  return found ? (found[0] as Tone) : 'off';
}

/** Somebody calls this agent, and the agent is to answer. */
export const isRinging = (state: string | number): boolean => ['5', '27'].includes(String(state));
export const isLoggedOn = (state: string | number): boolean => Number(state) > 1;
/** With a call or on the way to one: a leave asked for now is for afterwards. */
export const isBusy = (state: string | number): boolean =>
  Number(state) > 3 && !['8', '16', '23', '24', '28', '29'].includes(String(state));
