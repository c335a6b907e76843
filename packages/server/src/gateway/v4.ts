/** The frames of wssp.v4: the engine's views as they are, with the texts of faults in the page's language. */
import type { AgentEvent, Lang, Reply, V4Message } from '@wssoftphone/protocol';
import { faultText } from './texts.ts';

/** One message as JSON. */
export const v4Message = (message: V4Message): string => JSON.stringify(message);

export function v4Response(reply: Reply, lang: Lang): V4Message {
  const { fault, ...rest } = reply;
  return { objectClass: 'SPResponse', ...rest, ...(fault ? { fault: faultText(fault, lang) } : {}) };
}

// A queue list goes to every agent of a skill; writing it is most of the work of its event.
const written = new WeakMap<object, string>();

export function v4Event(event: AgentEvent, lang: Lang): string {
  if (event.event === 'QueueChange') {
    const { params, ...rest } = event;
    let list = written.get(params.queueList);
    if (list === undefined) {
      list = JSON.stringify(params.queueList);
      written.set(params.queueList, list);
    }
    const head = JSON.stringify({ objectClass: 'SPEvent', ...rest });
    return `${head.slice(0, -1)},"params":{"queueList":${list}}}`;
  }
  const { fault, ...rest } = event;
  return JSON.stringify({ objectClass: 'SPEvent', ...rest, ...(fault ? { fault: faultText(fault, lang) } : {}) });
}

/** Frames of at most `maxChars` that hold these messages in order: one alone as an object, several as an array. */
export function v4Frames(messages: readonly string[], maxChars: number): readonly string[] {
  const frames: string[] = [];
  let from = 0;
  let chars = 0;
  messages.forEach((message, index) => {
    if (index > from && chars + message.length > maxChars) {
      frames.push(frameOf(messages.slice(from, index)));
      from = index;
      chars = 0;
    }
    chars += message.length + 1;
  });
  if (from < messages.length) frames.push(frameOf(messages.slice(from)));
  return frames;
}
const frameOf = (messages: readonly string[]): string =>
  messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(',')}]`;
