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
    /** Shown in the menu when it has a title; it is the title of the page, too. */
    readonly title?: Readonly<Record<Lang, string>>;
    /** Name of an Element Plus icon of lib/icons.ts. */
    readonly icon?: string;
  })[];
}

declare module 'vue-router' {
  interface RouteMeta {
    role?: ConsoleRole;
    title?: Readonly<Record<Lang, string>>;
    /** No menu, no bar: the page has the window to itself. */
    bare?: boolean;
    /** The page has a softphone of its own: the supervisor's, in the shell, lets go while it is shown. */
    ownPhone?: boolean;
  }
}
