import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ReloadGate } from '../../src/gateway/http/reload.ts';
import { ManualClock } from './support/manual-clock.ts';
import { API_KEY, type Stage, Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

describe('a path that nobody can read', () => {
  it.each(['/%', '/api/v1/%E0%A4%A', `/api/v1/sessions/${'x'.repeat(200)}`])(
    'is refused by the catalogue: %s',
    async (path) => {
      const on = await stages.open();
      const response = await fetch(on.http + path);
      expect([400, 404, 414]).toContain(response.status);
      expect(await response.json()).toMatchObject({ error: { code: 'RequestInvalid' } });
    },
  );
});

describe('reloadSystemParam.do', () => {
  const reload = (on: Stage, more = '', headers: Record<string, string> = {}) =>
    fetch(`${on.http}/WSAgentServer/softphone/reloadSystemParam.do${more}`, { headers });

  it.each([
    ['true', async () => true],
    ['false', async () => false],
    ['false', async () => Promise.reject(new Error('database away'))],
  ])('answers %s', async (text, outcome) => {
    const on = await stages.open();
    on.desk.reloads = outcome;
    const response = await reload(on);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
  });

  it('in mode token answers this machine without a key', async () => {
    const on = await stages.open({ auth: TOKEN_AUTH });
    on.desk.reloads = async () => true;
    expect(await (await reload(on)).text()).toBe('true');
  });

  it('in mode token needs the key of the CRM or an administrator’s token from elsewhere', async () => {
    const on = await stages.open({ auth: TOKEN_AUTH });
    const elsewhere = { 'x-forwarded-for': '203.0.113.7' };
    let reloads = 0;
    on.desk.reloads = async () => ++reloads > 0;
    const token = async (scope: 'agent' | 'admin') =>
      (await on.gateway.tokens?.issue({ agentId: '888', scope }))?.token;
    for (const refused of [
      await reload(on, '', elsewhere),
      await reload(on, `?token=${await token('agent')}`, elsewhere),
      await reload(on, '?token=x', elsewhere),
    ]) {
      expect(refused.status).toBe(403);
      expect(await refused.text()).toBe('false');
    }
    expect(reloads).toBe(0);
    expect(await (await reload(on, '', { ...elsewhere, authorization: `Bearer ${API_KEY}` })).text()).toBe('true');
    expect(await (await reload(on, `?token=${await token('admin')}`, elsewhere)).text()).toBe('true');
    expect(reloads).toBe(2);
  });

  it('runs one at a time, and all who ask meanwhile share the next', async () => {
    const ends: ((ok: boolean) => void)[] = [];
    const gate = new ReloadGate(() => new Promise((resolve) => ends.push(resolve)));
    const first = gate.ask();
    const [second, third] = [gate.ask(), gate.ask()];
    expect(ends).toHaveLength(1);
    ends[0]?.(true);
    expect(await first).toBe(true);
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]?.(false);
    expect(await Promise.all([second, third])).toEqual([false, false]);
    const fourth = gate.ask();
    expect(ends).toHaveLength(3);
    ends[2]?.(true);
    expect(await fourth).toBe(true);
  });
});

describe('/healthz', () => {
  it('is 200 when every part is well', async () => {
    const on = await stages.open();
    const response = await fetch(`${on.http}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', parts: { store: { ok: true, detail: '' } } });
  });

  it('is 503 and says which part is not', async () => {
    const parts = { store: { ok: true, detail: '' }, switch: { ok: false, detail: 'connection lost' } };
    const on = await stages.open({}, { health: async () => ({ parts }) });
    const response = await fetch(`${on.http}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'failing', parts });
  });

  it('is 503 when a part fails or does not answer', async () => {
    const failing = await stages.open({}, { health: () => Promise.reject(new Error('no')) });
    expect((await fetch(`${failing.http}/healthz`)).status).toBe(503);
    const clock = new ManualClock();
    let asked = (): void => {};
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const health = () => {
      asked();
      return new Promise<never>(() => {});
    };
    const silent = await stages.open({}, { clock, health });
    const answer = fetch(`${silent.http}/healthz`);
    await wasAsked;
    await Promise.resolve();
    clock.advance(2_000);
    expect((await answer).status).toBe(503);
  });
});

describe('/metrics', () => {
  it('counts commands by name and result, and never by what a page made up', async () => {
    const on = await stages.open();
    const one = await on.page();
    await one.ask('Hold');
    await one.ask('x{y="z"}\n');
    const response = await fetch(`${on.http}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toContain('wssp_commands_total{command="Hold",result="Succ"} 1');
    expect(text).toContain('wssp_commands_total{command="refused",result="CommandUnknown"} 1');
    expect(text).not.toContain('x{y');
  });
});

describe('pages and plugins', () => {
  it('are served beside the rest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'));
    try {
      await writeFile(join(folder, 'index.html'), '<!doctype html><title>agent</title>');
      await writeFile(join(folder, 'bundle.js'), 'window.x = 1;');
      const plugin = async (app: { get: (path: string, run: () => Promise<object>) => unknown }) => {
        app.get('/lab', async () => ({ lab: true }));
        app.get('/broken', async () => {
          throw new Error('secret detail');
        });
      };
      const on = await stages.open(
        { pages: { root: folder, files: { '/wssoftphone.js': join(folder, 'bundle.js') } } },
        { plugins: [plugin] },
      );
      const index = await fetch(`${on.http}/`);
      expect(index.headers.get('content-type')).toMatch(/^text\/html/);
      expect(index.headers.get('x-content-type-options')).toBe('nosniff');
      const script = await fetch(`${on.http}/wssoftphone.js`);
      expect(script.headers.get('content-type')).toMatch(/javascript/);
      expect(await script.text()).toBe('window.x = 1;');
      expect(await (await fetch(`${on.http}/lab`)).json()).toEqual({ lab: true });
      const broken = await fetch(`${on.http}/broken`);
      expect(broken.status).toBe(500);
      expect(await broken.text()).not.toContain('secret');
      expect((await fetch(`${on.http}/..%2f..%2fetc/passwd`)).status).toBeGreaterThanOrEqual(400);
      expect((await fetch(`${on.http}/nothing`)).status).toBe(404);

      const bare = await stages.open({ pages: { root: null, files: { '/one.js': join(folder, 'bundle.js') } } });
      expect(await (await fetch(`${bare.http}/one.js`)).text()).toBe('window.x = 1;');
      expect((await fetch(`${bare.http}/bundle.js`)).status).toBe(404);
      expect((await fetch(`${bare.http}/`)).status).toBe(404);
      expect((await fetch(`${(await stages.open({ pages: { root: null } })).http}/`)).status).toBe(404);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
