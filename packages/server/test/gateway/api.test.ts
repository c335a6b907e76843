/** /api/v1: typed commands and the view of a session. */

import type { SessionView } from '@wssoftphone/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { agentView, succ } from './support/fake-desk.ts';
import { ManualClock } from './support/manual-clock.ts';
import { type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

const post = (
  on: Stage,
  command: string,
  body?: unknown,
  more: RequestInit & { ins?: string; query?: string } = {},
) => {
  const { ins = '6002', query = '', headers, ...rest } = more;
  return fetch(`${on.http}/api/v1/sessions/${ins}/commands/${command}${query}`, {
    method: 'POST',
    headers: {
      'x-delegator-id': 'd0c5',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...rest,
  });
};

describe('a command', () => {
  it('reaches the desk decoded, and is answered in numbers and booleans as such', async () => {
    const on = await stages.open();
    on.desk.answer = (submission) => succ(submission, { datas: { isOn: true, n: 1 }, agent: agentView() });
    const response = await post(on, 'Dial', { phoneNum: '13800138000', attached: { OrderID: 'S1' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      command: 'Dial',
      ins: '6002',
      at: 1,
      datas: { isOn: true, n: 1 },
      agent: agentView(),
    });
    expect(on.desk.submissions).toMatchObject([
      {
        conn: null,
        v4: false,
        command: {
          command: 'Dial',
          ins: '6002',
          delegatorId: 'd0c5',
          params: { phoneNum: '13800138000', attached: { OrderID: 'S1' } },
        },
      },
    ]);
  });

  it('needs no body where it has no parameters', async () => {
    const on = await stages.open();
    expect((await post(on, 'Hold')).status).toBe(200);
    expect((await post(on, 'Hold', '')).status).toBe(200);
    expect((await post(on, 'Hold', {})).status).toBe(200);
    expect(on.desk.submissions).toHaveLength(3);
  });

  it('takes seats of remote agents', async () => {
    const on = await stages.open();
    expect((await post(on, 'Hold', {}, { ins: encodeURIComponent('RP_013800138000') })).status).toBe(200);
    expect(on.desk.submissions[0]?.command.ins).toBe('RP_013800138000');
  });

  it.each([
    ['Dial', { phoneNum: 10086 }, 400, 'ParamInvalid'],
    ['Dial', {}, 400, 'ParamMissing'],
    ['Dial', '{"phoneNum":', 400, 'FrameNotJson'],
    ['Dial', '[]', 400, 'ParamInvalid'],
    ['Explode', {}, 404, 'CommandUnknown'],
    ['Init', {}, 409, 'CommandNeedsSocket'],
    ['CheckWebSocket', {}, 409, 'CommandNeedsSocket'],
    ['Hold', 'x'.repeat(64 * 1024 + 1), 413, 'FrameTooLarge'],
  ])('%s with %j is refused with %i %s, in words, and reaches nobody', async (command, body, status, code) => {
    const on = await stages.open({ lang: 'en' });
    const response = await post(on, command, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code, text: expect.stringMatching(/^[A-Z]/), remedy: expect.stringMatching(/./) },
    });
    expect(on.desk.submissions).toEqual([]);
  });

  it('is JSON and nothing else', async () => {
    const on = await stages.open();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await post(on, 'Dial', '{"phoneNum":"1"}', { headers: { 'content-type': type } });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({ error: { code: 'RequestInvalid' } });
    }
    expect(on.desk.submissions).toEqual([]);
  });

  it.each([
    [{ errorCode: 'InvalidIns' }, 404, 'SessionUnknown'],
    [{ errorCode: 'DelegatorIdNoMatch' }, 403, 'DelegatorMismatch'],
    [{ errorCode: 'ProcessFailed', fault: { code: 'NotInitialised' } }, 409, 'NotInitialised'],
    [{ errorCode: 'ProcessFailed', fault: { code: 'LimitReached', args: { limit: 'inbox' } } }, 503, 'LimitReached'],
    [{ errorCode: 'ProcessFailed' }, 500, 'Internal'],
  ] as const)('that the desk answers %j is %i %s', async (more, status, code) => {
    const on = await stages.open();
    on.desk.answer = (submission) => succ(submission, more);
    const response = await post(on, 'Hold');
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('that the desk never answers ends after a while', async () => {
    const clock = new ManualClock();
    const on = await stages.open({}, { clock });
    on.desk.answer = () => null;
    const asked = post(on, 'Hold');
    await on.desk.asked('Hold');
    clock.advance(17_000);
    expect((await asked).status).toBe(500);
  });

  it('speaks the caller’s language: the address’s, the browser’s, the server’s', async () => {
    const on = await stages.open();
    const text = async (more: Parameters<typeof post>[3]) =>
      ((await (await post(on, 'Dial', {}, more)).json()) as { error: { text: string } }).error.text;
    const headers = { 'accept-language': 'en-GB,en;q=0.9' };
    expect(await text({ headers: { 'accept-language': '*' } })).toBe('缺少参数 phoneNum,处理失败');
    expect(await text({ headers })).toBe('Parameter phoneNum is missing');
    expect(await text({ headers, query: '?lang=zh-CN' })).toBe('缺少参数 phoneNum,处理失败');
  });

  it('needs no token but for Logon, because it names a running session', async () => {
    const on = await stages.open({ auth: TOKEN_AUTH });
    expect((await post(on, 'Hold')).status).toBe(200);
    const refused = await post(on, 'Logon', { agentId: '888' });
    expect(refused.status).toBe(401);
    const own = await on.gateway.tokens?.issue({ agentId: '888' });
    expect((await post(on, 'Logon', { agentId: '888', softPhoneCode: own?.token })).status).toBe(200);
    expect(JSON.stringify(on.desk.submissions)).not.toContain(own?.token);
  });
});

describe('the view of a session', () => {
  const VIEW: SessionView = {
    seq: 7,
    agent: agentView({ delegatorId: 'd0c5' }),
    buttons: [{ id: 6, enabled: false, why: { code: 'NotAllowedInState', args: { state: '3' } } }],
    call: null,
    queue: [],
    settings: {
      stateSettings: [],
      workModeSettings: [],
      leaveReasonSettings: [],
      transferSubItems: [],
      transferIVRInfo: [],
      transferAgentSkillInfo: [],
      ivrButtonSettings: [],
    },
    wrapupLeft: null,
    pendingLeaveReason: null,
    pendingWorkMode: null,
  };
  const get = (on: Stage, ins: string, headers: Record<string, string> = {}) =>
    fetch(`${on.http}/api/v1/sessions/${ins}`, { headers });

  it('is told to who holds its delegatorId, and to nobody else', async () => {
    const on = await stages.open();
    on.desk.sessions.set('6002', VIEW);
    const response = await get(on, '6002', { 'x-delegator-id': 'd0c5' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(VIEW);
    for (const headers of [{}, { 'x-delegator-id': '' }, { 'x-delegator-id': 'd0c' }, { 'x-delegator-id': 'd0c5x' }]) {
      const refused = await get(on, '6002', headers as Record<string, string>);
      expect(refused.status).toBe(403);
      expect(await refused.text()).not.toContain('d0c5');
    }
    expect((await get(on, '6003', { 'x-delegator-id': 'd0c5' })).status).toBe(404);
  });

  it('without an id is nobody’s, even where the session has none', async () => {
    const on = await stages.open();
    on.desk.sessions.set('6002', { ...VIEW, agent: agentView({ delegatorId: '' }) });
    expect((await get(on, '6002', { 'x-delegator-id': '' })).status).toBe(403);
  });
});

describe('other origins', () => {
  const origin = 'https://crm.example.com';
  it('may ask when they are listed', async () => {
    const on = await stages.open({ origins: [origin] });
    const preflight = await fetch(`${on.http}/api/v1/sessions/6002/commands/Hold`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-delegator-id',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/x-delegator-id/);
    const response = await post(on, 'Hold', {}, { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('may not when they are not', async () => {
    const on = await stages.open();
    const response = await post(on, 'Hold', {}, { headers: { origin } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'OriginForbidden' } });
    expect(on.desk.submissions).toEqual([]);
  });
});
