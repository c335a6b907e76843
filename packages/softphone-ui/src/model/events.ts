/** `onCallArrive` → `sp-call-arrive`: each handler of the client is a DOM event of the element, too. */
export const eventName = (handler: string): string =>
  `sp-${handler
    .slice(2)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()}`;
