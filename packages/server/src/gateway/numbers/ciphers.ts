/**
 * Telephone numbers that pages hold in cipher (EncryptDial, protocol 2). Keys come with the options; a number that cannot
 * be read has one and the same answer whatever was wrong with it. Why these ciphers: docs/decisions/0014-numbers-in-cipher.md.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { EEncryptMode } from '@wssoftphone/protocol';

export interface NumberKeys {
  /** Makes and reads the tokens of mode `hide`; at least 16 characters. */
  readonly secret: string;
  /** PEM of an RSA private key of 2048 bits or more; null: mode `rsa` is off. */
  readonly rsaPem: string | null;
  /** 8 characters (DES), 16 or 24 (Triple DES); null: mode `des` is off. */
  readonly desKey: string | null;
}

export type Deciphered = { readonly number: string } | { readonly code: 'NumberCipherInvalid' | 'NotAvailable' };

export interface NumberCiphers {
  /** What a page may hold in place of a number; good for `seconds` from `now` (epoch milliseconds). */
  seal(number: string, now: number, seconds: number): string;
  decipher(mode: EEncryptMode, text: string, now: number): Deciphered;
}

/** A number as people or exchanges write it; what an ever so slightly wrong key makes of one is none. */
const NUMBER = /^\+?[0-9*#][0-9*# ().-]{1,31}$/;
const INVALID = { code: 'NumberCipherInvalid' } as const;
const OFF = { code: 'NotAvailable' } as const;
const RSA_MIN_BITS = 2048;

/** @throws Error in words for an administrator, when a key cannot be used. */
export function createNumberCiphers({ secret, rsaPem, desKey }: NumberKeys): NumberCiphers {
  if (secret.length < 16) throw new Error('The secret for hidden numbers must have at least 16 characters.');
  const tokenKey = Buffer.from(hkdfSync('sha256', secret, '', 'wssoftphone hidden numbers', 32));
  const rsaKey = rsaPem === null ? null : readRsaKey(rsaPem);
  const tripleKey = desKey === null ? null : readDesKey(desKey);

  function decipher(mode: EEncryptMode, text: string, now: number): Deciphered {
    switch (mode) {
      case EEncryptMode.NONE:
        return asNumber(text);
      case EEncryptMode.HIDE:
        // Deployed pages know the number and only want it hidden from view; newer ones were never given it.
        return NUMBER.test(text) ? { number: text } : asNumber(openToken(tokenKey, text, now));
      case EEncryptMode.RSA:
        return rsaKey === null ? OFF : asNumber(openRsa(rsaKey, text));
      case EEncryptMode.DES:
        return tripleKey === null ? OFF : asNumber(openDes(tripleKey, text));
    }
  }
  return { seal: (number, now, seconds) => sealToken(tokenKey, number, now + seconds * 1000), decipher };
}

const asNumber = (text: string | null): Deciphered => (text !== null && NUMBER.test(text) ? { number: text } : INVALID);

// ── hide: AES-256-GCM of "<expiry in base 36>:<number>" ──

const TOKEN = /^n1\.([\w-]{40,200})$/;
const IV_BYTES = 12;
const TAG_BYTES = 16;

function sealToken(key: Buffer, number: string, until: number): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  // Padded, so that the length does not tell the number's.
  const plain = `${Math.floor(until / 1000).toString(36)}:${number}`.padEnd(48);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `n1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

function openToken(key: Buffer, text: string, now: number): string | null {
  const packed = Buffer.from(TOKEN.exec(text)?.[1] ?? '', 'base64url');
  if (packed.length <= IV_BYTES + TAG_BYTES) return null;
  const cipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAuthTag(packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const plain = finish(() => Buffer.concat([cipher.update(packed.subarray(IV_BYTES + TAG_BYTES)), cipher.final()]));
  const [until = '', number = ''] = plain?.trimEnd().split(':') ?? [];
  return Number.parseInt(until, 36) * 1000 >= now ? number : null;
}

// ── rsa ──

function readRsaKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < RSA_MIN_BITS) {
    throw new Error(`The key for numbers in RSA must be an RSA private key of ${RSA_MIN_BITS} bits or more.`);
  }
  return key;
}

/** OAEP with SHA-256 or SHA-1, or the PKCS #1 v1.5 of JSEncrypt, which most deployed pages use. */
function openRsa(key: KeyObject, text: string): string | null {
  const sealed = bytesOf(text);
  if (sealed === null || sealed.length !== (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8) return null;
  for (const oaepHash of ['sha256', 'sha1']) {
    const plain = finish(() => privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, sealed));
    if (plain !== null) return plain;
  }
  return finish(() => unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, sealed)));
}

/**
 * 00 02, at least eight bytes that are not zero, 00, the message. Node leaves this to its callers because a server that
 * tells bad padding from a bad message can be asked to decrypt anything; here both are the same refusal.
 */
function unpad(block: Buffer): Buffer {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error('padding');
  return block.subarray(end + 1);
}

// ── des ──

/** OpenSSL 3 has single DES no more; Triple DES with the same key three times is the same cipher. */
function readDesKey(text: string): Buffer {
  const key = Buffer.from(text, 'utf8');
  if (key.length === 8) return Buffer.concat([key, key, key]);
  if (key.length === 16) return Buffer.concat([key, key.subarray(0, 8)]);
  if (key.length === 24) return key;
  throw new Error('The key for numbers in DES must have 8, 16 or 24 bytes.');
}

/** ECB with PKCS #7 padding: the default of Java's DES and what pages set for CryptoJS. */
function openDes(key: Buffer, text: string): string | null {
  const sealed = bytesOf(text);
  if (sealed === null || sealed.length === 0 || sealed.length % 8 !== 0) return null;
  return finish(() => {
    const cipher = createDecipheriv('des-ede3', key, null);
    return Buffer.concat([cipher.update(sealed), cipher.final()]);
  });
}

/** Hexadecimal or Base64, with or without the URL's alphabet; form encoders turn + into a blank. */
function bytesOf(text: string): Buffer | null {
  if (/^([0-9a-f]{2}){8,}$/i.test(text)) return Buffer.from(text, 'hex');
  const base64 = text.replaceAll(' ', '+');
  return /^[\w+/-]{8,}={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}

/** What OpenSSL refuses is unreadable, whatever its reason. */
function finish(work: () => Buffer): string | null {
  try {
    return work().toString('utf8');
  } catch {
    return null;
  }
}
