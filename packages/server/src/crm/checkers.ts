/** Who says whether a password that a caller keyed is right. Nothing here keeps or tells digits. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DigitCheck } from '../ports/outside.ts';
import { CRM_LIMITS } from './limits.ts';
import type { CrmClient } from './request.ts';

export type Checker = (asked: DigitCheck) => Promise<boolean>;

/** Asks the CRM: POST {svn, ani, coid, digits}, answered {"good": true} or {"good": false}. */
export function urlChecker(client: CrmClient, url: string): Checker {
  return async ({ svn, ani, coid, digits }) => {
    const body = { svn, ani, coid, digits };
    const answer = await client.ask({ method: 'POST', url, body, timeoutMs: CRM_LIMITS.checkMs });
    const good = typeof answer === 'object' && answer !== null && 'good' in answer ? answer.good : undefined;
    if (typeof good !== 'boolean') throw new Error('the answer has no "good" that is true or false');
    return good;
  };
}

const COST = { N: 16_384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** A line of the file: `13800138000 scrypt$16384$8$1$<salt>$<hash>`; `*` stands for every caller. */
export async function hashLine(caller: string, digits: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(digits, salt, KEY_BYTES, COST);
  const { N, r, p } = COST;
  return `${caller} scrypt$${N}$${r}$${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

interface Hash {
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Looks the caller up in a file of hashes, which is read again when it has changed. */
export function fileChecker(file: string): Checker {
  let known: { readonly version: string; readonly hashes: ReadonlyMap<string, Hash> } | null = null;
  let hashing = 0;

  async function hashes(): Promise<ReadonlyMap<string, Hash>> {
    const { mtimeMs, size } = await stat(file);
    const version = `${mtimeMs} ${size}`;
    if (known?.version === version) return known.hashes;
    if (size > CRM_LIMITS.hashFileBytes) throw new Error(`${file} has more than ${CRM_LIMITS.hashFileBytes} bytes`);
    known = { version, hashes: readHashes(await readFile(file, 'utf8'), file) };
    return known.hashes;
  }
  return async ({ ani, digits }) => {
    const all = await hashes();
    const wanted = all.get(ani) ?? all.get('*');
    if (wanted === undefined) return false;
    if (hashing >= CRM_LIMITS.hashing) throw new Error(`${CRM_LIMITS.hashing} checks are under way already`);
    hashing += 1;
    try {
      return timingSafeEqual(await derive(digits, wanted.salt, wanted.hash.length, wanted.cost), wanted.hash);
    } finally {
      hashing -= 1;
    }
  };
}

/** @throws Error that names the line, and nothing that stands in it */
function readHashes(text: string, file: string): ReadonlyMap<string, Hash> {
  const found = new Map<string, Hash>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const match = /^(\*|\+?[0-9*#]{1,32})\s+scrypt\$(\d{1,6})\$(\d{1,2})\$(\d{1,2})\$([\w+/=]+)\$([\w+/=]+)\s*$/.exec(
      line,
    );
    const [, caller, N, r, p, salt = '', hash = ''] = match ?? [];
    const bytes = Buffer.from(hash, 'base64');
    if (caller === undefined || bytes.length < 16 || bytes.length > 64) {
      throw new Error(`${file}:${index + 1}: expected <caller> scrypt$N$r$p$<salt>$<hash>`);
    }
    found.set(caller, {
      cost: { N: Number(N), r: Number(r), p: Number(p) },
      salt: Buffer.from(salt, 'base64'),
      hash: bytes,
    });
  }
  return found;
}

/** In demo mode, where nobody was asked for a better one. It is no secret, and the server says so when it starts. */
export const DEMO_PASSWORD = '123456';
export const demoChecker: Checker = async ({ digits }) => digits === DEMO_PASSWORD;
