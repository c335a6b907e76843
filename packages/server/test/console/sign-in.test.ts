/** Who gets in, who does not, and what ends a stay. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSOLE_LIMITS } from '../../src/console/limits.ts';
import { type ConsoleRig, PASSWORD, startConsole, storedUser } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole();
});
afterEach(() => rig.close());

const refusedWith = (code: string, status: number) => ({ status, body: { error: { code } } });

describe('a sign-in', () => {
  it('answers who it is, and the cookie opens what the role may see', async () => {
    const anna = rig.browser();
    expect(await anna.get('/me')).toMatchObject(refusedWith('SignInNeeded', 401));
    const answer = await anna.signIn('anna');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        user: 'anna',
        name: 'ANNA',
        role: 'administrator',
        agentId: null,
        mustChangePassword: false,
        tenant: { id: '1', name: 'Test centre', utcOffsetMinutes: 480 },
        demo: false,
        lab: false,
      },
    });
    expect((await anna.get('/me')).body).toEqual(answer.body);
  });

  it('sets a cookie that no script reads and no other site sends; over https no line in clear carries it', async () => {
    const plain = String((await rig.browser().signIn('anna')).headers['set-cookie']);
    expect(plain).toMatch(/^wssp_console=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
    const behindProxy = rig.browser();
    behindProxy.headers['x-forwarded-proto'] = 'https';
    expect(String((await behindProxy.signIn('anna')).headers['set-cookie'])).toMatch(/; Secure$/);
  });

  it('knows a user in capital letters and with blanks around', async () => {
    expect((await rig.browser().signIn('  Anna ')).status).toBe(200);
  });

  it('with a wrong password, an unknown name or by a disabled user looks the same', async () => {
    await rig.store.console.addUser('1', storedUser('gone', 'administrator', { disabled: true }));
    const answers = [
      await rig.browser().signIn('anna', 'wrong'),
      await rig.browser().signIn('nobody'),
      await rig.browser().signIn('gone'),
    ];
    for (const { status, body, headers } of answers) {
      expect({ status, body, cookie: headers['set-cookie'] }).toEqual({
        status: 401,
        body: { error: { code: 'SignInRefused', text: 'The name or the password is wrong' } },
        cookie: undefined,
      });
    }
  });

  it('speaks the language of the page', async () => {
    const page = rig.browser();
    page.headers['accept-language'] = 'zh-CN,zh;q=0.9,en;q=0.8';
    expect((await page.signIn('anna', 'wrong')).body.error.text).toBe('用户名或密码错误,登录失败');
  });

  it('needs the header that a foreign page cannot send, and a page of this server', async () => {
    const foreign = rig.browser();
    delete foreign.headers['x-wssp-console'];
    expect(await foreign.signIn('anna')).toMatchObject(refusedWith('OriginForbidden', 403));
    const other = rig.browser();
    other.headers.origin = 'https://evil.example';
    expect(await other.signIn('anna')).toMatchObject(refusedWith('OriginForbidden', 403));
    other.headers.origin = 'http://127.0.0.1:8887';
    expect((await other.signIn('anna')).status).toBe(200);
  });

  it('makes an earlier session of that browser worth nothing', async () => {
    const page = rig.browser();
    await page.signIn('ada');
    const before = page.cookie;
    await page.signIn('anna');
    page.cookie = before;
    expect((await page.get('/me')).status).toBe(401);
  });

  it('is written down, a wrong one too; a name that is none is not, for it may be a password', async () => {
    await rig.browser().signIn('anna');
    await rig.advance(1);
    await rig.browser().signIn('anna', 'wrong');
    await rig.advance(1);
    await rig.browser().signIn('my secret password', '');
    const entries = await rig.store.console.auditPage('1', { action: 'sign-in', limit: 9 });
    expect(entries.map(({ agentId, target, outcome }) => [agentId, target, outcome])).toEqual([
      ['', '10.0.0.1', 'SignInRefused'],
      ['anna', '10.0.0.1', 'SignInRefused'],
      ['anna', '10.0.0.1', 'ok'],
    ]);
    expect(JSON.stringify(await rig.store.audit('1', {}))).not.toContain('secret');
  });

  it('of a user whose password somebody else made opens nothing but changing it', async () => {
    await rig.store.console.addUser('1', storedUser('new', 'administrator', { mustChange: true }));
    const page = rig.browser();
    expect((await page.signIn('new')).body.mustChangePassword).toBe(true);
    expect(await page.get('/phone-token')).toMatchObject(refusedWith('PasswordToChange', 403));
    expect((await page.get('/me')).status).toBe(200);
    expect((await page.post('/password', { old: PASSWORD, new: 'another password' })).body).toMatchObject({
      user: 'new',
      mustChangePassword: false,
    });
    expect(await page.get('/phone-token')).toMatchObject(refusedWith('NoAgent', 409));
  });
});

describe('guessing', () => {
  it('is slowed down for one user from one address, and for nobody else', async () => {
    const guesser = rig.browser();
    for (let nth = 0; nth < CONSOLE_LIMITS.failuresOfUser; nth++) {
      expect((await guesser.signIn('anna', `guess ${nth}`)).status).toBe(401);
    }
    const blocked = await guesser.signIn('anna');
    expect(blocked).toMatchObject(refusedWith('SignInBlocked', 429));
    expect(blocked.body.error.text).toBe('Too many failed sign-ins; wait 30 seconds');
    expect(blocked.headers['retry-after']).toBe('30');
    expect((await guesser.signIn('ada')).status).toBe(200);
    const elsewhere = rig.browser();
    elsewhere.address = '10.0.0.2';
    expect((await elsewhere.signIn('anna')).status).toBe(200);
    await rig.advance(30_000);
    expect((await guesser.signIn('anna')).status).toBe(200);
  });

  it('waits twice as long each time, at most a quarter of an hour', async () => {
    const guesser = rig.browser();
    const waits: number[] = [];
    for (let nth = 0; nth < 14; nth++) {
      await guesser.signIn('anna', 'guess');
      const { status, headers } = await guesser.signIn('anna', 'guess');
      if (status !== 429) continue;
      waits.push(Number(headers['retry-after']));
      await rig.advance(Number(headers['retry-after']) * 1000);
    }
    expect(waits.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('of many users from one address is slowed down too, also through a proxy that tells the address', async () => {
    const guesser = rig.browser();
    guesser.address = '127.0.0.1';
    guesser.headers['x-forwarded-for'] = 'made-up, 203.0.113.7';
    for (let nth = 0; nth < CONSOLE_LIMITS.failuresOfAddress; nth++) {
      expect((await guesser.signIn(`user${nth}`, 'guess')).status).toBe(401);
    }
    expect((await guesser.signIn('anna')).status).toBe(429);
    guesser.headers['x-forwarded-for'] = '203.0.113.8';
    expect((await guesser.signIn('anna')).status).toBe(200);
  });

  it('many at a time is no way around', async () => {
    const guesser = rig.browser();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => guesser.signIn('anna', `guess ${nth}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(CONSOLE_LIMITS.failuresOfUser);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20 - CONSOLE_LIMITS.failuresOfUser);
  });

  it('the old password when it is to be changed is slowed down as well', async () => {
    const ada = await rig.as('agent');
    for (let nth = 0; nth < CONSOLE_LIMITS.failuresOfUser; nth++) {
      expect((await ada.post('/password', { old: 'guess', new: 'another password' })).status).toBe(401);
    }
    expect((await ada.post('/password', { old: PASSWORD, new: 'another password' })).status).toBe(429);
  });
});

describe('guessing over IPv6', () => {
  it.each([
    ['a network written in full', ['2001:db8:1:2::5', '2001:db8:1:2:a:b:c:d']],
    ['a network with zeros', ['2001:db8::5', '2001:db8::6:7:8:9', '2001:db8:0:0:a:b:c:d']],
  ])('counts %s as one place', async (_what, addresses) => {
    const guesser = rig.browser();
    for (let nth = 0; nth < CONSOLE_LIMITS.failuresOfUser; nth++) {
      guesser.address = addresses[nth % addresses.length] ?? '';
      await guesser.signIn('anna', 'guess');
    }
    guesser.address = addresses.at(-1) ?? '';
    expect((await guesser.signIn('anna')).status).toBe(429);
    guesser.address = '2001:db8:1:3::5';
    expect((await guesser.signIn('anna')).status).toBe(200);
  });
});

describe('a session', () => {
  it('ends with the sign-out', async () => {
    const ada = await rig.as('agent');
    const before = ada.cookie;
    const out = await ada.post('/sign-out');
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^wssp_console=; .*Max-Age=0/);
    ada.cookie = before;
    expect((await ada.get('/me')).status).toBe(401);
  });

  it('ends when nobody used it for eight hours, and after a day in any case', async () => {
    const ada = await rig.as('agent');
    const idle = await rig.as('agent');
    for (let hours = 0; hours < 24; hours += 6) {
      expect((await ada.get('/me')).status).toBe(200);
      await rig.advance(6 * 3_600_000);
      if (hours === 6) expect((await idle.get('/me')).status).toBe(401);
    }
    await rig.advance(1);
    expect((await ada.get('/me')).status).toBe(401);
  });

  it('of everywhere else ends when the password is changed', async () => {
    const [here, there] = [await rig.as('agent'), await rig.as('agent')];
    const before = here.cookie;
    expect((await here.post('/password', { old: PASSWORD, new: 'another password' })).status).toBe(200);
    expect((await here.get('/me')).status).toBe(200);
    expect(here.cookie).not.toBe(before);
    expect((await there.get('/me')).status).toBe(401);
    expect((await rig.browser().signIn('ada')).status).toBe(401);
    expect((await rig.browser().signIn('ada', 'another password')).status).toBe(200);
  });

  it('gives way to newer ones of the same user when there are too many', async () => {
    const first = await rig.as('agent');
    const other = await rig.as('supervisor');
    for (let nth = 0; nth < CONSOLE_LIMITS.sessionsOfUser; nth++) await rig.as('agent');
    expect((await first.get('/me')).status).toBe(401);
    expect((await other.get('/me')).status).toBe(200);
  });
});

describe('a new password', () => {
  it.each([
    ['too short', 'short', '10 to 256 characters'],
    ['the old one', PASSWORD, 'another than the old one'],
  ])('that is %s is refused', async (_what, wanted, expected) => {
    const ada = await rig.as('agent');
    const answer = await ada.post('/password', { old: PASSWORD, new: wanted });
    expect(answer).toMatchObject(refusedWith('PasswordWeak', 422));
    expect(answer.body.error.text).toContain(expected);
    expect((await rig.browser().signIn('ada')).status).toBe(200);
  });
});

describe('the telephone of the one who asks', () => {
  it('comes with a token for that agent; who is no agent gets none', async () => {
    const { body } = await (await rig.as('agent')).get('/phone-token');
    expect(body).toMatchObject({ agentId: '888', agentName: '员工888' });
    expect(JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString())).toMatchObject({ sub: '888' });
    expect(await (await rig.as('administrator')).get('/phone-token')).toMatchObject(refusedWith('NoAgent', 409));
  });
});
