/**
 * One answer to every command, events in order on the socket that controls the session, exactly-once by command id,
 * commands of older sockets refused (rules 12 and 13; protocol 3, 5 and 9).
 */
import type { CommandInput, Effect } from '@wssoftphone/engine';
import { type AgentEvent, ERRORS, type Reply } from '@wssoftphone/protocol';
import type { Checker, Look } from './checker.ts';
import { difference, fail, same } from './violation.ts';

/** Commands that say themselves who they are. */
const FREE: ReadonlySet<string> = new Set(['CheckWebSocket', 'Init', 'WSHello']);
/** What a page is still told that does not control the session any more. */
const FAREWELL: ReadonlySet<string> = new Set(['LogoffSucc', 'LogonFailed', 'StateChange', 'QueueChange']);
/** Harmless to do twice: Init finds what there is, a list is read again. */
const UNREMEMBERED: ReadonlySet<string> = new Set(['Init', 'RefreshAgentList', 'CheckWebSocket', 'WSHello']);
/** Replies remembered here; a little below what the engine promises, so that its bound is not the subject. */
const REMEMBERED = 48;

interface Control {
  conn: string | null;
  delegatorId: string;
  seq: number | null;
  /** Replies by command id. */
  readonly replies: Map<string, Reply>;
}

export class ReplyChecker implements Checker {
  readonly #sessions = new Map<string, Control>();
  /** The socket that lost its session in this step. */
  #displaced: string | null = null;

  step(look: Look): void {
    const { effects } = look.facts.result;
    const { body } = look.facts.input;
    this.#displaced = null;
    const replies = effects.filter((effect) => effect.kind === 'reply');
    if (look.facts.choosesSeat && body.kind === 'command') this.#seated(body);
    if (body.kind === 'command') {
      if (replies.length !== 1) fail('one reply', `${body.command.command} got ${replies.length} replies`);
      const reply = replies[0];
      if (reply) this.#reply(look, body, reply);
    } else if (replies.length > 0) fail('one reply', `a reply to ${body.kind}`);
    if (body.kind === 'connection-closed') this.#closed(body.conn);
    this.#events(look, effects);
    this.#sweep(look);
  }

  killed(): void {
    this.#sessions.clear();
  }

  /** A page that waited for a seat, or for a better one, has it now: the session is the same. */
  #seated({ conn, command: { ins } }: CommandInput): void {
    for (const [waiting, control] of this.#sessions) {
      if (control.conn !== conn || conn === null || waiting === ins) continue;
      this.#sessions.delete(waiting);
      this.#sessions.set(ins, control);
    }
  }

  #reply(look: Look, input: CommandInput, effect: Extract<Effect, { kind: 'reply' }>): void {
    const { reply } = effect;
    const { command } = input;
    if (effect.ref !== input.ref || effect.conn !== input.conn) fail('one reply', 'reply to somebody else');
    if (reply.command !== command.command) fail('one reply', `${command.command} answered as ${reply.command}`);
    if ((reply.replyTo ?? null) !== (command.id ?? null)) fail('13', `reply to id ${reply.replyTo}, not ${command.id}`);
    if (reply.fault && !(reply.fault.code in ERRORS)) fail('catalogue', `unknown code ${reply.fault.code}`);
    if (reply.errorCode !== 'Succ' && !reply.fault) fail('catalogue', `${reply.errorCode} without a fault`);
    const session = this.#sessions.get(command.ins);
    if (session && command.id !== undefined && !UNREMEMBERED.has(command.command)) {
      const first = session.replies.get(command.id);
      if (first) this.#again(look, first, reply);
    }
    this.#authority(look, input, reply, session);
    // A page may log on without Init; that makes or takes over the session just as well.
    const begins = command.command === 'Init' || (command.command === 'Logon' && session?.conn !== input.conn);
    if (begins && reply.errorCode === 'Succ' && input.conn !== null) this.#init(look, input, reply);
    // Only what came from the controlling socket or with the right secret is the session's own command.
    const own = this.#sessions.get(command.ins);
    const trusted = own && (input.conn === null ? own.delegatorId === command.delegatorId : own.conn === input.conn);
    if (own && trusted && command.id !== undefined && reply.errorCode === 'Succ') {
      own.replies.set(command.id, reply);
      if (own.replies.size > REMEMBERED) for (const id of own.replies.keys()) if (own.replies.delete(id)) break;
    }
  }

  /** The same id again: the same answer and nothing else. */
  #again(look: Look, first: Reply, reply: Reply): void {
    if (reply.errorCode !== first.errorCode) {
      // From a socket that may not speak for the session the repetition is refused, which is as good.
      if (reply.errorCode === 'Succ') fail('13', `repeated id answered ${reply.errorCode}, first ${first.errorCode}`);
    } else if (!same(reply.datas, first.datas) || !same(reply.fault, first.fault))
      fail('13', `repeated id answered differently: ${difference(first, reply)}`);
    this.#changesNothing(look, '13', `repeated ${reply.command}`);
  }

  /** A socket that does not control the session gets nothing done. */
  #authority(look: Look, input: CommandInput, reply: Reply, session: Control | undefined): void {
    const { command, conn } = input;
    if (FREE.has(command.command)) return;
    if (command.command === 'Logon' && session === undefined) return;
    const entitled =
      session !== undefined &&
      (conn === null
        ? session.delegatorId === command.delegatorId
        : session.conn === conn && (command.delegatorId === '' || command.delegatorId === session.delegatorId));
    if (entitled) return;
    if (reply.errorCode === 'Succ') fail('12', `${command.command} of a socket that does not control ${command.ins}`);
    this.#changesNothing(look, '12', `refused ${command.command}`);
  }

  #changesNothing(look: Look, rule: string, what: string): void {
    const { effects, changed } = look.facts.result;
    const done = effects.find((effect) => effect.kind !== 'reply' && effect.kind !== 'notice');
    if (done) fail(rule, `${what} had an effect: ${JSON.stringify(done).slice(0, 300)}`);
    if (changed.length > 0) fail(rule, `${what} changed ${changed.join(' ')}`);
  }

  #init(look: Look, input: CommandInput, reply: Reply): void {
    const { ins } = input.command;
    const { delegatorId } = reply.datas;
    if (typeof delegatorId !== 'string' || delegatorId.length < 16) fail('5', 'Init without a delegatorId');
    const { effects } = look.facts.result;
    const settings = effects.findIndex((e) => e.kind === 'event' && e.event.event === 'SettingsNotify');
    if (settings < 0 || settings > effects.findIndex((e) => e.kind === 'reply'))
      fail('protocol 4', 'SettingsNotify does not come before the Init reply');
    for (const [other, control] of this.#sessions)
      if (other !== ins && control.conn === input.conn) control.conn = null;
    const known = this.#sessions.get(ins);
    this.#displaced = known?.conn ?? null;
    if (known && known.delegatorId === delegatorId) {
      known.conn = input.conn;
      return;
    }
    const secret = String(delegatorId);
    this.#sessions.set(ins, { conn: input.conn, delegatorId: secret, seq: null, replies: new Map() });
  }

  #closed(conn: string): void {
    for (const control of this.#sessions.values()) if (control.conn === conn) control.conn = null;
  }

  #events(look: Look, effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind !== 'event') continue;
      const { event, conn } = effect;
      if (event.at !== look.at) fail('event', `${event.event} at ${event.at}, not ${look.at}`);
      if (event.fault && !(event.fault.code in ERRORS)) fail('catalogue', `unknown code ${event.fault.code}`);
      this.#event(conn, event);
    }
  }

  #event(conn: string, event: AgentEvent): void {
    const control = this.#sessions.get(event.ins);
    const replaced = event.event === 'WebSocketReplaced';
    const farewell = conn === this.#displaced && (replaced || FAREWELL.has(event.event));
    if (control?.conn !== conn && !farewell)
      fail('12', `${event.event} for ${event.ins} to ${conn}, which does not control it`);
    // What the session of another agent still says at a seat that was taken over has its own numbers.
    if (!control || (event.agent && event.agent.delegatorId !== control.delegatorId)) return;
    // A replaced page's last words count in the session that goes on; when a new one begins, in the old one.
    if (farewell && control.conn !== conn && control.seq === null) return;
    const next = control.seq === null ? event.seq : control.seq + 1;
    if (event.seq !== next) fail('seq', `${event.event} of ${event.ins} has seq ${event.seq}, not ${next}`);
    control.seq = event.seq;
  }

  /** Sessions that the engine has dropped. */
  #sweep(look: Look): void {
    for (const ins of this.#sessions.keys()) if (!look.after.has(ins)) this.#sessions.delete(ins);
  }
}
