import { createContext, runInContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { agentView, succ } from './support/fake-desk.ts';
import { ManualClock } from './support/manual-clock.ts';
import { type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

const DIAL = {
  command: 'Dial',
  objectClass: 'SPCommand',
  ins: '6002',
  delegatorId: 'd0c5',
  params: { phoneNum: '913800138000' },
};
const jsonp = (on: Stage, command: unknown, more: Record<string, string> = {}, prefix = '/WSAgentServer/softphone') => {
  const jsonCommand = typeof command === 'string' ? command : JSON.stringify(command);
  return fetch(`${on.http}${prefix}/processJsonpCommand.do?${new URLSearchParams({ jsonCommand, ...more })}`);
};
const post = (on: Stage, body: string, type: string, more: RequestInit = {}) =>
  fetch(`${on.http}/WSAgentServer/softphone/processCommand.do`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    ...more,
  });

describe('processJsonpCommand.do', () => {
  it('answers as a script that calls the page back', async () => {
    const on = await stages.open();
    const response = await jsonp(on, DIAL, { callback: 'jQuery1110_1486700000' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await response.text();
    let got: unknown;
    runInContext(script, createContext({ jQuery1110_1486700000: (data: unknown) => (got = data) }));
    expect(got).toMatchObject({
      objectClass: 'SPResponse',
      command: 'Dial',
      ins: '6002',
      errorCode: 'Succ',
      agentInfos: {},
    });
    expect(on.desk.submissions).toMatchObject([
      {
        conn: null,
        v4: false,
        command: { command: 'Dial', delegatorId: 'd0c5', params: { phoneNum: '913800138000' } },
      },
    ]);
  });

  it("is found under the manual's own address, blanks and all", async () => {
    const on = await stages.open();
    const jsonCommand = JSON.stringify(DIAL);
    for (const prefix of ['/softphone', '/WSAgentServer/softphone']) {
      const query = new URLSearchParams({ callback: 'cb', jsonCommand });
      const response = await fetch(`${on.http}${prefix}/ processJsonpCommand.do ?${query}`);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('"errorCode":"Succ"');
    }
    // Nothing else is rewritten.
    expect((await fetch(`${on.http}/ healthz`)).status).toBe(404);
  });

  it('answers plain JSON without a callback', async () => {
    const on = await stages.open();
    const response = await jsonp(on, DIAL);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ command: 'Dial', errorCode: 'Succ' });
  });

  it.each(['alert(1)//', 'a;b', '', 'a b', '<script>', '1a', 'a.', '.a', 'a[0]', 'x'.repeat(129), 'a\u2028b', 'ä'])(
    'refuses the callback %j and does nothing',
    async (callback) => {
      const on = await stages.open();
      const response = await jsonp(on, DIAL, { callback });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(on.desk.submissions).toEqual([]);
    },
  );

  it('cannot be made to say more than its answer', async () => {
    const on = await stages.open();
    const hostile = '");alert(1);("\u2028\u2029</script><!--';
    on.desk.answer = (submission) =>
      succ(submission, { datas: { delegatorId: hostile }, agent: agentView({ agentName: hostile }) });
    for (const command of [DIAL, { ...DIAL, command: hostile }, { ...DIAL, ins: hostile }]) {
      const response = await jsonp(on, command, { callback: 'app.cb' });
      const script = await response.text();
      expect(script).toMatch(/^\/\*\*\/app\.cb\(\{.*\}\);$/);
      expect(script).not.toMatch(/[\u2028\u2029]/);
      const calls: unknown[] = [];
      const alert = () => calls.push('alert');
      runInContext(script, createContext({ alert, app: { cb: (data: unknown) => calls.push(data) } }));
      expect(calls).toEqual([expect.objectContaining({ objectClass: 'SPResponse' })]);
    }
  });

  it.each(['/softphone', '/WSAgentServer/softphone', '/WSAgentServer_111/softphone'])(
    'is served under %s',
    async (prefix) => {
      expect((await jsonp(await stages.open(), DIAL, {}, prefix)).status).toBe(200);
    },
  );

  it('is not served elsewhere', async () => {
    expect((await jsonp(await stages.open(), DIAL, {}, '/Other/softphone')).status).toBe(404);
  });
});

describe('processCommand.do', () => {
  it.each([
    [
      'a form',
      new URLSearchParams({ jsonCommand: JSON.stringify(DIAL) }).toString(),
      'application/x-www-form-urlencoded; charset=UTF-8',
    ],
    ['JSON', JSON.stringify(DIAL), 'application/json'],
    ['JSON with a member jsonCommand', JSON.stringify({ jsonCommand: JSON.stringify(DIAL) }), 'application/json'],
    ['JSON as text', JSON.stringify(DIAL), 'text/plain'],
  ])('takes %s', async (_what, body, type) => {
    const on = await stages.open();
    const response = await post(on, body, type);
    expect(await response.json()).toMatchObject({ objectClass: 'SPResponse', command: 'Dial', errorCode: 'Succ' });
    expect(on.desk.submissions[0]?.command).toMatchObject({ command: 'Dial', params: { phoneNum: '913800138000' } });
  });

  it.each([
    ['nothing', '', 'application/json', 'FrameNotJson'],
    ['half a JSON', '{"command":', 'application/json', 'FrameNotJson'],
    ['an array', '[]', 'application/json', 'FrameNotJson'],
    ['a form without the field', 'a=1', 'application/x-www-form-urlencoded', 'FrameNotJson'],
    ['a prototype', '{"__proto__":{"command":"Dial"},"ins":"6002"}', 'application/json', 'CommandUnknown'],
    ['an unknown command', '{"command":"Explode","ins":"6002"}', 'application/json', 'CommandUnknown'],
    ['no ins', '{"command":"Hold"}', 'application/json', 'ParamMissing'],
  ])('answers %s like a bad frame', async (_what, body, type, code) => {
    const on = await stages.open({ lang: 'en' });
    const response = await post(on, body, type);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      objectClass: 'SPResponse',
      agentInfos: {},
      errorDesc: expect.stringMatching(/./),
    });
    expect(await (await fetch(`${on.http}/metrics`)).text()).toContain(
      `wssp_commands_total{command="refused",result="${code}"} 1`,
    );
  });

  it('refuses a body above 64 KiB', async () => {
    const on = await stages.open();
    const response = await post(on, 'x'.repeat(64 * 1024 + 1), 'text/plain');
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ objectClass: 'SPResponse', errorDesc: '消息过大,处理失败' });
  });
});

describe('commands over HTTP', () => {
  it('pass on what the desk says of ins and delegatorId', async () => {
    const on = await stages.open();
    for (const errorCode of ['InvalidIns', 'DelegatorIdNoMatch'] as const) {
      on.desk.answer = (submission) => succ(submission, { errorCode });
      expect(await (await jsonp(on, DIAL)).json()).toMatchObject({ errorCode });
    }
  });

  it.each(['Init', 'CheckWebSocket'])('do not include %s, which binds a socket', async (command) => {
    const on = await stages.open({ lang: 'en' });
    expect(await (await jsonp(on, { ...DIAL, command })).json()).toMatchObject({
      command,
      errorCode: 'ProcessFailed',
      errorDesc: 'This command only works on a WebSocket',
    });
    expect(on.desk.submissions).toEqual([]);
  });

  it('need no token but for Logon, because they name a running session', async () => {
    const on = await stages.open({ auth: TOKEN_AUTH });
    expect(await (await jsonp(on, DIAL)).json()).toMatchObject({ errorCode: 'Succ' });
    const logon = (softPhoneCode?: string) =>
      jsonp(on, { ...DIAL, command: 'Logon', params: { agentId: '888', softPhoneCode } });
    expect(await (await logon()).json()).toMatchObject({ errorCode: 'ProcessFailed' });
    const other = await on.gateway.tokens?.issue({ agentId: '999' });
    expect(await (await logon(other?.token)).json()).toMatchObject({ errorCode: 'ProcessFailed' });
    const own = await on.gateway.tokens?.issue({ agentId: '888' });
    expect(await (await logon(own?.token)).json()).toMatchObject({ errorCode: 'Succ' });
  });

  it('that the desk never answers end after a while', async () => {
    const clock = new ManualClock();
    const on = await stages.open({}, { clock });
    on.desk.answer = () => null;
    const asked = jsonp(on, DIAL);
    await on.desk.asked('Dial');
    clock.advance(17_000);
    expect(await (await asked).json()).toMatchObject({ command: 'Dial', errorCode: 'ProcessFailed' });
  });

  it('that wait for the desk are bounded', async () => {
    const on = await stages.open({ lang: 'en', limits: { inFlight: 1 } });
    on.desk.answer = () => null;
    const first = jsonp(on, DIAL);
    const waiting = await on.desk.asked('Dial');
    expect(await (await jsonp(on, DIAL)).json()).toMatchObject({
      errorCode: 'ProcessFailed',
      errorDesc: expect.stringMatching(/limit/),
    });
    on.desk.reply(waiting, succ(waiting));
    expect(await (await first).json()).toMatchObject({ errorCode: 'Succ' });
  });
});

describe('other origins', () => {
  const origin = 'https://crm.example.com';

  it('may read answers when they are listed', async () => {
    const on = await stages.open({ origins: [origin] });
    const response = await post(on, JSON.stringify(DIAL), 'application/json', {
      headers: { origin, 'content-type': 'application/json' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toMatch(/Origin/);
    const preflight = await fetch(`${on.http}/softphone/processCommand.do`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/content-type/);
  });

  it('may neither read nor do anything when they are not', async () => {
    const on = await stages.open();
    const headers = { origin: 'https://evil.example.com', 'content-type': 'text/plain' };
    const response = await post(on, JSON.stringify(DIAL), 'text/plain', { headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const read = await fetch(`${on.http}/healthz`, { headers });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
    expect(on.desk.submissions).toEqual([]);
  });
});
