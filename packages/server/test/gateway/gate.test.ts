/** Keys and origins that are set while the gateway runs. */
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { API_KEY, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterAll(() => stages.close());

const KEY = 'wssp_made-at-the-console';
const digest = createHash('sha256').update(KEY).digest('hex');

it('a key counts from when it is set, beside those of the options, until it is taken away', async () => {
  const on = await stages.open({ auth: TOKEN_AUTH });
  const ask = async (key: string): Promise<number> => {
    const response = await fetch(`${on.http}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ agentId: '888' }),
    });
    return response.status;
  };
  const used: string[] = [];
  expect([await ask(KEY), await ask(API_KEY)]).toEqual([401, 201]);
  on.gateway.gate.setKeys([{ id: 'k1', digest }], (id) => used.push(id));
  expect([await ask(KEY), await ask(API_KEY), await ask(`${KEY}x`)]).toEqual([201, 201, 401]);
  expect(used).toEqual(['k1']);
  on.gateway.gate.setKeys([], () => {});
  expect([await ask(KEY), await ask(API_KEY)]).toEqual([401, 201]);
});

it('an origin counts from when it is set, for sockets and for answers', async () => {
  const on = await stages.open({ origins: ['https://fixed.example'] });
  const allowed = async (origin: string): Promise<boolean> => {
    const answer = await fetch(`${on.http}/healthz`, { headers: { origin } });
    const page = await on.page('/', [], { origin }).catch(() => null);
    const socket = page !== null;
    await page?.close();
    expect(answer.headers.get('access-control-allow-origin')).toBe(socket ? origin : null);
    return socket;
  };
  expect(on.gateway.gate.fixedOrigins).toEqual(['https://fixed.example']);
  expect(await allowed('https://crm.example')).toBe(false);
  on.gateway.gate.setOrigins(['https://crm.example']);
  expect([await allowed('https://crm.example'), await allowed('https://fixed.example')]).toEqual([true, true]);
  on.gateway.gate.setOrigins([]);
  expect([await allowed('https://crm.example'), await allowed('https://fixed.example')]).toEqual([false, true]);
  expect(() => on.gateway.gate.setOrigins(['crm.example'])).toThrow('not an origin');
});

describe('a page that this server gave out, by whatever name', () => {
  it('may write where a password or a key is asked for, and nowhere else', async () => {
    const on = await stages.open(
      { auth: TOKEN_AUTH },
      {
        plugins: [
          async (app) => {
            app.post('/api/console/x', async () => 'here');
            app.post('/api/v1/ivr/x', async () => 'here');
            app.post('/lab/x', async () => 'here');
          },
        ],
      },
    );
    const { port } = new URL(on.http);
    const { request } = await import('node:http');
    const ask = (path: string, host: string, origin: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(
          { host: '127.0.0.1', port, path, method: 'POST', headers: { host, origin } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        asked.on('error', reject);
        asked.end();
      });
    const [host, own] = ['cti.example.com', 'https://cti.example.com'];
    expect(await ask('/api/console/x', host, own)).toBe(200);
    expect(await ask('/api/v1/ivr/x', host, own)).toBe(200);
    expect(await ask('/lab/x', host, own)).toBe(403);
    expect(await ask('/api/console/x', host, 'https://evil.example')).toBe(403);
    // No way around: nothing is read out of the path.
    expect(await ask('/api/console/../../lab/x', host, own)).toBe(404);
  });
});
