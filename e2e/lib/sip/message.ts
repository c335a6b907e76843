/** As much of SIP messages as a bystander on the wire needs. */

export interface SipMessage {
  /** Method of a request, null for a response. */
  readonly method: string | null;
  /** Status of a response, 0 for a request. */
  readonly status: number;
  readonly startLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const COMPACT: Readonly<Record<string, string>> = { i: 'call-id', f: 'from', t: 'to', m: 'contact', v: 'via' };

/** null for anything that is no SIP message (a keep-alive, for one). */
export function parseSip(text: string): SipMessage | null {
  const end = text.indexOf('\r\n\r\n');
  const [startLine = '', ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n');
  const response = /^SIP\/2\.0 (\d{3}) /.exec(startLine);
  const request = /^([A-Z-]+) \S+ SIP\/2\.0$/.exec(startLine);
  if (response === null && request === null) return null;
  const headers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    if (colon < 0) return [];
    const name = line.slice(0, colon).trim().toLowerCase();
    return [[COMPACT[name] ?? name, line.slice(colon + 1).trim()]];
  });
  return {
    method: request?.[1] ?? null,
    status: Number(response?.[1] ?? 0),
    startLine,
    headers,
    body: end < 0 ? '' : text.slice(end + 4),
  };
}

export function header(message: SipMessage, name: string): string {
  return message.headers.find(([one]) => one === name)?.[1] ?? '';
}
export function callId(message: SipMessage): string {
  return header(message, 'call-id');
}
/** Method that a message is about: its own, or the one that a response answers. */
export function about(message: SipMessage): string {
  return header(message, 'cseq').split(/\s+/)[1] ?? '';
}
/** User part of the first SIP URI in a header or start line. */
export function userOf(text: string): string {
  return decodeURIComponent(/sips?:([^@;>]+)@/.exec(text)?.[1] ?? '');
}
export function tagOf(value: string): string {
  return /;tag=([^;>\s]+)/.exec(value)?.[1] ?? '';
}
/** Where a description wants its audio; null without one. */
export function mediaOf(message: SipMessage): { readonly host: string; readonly port: number } | null {
  const port = /^m=audio (\d+) /m.exec(message.body)?.[1];
  const host = /^c=IN IP4 (\S+)/m.exec(message.body)?.[1];
  return port === undefined || host === undefined ? null : { host, port: Number(port) };
}
