import { constants, createCipheriv, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createNumberCiphers } from '../../src/gateway/numbers/ciphers.ts';
import { API_KEY, Stages, TOKEN_AUTH } from './support/stage.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const SECRET = 'a secret for hidden numbers';
const NUMBER = '13800138000';
const NOW = 1_700_000_000_000;
const INVALID = { code: 'NumberCipherInvalid' };

const ciphers = createNumberCiphers({ secret: SECRET, rsaPem: PEM, desKey: 'simppeer' });
const rsa = (text: string, padding: number, oaepHash = 'sha1') =>
  publicEncrypt({ key: publicKey, padding, oaepHash }, Buffer.from(text));
/** As CryptoJS and Java do it: three times the same key is single DES. */
function des(text: string, key = 'simppeer'): Buffer {
  const cipher = createCipheriv('des-ede3', Buffer.from(key.repeat(3)), null);
  return Buffer.concat([cipher.update(text), cipher.final()]);
}

describe('numbers in cipher', () => {
  it('by a token of this server, while it is good', () => {
    const token = ciphers.seal(NUMBER, NOW, 60);
    expect(token).not.toContain(NUMBER);
    expect(ciphers.decipher('1', token, NOW + 60_000)).toEqual({ number: NUMBER });
    expect(ciphers.decipher('1', token, NOW + 61_000)).toEqual(INVALID);
    const other = createNumberCiphers({ secret: `${SECRET}!`, rsaPem: null, desKey: null });
    expect(other.decipher('1', token, NOW)).toEqual(INVALID);
    const last = token.at(-1) === 'A' ? 'Q' : 'A';
    expect(ciphers.decipher('1', token.slice(0, -1) + last, NOW)).toEqual(INVALID);
    expect(ciphers.seal(NUMBER, NOW, 60)).not.toBe(token);
    expect(ciphers.seal('110', NOW, 60)).toHaveLength(token.length);
  });

  it('in clear by mode hide, as deployed pages do it', () => {
    expect(ciphers.decipher('1', NUMBER, NOW)).toEqual({ number: NUMBER });
  });

  it.each([
    ['OAEP with SHA-256', rsa(NUMBER, constants.RSA_PKCS1_OAEP_PADDING, 'sha256').toString('base64')],
    ['OAEP with SHA-1', rsa(NUMBER, constants.RSA_PKCS1_OAEP_PADDING).toString('base64')],
    ['PKCS #1 v1.5, as JSEncrypt', rsa(NUMBER, constants.RSA_PKCS1_PADDING).toString('base64')],
    ['hexadecimal', rsa(NUMBER, constants.RSA_PKCS1_PADDING).toString('hex')],
    ['+ turned into blanks', rsa(NUMBER, constants.RSA_PKCS1_PADDING).toString('base64').replaceAll('+', ' ')],
  ])('in RSA by %s', (_how, text) => {
    expect(ciphers.decipher('2', text, NOW)).toEqual({ number: NUMBER });
  });

  it('in DES, by the words of OpenSSL for it', () => {
    // printf 13800138000 | openssl enc -des-ecb -K 3132333435363738 -provider legacy -provider default -base64
    const known = createNumberCiphers({ secret: SECRET, rsaPem: null, desKey: '12345678' });
    expect(known.decipher('3', 'r9HZSemkpSW/IfxPOEC+zQ==', NOW)).toEqual({ number: NUMBER });
    expect(ciphers.decipher('3', des(NUMBER).toString('hex'), NOW)).toEqual({ number: NUMBER });
  });

  it.each([
    ['2', 'not base64 !'],
    ['2', NUMBER],
    ['2', rsa('call me', constants.RSA_PKCS1_PADDING).toString('base64')],
    ['2', rsa(NUMBER, constants.RSA_PKCS1_PADDING).subarray(1).toString('base64')],
    ['3', des(NUMBER, 'another!').toString('hex')],
    ['3', des('call me').toString('hex')],
    ['3', NUMBER],
    ['1', 'n1.short'],
    ['1', 'call me'],
  ] as const)('that mode %s cannot read has one answer: %s', (mode, text) => {
    expect(ciphers.decipher(mode, text, NOW)).toEqual(INVALID);
  });

  it('of a mode without a key is not available', () => {
    const bare = createNumberCiphers({ secret: SECRET, rsaPem: null, desKey: null });
    expect(bare.decipher('2', 'x'.repeat(300), NOW)).toEqual({ code: 'NotAvailable' });
    expect(bare.decipher('3', 'x', NOW)).toEqual({ code: 'NotAvailable' });
  });

  it('need keys worth the name', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    expect(() => createNumberCiphers({ secret: SECRET, rsaPem: String(weak), desKey: null })).toThrow(/2048 bits/);
    expect(() => createNumberCiphers({ secret: SECRET, rsaPem: null, desKey: 'seven77' })).toThrow(/8, 16 or 24/);
    expect(() => createNumberCiphers({ secret: 'short', rsaPem: null, desKey: null })).toThrow(/16 characters/);
  });
});

const stages = new Stages();
afterEach(() => stages.close());
const NUMBERS = { secret: SECRET, rsaPem: PEM, desKey: null };

describe('EncryptDial at the gateway', () => {
  it('is deciphered before the desk sees it, whatever a page claims', async () => {
    const on = await stages.open({ numbers: NUMBERS });
    const one = await on.page();
    const phoneNum = rsa(NUMBER, constants.RSA_PKCS1_OAEP_PADDING).toString('base64');
    await one.ask('EncryptDial', { phoneNum, encryptMode: '2', deciphered: { number: '110' } });
    expect((await on.desk.asked('EncryptDial')).command.params).toMatchObject({ deciphered: { number: NUMBER } });
    await one.ask('EncryptDial', { phoneNum: 'rubbish', encryptMode: '2', deciphered: { number: '110' } });
    expect((await on.desk.asked('EncryptDial')).command.params).toMatchObject({ deciphered: INVALID });
  });

  it('takes tokens that the CRM’s server asked for with its key', async () => {
    const on = await stages.open({ numbers: NUMBERS, auth: TOKEN_AUTH });
    const ask = (key: string, body: object) =>
      fetch(`${on.http}/api/v1/number-tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await ask('wrong', { phoneNums: [NUMBER] })).status).toBe(401);
    expect((await ask(API_KEY, { phoneNums: ['call me'] })).status).toBe(400);
    const answer = await ask(API_KEY, { phoneNums: [NUMBER, '110'], ttlSeconds: 60 });
    expect(answer.status).toBe(201);
    const { tokens } = (await answer.json()) as { tokens: string[] };
    expect(tokens).toHaveLength(2);
    expect(JSON.stringify(tokens)).not.toContain(NUMBER);
    expect(ciphers.decipher('1', tokens[0] ?? '', Date.now())).toEqual({ number: NUMBER });
  });
});
