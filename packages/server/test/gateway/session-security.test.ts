/** The gateway and the real engine together: who gets at a session in authentication mode `token`. */
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../../src/gateway/index.ts';
import { EngineDesk } from './support/engine-desk.ts';
import { open, type Page } from './support/page.ts';
import { systemClock, TOKEN_AUTH } from './support/stage.ts';

let gateway: Gateway;
let desk: EngineDesk;
let address: string;

beforeEach(async () => {
  desk = new EngineDesk();
  gateway = createGateway(
    { host: '127.0.0.1', port: 0, tenant: '1', auth: TOKEN_AUTH, origins: [], lang: 'zh-CN' },
    {
      log: pino({ level: 'silent' }),
      clock: systemClock,
      metrics: new Registry(),
      health: async () => ({ parts: {} }),
    },
  );
  desk.attach(gateway.sink);
  const { port } = await gateway.start(desk);
  address = `ws://127.0.0.1:${port}/`;
});
afterEach(() => gateway.stop());

type Message = Record<string, unknown> & { readonly datas?: Record<string, string> };
/** Sends, and gives every message up to and with the response; later ones stay for the next call. */
async function ask(page: Page, command: string, params: object = {}, delegatorId = '', ins = '6001'): Promise<Message> {
  page.send({ command, objectClass: 'SPCommand', ins, delegatorId, params });
  for (;;) {
    const message = (await page.next()) as Message;
    if (message.objectClass === 'SPResponse') return message;
  }
}
async function event(page: Page, name: string): Promise<Message> {
  for (;;) {
    const message = (await page.next()) as Message;
    if (message.event === name) return message;
  }
}
const tokenFor = async (agentId: string) => (await gateway.tokens?.issue({ agentId }))?.token ?? '';
const withToken = async (agentId: string) => open(`${address}?token=${await tokenFor(agentId)}`);
const REFUSED = { errorCode: 'ProcessFailed', errorDesc: '登录凭证无效,登录失败' };

/** Agent 888 logged on at 6001, as a deployed page does it. */
async function loggedOn(): Promise<{ page: Page; delegatorId: string }> {
  const page = await withToken('888');
  const init = await ask(page, 'Init', { agentId: '888' });
  const delegatorId = init.datas?.delegatorId ?? '';
  expect(delegatorId).toMatch(/^[0-9a-f]{32}$/);
  await ask(page, 'Logon', { agentId: '888', agentWorkMode: '0' }, delegatorId);
  desk.deviceAnswers('6001');
  await event(page, 'LogonSucc');
  return { page, delegatorId };
}
const stillThere = async (page: Page, delegatorId: string) =>
  expect(await ask(page, 'WSHello', { agentId: '888' }, delegatorId)).toMatchObject({ errorCode: 'Succ' });

describe('a stranger without a token', () => {
  it('learns nothing of a running session, and does not replace its page', async () => {
    const { page, delegatorId } = await loggedOn();
    const stranger = await open(address);
    expect(await ask(stranger, 'CheckWebSocket', { agentId: '888' })).toMatchObject({
      datas: { isWebSocketExists: false },
    });
    for (const guess of ['', 'f'.repeat(32)]) {
      const answer = await ask(stranger, 'Init', { agentId: '888' }, guess);
      expect(answer).toMatchObject({ ...REFUSED, agentInfos: {}, datas: {} });
    }
    expect(await ask(stranger, 'Init', { agentId: '999' })).toMatchObject(REFUSED);
    expect(await ask(stranger, 'Dial', { phoneNum: '13800138000' }, delegatorId)).toMatchObject(REFUSED);
    expect(page.frames.some((frame) => frame.includes('WebSocketReplaced'))).toBe(false);
    await stillThere(page, delegatorId);
  });

  it('does not get into a log-on that is under way', async () => {
    const page = await withToken('888');
    const { datas } = await ask(page, 'Init', { agentId: '888' });
    await ask(page, 'Logon', { agentId: '888' }, datas?.delegatorId);
    const stranger = await open(address);
    expect(await ask(stranger, 'Init', { agentId: '888' })).toMatchObject(REFUSED);
    desk.deviceAnswers('6001');
    await event(page, 'LogonSucc');
    expect(page.frames.some((frame) => frame.includes('WebSocketReplaced'))).toBe(false);
  });

  it('cannot wait at an empty seat for its agent: the id it was given is void when the agent comes', async () => {
    const stranger = await open(address);
    const trap = (await ask(stranger, 'Init', { agentId: '888' })).datas?.delegatorId ?? '';
    expect(trap).not.toBe('');
    const { page, delegatorId } = await loggedOn();
    expect(delegatorId).not.toBe(trap);
    expect(stranger.frames.join()).not.toContain(delegatorId);
    const later = await open(address);
    expect(await ask(later, 'Init', { agentId: '888' }, trap)).toMatchObject(REFUSED);
    await stillThere(page, delegatorId);
  });

  it('cannot log on, not even with the token of another agent', async () => {
    const stranger = await open(address);
    const { datas } = await ask(stranger, 'Init', { agentId: '888' });
    const logon = async (code?: string) =>
      ask(stranger, 'Logon', { agentId: '888', softPhoneCode: code }, datas?.delegatorId);
    expect(await logon()).toMatchObject(REFUSED);
    expect(await logon(await tokenFor('999'))).toMatchObject(REFUSED);
    // With its own token it logs itself on, whatever it called itself at Init.
    await ask(stranger, 'Logon', { softPhoneCode: await tokenFor('999') }, datas?.delegatorId);
    desk.deviceAnswers('6001');
    expect(await event(stranger, 'LogonSucc')).toMatchObject({ ins: '6001' });
    expect(await event(stranger, 'StateChange')).toMatchObject({ agentInfos: { agentId: '999', agentState: '3' } });
  });
});

describe('the agent’s own page', () => {
  it('comes back after a lost line with nothing but its delegatorId', async () => {
    const { page, delegatorId } = await loggedOn();
    await page.close();
    const again = await open(address);
    expect(await ask(again, 'Init', { agentId: '888', delegatorId }, delegatorId)).toMatchObject({
      errorCode: 'Succ',
      datas: { delegatorId, agentState: '3' },
      agentInfos: { agentId: '888' },
    });
    expect(await ask(again, 'Leave', { agentId: '888' }, delegatorId)).toMatchObject({ errorCode: 'Succ' });
    await event(again, 'LeaveSucc');
  });

  it('takes the softphone from its older page with a new token, and the old id is void', async () => {
    const { page, delegatorId } = await loggedOn();
    const second = await withToken('888');
    expect(await ask(second, 'CheckWebSocket', { agentId: '888' })).toMatchObject({
      datas: { isWebSocketExists: true },
    });
    const init = await ask(second, 'Init', { agentId: '888' });
    expect(init).toMatchObject({ errorCode: 'Succ', datas: { agentState: '3' } });
    expect(init.datas?.delegatorId).not.toBe(delegatorId);
    await event(page, 'WebSocketReplaced');
    expect(await ask(page, 'Leave', { agentId: '888' }, delegatorId)).toMatchObject({ errorCode: 'ProcessFailed' });

    // The older page proved itself too: it may take the softphone back.
    const back = await ask(page, 'Init', { agentId: '888' }, delegatorId);
    expect(back).toMatchObject({ errorCode: 'Succ', datas: { agentState: '3' } });
    await event(second, 'WebSocketReplaced');
  });

  it('that brings its token with Logon works like any other', async () => {
    const page = await open(address);
    const { datas } = await ask(page, 'Init', { agentId: '888' });
    await ask(page, 'Logon', { agentId: '888', softPhoneCode: await tokenFor('888') }, datas?.delegatorId);
    desk.deviceAnswers('6001');
    await event(page, 'LogonSucc');
    expect(await event(page, 'StateChange')).toMatchObject({ agentInfos: { agentState: '3' } });
    expect(await ask(page, 'Leave', { agentId: '888' }, datas?.delegatorId)).toMatchObject({ errorCode: 'Succ' });
  });
});

describe('SettingsNotify', () => {
  it('comes before the answer to Init, as deployed pages need it', async () => {
    const page = await withToken('888');
    page.send({ command: 'Init', ins: '6001', delegatorId: '', params: { agentId: '888' } });
    const [first, second] = [await page.next(), await page.next()];
    expect(first).toMatchObject({ event: 'SettingsNotify' });
    expect(second).toMatchObject({ objectClass: 'SPResponse', command: 'Init' });
    const params = first.params as Record<string, string>;
    expect(JSON.parse(params.stateSettings ?? '')).toContainEqual(expect.objectContaining({ state: '0' }));
  });
});
