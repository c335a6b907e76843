/** What a simulation has met: a checker proves nothing about what never happened. */
import type { StepFacts } from './host.ts';

export class Coverage {
  /** How often each thing was met, by its name: `state 6`, `outcome busy`, `input timer`, `refused NumberForbidden`. */
  readonly seen = new Map<string, number>();

  readonly tap = ({ input, result }: StepFacts): void => {
    const { body } = input;
    if (body.kind === 'command') this.#count(`command ${body.command.command}${body.conn === null ? ' by HTTP' : ''}`);
    else if (body.kind === 'switch') {
      this.#count(`switch ${body.event.on}`);
      if (body.event.on === 'ended') this.#count(`ended ${body.event.cause}`);
    } else if (body.kind === 'timer') {
      this.#count(`timer ${body.key.slice(body.key.lastIndexOf(':') + 1)}`);
    } else this.#count(`input ${body.kind}`);
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
