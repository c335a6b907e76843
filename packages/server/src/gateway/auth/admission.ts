/**
 * What a connection may send before and after it has proved whom it speaks for. The reasons stand in
 * docs/decisions/0011-authentication-of-pages.md.
 */
import { type AddressedCommand, type ESPCommand, ESPState, type Fault, type Reply } from '@wssoftphone/protocol';
import type { Identity, Tokens } from './tokens.ts';

export type Verdict =
  | { readonly ok: true; readonly command: AddressedCommand; readonly proven?: boolean }
  | { readonly ok: false; readonly fault: Fault };

const TOKEN_INVALID: Verdict = { ok: false, fault: { code: 'TokenInvalid' } };
/** They bind a session to a socket, so they mean nothing without one. */
export const SOCKET_ONLY: readonly ESPCommand[] = ['CheckWebSocket', 'Init'];
/** What an unproven page needs to get as far as Logon, where its token may come; the engine guards running sessions. */
const BEFORE_PROOF: readonly ESPCommand[] = ['CheckWebSocket', 'Init', 'WSHello'];
const AT_REST: readonly number[] = [ESPState.AGENTSTATE_NULL, ESPState.AGENTSTATE_INITIAL];

const covers = (identity: Identity, agentId: string): boolean =>
  identity.agentId === '*' || identity.agentId === agentId;

/** One connection's standing. Without tokens (mode `open`) everything is admitted. */
export class Admission {
  readonly #tokens: Tokens | null;
  #identity: Identity | null;

  constructor(tokens: Tokens | null, identity: Identity | null) {
    this.#tokens = tokens;
    this.#identity = identity;
  }

  get proven(): boolean {
    return this.#tokens === null || this.#identity !== null;
  }

  /** The token to check before this command can be judged: a Logon may bring one in softPhoneCode. */
  tokenOf(command: AddressedCommand): string | null {
    if (this.#tokens === null || command.command !== 'Logon') return null;
    const { softPhoneCode, agentId } = command.params;
    const known = this.#identity !== null && (agentId === undefined || covers(this.#identity, agentId));
    return softPhoneCode !== undefined && !known ? softPhoneCode : null;
  }

  /** The outcome of checking `tokenOf`. A bad token takes nothing away from a connection that was proven before. */
  prove(identity: Identity | null): void {
    if (identity !== null) this.#identity = identity;
  }

  judge(command: AddressedCommand): Verdict {
    if (this.#tokens === null) return { ok: true, command };
    if (this.#identity === null) {
      return BEFORE_PROOF.includes(command.command) ? { ok: true, command, proven: false } : TOKEN_INVALID;
    }
    return judgeAs(this.#identity, command);
  }

  /**
   * The answer to an unproven Init. The delegatorId of a logged-on session is proof, because only a proven page can
   * have logged on and only it was told the id. False: the answer would hand such a session to a page that did not
   * present its id; it must not leave the server.
   */
  sawInit(presented: string, reply: Reply): boolean {
    if (this.proven || reply.errorCode !== 'Succ' || !reply.agent) return true;
    if (AT_REST.includes(reply.agent.agentState)) return true;
    if (presented === '' || presented !== reply.agent.delegatorId) return false;
    this.#identity = { agentId: reply.agent.agentId, scope: 'agent' };
    return true;
  }
}

function judgeAs(identity: Identity, command: AddressedCommand): Verdict {
  const { agentId } = command.params;
  if (agentId !== undefined && !covers(identity, agentId)) return TOKEN_INVALID;
  const named = agentId ?? (identity.agentId === '*' ? undefined : identity.agentId);
  // A page that names no agent speaks for the one of its token, never for the one who happens to sit there.
  if (command.command === 'Init' || command.command === 'CheckWebSocket') {
    const params = { ...command.params, ...(named === undefined ? {} : { agentId: named }) };
    return { ok: true, command: { ...command, params } as AddressedCommand };
  }
  if (command.command === 'Logon') {
    // The token has done its work here; it has no business in the engine, its documents or its log.
    const { softPhoneCode: _, ...rest } = command.params;
    return {
      ok: true,
      command: { ...command, params: { ...rest, ...(named === undefined ? {} : { agentId: named }) } },
    };
  }
  return { ok: true, command };
}

/** HTTP speaks for a running session by its delegatorId, which the engine compares; only Logon needs more. */
export async function judgeHttp(tokens: Tokens | null, command: AddressedCommand): Promise<Verdict> {
  if (SOCKET_ONLY.includes(command.command)) return { ok: false, fault: { code: 'CommandNeedsSocket' } };
  if (tokens === null || command.command !== 'Logon') return { ok: true, command };
  const identity = await tokens.check(command.params.softPhoneCode ?? '', 'reusable');
  return identity === null ? TOKEN_INVALID : judgeAs(identity, command);
}
