export * from './commands.ts';
export * from './enums.ts';
export * from './errors.ts';
export * from './views.ts';
