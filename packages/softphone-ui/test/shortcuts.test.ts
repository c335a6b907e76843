import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  actionOf,
  combinationOf,
  DEFAULT_SHORTCUTS,
  type Keys,
  readShortcuts,
  withShortcut,
} from '../src/model/shortcuts.ts';

const keys = (code: string, modifiers = ''): Keys => ({
  code,
  key: '',
  altKey: modifiers.includes('Alt'),
  ctrlKey: modifiers.includes('Ctrl'),
  shiftKey: modifiers.includes('Shift'),
  metaKey: modifiers.includes('Meta'),
});

describe('a combination', () => {
  it.each([
    [keys('Digit3', 'Alt'), 'Alt+3'],
    [keys('Numpad3', 'Ctrl+Alt'), 'Ctrl+Alt+3'],
    [keys('KeyA', 'Ctrl+Alt+Shift'), 'Ctrl+Alt+Shift+A'],
    [keys('F8'), 'F8'],
  ])('%j is %s', (event, name) => {
    expect(combinationOf(event)).toBe(name);
  });
  it.each([
    ['a letter alone is typing', keys('KeyA')],
    ['so is a capital', keys('KeyA', 'Shift')],
    ['a modifier alone is nothing yet', keys('AltLeft', 'Alt')],
    ['Enter is the form’s', keys('Enter', 'Alt')],
    ['Alt and the number pad write signs on Windows', keys('Numpad3', 'Alt')],
  ])('%s', (_, event) => {
    expect(combinationOf(event)).toBeNull();
  });
});

describe('shortcuts', () => {
  it('are different for every action', () => {
    const all = ACTIONS.map((action) => DEFAULT_SHORTCUTS[action]);
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain('');
  });
  it('do what they are set to', () => {
    expect(actionOf(DEFAULT_SHORTCUTS, keys('Digit3', 'Alt'))).toBe('end');
    expect(actionOf(DEFAULT_SHORTCUTS, keys('Digit3', 'Ctrl'))).toBeNull();
  });
  it('move from whoever had them', () => {
    const changed = withShortcut(DEFAULT_SHORTCUTS, 'primary', 'Alt+3');
    expect(changed.primary).toBe('Alt+3');
    expect(changed.end).toBe('');
    expect(actionOf(changed, keys('Digit3', 'Alt'))).toBe('primary');
  });
  it('can be taken away, from more than one', () => {
    const none = withShortcut(withShortcut(DEFAULT_SHORTCUTS, 'end', ''), 'power', '');
    expect([none.end, none.power]).toEqual(['', '']);
    expect(none.mode).toBe('Alt+2');
  });
  it('that were kept by somebody else’s hand do no harm', () => {
    expect(readShortcuts(null)).toEqual(DEFAULT_SHORTCUTS);
    expect(readShortcuts({ end: 'A+', power: 7, pause: 'F9', primary: '' })).toEqual({
      ...DEFAULT_SHORTCUTS,
      pause: 'F9',
      primary: '',
    });
  });
});
