/** A dial command as Asterisk wants it. */
import type { SwitchCommand } from '@wssoftphone/engine';
import type { PhoneSetup } from '../../ports/switch.ts';
import type { Operations } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';

type DialCommand = Extract<SwitchCommand, { do: 'dial' }>;
export type DialRequest = Omit<Operations['channels.originateWithId']['params'], 'channelId'>;

/**
 * Telephones that pick up by themselves are asked to in one of these ways, by maker. A telephone that knows none of
 * them, or must not, rings as ever.
 */
export const PICK_UP = {
  'PJSIP_HEADER(add,Call-Info)': '<sip:wsagentserver>;answer-after=0',
  'PJSIP_HEADER(add,Alert-Info)': '<http://wsagentserver>;info=alert-autoanswer;delay=0',
} as const;

/** null: there is no way to that number. */
export function dialRequest(
  command: DialCommand,
  phone: PhoneSetup | undefined,
  trunk: string | null,
  app: string,
): DialRequest | null {
  const endpoint = endpointOf(command, trunk);
  if (endpoint === null) return null;
  const pickUp = command.autoAnswer && phone?.serverAnswer === true;
  return {
    endpoint,
    app,
    appArgs: 'dialled',
    callerId: callerId(command.callerName, command.callerNumber),
    timeout: Math.max(1, Math.min(3600, Math.round(command.timeoutSeconds))),
    // Without them a channel may get a rate that costs a fifth of a core, and a browser the wrong codec.
    formats: phone?.kind === 'webrtc' ? 'opus,alaw,ulaw' : 'alaw,ulaw',
    json: { variables: { WSSP_CALL: command.call, ...(pickUp ? PICK_UP : {}) } },
  };
}

function endpointOf({ target }: DialCommand, trunk: string | null): string | null {
  // What ends up in a dial string must not be able to change its meaning.
  if (target.kind === 'extension') {
    return /^[A-Za-z0-9_-]{1,32}$/.test(target.number) ? `PJSIP/${target.number}` : null;
  }
  const plain = /^[+*#0-9]+$/.test(target.number) && target.number.length <= ASTERISK_LIMITS.numberChars;
  return plain && trunk !== null ? `PJSIP/${target.number}@${trunk}` : null;
}

function callerId(name: string, number: string): string {
  const plainName = name.replaceAll(/["\\<>\p{Cc}]/gu, '').slice(0, ASTERISK_LIMITS.nameChars);
  const plainNumber = number.replaceAll(/[^+*#0-9A-Za-z_-]/g, '').slice(0, ASTERISK_LIMITS.numberChars);
  return `"${plainName}" <${plainNumber}>`;
}
