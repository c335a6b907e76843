/** Reports at the console, and the tables they become. The sums themselves are the store's (contract/store-reports.ts). */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csv } from '../../src/console/csv.ts';
import { callRecord, T0 } from '../contract/call-record.ts';
import { seg } from '../contract/store-reports.ts';
import { settle } from '../runtime/rig.ts';
import { openCallCentre } from '../support/call-centre.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type ConsoleRig, startConsole, storedUser } from './rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await startConsole();
});
afterEach(() => rig.close());

const keep = (...records: Parameters<ConsoleRig['store']['commit']>[1]['records']) =>
  rig.store.commit('1', { docs: [], records });
/** T0 is at nine on this day, in China. */
const DAY = '2026-11-22';
const NEXT_DAY = '2026-11-23';
const served = callRecord(0, {
  segments: [
    seg('queue', 0, 10, 'offered'),
    seg('ring', 10, 15, 'answered', '888'),
    seg('talk', 15, 75, 'completed', '888'),
  ],
  data: { IVRSCORE: '4' },
});
const gaveUp = callRecord(1, { segments: [seg('queue', 0, 40, 'abandoned')], agentId: null });

describe('the report', () => {
  it('of skills has every skill', async () => {
    await keep(served, gaveUp);
    const { body } = await (await rig.as('supervisor')).get(`/reports/skills?from=${DAY}&to=${DAY}`);
    expect(body).toMatchObject({ from: DAY, to: DAY });
    expect(body.rows).toEqual([
      {
        skill: '1001',
        name: '普通服务',
        offered: 2,
        answered: 1,
        abandoned: 1,
        serviceLevel: 50,
        averageWaitMs: 27_500,
        averageTalkMs: 60_000,
        longestWaitMs: 40_000,
      },
      {
        skill: '1002',
        name: '紧急问题',
        offered: 0,
        answered: 0,
        abandoned: 0,
        serviceLevel: null,
        averageWaitMs: null,
        averageTalkMs: null,
        longestWaitMs: 0,
      },
    ]);
  });

  it('measures the service level by SERVICELEVELSECONDS', async () => {
    await keep(served);
    const level = async () => {
      const reloaded = rig.runtime.reload();
      await rig.settle();
      await reloaded;
      return (await (await rig.as('supervisor')).get(`/reports/skills?from=${DAY}&to=${DAY}`)).body.rows[0]
        .serviceLevel;
    };
    await rig.store.setParam('1', 'SERVICELEVELSECONDS', '14');
    expect(await level()).toBe(0);
    await rig.store.setParam('1', 'SERVICELEVELSECONDS', '15');
    expect(await level()).toBe(100);
  });

  it('of days has every day, on the tenant’s calendar', async () => {
    // One second before and one after midnight in China.
    const midnight = Date.UTC(2026, 10, 22, 16);
    const moved = (nth: number, by: number) =>
      callRecord(nth, {
        startedAt: by,
        direction: nth === 9 ? '1' : '0',
        segments: served.segments.map((one) => ({ ...one, from: one.from - T0 + by, to: one.to - T0 + by })),
      });
    await keep(moved(7, midnight - 1_000), moved(8, midnight), moved(9, midnight));
    const { body } = await (await rig.as('supervisor')).get(`/reports/days?from=2026-11-21&to=${NEXT_DAY}`);
    expect(
      body.rows.map((row: { date: string; offered: number; outbound: number }) => [
        row.date,
        row.offered,
        row.outbound,
      ]),
    ).toEqual([
      ['2026-11-21', 0, 0],
      [DAY, 1, 0],
      [NEXT_DAY, 2, 1],
    ]);
  });

  it('an agent’s average talk is over all calls in which the agent talked, dialled ones too', async () => {
    await keep(
      served,
      callRecord(5, {
        direction: '1',
        segments: [seg('dial', 0, 5, 'answered', '888'), seg('talk', 5, 25, 'completed', '888')],
      }),
      callRecord(6, { direction: '1', segments: [seg('dial', 0, 5, 'no-answer', '888')] }),
    );
    const { body } = await (await rig.as('supervisor')).get(`/reports/agents?from=${DAY}&to=${DAY}`);
    expect(body.rows).toMatchObject([{ handled: 1, outbound: 2, talkMs: 80_000, averageTalkMs: 40_000 }]);
  });

  it('over weeks adds up all of them', async () => {
    const WEEK = 7 * 86_400_000;
    const moved = (nth: number, by: number) =>
      callRecord(nth, {
        segments: served.segments.map((one) => ({ ...one, from: one.from + by, to: one.to + by })),
        data: { IVRSCORE: nth === 0 ? '1' : '4' },
      });
    await keep(...[0, 1, 2, 3].map((n) => moved(n, n * WEEK)));
    const sven = await rig.as('supervisor');
    const rows = async (kind: string) => (await sven.get(`/reports/${kind}?from=${DAY}&to=2026-12-13`)).body.rows;
    expect((await rows('skills'))[0]).toMatchObject({ offered: 4, answered: 4, averageTalkMs: 60_000 });
    expect(await rows('agents')).toMatchObject([{ handled: 4, talkMs: 240_000, averageScore: 3.25 }]);
    const days: { date: string; offered: number }[] = await rows('days');
    expect(days).toHaveLength(22);
    expect(days.filter(({ offered }) => offered === 1).map(({ date }) => date)).toEqual([
      DAY,
      '2026-11-29',
      '2026-12-06',
      '2026-12-13',
    ]);
  });

  it('of agents shows a supervisor the managed departments', async () => {
    await rig.store.console.addUser('1', storedUser('lone', 'supervisor'));
    await keep(served);
    const path = `/reports/agents?from=${DAY}&to=${DAY}`;
    const { body } = await (await rig.as('supervisor')).get(path);
    expect(body.rows).toMatchObject([{ agentId: '888', name: '员工888', dept: '1', handled: 1, averageScore: 4 }]);
    const lone = rig.browser();
    await lone.signIn('lone');
    expect((await lone.get(path)).body.rows).toEqual([]);
    expect((await (await rig.as('agent')).get(path)).status).toBe(403);
  });

  it('has bounds, and says which value is out of them', async () => {
    const sven = await rig.as('supervisor');
    for (const [query, at] of [
      [`from=${NEXT_DAY}&to=${DAY}`, 'to'],
      ['from=2026-01-01&to=2026-04-03', 'to'],
      [`to=${DAY}`, 'from'],
      [`from=${DAY}&to=2026-13-01`, 'to'],
      [`from=${DAY}&to=${DAY}&format=pdf`, 'format'],
    ]) {
      const answer = await sven.get(`/reports/days?${query}`);
      expect([answer.status, answer.body.error.problems[0].at]).toEqual([400, at]);
    }
    expect((await sven.get('/reports/days?from=2026-01-01&to=2026-04-02')).body.rows).toHaveLength(92);
  });

  it('is a table for spreadsheets in the reader’s language', async () => {
    await keep(served);
    const sven = await rig.as('supervisor');
    const path = `/reports/skills?from=${DAY}&to=${DAY}&format=csv`;
    const { headers, body } = await sven.get(path);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe(`attachment; filename="skills-${DAY}-${DAY}.csv"`);
    expect(body).toBe(
      '\uFEFFSkill,Name,Offered,Answered,Abandoned,Service level (%),Average wait (s),Average talk (s),Longest wait (s)\r\n' +
        '1001,普通服务,1,1,0,100,15,60,15\r\n1002,紧急问题,0,0,0,,,,0\r\n',
    );
    sven.headers['accept-language'] = 'zh-CN';
    expect((await sven.get(path)).body).toContain('技能,名称,来电');
  });
});

describe('a table', () => {
  it('quotes what has to be, and runs no formula', () => {
    expect(csv([['a,b', 'say "x"', 'two\r\nlines', 1.5, null]])).toBe(
      '\uFEFF"a,b","say ""x""","two\r\nlines",1.5,\r\n',
    );
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])
      expect(csv([[text]])).toContain(`'${text}`);
    expect(csv([[-1]])).toBe('\uFEFF-1\r\n');
  });
});

describe('a call that one agent sends on to another', () => {
  it('counts as handled for both, each with the own talk, and once for the skill', async () => {
    const clock = new ManualClock(T0);
    const { store } = rig;
    const centre = await openCallCentre({ clock, store, log: pino({ level: 'silent' }) });
    const pass = async (ms: number) => {
      await settle();
      await clock.advance(ms, settle);
    };
    const started = centre.runtime.start();
    await pass(10);
    await started;
    const delegators = new Map<string, string>();
    const tell = async (ins: string, command: Parameters<typeof centre.command>[2], params: object) => {
      const ref = centre.command(ins, ins, command, params, delegators.get(ins) ?? '');
      await pass(20);
      const reply = centre.replies.get(ref);
      expect([command, reply?.errorCode]).toEqual([command, 'Succ']);
      if (command === 'Init') delegators.set(ins, String(reply?.datas.delegatorId));
    };
    const pickUp = async (ins: string) => {
      const phone = centre.exchange.phones.get(ins);
      if (!phone || !centre.exchange.answer(phone)) throw new Error(`${ins} does not ring`);
      await pass(500);
    };
    await tell('6006', 'Init', { agentId: '888' });
    await tell('6006', 'Logon', { agentId: '888' });
    const customer = centre.exchange.customerCalls('13800138000', '10010');
    if (!customer) throw new Error('no customer');
    await pass(4_000);
    await pickUp('6006');
    await tell('6007', 'Init', { agentId: '801' });
    await tell('6007', 'Logon', { agentId: '801' });
    await pass(60_000);
    await tell('6006', 'OneStepTransfer', { destType: 'AGT', destIns: '801', attached: {} });
    await pass(5_000);
    await pickUp('6007');
    await pass(30_000);
    centre.exchange.hangup(customer);
    await pass(60_000);
    await centre.runtime.stop();

    const sven = await rig.as('supervisor');
    const rows = async (kind: string) => (await sven.get(`/reports/${kind}?from=${DAY}&to=${DAY}`)).body.rows;
    const [first, second] = await rows('agents');
    expect([first, second]).toMatchObject([
      { agentId: '801', handled: 1, missed: 0, outbound: 0 },
      { agentId: '888', handled: 1, missed: 0, outbound: 0 },
    ]);
    expect(Math.round(first.talkMs / 1000)).toBe(31);
    expect(Math.round(second.talkMs / 1000)).toBe(61);
    const [skill] = await rows('skills');
    expect(skill).toMatchObject({ offered: 1, answered: 1, abandoned: 0, serviceLevel: 100 });
    expect(skill.averageTalkMs).toBe(first.talkMs + second.talkMs);
    expect(await rows('days')).toMatchObject([{ offered: 1, answered: 1 }]);
  });
});
