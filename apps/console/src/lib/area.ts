/** An area of the console: `pages/<area>/area.ts` exports one as default, and is found by the router and the menu. */
import type { ConsoleRole } from '@wssoftphone/protocol/console';
import type { RouteRecordRaw } from 'vue-router';
import type { Lang } from './texts.ts';

export interface Area {
  /** The least role that may come in. */
  readonly role: ConsoleRole;
  /** Place in the menu; the first is where one arrives. */
  readonly order: number;
  readonly routes: readonly (RouteRecordRaw & {
    /** Shown in the menu when it has a title. */
    readonly title?: Readonly<Record<Lang, string>>;
    /** Name of an Element Plus icon. */
    readonly icon?: string;
  })[];
}
