/** What a simulation has met: a checker proves nothing about what never happened. */
import type { CommandInput, Effect } from '@wssoftphone/engine';
import { WAIT_FOR_DISPATCH } from './check/seats.ts';
import type { StepFacts } from './host.ts';

export class Coverage {
  /** How often each thing was met, by its name: `state 6`, `outcome busy`, `input timer`, `refused NumberForbidden`. */
  readonly seen = new Map<string, number>();
  /** Secrets of sessions whose seat the server chose. */
  readonly #chosen = new Set<string>();

  readonly tap = ({ input, result }: StepFacts): void => {
    const { body } = input;
    if (body.kind === 'command') this.#count(`command ${body.command.command}${body.conn === null ? ' by HTTP' : ''}`);
    else if (body.kind === 'switch') {
      this.#count(`switch ${body.event.on}`);
      if (body.event.on === 'ended') this.#count(`ended ${body.event.cause}`);
    } else if (body.kind === 'timer') {
      this.#count(`timer ${body.key.slice(body.key.lastIndexOf(':') + 1)}`);
    } else this.#count(`input ${body.kind}`);
    if (body.kind === 'command' && body.command.ins === WAIT_FOR_DISPATCH) this.#dispatch(body, result.effects);
    for (const effect of result.effects) {
      switch (effect.kind) {
        case 'reply':
          this.#count(`reply ${effect.reply.errorCode}`);
          if (effect.reply.fault) this.#count(`refused ${effect.reply.fault.code}`);
          break;
        case 'event': {
          const { event, agent, fault } = effect.event;
          this.#count(`event ${event}`);
          if (event === 'StateChange' && agent) this.#count(`state ${agent.agentState}`);
          if (fault) this.#count(`refused ${fault.code}`);
          if (agent && this.#chosen.has(agent.delegatorId)) this.#count(`chosen seat: event ${event}`);
          break;
        }
        case 'switch':
          this.#count(`asked ${effect.command.do}`);
          break;
        case 'record':
          if (effect.record.type === 'call') {
            this.#count(`outcome ${effect.record.outcome}`);
            this.#count(`ended by ${effect.record.endedBy}`);
          } else this.#count(`record ${effect.record.type}`);
          break;
        case 'notice':
          this.#count(`notice ${effect.code}`);
          break;
        default:
          break;
      }
    }
  };

  /** What a page does that names no seat. */
  #dispatch({ conn, command }: CommandInput, effects: readonly Effect[]): void {
    const reply = effects.find((effect) => effect.kind === 'reply')?.reply;
    if (reply?.errorCode !== 'Succ') return;
    const seated = reply.ins !== WAIT_FOR_DISPATCH;
    const { delegatorId } = reply.datas;
    if (command.command === 'Init' || command.command === 'Logon') {
      if (!seated) this.#count(`no seat: ${command.command}`);
      else {
        const fresh = command.command === 'Logon' && !this.#chosen.has(String(delegatorId));
        this.#count(fresh ? 'seat chosen' : `chosen seat: ${command.command} again`);
        this.#chosen.add(String(delegatorId));
      }
    } else if (conn === null) this.#count(`no seat named: ${command.command} by HTTP`);
    else this.#count(`no seat named: ${command.command}`);
    if (effects.some((effect) => effect.kind === 'event' && effect.event.event === 'WebSocketReplaced'))
      this.#count('chosen seat: page replaced');
  }

  report(): string {
    return [...this.seen]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${String(count).padStart(9)}  ${name}`)
      .join('\n');
  }

  #count(name: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
  }
}
