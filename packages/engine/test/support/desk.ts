/** Drives an engine as its runtime would: time, entropy, timers in order, and everything that came out. */
import type { AddressedCommand, AgentEvent, CommandParams, ESPCommand, Reply } from '@wssoftphone/protocol';
import {
  type AgentStateRecord,
  type AuditRecord,
  armedTimers,
  type CallRecord,
  createState,
  type DocKey,
  documentOf,
  type Effect,
  type EndCause,
  type InputBody,
  restoreState,
  type SwitchCommand,
  type SwitchEvent,
  sessionView,
  step,
  type TenantConfig,
  type TenantState,
} from '../../src/index.ts';
import { baseConfig } from './config.ts';

export const T0 = 1_487_580_000_000; // 2017-02-20 16:40:00 in China

type OfKind<K extends SwitchCommand['do']> = Extract<SwitchCommand, { do: K }>;

export interface Said {
  readonly conn: string;
  readonly event: AgentEvent;
}

export class Desk {
  state: TenantState;
  now = T0;
  readonly effects: Effect[] = [];
  readonly docs = new Map<string, unknown>();
  readonly timers = new Map<string, { at: number; epoch: number }>();
  private count = 0;

  constructor(config: TenantConfig = baseConfig, up = true) {
    this.state = createState(config);
    if (up) this.sync();
  }

  /** One input; gives the effects of this step alone. */
  feed(body: InputBody): Effect[] {
    this.count += 1;
    const entropy = `${this.count.toString(16).padStart(20, '0')}${(this.count * 7919).toString(16).padStart(20, 'a')}`;
    const { effects, changed } = step(this.state, { at: this.now, entropy, body });
    for (const key of changed) this.keep(key);
    for (const effect of effects) {
      if (effect.kind === 'timer') this.timers.set(effect.key, { at: effect.at, epoch: effect.epoch });
      if (effect.kind === 'timer-cancel') this.timers.delete(effect.key);
    }
    this.effects.push(...effects);
    return [...effects];
  }

  private keep(key: DocKey): void {
    const doc = documentOf(this.state, key);
    if (doc === null) this.docs.delete(key);
    // As a database would keep it.
    else this.docs.set(key, JSON.parse(JSON.stringify(doc)));
  }

  /** Lets time pass, firing each timer when it is due, in order. */
  pass(ms: number): Effect[] {
    const until = this.now + ms;
    const made: Effect[] = [];
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      const [key, { at, epoch }] = due;
      this.timers.delete(key);
      this.now = Math.max(this.now, at);
      made.push(...this.feed({ kind: 'timer', key, epoch }));
    }
    this.now = until;
    return made;
  }

  /** The process dies and starts again from the documents. */
  restart(config: TenantConfig = this.state.config): void {
    this.state = restoreState(config, this.docs);
    this.timers.clear();
    for (const { key, at, epoch } of armedTimers(this.state)) this.timers.set(key, { at, epoch });
  }

  // ── the switch ──

  on(event: SwitchEvent): Effect[] {
    return this.feed({ kind: 'switch', event });
  }
  sync(legs: Extract<SwitchEvent, { on: 'sync' }>['legs'] = [], rooms: readonly string[] = []): Effect[] {
    const devices = this.state.config.extensions.map(({ number }) => ({ number, reachable: true }));
    return this.on({ on: 'sync', legs, rooms, devices });
  }
  incoming(leg: string, dnis = '10010', ani = '13800138000'): Effect[] {
    return this.on({ on: 'incoming', leg, ani, aniName: '', dnis });
  }
  ringing(leg: string): Effect[] {
    return this.on({ on: 'ringing', leg });
  }
  answered(leg: string): Effect[] {
    return this.on({ on: 'answered', leg });
  }
  ended(leg: string, cause: EndCause = 'normal'): Effect[] {
    return this.on({ on: 'ended', leg, cause });
  }
  device(number: string, reachable = true): Effect[] {
    return this.on({ on: 'device', number, reachable });
  }

  /** Every command of one kind to the switch so far. */
  asked<K extends SwitchCommand['do']>(kind: K): OfKind<K>[] {
    return this.effects.flatMap((effect) =>
      effect.kind === 'switch' && effect.command.do === kind ? [effect.command as OfKind<K>] : [],
    );
  }
  /** The leg dialled last, of all or to that number. */
  dialled(number?: string): OfKind<'dial'> {
    const found = this.asked('dial')
      .filter((command) => number === undefined || command.target.number === number)
      .at(-1);
    if (!found) throw new Error(`nothing was dialled${number ? ` to ${number}` : ''}`);
    return found;
  }
  lastPlay(): OfKind<'play'> {
    const found = this.asked('play').at(-1);
    if (!found) throw new Error('nothing was played');
    return found;
  }

  // ── pages ──

  /** A command; the page's socket is named after its seat unless told otherwise. Gives its reply. */
  tell<C extends ESPCommand>(
    ins: string,
    command: C,
    params: Partial<CommandParams[C]> = {},
    how: { conn?: string | null; delegatorId?: string; id?: string; v4?: boolean } = {},
  ): Reply {
    const addressed = {
      command,
      params,
      ins,
      delegatorId: how.delegatorId ?? '',
      ...(how.id === undefined ? {} : { id: how.id }),
    } as unknown as AddressedCommand;
    const ref = `ref-${this.count + 1}`;
    const effects = this.feed({
      kind: 'command',
      ref,
      conn: how.conn === undefined ? `ws-${ins}` : how.conn,
      v4: how.v4 ?? false,
      lang: 'zh-CN',
      command: addressed,
    });
    const replies = effects.filter((effect) => effect.kind === 'reply');
    const [only] = replies;
    if (!only || replies.length !== 1 || only.ref !== ref) throw new Error(`${command}: ${replies.length} replies`);
    return only.reply;
  }

  /** Init and Logon with a phone that is there: the agent is idle (or on leave) after it. */
  logOn(ins: string, agentId: string, params: Partial<CommandParams['Logon']> = {}, how: { v4?: boolean } = {}): void {
    this.tell(ins, 'Init', { agentId }, how);
    this.tell(ins, 'Logon', { agentId, ...params }, how);
    if (this.agentState(ins) === 2) this.device(ins);
  }

  /** A caller reaches the agent whose device has that number, and they talk. Gives the legs. */
  talk(ins: string, leg = `customer-${ins}`, dnis = '10010'): { customer: string; agent: string } {
    this.incoming(leg, dnis);
    this.answered(leg);
    const agent = this.dialled(ins).leg;
    this.ringing(agent);
    const plays = this.asked('play').length;
    this.answered(agent);
    if (this.asked('play').length > plays) this.on({ on: 'played', play: this.lastPlay().play, ok: true });
    return { customer: leg, agent };
  }

  view(ins: string) {
    const view = sessionView(this.state, ins);
    if (!view) throw new Error(`no session ${ins}`);
    return view;
  }
  agentState(ins: string): number | null {
    return sessionView(this.state, ins)?.agent.agentState ?? null;
  }
  delegatorId(ins: string): string {
    return this.view(ins).agent.delegatorId;
  }

  // ── what came out ──

  said(conn?: string): Said[] {
    return this.effects.flatMap((effect) =>
      effect.kind === 'event' && (conn === undefined || effect.conn === conn)
        ? [{ conn: effect.conn, event: effect.event }]
        : [],
    );
  }
  /** Events of one page, by name, with states shown: `StateChange 3`. */
  heard(ins: string): string[] {
    return this.said(`ws-${ins}`).map(({ event }) => nameOf(event));
  }
  last(ins: string, name: AgentEvent['event']): AgentEvent {
    const found = this.said()
      .filter(({ event }) => event.ins === ins && event.event === name)
      .at(-1);
    if (!found) throw new Error(`${ins} never heard ${name}`);
    return found.event;
  }
  calls(): CallRecord[] {
    return this.records('call');
  }
  stretches(): AgentStateRecord[] {
    return this.records('agent-state');
  }
  audits(): AuditRecord[] {
    return this.records('audit');
  }
  private records<R extends CallRecord | AgentStateRecord | AuditRecord>(type: R['type']): R[] {
    return this.effects.flatMap((effect) =>
      effect.kind === 'record' && effect.record.type === type ? [effect.record as R] : [],
    );
  }
  /** Forgets what came out so far. */
  clear(): void {
    this.effects.length = 0;
  }
}

export function nameOf(event: AgentEvent): string {
  if (event.event === 'StateChange') return `StateChange ${event.agent?.agentState}`;
  if (event.event === 'WrapupTick') return `WrapupTick ${event.params.tick}`;
  return event.fault ? `${event.event} ${event.fault.code}` : event.event;
}

export const namesOf = (effects: readonly Effect[], ins?: string): string[] =>
  effects.flatMap((effect) =>
    effect.kind === 'event' && (ins === undefined || effect.event.ins === ins) ? [nameOf(effect.event)] : [],
  );
