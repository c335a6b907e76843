import type { EmbeddedLog } from '../../src/store/embedded/embedded.ts';

export const QUIET: EmbeddedLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
