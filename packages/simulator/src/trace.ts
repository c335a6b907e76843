/** Rule 18: same seed, same trace. A running hash of everything that went in and came out. */
import type { StepFacts } from './host.ts';
import { hashText } from './random.ts';

export class Trace {
  #a = 0x811c9dc5;
  #b = 0x01000193;

  readonly tap = ({ input, result }: StepFacts): void => {
    const text = JSON.stringify([
      input.at,
      input.body.kind === 'config' ? 'config' : input.body,
      result.effects,
      result.changed,
    ]);
    this.#a = hashText(text, this.#a);
    this.#b = hashText(text, this.#b ^ text.length);
  };

  get digest(): string {
    return this.#a.toString(16).padStart(8, '0') + this.#b.toString(16).padStart(8, '0');
  }
}

/** One step in a few lines, for reading. */
export function describeStep({ index, input, result }: StepFacts): string {
  const { body } = input;
  const what =
    body.kind === 'command'
      ? `command ${body.conn ?? 'http'} ${body.command.ins} ${body.command.command} ${JSON.stringify(body.command.params)} id=${body.command.id ?? ''}`
      : body.kind === 'switch'
        ? `switch ${JSON.stringify(body.event)}`
        : body.kind === 'timer'
          ? `timer ${body.key} #${body.epoch}`
          : body.kind === 'config'
            ? 'config'
            : body.kind === 'verified'
              ? `verified ${body.call} ${body.good}`
              : `closed ${body.conn}`;
  const lines = [`#${index} ${new Date(input.at).toISOString().slice(11, 23)} ${what}`];
  for (const effect of result.effects) lines.push(`     → ${describeEffect(effect)}`);
  if (result.changed.length > 0) lines.push(`     changed ${result.changed.join(' ')}`);
  return lines.join('\n');
}

function describeEffect(effect: StepFacts['result']['effects'][number]): string {
  switch (effect.kind) {
    case 'reply':
      return `reply ${effect.reply.errorCode} ${effect.reply.fault?.code ?? ''} state=${effect.reply.agent?.agentState ?? ''}`;
    case 'event': {
      const { event, ins, seq, fault, agent, replyTo } = effect.event;
      return `event ${ins} ${event} seq=${seq} ${fault?.code ?? ''} state=${agent?.agentState ?? ''} ${replyTo ? `replyTo=${replyTo}` : ''} on ${effect.conn}`;
    }
    case 'verify':
      return `verify ${effect.call} ${effect.request}`;
    case 'switch':
      return `switch ${JSON.stringify(effect.command)}`;
    case 'timer':
      return `timer ${effect.key} at ${new Date(effect.at).toISOString().slice(11, 23)} #${effect.epoch}`;
    case 'timer-cancel':
      return `cancel ${effect.key}`;
    case 'record':
      return `record ${JSON.stringify(effect.record).slice(0, 400)}`;
    case 'notice':
      return `notice ${effect.level} ${effect.code} ${effect.ins ?? ''} ${JSON.stringify(effect.detail ?? {})}`;
  }
}
