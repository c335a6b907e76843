/** Rule 18: same seed, same trace. A running hash of everything that went in and came out. */
import { createHash } from 'node:crypto';
import type { SettingsView } from '@wssoftphone/protocol';
import type { StepFacts } from './host.ts';

export class Trace {
  readonly #hash = createHash('sha256');
  /** Settings are large and sent often; a configuration makes them once. */
  readonly #settings = new WeakMap<object, string>();

  readonly tap = ({ input, result }: StepFacts): void => {
    const body = input.body.kind === 'config' ? 'config' : input.body;
    this.#hash.update(JSON.stringify([input.at, body, result.changed]));
    for (const effect of result.effects) {
      if (effect.kind === 'event' && effect.event.event === 'SettingsNotify') {
        const { params, ...event } = effect.event;
        this.#hash.update(JSON.stringify(event));
        this.#hash.update(this.#settingsText(params));
      } else this.#hash.update(JSON.stringify(effect));
    }
  };

  /** Of everything so far; asked for once. */
  get digest(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }

  #settingsText(settings: SettingsView): string {
    let text = this.#settings.get(settings);
    if (text === undefined) {
      text = JSON.stringify(settings);
      this.#settings.set(settings, text);
    }
    return text;
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
