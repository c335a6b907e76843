/**
 * Numbers that nobody at a seat may see: those dialled by EncryptDial always, and callers' where NUMBERMASK has been on from
 * the beginning. Neither a page nor a telephone's display is told one, by whichever event.
 */
import type { AgentEvent, CoInfos, QueueItem } from '@wssoftphone/protocol';
import { CALLERS_NUMBERS, HIDDEN_NUMBERS } from '../config.ts';
import type { Checker, Look } from './checker.ts';
import { fail } from './violation.ts';

export class HiddenNumberChecker implements Checker {
  /** NUMBERMASK, since the first step. */
  #masked = true;
  /** Somebody has dialled a number in cipher. */
  #ciphered = false;

  step({ facts, state }: Look): void {
    const { body } = facts.input;
    this.#masked &&= state.config.params.maskNumbers;
    this.#ciphered ||= body.kind === 'command' && body.command.command === 'EncryptDial';
    if (!this.#masked && !this.#ciphered) return;
    for (const effect of facts.result.effects) {
      if (effect.kind === 'event') {
        const { event } = effect;
        for (const text of textsOf(event)) this.#told(text, `${event.event} for ${event.ins}`);
      } else if (effect.kind === 'switch' && effect.command.do === 'dial') {
        const { callerNumber, callerName, target } = effect.command;
        if (target.kind !== 'extension') continue;
        this.#told(`${callerNumber} ${callerName}`, `the telephone ${target.number}`);
      }
    }
  }

  #told(text: string, whom: string): void {
    const found = HIDDEN_NUMBERS.exec(text) ?? (this.#masked ? CALLERS_NUMBERS.exec(text) : null);
    if (found) fail('hidden number', `${whom} has ${found[0]} in clear`);
  }
}

const ofCall = (call: CoInfos | null | undefined): string => (call ? Object.values(call).join(' ') : '');
const ofQueue = (queue: readonly QueueItem[]): string => queue.map((item) => Object.values(item).join(' ')).join(' ');

/** Everything in an event that could have a number in it. */
function textsOf(event: AgentEvent): readonly string[] {
  const texts = [ofCall(event.call), event.fault?.args ? Object.values(event.fault.args).join(' ') : ''];
  switch (event.event) {
    case 'QueueChange':
      return [...texts, ofQueue(event.params.queueList)];
    case 'Snapshot':
      return [...texts, ofCall(event.params.view.call), ofQueue(event.params.view.queue)];
    case 'RefreshAgentListSucc':
    case 'MonitorControlSucc':
    case 'MonitorControlFailed':
    case 'MonitorContorled':
    case 'IVRCheckReturn':
      return [...texts, JSON.stringify(event.params)];
    case 'AgentMsgArrive': {
      // Its id is made of random digits.
      const { id: _, ...said } = event.params.message;
      return [...texts, JSON.stringify(said)];
    }
    default:
      return texts;
  }
}
