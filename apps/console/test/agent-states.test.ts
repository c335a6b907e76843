/** Every state of the protocol is somewhere on the wallboard. */
import { ESPState } from '@wssoftphone/protocol/enums';
import { expect, it } from 'vitest';
import { GROUPS, groupOf, nameOfState } from '../src/lib/agent-states.ts';

it('has a group and a name for each state', () => {
  for (const state of Object.values(ESPState)) {
    expect(GROUPS).toContain(groupOf(state));
    expect(nameOfState(state)).not.toBe(String(state));
  }
});

it('puts a state of a newer server with the others', () => {
  expect(groupOf(99)).toBe('other');
});

it('counts as ready only who is', () => {
  expect(Object.values(ESPState).filter((state) => groupOf(state) === 'idle')).toEqual([3]);
});
