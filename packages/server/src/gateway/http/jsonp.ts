/** JSON as a script: for pages of other origins that know no better (manual chapter 4). */
import { PROTOCOL_LIMITS } from '@wssoftphone/protocol';

/** A function's name, or a path of names: nothing that could be a statement. */
export function isCallbackName(name: string): boolean {
  return name.length <= PROTOCOL_LIMITS.callback && /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(name);
}

/** The comment keeps the answer from being read as anything but a script, whatever the callback is called. */
export function jsonpBody(callback: string, json: string): string {
  return `/**/${callback}(${json});`;
}
