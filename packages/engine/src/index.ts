export * from './config.ts';
export * from './effects.ts';
export * from './inputs.ts';
export * from './limits.ts';
export * from './switch-contract.ts';
