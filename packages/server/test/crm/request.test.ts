/** Requests to the tenant's systems, against a real server of ours. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AllowList, isPrivate } from '../../src/crm/addresses.ts';
import { at, createFlowHttp } from '../../src/crm/flow-http.ts';
import { type CrmClient, createCrmClient } from '../../src/crm/request.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function system(handle: Handler): Promise<number> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    handle(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
function client(mayConnect: (address: string) => boolean = () => true, key: string | null = null): CrmClient {
  const made = createCrmClient({ key, mayConnect });
  closers.push(() => made.close());
  return made;
}
const get = (url: string, timeoutMs = 2_000) => ({ method: 'GET', url, body: null, timeoutMs }) as const;

describe('a request', () => {
  it('carries key and body, and brings the JSON', async () => {
    const seen: unknown[] = [];
    const port = await system((request, response, body) => {
      seen.push(request.method, request.url, request.headers.authorization, JSON.parse(body));
      response.end('{"level":"gold"}');
    });
    const asked = {
      method: 'POST',
      url: `http://127.0.0.1:${port}/a?b=1`,
      body: { ani: '1' },
      timeoutMs: 2_000,
    } as const;
    expect(await client(undefined, 'the-key').ask(asked)).toEqual({ level: 'gold' });
    expect(seen).toEqual(['POST', '/a?b=1', 'Bearer the-key', { ani: '1' }]);
  });

  it.each<[string, Handler, string]>([
    ['an error', (_, response) => void response.writeHead(500).end('{}'), 'answered 500'],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/b' }).end(), 'answered 302'],
    ['no JSON', (_, response) => void response.end('secret-of-theirs'), 'is no JSON'],
    ['too much', (_, response) => void response.end(`"${'x'.repeat(70_000)}"`), 'more than 65536 bytes'],
    ['a broken line', (_, response) => void response.destroy(), 'socket hang up'],
  ])('answered with %s fails', async (_what, handle, said) => {
    let requests = 0;
    const port = await system((...args) => {
      requests += 1;
      handle(...args);
    });
    const failure = await client()
      .ask(get(`http://127.0.0.1:${port}/a`))
      .then(() => 'none', String);
    expect(failure).toContain(said);
    expect(failure).not.toContain('secret-of-theirs');
    expect(requests).toBe(1);
  });

  it.each<[string, Handler]>([
    ['does not begin', () => {}],
    ['does not end', (_, response) => void response.write('{')],
  ])('whose answer %s fails at its time', async (_what, handle) => {
    const port = await system(handle);
    await expect(client().ask(get(`http://127.0.0.1:${port}/`, 100))).rejects.toThrow('did not answer within 100 ms');
  });

  it('connects to no address that is not allowed, by number or by name', async () => {
    let requests = 0;
    const port = await system((_, response) => {
      requests += 1;
      response.end('{}');
    });
    const guarded = client((address) => !isPrivate(address));
    await expect(guarded.ask(get(`http://127.0.0.1:${port}/`))).rejects.toThrow('private address that is not listed');
    await expect(guarded.ask(get(`http://localhost:${port}/`))).rejects.toThrow('private address that is not listed');
    await expect(guarded.ask(get(`http://[::ffff:127.0.0.1]:${port}/`))).rejects.toThrow('private address');
    expect(requests).toBe(0);
    expect(await client().ask(get(`http://localhost:${port}/`))).toEqual({});
  });
});

describe('the list of hosts', () => {
  it.each(['10.1.2.3', '127.0.0.1', '169.254.169.254', '192.168.1.1', '100.64.0.1', '::1', '::', 'fe80::1', 'fd00::1'])(
    'counts %s as private',
    (address) => {
      expect(isPrivate(address)).toBe(true);
      expect(isPrivate(`::ffff:${address}`)).toBe(true);
    },
  );
  it.each(['::127.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b:1::7f00:1', '2002:7f00:1::', 'fec0::1'])(
    'counts %s as private, whatever a gateway on the way makes of it',
    (address) => expect(isPrivate(address)).toBe(true),
  );
  it('knows addresses that are mapped, whatever they look like', () => {
    expect(isPrivate('::ffff:7f00:1')).toBe(true);
    expect(isPrivate('::ffff:808:808')).toBe(false);
  });
  it.each(['8.8.8.8', '2001:4860:4860::8888', '172.32.0.1'])('counts %s as public', (address) => {
    expect(isPrivate(address)).toBe(false);
  });
  it('lets a private address through that is listed', () => {
    const list = new AllowList(['crm.example.com', '10.0.0.5:8080', 'localhost:9000']);
    expect(list.hasAddress('10.0.0.5')).toBe(true);
    expect(list.hasAddress('10.0.0.6')).toBe(false);
    expect(list.hasAddress('127.0.0.1')).toBe(true);
    expect(list.hasAddress('8.8.8.8')).toBe(true);
    expect(list.hasHost('crm.example.com')).toBe(true);
    expect(list.hasHost('crm.example.com:8443')).toBe(false);
  });
});

describe('what a flow asks', () => {
  it('goes to a listed host, and brings what was named', async () => {
    const port = await system((_, response) =>
      response.end('{"a":{"b/c":[{"d":7}]},"yes":true,"none":null,"deep":{}}'),
    );
    const ask = createFlowHttp(client(), new AllowList([`127.0.0.1:${port}`]));
    const save = { N: '/a/b~1c/0/d', Yes: '/yes', None: '/none', Deep: '/deep', Gone: '/x/y' };
    const asked = { method: 'GET', url: `http://127.0.0.1:${port}/`, body: null, save, timeoutMs: 2_000 } as const;
    expect(await ask(asked)).toEqual({ N: '7', Yes: 'true' });
    await expect(ask({ ...asked, url: 'http://127.0.0.1:1/' })).rejects.toThrow('flows may not ask 127.0.0.1:1');
  });
  it('finds nothing that the answer does not have itself', () => {
    expect(at({}, '/constructor')).toBeUndefined();
    expect(at([1], '/length')).toBeUndefined();
    expect(at('text', '/0')).toBeUndefined();
    expect(at([1, 2], '/1')).toBe(2);
  });
});
