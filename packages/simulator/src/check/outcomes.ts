/**
 * What a page is promised: every command that was taken comes to one end, success or failure; a call pops up once,
 * connects once; a dial begins, then succeeds or fails; forbidden numbers never reach the switch.
 */
import type { AgentEvent } from '@wssoftphone/protocol';
import type { Checker, Look } from './checker.ts';
import { fail } from './violation.ts';

/** Commands whose answer is the reply itself. */
const ANSWERED: ReadonlySet<string> = new Set(['CheckWebSocket', 'Init', 'WSHello', 'SetFunctionSwitch']);
/** Commands that may take a while: the device is checked, the phone is rung, the number is dialled. */
const SLOW: ReadonlySet<string> = new Set([
  'Logon',
  'Dial',
  'EncryptDial',
  'AnswerCall',
  'CallInner',
  'Consult',
  'OneStepTransfer',
  'MonitorAgent',
  'TransferToIVR',
]);
/** Slow commands that are about a call that the agent is in: they end before the agent is out of it. */
const OF_A_CALL: ReadonlySet<string> = new Set([
  ...['Dial', 'EncryptDial', 'AnswerCall', 'CallInner', 'Consult', 'MonitorAgent', 'TransferToIVR'],
]);
/** Longest a slow command may take, milliseconds, and what the simulation adds to it. */
const PATIENCE = 45_000 + 15_000;
/** A caller may take long over a password: three times twelve digits, each within eight seconds. */
const FLOW_PATIENCE = 400_000;
/** Ended commands remembered of each session; as many as the engine promises. */
const REMEMBERED = 64;
/** Names of events that do not follow from the command's. */
const STEM: Readonly<Record<string, string>> = {
  EncryptDial: 'Dial',
  MonitorAgent: 'Monitor',
  TransferToIVR: 'Transfer',
  Intervence: 'Intervene',
};
const ends = (event: AgentEvent, command: string): boolean => {
  const stem = STEM[command] ?? command;
  if (command === 'Consult' && event.event === 'ConsultOver' && event.replyTo !== undefined) return true;
  if (command === 'TransferToIVR' && (event.event === 'IVRCheckReturn' || event.event === 'WaitCallOver')) return true;
  return event.event === `${stem}Succ` || event.event === `${stem}Failed`;
};

const patience = ({ command }: { readonly command: string }): number =>
  command === 'TransferToIVR' ? FLOW_PATIENCE : PATIENCE;

interface Open {
  readonly ins: string;
  readonly conn: string;
  readonly command: string;
  readonly since: number;
}

/** What the page was told of the call it has, as long as the page stays the same. */
interface Told {
  readonly conn: string;
  arrived: number;
  connected: number;
  begun: number;
}

export class OutcomeChecker implements Checker {
  /** Slow commands under way, by session and command id. */
  readonly #open = new Map<string, Open>();
  /** By session, those that have come to their end, the latest of them. A session that is gone takes its own along. */
  readonly #ended = new Map<string, Set<string>>();
  readonly #told = new Map<string, Told>();

  step(look: Look): void {
    this.#command(look);
    for (const effect of look.facts.result.effects) {
      if (effect.kind === 'event') this.#event(look, effect.conn, effect.event);
      else if (effect.kind === 'switch' && effect.command.do === 'dial') dialled(look, effect.command);
    }
    this.#gone(look);
  }

  killed(): void {
    this.#open.clear();
    this.#ended.clear();
    this.#told.clear();
  }

  #command(look: Look): void {
    const { input, result } = look.facts;
    if (input.body.kind !== 'command') return;
    const { command, ins, id } = input.body.command;
    const reply = result.effects.find((effect) => effect.kind === 'reply');
    if (reply?.kind !== 'reply' || reply.reply.errorCode !== 'Succ' || ANSWERED.has(command)) return;
    const conn = look.state.sessions.get(ins)?.conn;
    if (conn === null || conn === undefined) return;
    const found = result.effects.filter(
      (effect) => effect.kind === 'event' && effect.event.ins === ins && ends(effect.event, command),
    );
    if (found.length > 1) fail('one outcome', `${command} of ${ins} ended ${found.length} times`);
    const [end] = found;
    if (end?.kind === 'event') {
      if ((end.event.replyTo ?? null) !== (id ?? null))
        fail('13', `${end.event.event} answers ${end.event.replyTo}, not ${id}`);
      return;
    }
    // The same id again has had its end, or will have it once.
    if (id !== undefined && result.effects.length === 1) return;
    if (!SLOW.has(command)) fail('one outcome', `${command} of ${ins} was taken and came to no end`);
    if (id !== undefined) this.#open.set(`${ins} ${id}`, { ins, conn, command, since: look.at });
  }

  #event(look: Look, conn: string, event: AgentEvent): void {
    const { ins, replyTo } = event;
    if (replyTo !== undefined) {
      const key = `${ins} ${replyTo}`;
      const open = this.#open.get(key);
      if (open && ends(event, open.command)) {
        this.#open.delete(key);
        this.#remember(ins, replyTo);
      } else if (this.#ended.get(ins)?.has(replyTo) && /(Succ|Failed)$/.test(event.event))
        fail('one outcome', `${event.event} of ${ins} ends ${replyTo}, which has ended`);
    }
    this.#tell(look, conn, event);
  }

  #remember(ins: string, id: string): void {
    const ended = this.#ended.get(ins) ?? new Set();
    this.#ended.set(ins, ended.add(id));
    if (ended.size > REMEMBERED) for (const oldest of ended) if (ended.delete(oldest)) break;
  }

  /** Counts what a page hears of a call, from one rest to the next. */
  #tell(look: Look, conn: string, event: AgentEvent): void {
    const { ins } = event;
    const { body } = look.facts.input;
    let told = this.#told.get(ins);
    if (!told || told.conn !== conn || (body.kind === 'command' && body.command.command === 'Init')) {
      // A page that comes is told again what rings.
      told = { conn, arrived: Number.NaN, connected: Number.NaN, begun: Number.NaN };
      this.#told.set(ins, told);
    }
    if (event.event === 'CallArrive') told.arrived += 1;
    else if (event.event === 'DevConnected') told.connected += 1;
    else if (event.event === 'DialBegin') told.begun += 1;
    else if (event.event === 'DialSucc' && told.begun === 0) fail('one outcome', `${ins}: DialSucc before DialBegin`);
    if (told.arrived > 1 || told.connected > 1 || told.begun > 1)
      fail('one outcome', `${ins}: ${event.event} a second time in one call`);
    if (event.event !== 'StateChange' || !event.agent) return;
    const { agentState } = event.agent;
    if (agentState === 3 || agentState === 8 || agentState === 23)
      Object.assign(told, { arrived: 0, connected: 0, begun: 0 });
    if (agentState === 4 && told.arrived === 0) fail('one outcome', `${ins} is answered and no call has arrived`);
  }

  /** Slow commands whose page has gone are nobody's any more; the others must end in time. */
  #gone(look: Look): void {
    for (const [key, open] of this.#open) {
      const session = look.state.sessions.get(open.ins);
      const call = session?.callId ? look.state.calls.get(session.callId) : undefined;
      const since = Math.max(open.since, look.shadow.upSince, look.world.lastJump);
      if (session?.conn !== open.conn) this.#open.delete(key);
      else if (OF_A_CALL.has(open.command) && session.callId === null && session.leg === null)
        fail('one outcome', `${open.command} ${key} has come to no end and ${open.ins} is out of the call`);
      // Who waits for an agent of a skill waits as long as it takes.
      else if (open.command === 'Consult' && call?.consult?.type === 'SK') continue;
      else if (look.shadow.up && look.at - since > patience(open))
        fail('4', `${open.command} ${key} has been under way for ${look.at - open.since} ms`);
    }
    for (const [ins, { agent }] of look.before) {
      if (look.after.get(ins)?.agent.agentId !== agent.agentId) this.#ended.delete(ins);
    }
    for (const [ins, told] of this.#told) if (look.state.sessions.get(ins)?.conn !== told.conn) this.#told.delete(ins);
  }
}

/** Against the simulation's own rules: international numbers are denied, and 1391 to agent 881. */
function dialled(
  look: Look,
  command: {
    readonly target: { readonly kind: string; readonly number: string };
    readonly call: string;
    readonly callerNumber: string;
  },
): void {
  const call = look.state.calls.get(command.call);
  const order = (call?.consult ?? call?.transfer) ? null : call?.dial;
  if (!order || command.target.kind !== 'outside' || order.ins.endsWith(command.target.number)) return;
  const { number } = command.target;
  if (!/^[0-9*#]{1,32}$/.test(number)) fail('dial plan', `${order.ins} dialled "${number}"`);
  if (number.startsWith('00')) fail('dial plan', `${order.ins} dialled ${number} abroad`);
  if (number.startsWith('1391') && order.agentId === '881') fail('dial plan', `${order.agentId} dialled ${number}`);
  if (!look.state.config.params.callerIds.includes(command.callerNumber))
    fail('dial plan', `${order.ins} dialled as ${command.callerNumber}`);
}
