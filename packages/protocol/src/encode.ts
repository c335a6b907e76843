/** Making and reading frames at the page's end. No dependency, so that the browser library can take it in. */
import type { ParamValue, SPCommandFrame } from './wire.ts';

export interface CommandToSend {
  readonly command: string;
  readonly ins: string;
  readonly delegatorId: string;
  /** Absent values are left out; objects (customInitParams) travel as a JSON string. */
  readonly params: Readonly<Record<string, ParamValue | object | null | undefined>>;
  /** wssp.v4 only. */
  readonly id?: string | undefined;
  /** wssp.v4 only: milliseconds the command waited before it is sent. */
  readonly age?: number | undefined;
}

/** The SPCommand as an object; `JSON.stringify` of it is the frame. */
export function commandFrame(send: CommandToSend): SPCommandFrame {
  const params: Record<string, ParamValue> = {};
  for (const [key, value] of Object.entries(send.params)) {
    if (value === undefined || value === null) continue;
    params[key] = typeof value === 'object' ? JSON.stringify(value) : value;
  }
  return {
    command: send.command,
    objectClass: 'SPCommand',
    ins: send.ins,
    delegatorId: send.delegatorId,
    params,
    ...(send.id === undefined ? {} : { id: send.id }),
    ...(send.age === undefined ? {} : { age: Math.max(0, Math.round(send.age)) }),
  };
}

/** One text frame. */
export function encodeCommand(send: CommandToSend): string {
  return JSON.stringify(commandFrame(send));
}

/**
 * The messages of a server frame, in order: one object, or the objects of an array (wssp.v4). Anything that is not an
 * object with an `objectClass` is left out; a frame that is not JSON gives none.
 */
export function serverMessages(frame: string): readonly Readonly<Record<string, unknown>>[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame);
  } catch {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return list.filter(
    (one): one is Record<string, unknown> =>
      typeof one === 'object' && one !== null && typeof (one as Record<string, unknown>).objectClass === 'string',
  );
}
