/** Records at the console: found, in pages, to whom they may be shown, and without numbers that browsers must not learn. */
import type { CallRow } from '@wssoftphone/protocol/console';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { READING_LIMITS } from '../../src/console/reading.ts';
import { callRecord, stateRecord, T0 } from '../contract/call-record.ts';
import { seg } from '../contract/store-reports.ts';
import { type Browser, type ConsoleRig, startConsole, storedUser } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole();
});
afterEach(() => rig.close());

const keep = (...records: Parameters<ConsoleRig['store']['commit']>[1]['records']) =>
  rig.store.commit('1', { docs: [], records });
const found = async (browser: Browser, query = ''): Promise<string[]> =>
  (await browser.get(`/calls${query}`)).body.calls.map(({ coid }: CallRow) => coid);
const coid = (nth: number): string => callRecord(nth).coid;
const talkOf = (agentId: string) => ({ agentId, segments: [seg('talk', 0, 9, 'completed', agentId)] });

describe('calls', () => {
  it('are listed with the names of their agents, and scores', async () => {
    await keep(callRecord(1, { data: { IVRSCORE: '4', OrderID: 'x' } }));
    const { status, body } = await (await rig.as('administrator')).get('/calls');
    expect(status).toBe(200);
    const { type: _type, segments: _segments, ins: _ins, data: _data, ...row } = callRecord(1);
    expect(body).toEqual({ calls: [{ ...row, agentName: '员工888', score: 4, recorded: false }], next: null });
  });

  it('are found by what is known of them', async () => {
    await keep(
      callRecord(1),
      callRecord(2, { direction: '1', ani: '02100000000', dnis: '13900139000', skill: null }),
      callRecord(3, { ani: '02112345678', dnis: '10086', skill: '1002', outcome: 'abandoned' }),
    );
    const anna = await rig.as('administrator');
    expect(await found(anna, `?from=${T0 + 120_000}&to=${T0 + 180_000}`)).toEqual([coid(2)]);
    expect(await found(anna, '?number=13900139000')).toEqual([coid(2)]);
    expect(await found(anna, '?number=13800138000')).toEqual([coid(1)]);
    // The number that customers see or dial is ours.
    expect(await found(anna, '?number=02100000000')).toEqual([]);
    expect(await found(anna, '?dnis=02100000000')).toEqual([coid(2)]);
    expect(await found(anna, '?skill=1002')).toEqual([coid(3)]);
    expect(await found(anna, '?outcome=abandoned')).toEqual([coid(3)]);
    expect(await found(anna, '?direction=1')).toEqual([coid(2)]);
    expect(await found(anna, `?coid=${coid(3)}`)).toEqual([coid(3)]);
    expect(await found(anna, '?agentId=999')).toHaveLength(3);
    expect(await found(anna, '?agentId=801')).toEqual([]);
  });

  it('come in pages, each once', async () => {
    await keep(...Array.from({ length: 7 }, (_, n) => callRecord(n)));
    const anna = await rig.as('administrator');
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await anna.get(`/calls?limit=3${next === '' ? '' : `&before=${next}`}`);
      seen.push(...body.calls.map((row: CallRow) => row.coid));
      next = body.next;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map(coid));
  });

  it('are refused what cannot be understood, with the name of the field', async () => {
    const anna = await rig.as('administrator');
    for (const [field, value] of [
      ['from', 'yesterday'],
      ['limit', String(READING_LIMITS.pageMost + 1)],
      ['direction', '3'],
      ['before', 'x'],
      ['number', '9'.repeat(200)],
    ]) {
      const answer = await anna.get(`/calls?${field}=${value}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: 'ParamInvalid', problems: [{ at: field }] } },
      });
    }
    expect((await anna.get('/calls?number=1&number=2')).status).toBe(400);
  });

  it('say that the database is away', async () => {
    const anna = await rig.as('administrator');
    rig.store.away = true;
    expect(await anna.get('/calls')).toMatchObject({ status: 503, body: { error: { code: 'RecordsAway' } } });
  });
});

describe('a call', () => {
  it('is shown with its data and its way', async () => {
    await keep(callRecord(1));
    const { body } = await (await rig.as('administrator')).get(`/calls/${callRecord(1).callId}`);
    expect(body).toMatchObject({ coid: coid(1), data: callRecord(1).data, ani: '13800138000' });
    expect(body.segments[2]).toEqual({
      kind: 'talk',
      from: callRecord(1).segments[2]?.from,
      to: callRecord(1).segments[2]?.to,
      agentId: '888',
      agentName: '员工888',
      skill: '1001',
      outcome: 'answered',
    });
  });

  it('that does not exist is unknown', async () => {
    const anna = await rig.as('administrator');
    expect(await anna.get('/calls/none')).toMatchObject({ status: 404, body: { error: { code: 'RecordUnknown' } } });
  });
});

describe('numbers that browsers must not learn', () => {
  const NUMBER = '13800138000';
  const maskAll = async () => {
    await rig.store.setParam('1', 'NUMBERMASK', '1');
    const reloaded = rig.runtime.reload();
    await rig.settle();
    await reloaded;
  };
  const told = async (browser: Browser): Promise<string> => {
    const list = await browser.get('/calls');
    const pages = await Promise.all(list.body.calls.map(({ callId }: CallRow) => browser.get(`/calls/${callId}`)));
    return JSON.stringify([list.body, ...pages.map(({ body }) => body)]);
  };

  it('are masked in rows, details and data: of calls by EncryptDial always, of others where the tenant masks', async () => {
    const data = { NUMBERHIDDEN: '1', note: `call ${NUMBER} back` };
    await keep(callRecord(1, { direction: '1', ani: '02100000000', dnis: NUMBER, data }));
    const anna = await rig.as('administrator');
    const hidden = await told(anna);
    expect(hidden).not.toContain(NUMBER);
    expect(hidden).not.toContain('NUMBERHIDDEN');
    expect(hidden).toContain('call 138****8000 back');
    await keep(callRecord(2, { data: {} }));
    expect(await told(anna)).toContain(NUMBER);
    await maskAll();
    expect(await told(anna)).not.toContain(NUMBER);
  });

  it('are found by what is shown of them, so that nobody learns whether a guess is right', async () => {
    await keep(
      callRecord(1, { direction: '1', ani: '02100000000', dnis: NUMBER, data: { NUMBERHIDDEN: '1' } }),
      callRecord(2, { ani: NUMBER, data: {} }),
      callRecord(3, { ani: '13899998000', data: { NUMBERHIDDEN: '1' } }),
      callRecord(4, { ani: '13912345678', data: { NUMBERHIDDEN: '1' } }),
      callRecord(5, { direction: '2', ani: '6001', dnis: '6002', data: {} }),
    );
    const anna = await rig.as('administrator');
    // Where the number is shown it is found whole, and among those that are hidden nothing tells it from the others.
    expect(await found(anna, `?number=${NUMBER}`)).toEqual([coid(3), coid(2), coid(1)]);
    expect(await found(anna, '?number=13855558000')).toEqual([coid(3), coid(1)]);
    expect(await found(anna, '?number=138****8000')).toEqual([coid(3), coid(1)]);
    for (const other of ['1380013800', '13800138001', '1_800138000', '138%25', '%25']) {
      expect([other, await found(anna, `?number=${other}`)]).toEqual([other, []]);
    }
    await maskAll();
    for (const like of [NUMBER, '13855558000']) {
      expect([like, await found(anna, `?number=${like}`)]).toEqual([like, [coid(3), coid(2), coid(1)]]);
    }
    // Colleagues' numbers are nobody's secret.
    expect(await found(anna, '?number=6001')).toEqual([coid(5)]);
    expect(await found(anna, '?number=7001')).toEqual([]);
  });
});

describe('to whom calls are shown', () => {
  beforeEach(async () => {
    await rig.store.console.addUser('1', storedUser('lone', 'supervisor'));
    await keep(
      callRecord(1, talkOf('888')),
      callRecord(2, talkOf('801')),
      callRecord(3, { segments: [seg('queue', 0, 9, 'abandoned')], agentId: null }),
    );
  });

  it('an agent sees the own ones alone', async () => {
    const ada = await rig.as('agent');
    expect(await found(ada)).toEqual([coid(1)]);
    expect(await found(ada, '?agentId=801')).toEqual([]);
    expect((await ada.get(`/calls/${callRecord(1).callId}`)).status).toBe(200);
    for (const nth of [2, 3]) expect((await ada.get(`/calls/${callRecord(nth).callId}`)).status).toBe(404);
  });

  it('a user who is no agent has none of the own', async () => {
    await rig.store.console.addUser('1', storedUser('nobody', 'agent'));
    const nobody = rig.browser();
    await nobody.signIn('nobody');
    expect(await found(nobody)).toEqual([]);
  });

  it('a supervisor sees those of the managed departments and those that reached nobody', async () => {
    expect(await found(await rig.as('supervisor'))).toEqual([3, 2, 1].map(coid));
    const lone = rig.browser();
    await lone.signIn('lone');
    expect(await found(lone)).toEqual([coid(3)]);
    expect((await lone.get(`/calls/${callRecord(1).callId}`)).status).toBe(404);
    expect((await lone.get(`/calls/${callRecord(3).callId}`)).status).toBe(200);
    expect((await lone.get('/agents/888/day')).status).toBe(404);
  });

  it('a stranger sees nothing', async () => {
    for (const path of ['/calls', '/calls/x', '/agents/888/day', '/reports/days']) {
      expect((await rig.browser().get(path)).status).toBe(401);
    }
  });
});

describe('an agent’s day', () => {
  // 2026-11-22 in China begins eight hours before it does in UTC.
  const MIDNIGHT = Date.UTC(2026, 10, 21, 16);
  const MINUTE = 60_000;
  const at = (from: number, to: number, more = {}) =>
    stateRecord(MIDNIGHT - T0 + from * MINUTE, MIDNIGHT - T0 + to * MINUTE, more);

  it('is every stretch of it, cut at midnight, with the sums', async () => {
    await keep(
      at(-600, -90, { state: 23, leaveReason: '1' }),
      at(-90, 30, { state: 3 }),
      at(30, 40, { state: 6, callId: callRecord(1).callId }),
      at(40, 45, { state: 19 }),
      at(45, 60, { state: 3, workMode: '3' }),
      at(1430, 1450, { state: 23, leaveReason: '2' }),
      at(1450, 1460),
      callRecord(1, talkOf('888')),
    );
    const { body } = await (await rig.as('agent')).get('/agents/888/day?date=2026-11-22');
    expect(body).toMatchObject({
      agentId: '888',
      name: '员工888',
      date: '2026-11-22',
      from: MIDNIGHT,
      to: MIDNIGHT + 1440 * MINUTE,
    });
    expect(
      body.stretches.map((one: { state: number; from: number; to: number }) => [
        one.state,
        (one.from - MIDNIGHT) / MINUTE,
        (one.to - MIDNIGHT) / MINUTE,
      ]),
    ).toEqual([
      [3, 0, 30],
      [6, 30, 40],
      [19, 40, 45],
      [3, 45, 60],
      [23, 1430, 1440],
    ]);
    expect(body.numbers).toMatchObject({
      handled: 1,
      missed: 0,
      loggedOnMs: 70 * MINUTE,
      readyMs: 30 * MINUTE,
      wrapupMs: 5 * MINUTE,
      leaveMs: 10 * MINUTE,
      talkMs: 9_000,
    });
  });

  it('has the stretch that is under way', async () => {
    const command = async (name: 'Init' | 'Logon') => {
      const addressed = { command: name, ins: '6001', delegatorId: '', params: { agentId: '888' } } as never;
      rig.runtime.submit({ ref: name, conn: 'ws', v4: true, lang: 'en', command: addressed });
      await rig.settle();
    };
    await command('Init');
    await command('Logon');
    rig.port.say({ on: 'device', number: '6001', reachable: true });
    await rig.advance(90_000);
    const since = rig.clock.now() - 90_000;
    const { body } = await (await rig.as('agent')).get('/agents/888/day');
    expect(body.stretches).toEqual([
      { state: 3, from: since, to: rig.clock.now(), leaveReason: null, workMode: '0', callId: null },
    ]);
    expect(body.numbers).toMatchObject({ loggedOnMs: 90_000, readyMs: 90_000 });
    expect(await rig.store.agentStates('1', { agentId: '888' })).toEqual([]);
  });

  it('is the own one for an agent; of nobody known it is unknown; a date has to be one', async () => {
    const [ada, anna] = [await rig.as('agent'), await rig.as('administrator')];
    expect((await ada.get('/agents/801/day')).status).toBe(404);
    expect((await anna.get('/agents/no-such/day')).status).toBe(404);
    expect((await anna.get('/agents/801/day')).body).toMatchObject({ stretches: [], numbers: { handled: 0 } });
    for (const date of ['2026-02-30', 'x', '2026-1-1']) {
      expect((await anna.get(`/agents/801/day?date=${date}`)).status).toBe(400);
    }
  });
});
