/** What a log may not hold: capabilities, tokens, keyed digits, messages between people. */
const SECRET: ReadonlySet<string> = new Set([
  'delegatorId',
  'softPhoneCode',
  'token',
  'secret',
  'digit',
  'digits',
  'deciphered',
  'msg',
]);

/** A value as text for a log line, without secrets, cut to a length. */
export function redacted(value: unknown, most: number): string {
  const text =
    JSON.stringify(value, (key, inner: unknown) => (SECRET.has(key) && inner !== '' && inner !== null ? '…' : inner)) ??
    'undefined';
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}
