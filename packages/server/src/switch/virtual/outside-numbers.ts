/**
 * What becomes of a call to an outside number. The last four digits say it, a 9 and the SIP answer that a real carrier
 * would give; every other number is a customer who rings until somebody answers by hand.
 */
export type OutsideBehaviour = 'manual' | 'answers' | 'busy' | 'no-answer' | 'rejected' | 'unreachable' | 'congestion';

export const OUTSIDE_SUFFIXES: Readonly<Record<string, OutsideBehaviour>> = {
  '9200': 'answers',
  '9404': 'unreachable',
  '9408': 'no-answer',
  '9486': 'busy',
  '9503': 'congestion',
  '9603': 'rejected',
};

export function outsideBehaviour(number: string): OutsideBehaviour {
  return OUTSIDE_SUFFIXES[number.slice(-4)] ?? 'manual';
}
