/** For whoever sets up telephones on our own Asterisk: their numbers and passwords, in a file for the server's user only. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedConfig } from './ports/store.ts';

export function sipPhonesFile(dataDir: string): string {
  return join(dataDir, 'sip-phones.txt');
}

export async function writeSipPhones(dataDir: string, { phones }: LoadedConfig): Promise<void> {
  const lines = phones.filter(({ secret }) => secret !== null).map(({ number, secret }) => `${number} ${secret}`);
  const file = sipPhonesFile(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${['# number password', ...lines].join('\n')}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
