/** The description of /api/v1: valid, complete, and true of what the server answers. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS, ESPCommand } from '@wssoftphone/protocol';
import type { FastifyInstance } from 'fastify';
import { Compile } from 'typebox/compile';
import { afterEach, describe, expect, it } from 'vitest';
import { commandVectors } from '../../../protocol/test/vectors.ts';
import { type AdminParts, createAdmin, IVR_API } from '../../src/admin/index.ts';
import { statusOf } from '../../src/gateway/http/api.ts';
import { openApiDocument } from '../../src/gateway/http/openapi.ts';
import { NUMBER_API } from '../../src/gateway/numbers/api.ts';
import { EngineDesk } from './support/engine-desk.ts';
import { type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

const NUMBERS = { secret: 'n'.repeat(32), rsaPem: null, desKey: null };
const PARTS = [NUMBER_API, IVR_API];

// biome-ignore lint/suspicious/noExplicitAny: a JSON document
type Any = any;
const document = async (on: Stage): Promise<Any> => (await fetch(`${on.http}/api/v1/openapi.json`)).json();
/** Checks against a schema of the document, whatever it refers to. */
function checker(api: Any, name: string): (value: unknown) => unknown {
  const text = JSON.stringify({ $ref: `#/$defs/${name}`, $defs: api.components.schemas });
  const validator = Compile(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
  return (value) => (validator.Check(value) ? 'fits' : validator.Errors(value));
}

describe.each([['open'], ['token']] as const)('in mode %s', (mode) => {
  it('is OpenAPI', async () => {
    const on = await stages.open(mode === 'token' ? { auth: TOKEN_AUTH } : {});
    const api = await document(on);
    const { valid, errors } = await new Validator().validate(structuredClone(api));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(JSON.stringify(api)).not.toContain('"prose"');
    expect('/api/v1/tokens' in api.paths).toBe(mode === 'token');
  });

  it('would not be taken with a fault in it', async () => {
    const api: Any = structuredClone(openApiDocument(mode === 'token', PARTS));
    expect((await new Validator().validate(structuredClone(api))).errors).toBeUndefined();
    expect(JSON.stringify(api).includes('{"apiKey":[]}')).toBe(mode === 'token');
    api.paths['/api/v1/sessions/{ins}'].get.responses = 7;
    expect((await new Validator().validate(api)).valid).toBe(false);
  });
});

it('has no reference that leads nowhere, and no operation twice', () => {
  const api: Any = openApiDocument(true, PARTS);
  for (const [, path = ''] of JSON.stringify(api).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    expect(
      path.split('/').reduce((at: Any, key) => at?.[key], api),
      path,
    ).toBeDefined();
  }
  const ids = Object.values<Any>(api.paths).flatMap((path) =>
    Object.values<Any>(path).flatMap((one) => one.operationId ?? []),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

it('has every route below /api/v1, and none that is not there', async () => {
  let there: readonly string[] = [];
  const look = async (app: FastifyInstance) => {
    app.addHook('onReady', async () => {
      there = routesOf(app.printRoutes({ commonPrefix: false }));
    });
  };
  const plugins = [createAdmin({} as AdminParts), look];
  const on = await stages.open({ auth: TOKEN_AUTH, numbers: NUMBERS }, { plugins, described: [IVR_API] });
  const { paths } = await document(on);
  const described = Object.entries<Any>(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path.replace(/commands\/\w+$/, 'commands/{command}')}`),
  );
  expect(there).toContain('PUT /api/v1/ivr/flows/{svn}');
  expect([...new Set(described)].sort()).toEqual(there.filter((route) => route !== 'GET /api/v1/openapi.json'));
});

/** `METHOD /api/v1/…` of each line of Fastify's drawing; a branch begins with what its stem has not. */
function routesOf(drawing: string): string[] {
  const stems: string[] = [];
  const found = drawing.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (part === '') return [];
    stems.length = indent.length / 4;
    stems.push((stems.at(-1) ?? '') + part);
    const path = (stems.at(-1) ?? '').replace(/:(\w+)/g, '{$1}');
    return methods.split(', ').flatMap((method) => (['', 'HEAD'].includes(method) ? [] : [`${method} ${path}`]));
  });
  return found.filter((route) => route.includes(' /api/v1/')).sort();
}

it('has every command but the two that bind a socket, with parameters that the server takes', async () => {
  const on = await stages.open();
  const api = await document(on);
  const described = Object.keys(api.paths).flatMap((path) => /commands\/(\w+)$/.exec(path)?.[1] ?? []);
  const missing = Object.keys(ESPCommand).filter((command) => !described.includes(command));
  expect(missing.sort()).toEqual(['CheckWebSocket', 'Init']);

  for (const {
    expect: { command, params },
  } of commandVectors()) {
    if (!described.includes(command)) continue;
    expect(checker(api, `${command}Params`)(params), command).toBe('fits');
    const response = await fetch(`${on.http}/api/v1/sessions/6002/commands/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    expect(response.status, command).toBe(200);
    expect(checker(api, 'CommandAnswer')(await response.json()), command).toBe('fits');
  }
  expect(checker(api, 'DialParams')({})).not.toBe('fits');
  expect(checker(api, 'DialParams')({ phoneNum: '1', attached: { n: 1 } })).not.toBe('fits');
  expect(checker(api, 'DialParams')({ phoneNum: '1' })).toBe('fits');
  expect(api.paths['/api/v1/sessions/{ins}/commands/Dial'].post.requestBody.required).toBe(true);
  expect(api.paths['/api/v1/sessions/{ins}/commands/Leave'].post.requestBody.required).toBe(false);
});

it('describes a status for every code of the catalogue', () => {
  const api: Any = openApiDocument(true);
  for (const code of Object.keys(ERRORS)) {
    expect(api.components.responses, code).toHaveProperty(`Error${statusOf(code)}`);
  }
});

it('describes errors as they come, with every status it may have', async () => {
  const on = await stages.open();
  const api = await document(on);
  const ask = (path: string, init: RequestInit = {}) => fetch(`${on.http}/api/v1/sessions/${path}`, init);
  const json = { 'content-type': 'application/json' };
  for (const response of [
    await ask('6002/commands/Dial', { method: 'POST', headers: json, body: '{' }),
    await ask('6002/commands/Dial', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{' }),
    await ask('6002'),
  ]) {
    expect(checker(api, 'Error')(await response.json())).toBe('fits');
    expect(api.components.responses).toHaveProperty(`Error${response.status}`);
  }
});

it('describes a session of the real engine', async () => {
  const on = await stages.open();
  const desk = new EngineDesk();
  on.desk.session = (ins) => desk.session(ins);
  const told = new Promise<string>((resolve) => {
    desk.attach({ event: () => {}, reply: (_ref, _conn, reply) => resolve(reply.agent?.delegatorId ?? '') });
  });
  desk.submit({
    ref: 'r',
    conn: 'c',
    v4: true,
    lang: 'en',
    command: { command: 'Init', ins: '6001', delegatorId: '', params: { agentId: '888' } },
  });
  const response = await fetch(`${on.http}/api/v1/sessions/6001`, { headers: { 'x-delegator-id': await told } });
  expect(response.status).toBe(200);
  const view = await response.json();
  expect(view).toMatchObject({ agent: { ins: '6001', agentId: '888', agentState: 1 } });
  const fits = checker(await document(on), 'SessionView');
  expect(fits(view)).toBe('fits');
  expect(fits({ ...(view as object), queue: [{}] })).not.toBe('fits');
});
