/** Every step of the browser phone's two tables, and none beside. */
import { expect, it } from 'vitest';
import { CALL, type CallInput, LINE, type LineInput, next, shownState } from '../../src/media/table.ts';

const LINE_INPUTS: readonly LineInput[] = ['want', 'registered', 'lost', 'unwant'];
const CALL_INPUTS: readonly CallInput[] = ['ring', 'answer', 'up', 'over'];

it.each([
  ['closed', ['connecting', 'closed', 'closed', 'closed']],
  ['connecting', ['connecting', 'up', 'connecting', 'closed']],
  ['up', ['up', 'up', 'connecting', 'closed']],
] as const)('line %s: want, registered, lost, unwant', (state, expected) => {
  expect(LINE_INPUTS.map((input) => next(LINE, state, input))).toEqual(expected);
});

it.each([
  ['none', ['ringing', 'none', 'none', 'none']],
  ['ringing', ['ringing', 'answering', 'ringing', 'none']],
  ['answering', ['answering', 'answering', 'talking', 'none']],
  ['talking', ['talking', 'talking', 'talking', 'none']],
] as const)('call %s: ring, answer, up, over', (state, expected) => {
  expect(CALL_INPUTS.map((input) => next(CALL, state, input))).toEqual(expected);
});

it('shows a talk also while the line is away', () => {
  expect(shownState('connecting', 'talking')).toBe('talking');
  expect(shownState('up', 'answering')).toBe('ringing');
  expect([shownState('up', 'none'), shownState('connecting', 'none'), shownState('closed', 'none')]).toEqual([
    'idle',
    'connecting',
    'closed',
  ]);
});
