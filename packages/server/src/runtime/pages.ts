/**
 * Which page holds which session, as the replies to Init and Logon said: enough to give every page its session back after the
 * state was rebuilt, by the same command a returning page sends.
 */
import type { CommandInput, Effect } from '@wssoftphone/engine';

interface Page {
  readonly conn: string;
  readonly ins: string;
  readonly init: CommandInput;
}

export class Pages {
  readonly #byIns = new Map<string, Page>();
  readonly #insOf = new Map<string, string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** @param effects what the batch gave in which that command was stepped. */
  learn(input: CommandInput, effects: readonly Effect[]): void {
    const { command, conn } = input;
    // Old pages may log on without Init.
    if ((command.command !== 'Init' && command.command !== 'Logon') || conn === null) return;
    const reply = effects.find((effect) => effect.kind === 'reply' && effect.ref === input.ref);
    if (reply?.kind !== 'reply' || reply.reply.errorCode !== 'Succ') return;
    const delegatorId = String(reply.reply.datas.delegatorId ?? command.delegatorId);
    const ins = reply.reply.ins || command.ins;
    if (this.#byIns.size >= this.#most && !this.#byIns.has(ins)) return;
    const { agentId, agentName } = command.params;
    const params = { delegatorId, ...(agentId ? { agentId } : {}), ...(agentName ? { agentName } : {}) };
    this.#forget(conn);
    this.#byIns.set(ins, { conn, ins, init: { ...input, command: { command: 'Init', ins, delegatorId, params } } });
    this.#insOf.set(conn, ins);
  }

  closed(conn: string): void {
    this.#forget(conn);
  }

  /** The commands that bring every page back. @param ref makes a name for an answer nobody waits for. */
  *returns(ref: () => string): Iterable<CommandInput> {
    for (const page of this.#byIns.values()) yield { ...page.init, ref: ref() };
  }

  #forget(conn: string): void {
    const ins = this.#insOf.get(conn);
    if (ins === undefined) return;
    this.#insOf.delete(conn);
    if (this.#byIns.get(ins)?.conn === conn) this.#byIns.delete(ins);
  }
}
