/** What a command's handler says: it did it (and told so itself), or why not. A refusal has changed nothing. */
import type { Fault } from '@wssoftphone/protocol';

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly fault: Fault };
export const succeeded: Outcome = { ok: true };
export const refused = (fault: Fault): Outcome => ({ ok: false, fault });
