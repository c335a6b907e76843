/** What the views need of the element: they draw from it and call it, and hold nothing themselves. */
import type { FunctionButton } from 'wssoftphone';
import type { Choosing } from '../model/chooser.ts';
import type { Desk } from '../model/desk.ts';
import type { Flows } from '../model/flows.ts';
import type { Preferences } from '../model/memory.ts';
import type { Action } from '../model/shortcuts.ts';
import type { Words } from '../texts/say.ts';

export interface View {
  readonly desk: Desk;
  readonly flows: Flows;
  readonly words: Words;
  readonly choosing: Choosing;
  readonly preferences: Preferences;
  readonly compact: boolean;
  readonly notifications: 'granted' | 'denied' | 'default' | 'none';
  /** `Alt+3`; '' for none. */
  shortcut(action: Action): string;
  choose(changes: Partial<Choosing>): void;
  prefer(changes: Partial<Preferences>): void;
  /** The function of that place has just changed: it takes no click yet. */
  isSettling(place: string): boolean;
  /** A click on a button in its place; one that was meant for what stood there a moment ago does nothing. */
  press(place: string, button: FunctionButton): void;
  openTools(): void;
  sendDigit(digit: string): void;
  testRing(): void;
  askForNotifications(): void;
  redraw(): void;
}
