export * from './ports/clock.ts';
export * from './ports/desk.ts';
export * from './ports/store.ts';
export * from './ports/switch.ts';
