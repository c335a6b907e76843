/** The Stasis applications of a server's websocket: for calls, and for telephones (events.ts says why). */
export const applicationsOf = (app: string): readonly [string, string] => [app, `${app}-phones`];
