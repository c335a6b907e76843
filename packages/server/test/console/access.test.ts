/** Keys of CRM servers and origins of pages, made at the console. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONSOLE_LIMITS } from '../../src/console/limits.ts';
import { StoreError } from '../../src/store/errors.ts';
import { type Browser, type ConsoleRig, startConsole } from './rig.ts';

let rig: ConsoleRig;
let anna: Browser;
beforeEach(async () => {
  rig = await startConsole();
  anna = await rig.as('administrator');
});
afterEach(() => rig.close());

describe('a key', () => {
  it('is told once, counts at once, and is kept as a digest', async () => {
    const made = await anna.post('/api-keys', { name: ' CRM ' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'CRM', createdBy: 'anna', createdAt: rig.clock.now(), lastUsedAt: null },
    });
    const { key, ...info } = made.body;
    expect(key).toMatch(/^wssp_[0-9a-f]{48}$/);
    expect(rig.gate.keys.map(({ digest }) => digest)).toEqual([createHash('sha256').update(key).digest('hex')]);
    expect((await anna.get('/api-keys')).body).toEqual({ keys: [info] });
    const kept = JSON.stringify([await rig.store.console.apiKeys('1'), await rig.store.audit('1', {}), rig.lines]);
    expect(kept).not.toContain(key);
  });

  it('says when it was last used, without a write for every request', async () => {
    const { id } = (await anna.post('/api-keys', { name: 'CRM' })).body;
    const lastUsed = async () => (await anna.get('/api-keys')).body.keys[0].lastUsedAt;
    const first = rig.clock.now();
    rig.gate.used(id);
    expect(await lastUsed()).toBe(first);
    await rig.advance(CONSOLE_LIMITS.keyUseMs - 1);
    rig.gate.used(id);
    expect(await lastUsed()).toBe(first);
    await rig.advance(1);
    rig.gate.used(id);
    expect(await lastUsed()).toBe(rig.clock.now());
  });

  it('that is deleted counts no more', async () => {
    const { id } = (await anna.post('/api-keys', { name: 'CRM' })).body;
    expect((await anna.remove(`/api-keys/${id}`)).status).toBe(204);
    expect(rig.gate.keys).toEqual([]);
    expect((await anna.remove(`/api-keys/${id}`)).status).toBe(404);
  });

  it('that is deleted while another change is slow to read stays deleted', async () => {
    const { id } = (await anna.post('/api-keys', { name: 'CRM' })).body;
    let goOn = (): void => {};
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const read = rig.store.console.origins;
    rig.store.console.origins = async (tenant) => {
      rig.store.console.origins = read;
      await slow;
      return read(tenant);
    };
    const other = anna.post('/api-keys', { name: 'other' });
    await vi.waitUntil(() => rig.store.console.origins === read);
    const deleting = anna.remove(`/api-keys/${id}`);
    await vi.waitUntil(async () => (await rig.store.console.apiKeys('1')).every((key) => key.id !== id));
    goOn();
    await Promise.all([other, deleting]);
    expect(rig.gate.keys.map((key) => key.id)).toEqual([(await other).body.id]);
  });

  it('whose end was not put to work, for the database went away, counts no more once that is tried again', async () => {
    const { id } = (await anna.post('/api-keys', { name: 'CRM' })).body;
    const read = rig.store.console.apiKeys;
    rig.store.console.apiKeys = async () => {
      rig.store.console.apiKeys = read;
      throw new StoreError('away', 'gone');
    };
    expect((await anna.remove(`/api-keys/${id}`)).status).toBe(503);
    expect((await anna.remove(`/api-keys/${id}`)).status).toBe(404);
    expect(rig.gate.keys).toEqual([]);
  });
});

describe('origins', () => {
  it('count at once, beside those of the start options', async () => {
    expect((await anna.get('/origins')).body).toEqual({ fixed: ['https://fixed.example'], origins: [] });
    const wanted = ['https://crm.example', 'http://10.0.0.5:8080', 'https://crm.example'];
    expect((await anna.put('/origins', { origins: wanted })).body.origins).toEqual([
      'http://10.0.0.5:8080',
      'https://crm.example',
    ]);
    expect(rig.gate.origins).toEqual(['http://10.0.0.5:8080', 'https://crm.example']);
    await anna.put('/origins', { origins: [] });
    expect(rig.gate.origins).toEqual([]);
  });
  it('that are none are refused, with what was meant', async () => {
    const wrong = ['https://crm.example/page', '*', 'crm.example'];
    expect(await anna.put('/origins', { origins: ['https://good.example', ...wrong] })).toMatchObject({
      status: 422,
      body: {
        error: {
          problems: [
            { at: 'origins/1', text: 'write it like https://crm.example' },
            { at: 'origins/2', text: 'write it like https://crm.example.com' },
            { at: 'origins/3', text: 'write it like https://crm.example.com' },
          ],
        },
      },
    });
    expect(rig.gate.origins).toEqual([]);
  });
});

describe('the book of deeds', () => {
  it('turns its pages without losing or repeating an entry', async () => {
    await rig.store.commit('1', {
      docs: [],
      records: Array.from({ length: 5 }, (_, nth) => ({
        type: 'audit' as const,
        at: 1_000,
        agentId: '800',
        ins: '6001',
        action: 'ForceLogoff',
        target: `88${nth}`,
        outcome: 'Succ',
      })),
    });
    const seen: string[] = [];
    let before = '';
    for (let page = 0; page < 4; page++) {
      const { entries, next } = (await anna.get(`/audit?actor=800&limit=2${before}`)).body;
      seen.push(...entries.map(({ target }: { target: string }) => target));
      if (next === null) break;
      before = `&before=${next}`;
    }
    expect(seen).toEqual(['884', '883', '882', '881', '880']);
    expect((await anna.get('/audit?before=x')).status).toBe(400);
    expect((await anna.get('/audit?limit=100000')).status).toBe(400);
  });
});
