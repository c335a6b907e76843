/** Rule 14: a client that applied every event equals the server's view. */
import type {
  AgentEvent,
  AgentView,
  ButtonView,
  CoInfos,
  QueueItem,
  SessionView,
  SettingsView,
} from '@wssoftphone/protocol';
import type { Checker, Look } from './checker.ts';
import { difference, fail, same } from './violation.ts';

/** What a page can know. `undefined`: not told yet (a deployed page gets no Snapshot). */
export class Mirror {
  agent: AgentView | undefined;
  buttons: readonly ButtonView[] | undefined;
  call: CoInfos | null | undefined;
  queue: readonly QueueItem[] | undefined;
  settings: SettingsView | undefined;
  wrapupLeft: number | null | undefined;
  pending: { readonly leaveReason: string | null; readonly workMode: string | null } | undefined;

  apply(event: AgentEvent): void {
    if (event.event === 'Snapshot') {
      const { view } = event.params;
      this.agent = view.agent;
      this.buttons = view.buttons;
      this.call = view.call;
      this.queue = view.queue;
      this.settings = view.settings;
      this.wrapupLeft = view.wrapupLeft;
      this.pending = { leaveReason: view.pendingLeaveReason, workMode: view.pendingWorkMode };
      return;
    }
    if (event.agent) this.agentIs(event.agent);
    if (event.buttons) this.buttons = event.buttons;
    if (event.call !== undefined) this.call = event.call;
    if (event.pending) this.pending = event.pending;
    if (event.event === 'SettingsNotify') this.settings = event.params;
    else if (event.event === 'QueueChange') this.queue = event.params.queueList;
    else if (event.event === 'WrapupTick') this.wrapupLeft = event.params.tick;
  }

  agentIs(agent: AgentView): void {
    this.agent = agent;
    if (agent.agentState !== 19) this.wrapupLeft = null;
  }

  /** The first thing that differs from the server's view; empty when none does. */
  differs(view: SessionView): string {
    if (this.agent !== undefined && !same(this.agent, view.agent)) return `agent${difference(this.agent, view.agent)}`;
    if (this.buttons !== undefined && !same(this.buttons, view.buttons))
      return `buttons${difference(this.buttons, view.buttons)}`;
    if (this.call !== undefined && !same(this.call, view.call)) return `call${difference(this.call, view.call)}`;
    if (this.queue !== undefined && !same(this.queue, view.queue)) return `queue${difference(this.queue, view.queue)}`;
    if (this.settings !== undefined && !same(this.settings, view.settings))
      return `settings${difference(this.settings, view.settings)}`;
    if (this.wrapupLeft !== undefined && this.wrapupLeft !== view.wrapupLeft)
      return `wrapupLeft ${this.wrapupLeft} against ${view.wrapupLeft}`;
    if (this.pending !== undefined) {
      if (this.pending.leaveReason !== view.pendingLeaveReason)
        return `pending leave ${this.pending.leaveReason} against ${view.pendingLeaveReason}`;
      if (this.pending.workMode !== view.pendingWorkMode)
        return `pending mode ${this.pending.workMode} against ${view.pendingWorkMode}`;
    }
    return '';
  }
}

export class MirrorChecker implements Checker {
  /** By socket: what the page on it knows. */
  readonly #mirrors = new Map<string, { readonly ins: string; readonly mirror: Mirror; readonly v4: boolean }>();

  step(look: Look): void {
    const { body } = look.facts.input;
    const { effects } = look.facts.result;
    if (body.kind === 'connection-closed') this.#mirrors.delete(body.conn);
    if (look.facts.choosesSeat && body.kind === 'command' && body.conn !== null)
      this.#seated(body.conn, body.command.ins);
    let fresh: string | null = null;
    const begins = body.kind === 'command' && (body.command.command === 'Init' || body.command.command === 'Logon');
    if (
      begins &&
      body.conn !== null &&
      (body.command.command === 'Init' || this.#mirrors.get(body.conn)?.ins !== body.command.ins)
    ) {
      const reply = effects.find((effect) => effect.kind === 'reply');
      if (reply?.kind === 'reply' && reply.reply.errorCode === 'Succ') {
        fresh = body.conn;
        this.#mirrors.set(body.conn, { ins: body.command.ins, mirror: new Mirror(), v4: body.v4 });
      }
    }
    for (const effect of effects) {
      if (effect.kind === 'reply' && effect.conn !== null && effect.reply.agent)
        this.#mirrors.get(effect.conn)?.mirror.agentIs(effect.reply.agent);
      if (effect.kind !== 'event') continue;
      const page = this.#mirrors.get(effect.conn);
      if (!page || page.ins !== effect.event.ins) continue;
      if (effect.event.event === 'WebSocketReplaced') this.#mirrors.delete(effect.conn);
      else page.mirror.apply(effect.event);
    }
    for (const [conn, { ins, mirror, v4 }] of this.#mirrors) {
      const view = look.after.get(ins);
      if (!view) {
        this.#mirrors.delete(conn);
        continue;
      }
      if (conn === fresh && v4 && mirror.buttons === undefined)
        fail('14', `Init of ${ins} by wssp.v4 sent no Snapshot`);
      if (view === look.before.get(ins) && conn !== fresh) continue;
      const differs = mirror.differs(view);
      if (differs) fail('14', `${ins} on ${conn}: page and server differ in ${differs}`);
    }
  }

  /** A page that waited for a seat, or for a better one, has it now; what it knows is of the same session. */
  #seated(conn: string, ins: string): void {
    const known = this.#mirrors.get(conn);
    if (known) this.#mirrors.set(conn, { ...known, ins });
  }

  killed(): void {
    this.#mirrors.clear();
  }
}
