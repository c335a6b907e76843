/** Where the functions of the server's states stand: each in one place, each reachable, none moved by a change of state. */
import { FUNCTION_TABLE, stateSettings } from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import type { FunctionButton } from 'wssoftphone';
import { arrange, CONTROL_PLACE, PLACES, PRIMARY } from '../src/model/places.ts';

const on = (...ids: number[]) => ids.map((id) => ({ id, enabled: true }) as FunctionButton);
const off = (id: number, why = '') => ({ id, enabled: false, why }) as FunctionButton;
const shownIds = (functions: readonly FunctionButton[], supervisor = false) =>
  Object.fromEntries(
    arrange(functions, { supervisor, off: 'off' }).places.map(({ place, button }) => [
      place,
      [button.id, button.enabled],
    ]),
  );

describe('every state of the server', () => {
  const seat = { supervisor: true, serverAnswer: true, remote: false };
  const params = { oneStepTransferSupport: true, mask: [], maskRpn: [] };
  /** Behind the button of their place, as its menu. */
  const inMenu = [57, 58, 59, 65];

  it.each(FUNCTION_TABLE.map((row) => [row.state, row.functions.map(({ id }) => id)] as const))(
    'state %i: each of %j is in sight, and no two share a place',
    (_state, ids) => {
      const { places, primary, more } = arrange(on(...ids), { supervisor: true, off: 'off' });
      const seen = [...places.filter(({ button }) => button.enabled).map(({ button }) => button.id), primary?.id];
      expect(ids.filter((id) => !seen.includes(id) && !inMenu.includes(id))).toEqual([]);
      expect(more).toEqual([]);
    },
  );

  it('has the same places in the same order', () => {
    const names = stateSettings(seat, params).map(({ functions }) =>
      arrange(functions, { supervisor: true, off: '' }).places.map(({ place }) => place),
    );
    expect(names.length).toBeGreaterThan(50);
    for (const one of names) expect(one).toEqual([...PLACES, CONTROL_PLACE].map(({ name }) => name));
  });
});

it('no function stands in two places', () => {
  const all = [...PLACES.flatMap(({ shows }) => shows), ...CONTROL_PLACE.shows, ...PRIMARY];
  expect(new Set(all).size).toBe(all.length);
});

describe('a place', () => {
  it('shows what is on before what is off', () => {
    expect(shownIds([off(10), ...on(14, 15, 16, 17)])).toMatchObject({
      end: [14, true],
      transfer: [15, true],
      inner: [16, true],
      join: [17, true],
    });
  });
  it('shows what the server says is off, with its reason', () => {
    const { places } = arrange([off(3, 'no right')], { supervisor: false, off: 'state' });
    expect(places.find(({ place }) => place === 'outside')?.button).toEqual(off(3, 'no right'));
  });
  it('is never empty: what the server does not name is off with a reason', () => {
    const { places } = arrange([], { supervisor: false, off: 'not now' });
    expect(places.map(({ button }) => button)).toEqual(PLACES.map(({ atRest }) => off(atRest, 'not now')));
  });
  it('of agent control is there for supervisors only', () => {
    expect(Object.keys(shownIds([]))).not.toContain('control');
    expect(shownIds([], true).control).toEqual([68, false]);
    expect(shownIds(on(68)).control).toEqual([68, true]);
  });
});

it('the pad for keys has a place of its own, and says why it is off', () => {
  const arranged = arrange(on(10, 62), { supervisor: false, off: 'not now' });
  expect(arranged.keys).toEqual(on(62)[0]);
  expect(arranged.more).toEqual([]);
  expect(arrange(on(3), { supervisor: false, off: 'not now' }).keys).toEqual(off(62, 'not now'));
});

it('the big button is what the moment asks for, or nothing', () => {
  const primary = (functions: readonly FunctionButton[]) =>
    arrange(functions, { supervisor: false, off: '' }).primary?.id ?? null;
  expect(primary(on(10, 42, 53))).toBe(42);
  expect(primary(on(31, 36, 2))).toBe(31);
  expect(primary([off(42)])).toBeNull();
  expect(primary(on(10))).toBeNull();
});

it('functions that it has never heard of are kept, but only when they are on', () => {
  const { more } = arrange([...on(10, 99), off(98)], { supervisor: false, off: '' });
  expect(more.map(({ id }) => id)).toEqual([99]);
});
