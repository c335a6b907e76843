/**
 * Keyboard shortcuts: which combination does what. They work wherever the focus is in the page, so each has a modifier or is a
 * function key (WCAG 2.1.4): letters alone belong to the forms of the CRM.
 */
import type { PlaceName } from './places.ts';

export type Action = PlaceName | 'primary' | 'number' | 'focus';
export const ACTIONS: readonly Action[] = [
  ...(['primary', 'end', 'pause', 'outside', 'inner', 'transfer', 'join', 'mode', 'message'] as const),
  ...(['keys', 'mute', 'monitor', 'control', 'power', 'number', 'focus'] as const),
];
export type Shortcuts = Readonly<Record<Action, string>>;

/** The number of a place is its place in the bar. '' is none. */
export const DEFAULT_SHORTCUTS: Shortcuts = {
  power: 'Alt+1',
  mode: 'Alt+2',
  end: 'Alt+3',
  message: 'Alt+4',
  outside: 'Alt+5',
  inner: 'Alt+6',
  pause: 'Alt+7',
  monitor: 'Alt+8',
  transfer: 'Alt+9',
  join: 'Alt+0',
  control: 'Alt+C',
  keys: 'Alt+K',
  mute: 'Alt+M',
  primary: 'Alt+A',
  number: 'Alt+N',
  focus: 'Alt+S',
};

/** What is read of a keyboard event. */
export interface Keys {
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** `Ctrl+Alt+5`; null: a modifier alone, or a combination that would take plain keys from the page. */
export function combinationOf(event: Keys): string | null {
  const name = keyName(event.code);
  if (name === null) return null;
  // On Windows Alt and digits of the number pad write a sign (Alt+0176 is °): no call may end by it.
  if (event.code.startsWith('Numpad') && !event.ctrlKey && !event.metaKey) return null;
  const isFunctionKey = /^F\d+$/.test(name);
  if (!event.altKey && !event.ctrlKey && !event.metaKey && !isFunctionKey) return null;
  const modifiers = [
    event.ctrlKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    event.metaKey ? 'Meta' : '',
  ];
  return [...modifiers, name].filter(Boolean).join('+');
}

/** By the place of the key, not by what Alt makes of it on some keyboards. */
function keyName(code: string): string | null {
  const found = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d)|(F\d{1,2}))$/.exec(code);
  return found ? (found[1] ?? found[2] ?? found[3] ?? found[4] ?? null) : null;
}

export function actionOf(shortcuts: Shortcuts, event: Keys): Action | null {
  const wanted = combinationOf(event);
  return wanted === null ? null : (ACTIONS.find((action) => shortcuts[action] === wanted) ?? null);
}

/** Gives an action a combination; whoever had it before has none then. */
export function withShortcut(shortcuts: Shortcuts, action: Action, combination: string): Shortcuts {
  const freed = Object.fromEntries(
    ACTIONS.map((one) => [one, shortcuts[one] === combination && combination !== '' ? '' : shortcuts[one]]),
  ) as Record<Action, string>;
  return { ...freed, [action]: combination };
}

/** What was kept, or a page passes, over the defaults. What is no combination is left out. */
export function readShortcuts(kept: unknown): Shortcuts {
  if (typeof kept !== 'object' || kept === null) return DEFAULT_SHORTCUTS;
  const own = kept as Readonly<Record<string, unknown>>;
  const usable = ACTIONS.flatMap((action) => {
    const value = own[action];
    return typeof value === 'string' && IS_COMBINATION.test(value) ? [[action, value] as const] : [];
  });
  return { ...DEFAULT_SHORTCUTS, ...Object.fromEntries(usable) };
}
const IS_COMBINATION = /^((Ctrl\+)?(Alt\+)?(Shift\+)?(Meta\+)?([A-Z]|\d|F\d{1,2}))?$/;

/** As `aria-keyshortcuts` writes it. */
export const ariaKeys = (combination: string): string => combination.replace('Ctrl', 'Control');
