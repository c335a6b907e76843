/** The SIP account and the line of a telephone in the browser: for the page that holds the session, and nobody else. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import type { SessionView } from '@wssoftphone/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { lineKey } from '../../src/gateway/phone/key.ts';
import type { BrowserPhones } from '../../src/ports/switch.ts';
import { agentView } from './support/fake-desk.ts';
import { ManualClock } from './support/manual-clock.ts';
import { type Stage, Stages, systemClock, TOKEN_AUTH } from './support/stage.ts';

const HA1 = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const ORIGIN = 'https://crm.example.com';
const stages = new Stages();
let asterisk: WebSocketServer;
let phones: BrowserPhones;
const log: string[] = [];

beforeEach(async () => {
  asterisk = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ws', handleProtocols: () => 'sip' });
  asterisk.on('connection', (socket) => socket.on('message', (data) => socket.send(`heard ${data}`)));
  await once(asterisk, 'listening');
  phones = {
    line: new URL(`ws://127.0.0.1:${(asterisk.address() as AddressInfo).port}/ws`),
    account: (user) => (user === '6009' ? null : { user, realm: 'wsagentserver', ha1: HA1 }),
  };
  log.length = 0;
});
afterEach(async () => {
  await stages.close();
  asterisk.close();
});

async function open(over: Partial<Parameters<Stages['open']>[1]> = {}): Promise<Stage> {
  const sink = new Writable({
    write: (chunk, _, done) => {
      log.push(String(chunk));
      done();
    },
  });
  const on = await stages.open(
    { auth: TOKEN_AUTH, origins: [ORIGIN] },
    { phones, log: pino({ level: 'trace' }, sink), clock: systemClock, ...over },
  );
  for (const [ins, delegatorId, agentState] of [
    ['6002', 'd0c5', 3],
    ['6003', 'beef', 6],
    ['6004', 'cafe', 1],
    ['6009', 'dead', 3],
  ] as const) {
    on.desk.sessions.set(ins, { agent: agentView({ ins, delegatorId, agentState }) } as SessionView);
  }
  return on;
}
const ask = async (on: Stage, ins: string, delegatorId?: string) => {
  const response = await fetch(`${on.http}/api/v1/sessions/${ins}/phone?lang=en`, {
    headers: delegatorId === undefined ? {} : { 'x-delegator-id': delegatorId },
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
};

describe('the account', () => {
  it('is told to the page of its own session', async () => {
    const on = await open();
    const { status, headers, body } = await ask(on, '6002', 'd0c5');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ user: '6002', realm: 'wsagentserver', ha1: HA1, line: expect.stringMatching(/^\/sip\?/) });
    expect(body.line).not.toContain('d0c5');
  });

  it.each([
    ['another session', '6003', 'd0c5', 403, 'DelegatorMismatch'],
    ['nobody', '6002', undefined, 403, 'DelegatorMismatch'],
    ['a page that has not logged on', '6004', 'cafe', 403, 'DelegatorMismatch'],
    ['a seat without a session', '6008', 'd0c5', 404, 'SessionUnknown'],
    ['a seat with another kind of telephone', '6009', 'dead', 404, 'BrowserPhoneUnknown'],
  ])('is not told to %s', async (_who, ins, delegatorId, expected, code) => {
    const { status, body } = await ask(await open(), ins, delegatorId);
    expect(status).toBe(expected);
    expect(body.error).toMatchObject({ code, text: expect.stringMatching(/\w/) });
    expect(JSON.stringify(body)).not.toContain(HA1);
  });

  it('is told so often and no more, whoever guesses', async () => {
    const clock = new ManualClock();
    const on = await open({ clock });
    const guesses = await Promise.all(Array.from({ length: 10 }, () => ask(on, '6002', 'wrong')));
    expect(guesses.every(({ status }) => status === 403)).toBe(true);
    expect(await ask(on, '6002', 'd0c5')).toMatchObject({ status: 429, body: { error: { code: 'TooManyCommands' } } });
    expect((await ask(on, '6003', 'beef')).status).toBe(200);
    clock.advance(2_000);
    expect((await ask(on, '6002', 'd0c5')).status).toBe(200);
  });

  it('is not there without a switch that has such telephones', async () => {
    const on = await open({ phones: undefined });
    expect((await ask(on, '6002', 'd0c5')).body.error.code).toBe('BrowserPhoneUnknown');
  });

  it('is written into no log, nor is the key of the line', async () => {
    const on = await open();
    const { body } = await ask(on, '6002', 'd0c5');
    await heardOn(on, body.line);
    expect(log.join('')).toContain('/api/v1/sessions/:ins/phone');
    expect(log.join('')).not.toContain(HA1);
    expect(log.join('')).not.toContain(lineKey('d0c5'));
  });
});

/** What the switch answers on that line; a number: the status with which it is refused. */
async function heardOn(on: Stage, line: string, origin = ORIGIN): Promise<string | number> {
  const socket = new WebSocket(`${on.ws}${line}`, ['sip'], { origin });
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
    socket.on('open', () => socket.send('REGISTER'));
    socket.on('message', (data) => {
      expect(socket.protocol).toBe('sip');
      resolve(String(data));
      socket.close();
    });
  });
}

describe('the line', () => {
  it('leads to the switch, both ways', async () => {
    const on = await open();
    const { body } = await ask(on, '6002', 'd0c5');
    expect(await heardOn(on, body.line)).toBe('heard REGISTER');
  });

  it.each([
    ['the key of another session', `/sip?ins=6003&key=${lineKey('d0c5')}`, 403],
    ['no key', '/sip?ins=6002', 403],
    ['the delegatorId itself', '/sip?ins=6002&key=d0c5', 403],
    ['a session that nobody has logged on to', `/sip?ins=6004&key=${lineKey('cafe')}`, 403],
    ['no session', `/sip?ins=6008&key=${lineKey('d0c5')}`, 403],
    ['another kind of telephone', `/sip?ins=6009&key=${lineKey('dead')}`, 403],
  ])('is closed to %s', async (_what, line, status) => {
    expect(await heardOn(await open(), line)).toBe(status);
  });

  it('is closed to pages of another site', async () => {
    const on = await open();
    expect(await heardOn(on, `/sip?ins=6002&key=${lineKey('d0c5')}`, 'https://evil.example')).toBe(403);
  });

  it('says so when the switch is away', async () => {
    const on = await open();
    asterisk.close();
    for (const client of asterisk.clients) client.terminate();
    await once(asterisk, 'close');
    expect(await heardOn(on, `/sip?ins=6002&key=${lineKey('d0c5')}`)).toBe(502);
  });

  it('is there so often for a seat and no more, and ends when the page goes', async () => {
    const on = await open();
    const line = `${on.ws}/sip?ins=6002&key=${lineKey('d0c5')}`;
    const sockets = Array.from({ length: 4 }, () => new WebSocket(line, ['sip'], { origin: ORIGIN }));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    expect(await heardOn(on, `/sip?ins=6002&key=${lineKey('d0c5')}`)).toBe(503);
    const gone = [...asterisk.clients].map((client) => once(client, 'close'));
    for (const socket of sockets) socket.terminate();
    await Promise.all(gone);
    await expect.poll(() => heardOn(on, `/sip?ins=6002&key=${lineKey('d0c5')}`)).toBe('heard REGISTER');
  });
});
