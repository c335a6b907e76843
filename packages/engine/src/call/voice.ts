/** What a call is spoken to in. */
import type { Call, TenantState } from '../state.ts';

export const voiceOf = (state: TenantState, call: Call): string => call.lang ?? state.config.params.voiceLang;
