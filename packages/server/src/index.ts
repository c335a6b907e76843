export { OptionError, type Parsed, parseOptions, type ServerOptions } from './options.ts';
export * from './ports/clock.ts';
export * from './ports/desk.ts';
export * from './ports/store.ts';
export * from './ports/switch.ts';
export { createServer, type Server, type ServerDeps, type ServerParts } from './server.ts';
export { type OpenSwitch, openSwitch } from './switches.ts';
export { VERSION } from './version.ts';
