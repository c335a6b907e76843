/** Who may change the configuration by HTTP, and as whom. */
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { Gateway } from '../../src/gateway/index.ts';
import { API_KEY, type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

/** A gateway with a route that says who asks. */
async function opened(options: Parameters<Stages['open']>[0]): Promise<Stage> {
  let gateway: Gateway | null = null;
  const plugin = async (app: FastifyInstance) => {
    app.get('/who', async (request) => ({ who: await gateway?.administratorOf(request) }));
  };
  const on = await stages.open(options, { plugins: [plugin] });
  gateway = on.gateway;
  return on;
}
const who = async (on: Stage, headers: Record<string, string>) =>
  ((await (await fetch(`${on.http}/who`, { headers })).json()) as { who: string | null }).who;
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

it('in mode token: by a token of scope admin its agent, by a key the key without showing it', async () => {
  const other = 'another-key-of-the-CRM';
  const on = await opened({ auth: { ...TOKEN_AUTH, apiKeys: [API_KEY, other] } });
  const token = async (scope: 'agent' | 'admin') => (await on.gateway.tokens?.issue({ agentId: '900', scope }))?.token;
  expect(await who(on, bearer((await token('admin')) ?? ''))).toBe('900');
  const first = await who(on, bearer(API_KEY));
  expect(first).toMatch(/^key:[0-9a-f]{8}$/);
  expect(await who(on, bearer(API_KEY))).toBe(first);
  expect(await who(on, bearer(other))).not.toBe(first);
  expect(await who(on, bearer((await token('agent')) ?? ''))).toBeNull();
  expect(await who(on, bearer(`${API_KEY}x`))).toBeNull();
  expect(await who(on, {})).toBeNull();
});

it('in mode open: only who sits at the machine', async () => {
  const on = await opened({ auth: { mode: 'open' } });
  expect(await who(on, {})).toBe('local');
  expect(await who(on, { 'x-forwarded-for': '203.0.113.7' })).toBeNull();
});
