/** Flows and recordings by HTTP: what is put runs at once, what is wrong is refused, and what runs goes on. */
import type { IvrFlow } from '@wssoftphone/engine';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/index.ts';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import { type Rig, startRig } from '../runtime/rig.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { wavOf } from '../support/wav.ts';

let rig: Rig;
let app: FastifyInstance;
let admitted: string | null = '900';

beforeEach(async () => {
  admitted = '900';
  const store = createMemoryStore();
  await store.seed(
    '1',
    'test',
    demoRows(() => 'x'),
  );
  rig = await startRig({ store });
  app = fastify();
  await app.register(
    createAdmin({
      tenant: '1',
      store: store.ivr,
      config: () => rig.runtime.state.config,
      running: () => rig.runtime.state.index.flows,
      reload: async () => {
        const done = rig.runtime.reload();
        await rig.settle();
        return done;
      },
      administratorOf: async () => admitted,
      clock: rig.clock,
      hosts: new Set(['crm.example.com']),
      lang: 'en',
      log: (await import('pino')).pino({ level: 'silent' }),
    }),
  );
});
afterEach(async () => {
  await app.close();
  await rig.runtime.stop();
});

const FLOW: IvrFlow = { svn: '2000', name: 'own', start: 'a', nodes: { a: { do: 'queue', skill: '1001' } } };
const PLAYS: IvrFlow = {
  ...FLOW,
  nodes: { a: { do: 'play', prompts: [{ kind: 'recording', name: 'hello' }], next: 'b' }, b: { do: 'hangup' } },
};
async function ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) {
  const response = await app.inject({
    method,
    url: `/api/v1/ivr${path}`,
    ...(body === undefined ? {} : { payload: body }),
    ...(Buffer.isBuffer(body) ? { headers: { 'content-type': 'audio/wav' } } : {}),
  });
  return { status: response.statusCode, body: response.body === '' ? null : response.json() };
}
const running = (svn: string) => rig.runtime.state.index.flows.get(svn);

describe('a flow', () => {
  it('runs as soon as it is put, and can be had as it was written', async () => {
    expect(await ask('PUT', '/flows/2000', FLOW)).toEqual({
      status: 200,
      body: { svn: '2000', running: true, clean: true },
    });
    expect(running('2000')).toEqual(FLOW);
    expect((await ask('GET', '/flows/2000')).body).toEqual(FLOW);
    const { flows } = (await ask('GET', '/flows')).body;
    expect(flows.map((one: { svn: string; source: string }) => `${one.svn} ${one.source}`)).toEqual([
      '1000 shipped',
      '2000 yours',
      '8888 shipped',
      '999 shipped',
    ]);
  });

  it('that is wrong is refused with every fault, and the running one stays', async () => {
    await ask('PUT', '/flows/2000', FLOW);
    const wrong = { ...FLOW, start: 'b', nodes: { a: { do: 'queue', skill: '7777' }, c: { do: 'hangup' } } };
    expect(await ask('PUT', '/flows/2000', wrong)).toEqual({
      status: 422,
      body: {
        error: {
          code: 'FlowInvalid',
          text: 'The flow cannot be used as it is',
          problems: expect.arrayContaining([
            { at: '/start', text: 'there is no node "b"' },
            { at: '/nodes/a/skill', text: 'there is no skill "7777"' },
          ]),
        },
      },
    });
    expect(running('2000')).toEqual(FLOW);
    expect((await ask('PUT', '/flows/2001', FLOW)).body.error.problems).toEqual([
      { at: '/svn', text: 'expected 2001' },
    ]);
    const host = { do: 'http', method: 'GET', url: 'http://10.0.0.1/', send: [], save: {}, timeoutSeconds: 1 };
    const asks = { ...FLOW, nodes: { a: { ...host, next: 'e', otherwise: 'e' }, e: { do: 'hangup' } } };
    expect((await ask('POST', '/check', asks)).body.problems).toEqual([
      { at: '/nodes/a/url', text: 'flows may not ask the host "10.0.0.1"' },
    ]);
  });

  it('that somebody broke in the table keeps running as it was, and the reload says no', async () => {
    await ask('PUT', '/flows/2000', FLOW);
    await rig.store.ivr.putFlow('1', '2000', { ...FLOW, start: 'nowhere' });
    const reloaded = rig.runtime.reload();
    await rig.settle();
    expect(await reloaded).toBe(false);
    expect(running('2000')).toEqual(FLOW);
    expect(rig.log.find(({ key }) => key === 'ivr_flows.2000')).toMatchObject({
      expected: 'there is no node "nowhere"',
    });
  });

  it('takes the place of a shipped one, which is back when it is deleted', async () => {
    const shipped = running('999');
    await ask('PUT', '/flows/999', { ...FLOW, svn: '999' });
    expect(running('999')?.name).toBe('own');
    expect((await ask('DELETE', '/flows/999')).status).toBe(204);
    expect(running('999')).toEqual(shipped);
    expect((await ask('DELETE', '/flows/999')).body.error.code).toBe('FlowUnknown');
  });

  it('is not deleted while something leads to it', async () => {
    await ask('PUT', '/flows/2000', FLOW);
    await rig.store.setParam('1', 'AGENTTRANSFERIVRINFO', '2000,own');
    await rig.runtime.reload();
    expect((await ask('DELETE', '/flows/2000')).body.error).toMatchObject({
      code: 'FlowInUse',
      text: 'Flow 2000 is used by AGENTTRANSFERIVRINFO',
    });
    await rig.store.setParam('1', 'AGENTTRANSFERIVRINFO', '');
    await rig.runtime.reload();
    expect((await ask('DELETE', '/flows/2000')).status).toBe(204);
    expect(running('2000')).toBeUndefined();
  });
});

describe('a recording', () => {
  it('reaches the switch, and a flow may play it', async () => {
    expect((await ask('PUT', '/flows/2000', PLAYS)).body.error.problems).toEqual([
      { at: '/nodes/a/prompts', text: 'there is no recording "hello"' },
    ]);
    const put = await ask('PUT', '/recordings/hello', wavOf({ seconds: 2 }));
    expect(put).toMatchObject({ status: 200, body: { name: 'hello', rate: 8000, ms: 2000, clean: true } });
    const [setup] = rig.port.setups.at(-1)?.recordings ?? [];
    expect(setup).toMatchObject({ name: 'hello', ms: 2000, digest: put.body.digest });
    expect(await setup?.load()).toEqual(wavOf({ seconds: 2 }));
    expect((await ask('PUT', '/flows/2000', PLAYS)).status).toBe(200);
    expect((await ask('GET', '/recordings')).body.recordings).toMatchObject([{ name: 'hello', playedBy: ['2000'] }]);
  });

  it('is not deleted while a flow plays it', async () => {
    await ask('PUT', '/recordings/hello', wavOf());
    await ask('PUT', '/flows/2000', PLAYS);
    expect((await ask('DELETE', '/recordings/hello')).body.error).toMatchObject({ code: 'RecordingInUse' });
    await ask('DELETE', '/flows/2000');
    expect((await ask('DELETE', '/recordings/hello')).status).toBe(204);
    expect((await ask('GET', '/recordings/hello')).status).toBe(404);
    expect(rig.port.setups.at(-1)?.recordings).toEqual([]);
  });

  it.each([
    ['that is none', 'hello', Buffer.from('hello'), 422],
    ['in stereo', 'hello', wavOf({ channels: 2 }), 422],
    ['with a name that leads elsewhere', '..%2f..%2fetc', wavOf(), 400],
    ['that is not sent as one', 'hello', { wav: 'x' }, 422],
  ])('%s is refused', async (_what, name, body, status) => {
    expect((await ask('PUT', `/recordings/${name}`, body)).status).toBe(status);
    expect(await rig.store.ivr.recordings('1')).toEqual([]);
  });

  it('that is too long is refused before it is read', async () => {
    expect((await ask('PUT', '/recordings/hello', Buffer.alloc(5 * 1024 * 1024))).status).toBe(413);
  });
});

it('is in the audit log with who changed what; what was refused changed nothing', async () => {
  await ask('PUT', '/flows/2000', { ...FLOW, start: 'nowhere' });
  await ask('DELETE', '/recordings/hello');
  expect(await rig.store.audit('1', {})).toEqual([]);
  await ask('PUT', '/flows/2000', FLOW);
  await rig.clock.advance(1_000);
  admitted = 'key:0a1b2c3d';
  await ask('PUT', '/recordings/hello', wavOf());
  await ask('DELETE', '/recordings/hello');
  await ask('DELETE', '/flows/2000');
  const log = (await rig.store.audit('1', {})).toReversed();
  expect(log.map(({ agentId, action, target, outcome }) => `${agentId} ${action} ${target} ${outcome}`)).toEqual([
    '900 ivr-flow-put 2000 ok',
    'key:0a1b2c3d ivr-recording-put hello ok',
    'key:0a1b2c3d ivr-recording-delete hello ok',
    'key:0a1b2c3d ivr-flow-delete 2000 ok',
  ]);
  expect((log[1]?.at ?? 0) - (log[0]?.at ?? 0)).toBe(1_000);
});

it('answers nobody who may not', async () => {
  admitted = null;
  for (const path of ['/flows', '/schema', '/recordings', '/flows/999']) {
    expect((await ask('GET', path)).status, path).toBe(401);
  }
  expect((await ask('PUT', '/flows/2000', FLOW)).status).toBe(401);
  expect((await ask('PUT', '/recordings/hello', wavOf())).body.error.code).toBe('ApiKeyInvalid');
  expect(running('2000')).toBeUndefined();
});
