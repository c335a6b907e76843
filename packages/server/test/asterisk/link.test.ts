/** Asterisk connects to us: who may, and what becomes of the connection before. */
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLink, type Link } from '../../src/switch/asterisk/link.ts';
import { clock, log } from './quiet.ts';

let link: Link;
const told: string[] = [];
beforeEach(async () => {
  told.length = 0;
  const ari = { url: 'http://127.0.0.1:1', user: 'u', password: 'p' };
  link = createLink(
    { kind: 'listen', host: '127.0.0.1', port: 0, user: 'asterisk', password: 'secret' },
    ari,
    'wssp',
    clock,
    log,
  );
  await link.start({
    opened: () => told.push('opened'),
    event: (event) => told.push(event.type),
    lost: (reason) => told.push(`lost: ${reason}`),
  });
});
afterEach(() => link.stop());

const call = (password: string) =>
  new WebSocket(`ws://127.0.0.1:${link.port}/anything`, 'ari', {
    headers: { authorization: `Basic ${Buffer.from(`asterisk:${password}`).toString('base64')}` },
  });

it('lets in who knows the password, and nobody else', async () => {
  for (const wrong of ['', 'secret!', 'Secret']) {
    const refused = call(wrong);
    const [, response] = await once(refused, 'unexpected-response');
    expect(response.statusCode).toBe(401);
    refused.on('error', () => {});
    refused.terminate();
  }
  const nobody = new WebSocket(`ws://127.0.0.1:${link.port}/`);
  nobody.on('error', () => {});
  const [, response] = await once(nobody, 'unexpected-response');
  expect(response.statusCode).toBe(401);
  nobody.terminate();
  const welcome = call('secret');
  await once(welcome, 'open');
  expect(welcome.protocol).toBe('ari');
  expect(told).toEqual(['opened']);
});

it('goes on with the newest connection', async () => {
  const first = call('secret');
  await once(first, 'open');
  const gone = once(first, 'close');
  const second = call('secret');
  await once(second, 'open');
  await gone;
  second.send('{"type":"StasisStart"}');
  second.close();
  await once(second, 'close');
  expect(told).toEqual(['opened', 'lost: Asterisk connected anew', 'opened', 'StasisStart', 'lost: closed (1005)']);
});

it('lets a connection that it gave up back in only after a pause', async () => {
  const first = call('secret');
  await once(first, 'open');
  const gone = once(first, 'close');
  link.renew('no good');
  await gone;
  const early = call('secret');
  const [, response] = await once(early, 'unexpected-response');
  expect(response.statusCode).toBe(503);
  early.on('error', () => {});
  early.terminate();
  expect(told).toEqual(['opened', 'lost: no good']);
});
