/** Every `on…` of the client passes here: to the toolbar and to the page, in the order in which they decide. */
import type { WSSoftPhone } from 'wssoftphone';

/** What is made of a handler's call; undefined: it is not answered. */
export type Told = (handler: string, args: readonly unknown[], phone: WSSoftPhone) => unknown;

/** Handlers with which a page may ask its user itself: it returns something, or prevents the event. */
const ASKING: ReadonlySet<string> = new Set([
  'onConfirmReplaceWebSocket',
  'onPrepareDialSucc',
  'onPrepareCallOutSucc',
  'onRefreshAgentListSucc',
]);

/** `isOurs`: a softphone that was given up may still have something to say; nobody listens. */
export function handlersOf(isOurs: (phone: WSSoftPhone) => boolean, ours: Told, theirs: Told): Record<string, unknown> {
  return new Proxy({} as Record<string, unknown>, {
    get: (_, name) => (typeof name === 'string' && name.startsWith('on') ? handler(name) : undefined),
  });
  function handler(name: string) {
    return function (this: WSSoftPhone, ...args: unknown[]): unknown {
      if (!isOurs(this)) return undefined;
      // The page decides first whether it asks its user itself.
      if (ASKING.has(name)) {
        const answer = theirs(name, args, this);
        return answer === undefined ? ours(name, args, this) : answer;
      }
      const answer = ours(name, args, this);
      return theirs(name, args, this) ?? answer;
    };
  }
}
