import { afterEach, describe, expect, it } from 'vitest';
import type { Submission } from '../../src/ports/desk.ts';
import { agentView, succ } from './support/fake-desk.ts';
import { ManualClock } from './support/manual-clock.ts';
import { API_KEY, type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

const REFUSED = { errorCode: 'ProcessFailed', errorDesc: '登录凭证无效,登录失败' };
const TAKEN = { errorCode: 'Succ' };
async function guarded(
  more = {},
): Promise<Stage & { token(agentId: string, scope?: 'agent' | 'admin'): Promise<string> }> {
  const on = await stages.open({ auth: TOKEN_AUTH, ...more });
  return {
    ...on,
    token: async (agentId, scope = 'agent') => (await on.gateway.tokens?.issue({ agentId, scope }))?.token ?? '',
  };
}
/** What the engine answers to an Init that joins a logged-on session. */
const running = (submission: Submission, more = {}) =>
  succ(submission, { agent: agentView({ agentState: 6, ...more }), datas: { delegatorId: 'd0c5' } });

describe('mode open', () => {
  it('asks nobody, and leaves softPhoneCode to the desk', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    expect(await one.ask('Logon', { agentId: '888', softPhoneCode: 'x' })).toMatchObject(TAKEN);
    expect(desk.submissions[0]).toMatchObject({ command: { params: { softPhoneCode: 'x' } } });
    expect(desk.submissions[0]).not.toHaveProperty('proven');
  });
});

describe('a token in the address', () => {
  it('proves the page once', async () => {
    const { desk, page, token } = await guarded();
    const address = `/websocket?token=${await token('888')}`;
    const one = await page(address);
    expect(await one.ask('Init', { agentId: '888' })).toMatchObject(TAKEN);
    expect(desk.submissions[0]).not.toHaveProperty('proven');
    expect(await one.ask('Dial', { phoneNum: '1' })).toMatchObject(TAKEN);

    const again = await page(address);
    expect(await again.ask('Dial', { phoneNum: '1' })).toMatchObject(REFUSED);
  });
});

describe('a token as the first subprotocol', () => {
  it('proves the page, with and without wssp.v4 beside it', async () => {
    const { page, token } = await guarded();
    const jwt = await token('888');
    expect(await (await page('/', [jwt])).ask('Hold')).toMatchObject(TAKEN);
    expect(await (await page('/', [jwt, 'wssp.v4'])).ask('Hold')).toMatchObject(TAKEN);
    expect(await (await page('/', ['not.a.token'])).ask('Hold')).toMatchObject(REFUSED);
  });
});

describe('a token in softPhoneCode at Logon', () => {
  it('proves a page that connected with nothing', async () => {
    const { desk, page, token } = await guarded();
    const one = await page();
    expect(await one.ask('CheckWebSocket', { agentId: '888' })).toMatchObject(TAKEN);
    expect(await one.ask('Init', { agentId: '888' })).toMatchObject(TAKEN);
    expect(await one.ask('WSHello')).toMatchObject(TAKEN);
    expect(desk.submissions.map((submission) => submission.proven)).toEqual([false, false, false]);
    expect(await one.ask('Dial', { phoneNum: '1' })).toMatchObject(REFUSED);

    expect(await one.ask('Logon', { agentId: '888', softPhoneCode: await token('888') })).toMatchObject(TAKEN);
    const logon = await desk.asked('Logon');
    expect(logon.command.params).toEqual({ agentId: '888' });
    expect(logon).not.toHaveProperty('proven');
    expect(await one.ask('Dial', { phoneNum: '1' })).toMatchObject(TAKEN);
  });

  it('keeps the order of what comes while it is checked', async () => {
    const { desk, page, token } = await guarded();
    const one = await page();
    const jwt = await token('888');
    const params = (own: object) => ({ ins: '6002', params: { agentId: '888', ...own } });
    one.send({ command: 'Logon', ...params({ softPhoneCode: jwt }) });
    one.send({ command: 'SetWorkMode', ...params({ workMode: '0' }) });
    one.send({ command: 'Dial', ...params({ phoneNum: '1' }) });
    const answers = [await one.next(), await one.next(), await one.next()];
    expect(answers).toMatchObject([
      { command: 'Logon', ...TAKEN },
      { command: 'SetWorkMode', ...TAKEN },
      { command: 'Dial', ...TAKEN },
    ]);
    expect(desk.submissions.map(({ command }) => command.command)).toEqual(['Logon', 'SetWorkMode', 'Dial']);
  });

  it('holds a bounded number meanwhile', async () => {
    const { page, token } = await guarded({ limits: { heldMessages: 2 } });
    const one = await page('/', ['wssp.v4']);
    const hello = (id: string) => ({ command: 'WSHello', ins: '6002', params: {}, id });
    const logon = {
      command: 'Logon',
      ins: '6002',
      params: { agentId: '888', softPhoneCode: await token('888') },
      id: 'l',
    };
    one.send(JSON.stringify([logon, hello('1'), hello('2'), hello('3')]));
    expect(await one.next()).toMatchObject({ replyTo: '3', fault: { code: 'TooManyCommands' } });
    expect(JSON.parse(await one.frame())).toMatchObject([
      { replyTo: 'l', ...TAKEN },
      { replyTo: '1' },
      { replyTo: '2' },
    ]);
  });

  it.each([
    ['none', async () => undefined],
    ['one that is none', async () => 'secret'],
    ['one of another agent', (token: (agentId: string) => Promise<string>) => token('999')],
  ])('with %s is refused, and the deployed page hears LogonFailed', async (_what, code) => {
    const { desk, page, token } = await guarded();
    const one = await page();
    expect(await one.ask('Logon', { agentId: '888', softPhoneCode: await code(token) })).toMatchObject({
      command: 'Logon',
      ...REFUSED,
    });
    expect(await one.next()).toEqual({
      objectClass: 'SPEvent',
      event: 'LogonFailed',
      ins: '6002',
      errorCode: 'TokenInvalid',
      errorDesc: REFUSED.errorDesc,
    });
    expect(desk.submissions).toEqual([]);
  });

  it('may change the agent of a page, when the token says so', async () => {
    const { page, token } = await guarded();
    const one = await page(`/?token=${await token('888')}`);
    expect(await one.ask('Logon', { agentId: '999', softPhoneCode: 'no' })).toMatchObject(REFUSED);
    await one.next();
    expect(await one.ask('Hold', { agentId: '888' })).toMatchObject(TAKEN);
    expect(await one.ask('Logon', { agentId: '999', softPhoneCode: await token('999') })).toMatchObject(TAKEN);
    expect(await one.ask('Hold', { agentId: '888' })).toMatchObject(REFUSED);
  });
});

describe('a proven page', () => {
  it('speaks for the agent of its token only', async () => {
    const { desk, page, token } = await guarded();
    const one = await page(`/?token=${await token('888')}`);
    for (const command of ['Init', 'CheckWebSocket', 'Hold', 'WSHello', 'Logoff']) {
      expect(await one.ask(command, { agentId: '999' })).toMatchObject({ command, ...REFUSED });
    }
    expect(desk.submissions).toEqual([]);
  });

  it('speaks for that agent also when it names none', async () => {
    const { desk, page, token } = await guarded();
    const one = await page(`/?token=${await token('888')}`);
    for (const command of ['CheckWebSocket', 'Init', 'Logon']) {
      await one.ask(command);
      expect((await desk.asked(command)).command.params.agentId).toBe('888');
    }
  });

  it('with a token for everyone speaks for everyone', async () => {
    const { desk, page, token } = await guarded();
    const one = await page(`/?token=${await token('*')}`);
    expect(await one.ask('Init', { agentId: '999' })).toMatchObject(TAKEN);
    expect(await one.ask('Init')).toMatchObject(TAKEN);
    expect(desk.submissions[1]?.command.params.agentId).toBeUndefined();
  });
});

describe('a page that comes back after its token is used up', () => {
  it('proves itself by the delegatorId of its running session', async () => {
    const { desk, page } = await guarded();
    desk.answer = (submission) => running(submission);
    const one = await page('/?token=used-up');
    expect(await one.ask('Init', { agentId: '888', delegatorId: 'd0c5' })).toMatchObject(TAKEN);
    expect(desk.submissions[0]).toMatchObject({ proven: false });
    expect(await one.ask('Hold', { agentId: '888' })).toMatchObject(TAKEN);
    expect(await one.ask('Hold', { agentId: '999' })).toMatchObject(REFUSED);
  });

  it('is not proven by a session that nobody has logged on to', async () => {
    const { desk, page } = await guarded();
    desk.answer = (submission) => running(submission, { agentState: 1 });
    const one = await page();
    expect(await one.ask('Init', { agentId: '888', delegatorId: 'd0c5' })).toMatchObject(TAKEN);
    expect(await one.ask('Logon', { agentId: '888' })).toMatchObject(REFUSED);
  });

  it('is not proven by an Init that was refused', async () => {
    const { desk, page } = await guarded();
    desk.answer = (submission) => ({
      ...running(submission),
      errorCode: 'ProcessFailed',
      fault: { code: 'TokenInvalid' },
    });
    const one = await page();
    expect(await one.ask('Init', { agentId: '888', delegatorId: 'd0c5' })).toMatchObject(REFUSED);
    expect(await one.ask('Hold', { agentId: '888' })).toMatchObject(REFUSED);
  });

  it('never hears of a running session whose delegatorId it does not have, even from a desk that would tell', async () => {
    const { desk, page } = await guarded();
    desk.answer = (submission) => running(submission);
    for (const delegatorId of ['', 'guess']) {
      const one = await page();
      one.send({ command: 'Init', ins: '6002', delegatorId, params: { agentId: '888' } });
      await one.closed;
      expect(one.frames).toEqual([]);
    }
  });
});

describe('connections that prove nothing', () => {
  it('are bounded; those that prove themselves make room', async () => {
    const { page, token } = await guarded({ limits: { unprovenConnections: 2 } });
    const one = await page();
    await page();
    await expect(page()).rejects.toThrow('HTTP 503');
    await page(`/?token=${await token('888')}`);
    await one.ask('Logon', { agentId: '888', softPhoneCode: await token('888') });
    await page();
    await expect(page()).rejects.toThrow('HTTP 503');
  });

  it('are closed when they do not even try', async () => {
    const clock = new ManualClock();
    const on = await stages.open({ auth: TOKEN_AUTH }, { clock });
    const idle = await on.page();
    const trying = await on.page();
    await trying.ask('Init', { agentId: '888' });
    for (let i = 0; i < 4; i++) {
      clock.advance(15_000);
      // Each page answers its ping before the answer to this.
      if (i < 3) await Promise.all([idle.ask('WSHello'), trying.ask('WSHello')]).catch(() => {});
    }
    await idle.closed;
    expect(await trying.ask('WSHello')).toMatchObject(TAKEN);
  });
});

describe('POST /api/v1/tokens', () => {
  const post = (on: Stage, body: unknown, key: string | null = API_KEY) =>
    fetch(`${on.http}/api/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    });

  it('gives the CRM a token that opens a socket', async () => {
    const on = await guarded();
    const response = await post(on, { agentId: '888', ttlSeconds: 30 });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const one = await on.page(`/?token=${token}`);
    expect(await one.ask('Init', { agentId: '888' })).toMatchObject(TAKEN);
  });

  it.each([
    ['no key', null],
    ['a wrong key', 'the-key-of-somebody-else'],
    ['half a key', API_KEY.slice(0, 10)],
  ])('refuses %s', async (_what, key) => {
    const response = await post(await guarded(), { agentId: '888' }, key);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'ApiKeyInvalid' } });
  });

  it.each([
    [{}],
    [{ agentId: '' }],
    [{ agentId: 'x'.repeat(65) }],
    [{ agentId: '888', ttlSeconds: 'long' }],
    [{ agentId: '888', scope: 'root' }],
    [[]],
    [null],
  ])('refuses the body %j', async (body) => {
    const response = await post(await guarded(), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'RequestInvalid' } });
  });

  it('does not exist in mode open', async () => {
    const on = await stages.open();
    expect((await post(on, { agentId: '888' })).status).toBe(404);
  });

  it('needs keys that cannot be guessed', async () => {
    for (const key of ['short', 'with blanks in its middle']) {
      await expect(stages.open({ auth: { ...TOKEN_AUTH, apiKeys: [key] } })).rejects.toThrow(/16 characters/);
    }
  });
});
