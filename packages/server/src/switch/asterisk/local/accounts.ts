/** What a person needs to set up a telephone: address, user and password, in a file that only its owner can read. */
import { rename, writeFile } from 'node:fs/promises';
import type { PhoneSetup } from '../../../ports/switch.ts';

export interface SipAddress {
  readonly host: string;
  readonly port: number;
}

export function accountsText(sip: SipAddress, phones: readonly PhoneSetup[]): string {
  const rows = phones.flatMap(({ number, secret }) => (secret === null ? [] : [`${number.padEnd(12)}${secret}`]));
  return [
    `# SIP telephones register at ${sip.host}:${sip.port} over UDP with G.711. Written by WSAgentServer; changes here change nothing.`,
    `${'# user'.padEnd(12)}password`,
    ...rows,
    '',
  ].join('\n');
}

/** Rejects when the file cannot be written. */
export async function writeAccounts(file: string, sip: SipAddress, phones: readonly PhoneSetup[]): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, accountsText(sip, phones), { mode: 0o600 });
  await rename(unfinished, file);
}
