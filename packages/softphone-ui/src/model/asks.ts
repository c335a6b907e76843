/** What the toolbar asks the agent in a dialog, and the menus under its buttons. */
import type { AgentListItem } from 'wssoftphone';
import type { TextKey } from '../texts/zh-cn.ts';
import type { Tab, Target } from './targets.ts';

interface AskBase {
  /** Nobody and nothing was chosen: takes back what was prepared. */
  readonly cancelled?: () => void;
  /** False: the state has changed, and what is asked for cannot be done any more. */
  readonly stillRight?: () => boolean;
  /** Why it is asked once more; '' or left out: it is the first time. */
  readonly problem?: string;
}
export interface NumberAsk extends AskBase {
  readonly kind: 'number';
  readonly title: TextKey;
  readonly action: TextKey;
  /** What stands in the field at first. */
  readonly text?: string;
  readonly done: (number: string) => void;
}
export interface TargetAsk extends AskBase {
  readonly kind: 'targets';
  readonly title: TextKey;
  readonly action: TextKey;
  readonly tabs: readonly Tab[];
  /** The list of the server's that the tabs are made of; while it is open it is fetched again and again. */
  readonly list?: { readonly type: string; readonly tabs: (items: readonly AgentListItem[]) => readonly Tab[] };
  readonly done: (target: Target) => void;
}
export interface ControlAsk extends AskBase {
  readonly kind: 'control';
  readonly tab: Tab;
}
export interface MessagesAsk extends AskBase {
  readonly kind: 'messages';
  /** Who can be written to; null: not told yet. */
  readonly colleagues: Tab | null;
  /** Seat of the conversation that is open. */
  readonly open: string | null;
}
export interface ConfirmAsk extends AskBase {
  readonly kind: 'confirm';
  readonly done: () => void;
}
export interface ExtensionAsk extends AskBase {
  readonly kind: 'extension';
  readonly done: (ins: string) => void;
}
export interface PlainAsk extends AskBase {
  readonly kind: 'settings' | 'digits' | 'queue';
}
export type Ask = NumberAsk | TargetAsk | ControlAsk | MessagesAsk | ConfirmAsk | ExtensionAsk | PlainAsk;

export interface MenuItem {
  readonly value: string;
  readonly text: string;
  /** It is so now. */
  readonly current?: boolean;
  /** Begins a group. */
  readonly separate?: boolean;
}
export interface Menu {
  /** The button it belongs to: the name of a place, or `tools`. */
  readonly anchor: string;
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly choose: (value: string) => void;
}

/** Asked beside the work, not in front of it: a call that comes meanwhile can be answered. The others are modal. */
export const isPanel = ({ kind }: Ask): boolean => ['messages', 'settings', 'digits', 'queue'].includes(kind);
