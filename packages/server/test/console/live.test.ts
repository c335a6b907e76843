/** The live board over HTTP: everything first, then what changed, to whom it may be shown, as long as the session stands. */
import type { ESPCommand } from '@wssoftphone/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIVE_LIMITS } from '../../src/console/live/limits.ts';
import { callRecord } from '../contract/call-record.ts';
import { Stream } from './live-streams.ts';
import { type ConsoleRig, startConsole, storedUser } from './rig.ts';

let rig: ConsoleRig;
let streams: Stream[];
let looks: number;
beforeEach(async () => {
  streams = [];
  looks = 0;
  const made: ConsoleRig = await startConsole({
    board: async () => {
      looks += 1;
      return made.runtime.board();
    },
  });
  rig = made;
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  await rig.close();
});

async function watch(who: Parameters<ConsoleRig['as']>[0], reads = true): Promise<Stream> {
  const stream = await Stream.open(rig, await rig.as(who), reads);
  streams.push(stream);
  return stream;
}
/** The first board, too. */
async function watching(who: Parameters<ConsoleRig['as']>[0]): Promise<Stream> {
  const stream = await watch(who);
  await rig.advance(LIVE_LIMITS.lookMs);
  await stream.until(({ board }) => board.length === 1);
  return stream;
}
let refs = 0;
async function command(ins: string, name: ESPCommand, params: object): Promise<void> {
  const addressed = { command: name, ins, delegatorId: '', params } as Parameters<
    ConsoleRig['runtime']['submit']
  >[0]['command'];
  rig.runtime.submit({ ref: `r${++refs}`, conn: `ws-${ins}`, v4: true, lang: 'en', command: addressed });
  await rig.settle();
}
async function logOn(ins: string, agentId: string): Promise<void> {
  await command(ins, 'Init', { agentId });
  await command(ins, 'Logon', { agentId });
  rig.port.say({ on: 'device', number: ins, reachable: true });
  await rig.settle();
}
const incoming = async (leg: string, ani = '13800138000', dnis = '10010'): Promise<void> => {
  rig.port.say({ on: 'incoming', leg, ani, aniName: '', dnis });
  await rig.settle();
};

describe('the stream', () => {
  it('begins with everything and goes on with what changed, once a second at most', async () => {
    await logOn('6001', '888');
    const page = await watching('administrator');
    expect(page.board[0]).toMatchObject({
      agents: [{ ins: '6001', agentId: '888', name: '员工888', dept: '1', state: 3, callId: null }],
      queues: [{ skill: '1001', waiting: 0, agents: 1, ready: 1 }, { skill: '1002' }],
      calls: [],
      today: {
        offered: 0,
        serviceLevel: null,
        slSeconds: 20,
        levels: { serviceLevel: [80, 60], abandoned: [5, 10], longestWait: [20, 60] },
      },
    });
    expect(Object.keys(page.board[0]?.agents[0] ?? {})).not.toContain('stretch');
    await incoming('c1');
    await command('6001', 'Leave', { leaveReason: '1' });
    await logOn('6002', '801');
    await rig.advance(LIVE_LIMITS.lookMs);
    await page.until(({ changes }) => changes.length === 1);
    expect(page.changes[0]).toMatchObject({
      agents: [
        { ins: '6001', state: 27, callId: expect.any(String) },
        { ins: '6002', agentId: '801' },
      ],
      calls: [{ number: '13800138000', dnis: '10010', phase: 'offered', ins: ['6001'] }],
    });
    expect(page.changes[0]).not.toHaveProperty('goneCalls');
    expect(page.changes[0]).not.toHaveProperty('today');
    rig.port.say({ on: 'ended', leg: 'c1', cause: 'normal' });
    await command('6002', 'Logoff', {});
    await rig.advance(LIVE_LIMITS.lookMs);
    await page.until(({ changes }) => changes.length === 2);
    expect(page.changes[1]).toMatchObject({ goneAgents: ['6002'], goneCalls: [expect.any(String)] });
    // Nothing happens: nothing is said, but for the sign of life.
    await rig.advance(LIVE_LIMITS.heartbeatMs);
    await page.until(({ beats }) => beats > 0);
    const quiet = page.changes.length;
    await rig.advance(5 * LIVE_LIMITS.lookMs);
    expect(page.changes.length).toBe(quiet);
  });

  it('gives who comes later everything at once, and the same changes from then on', async () => {
    await logOn('6001', '888');
    const first = await watching('administrator');
    await incoming('c1');
    await rig.advance(LIVE_LIMITS.lookMs);
    await first.until(({ changes }) => changes.length === 1);
    const second = await watch('administrator');
    await second.until(({ board }) => board.length === 1);
    expect(second.board[0]?.calls).toMatchObject([{ phase: 'offered' }]);
    await command('6001', 'DropCall', {});
    await rig.advance(LIVE_LIMITS.lookMs);
    await second.until(({ changes }) => changes.length === 1);
    await first.until(({ changes }) => changes.length === 2);
    expect(second.changes[0]).toEqual(first.changes[1]);
  });

  it('shows a supervisor the managed departments, calls of their agents and calls that wait', async () => {
    await rig.store.console.addUser('1', storedUser('lone', 'supervisor', { agentId: null }));
    await logOn('6001', '888');
    await incoming('c1');
    const whole = await watching('administrator');
    const managed = await watch('supervisor');
    await managed.until(({ board }) => board.length === 1);
    const [seen, all] = [managed.board[0], whole.board[0]];
    expect([seen?.agents, seen?.calls]).toEqual([all?.agents, all?.calls]);
    const lone = rig.browser();
    await lone.signIn('lone');
    const none = await Stream.open(rig, lone);
    streams.push(none);
    await none.until(({ board }) => board.length === 1);
    expect(none.board[0]).toMatchObject({ agents: [], calls: [], queues: [{ agents: 1 }, {}] });
    await incoming('c2', '13900139000');
    await rig.advance(LIVE_LIMITS.lookMs);
    await none.until(({ changes }) => changes.length === 1);
    expect(none.changes[0]).toMatchObject({ calls: [{ number: '13900139000', phase: 'queued', ins: [] }] });
    expect(none.text).not.toContain('13800138000');
  });

  it('masks numbers where the tenant does', async () => {
    await rig.store.setParam('1', 'NUMBERMASK', '1');
    const reloaded = rig.runtime.reload();
    await rig.settle();
    await reloaded;
    await incoming('c1');
    const page = await watching('administrator');
    expect(page.board[0]?.calls).toMatchObject([{ number: '138****8000' }]);
    expect(page.text).not.toContain('13800138000');
  });

  it('has the numbers of the day, by skill and by half hour', async () => {
    const now = rig.clock.now();
    const at = (from: number, more = {}) => ({ from: now + from, to: now + from + 5_000, ins: null, ...more });
    await rig.store.commit('1', {
      docs: [],
      records: [
        callRecord(1, {
          segments: [
            { kind: 'queue', skill: '1001', agentId: null, outcome: 'offered', ...at(0) },
            { kind: 'talk', skill: '1001', agentId: '888', outcome: 'completed', ...at(5_000) },
          ],
        }),
        callRecord(2, {
          segments: [{ kind: 'queue', skill: '1002', agentId: null, outcome: 'abandoned', ...at(0) }],
        }),
        callRecord(3, { direction: '1', startedAt: now, segments: [] }),
        // Of another day.
        callRecord(4, {
          segments: [{ kind: 'queue', skill: '1002', agentId: null, outcome: 'abandoned', ...at(-86_400_000) }],
        }),
      ],
    });
    const page = await watching('administrator');
    const today = page.board[0]?.today;
    expect(today).toMatchObject({
      offered: 2,
      answered: 1,
      abandoned: 1,
      outbound: 1,
      serviceLevel: 50,
      averageWaitMs: 5_000,
      averageTalkMs: 5_000,
      longestWaitMs: 5_000,
    });
    // It is nine in the morning in China.
    expect(today?.series).toHaveLength(19);
    expect(today?.series.at(-1)).toEqual({ from: now, offered: 2, answered: 1, abandoned: 1, outbound: 1 });
    expect(page.board[0]?.queues.map(({ skill, numbers }) => [skill, numbers.offered, numbers.serviceLevel])).toEqual([
      ['1001', 1, 100],
      ['1002', 1, 0],
    ]);
    await rig.store.commit('1', {
      docs: [],
      records: [callRecord(5, { direction: '1', startedAt: now, segments: [] })],
    });
    await rig.advance(LIVE_LIMITS.sumMs + LIVE_LIMITS.lookMs);
    await page.until(({ changes }) => changes.some((change) => change.today?.outbound === 2));
  });

  it('says when a number is bad as the parameters have it, and when they are changed', async () => {
    await rig.store.setParam('1', 'WALLBOARDSERVICELEVEL', '90,75');
    await rig.runtime.reload();
    const page = await watching('administrator');
    const shipped = { abandoned: [5, 10], longestWait: [20, 60] };
    expect(page.board[0]?.today.levels).toEqual({ ...shipped, serviceLevel: [90, 75] });
    await rig.store.setParam('1', 'WALLBOARDABANDONED', '3, 3');
    await rig.store.setParam('1', 'WALLBOARDLONGESTWAIT', '40,120');
    // The second is no worse than the first: the last that was understood stays.
    await rig.store.setParam('1', 'WALLBOARDSERVICELEVEL', '75,90');
    await rig.runtime.reload();
    await rig.advance(LIVE_LIMITS.sumMs + LIVE_LIMITS.lookMs);
    await page.until(({ changes }) => changes.some(({ today }) => today !== undefined));
    const latest = page.changes.findLast(({ today }) => today !== undefined)?.today?.levels;
    expect(latest).toEqual({ serviceLevel: [90, 75], abandoned: [3, 3], longestWait: [40, 120] });
  });

  it('goes on with the last numbers while the database is away', async () => {
    const page = await watching('administrator');
    rig.store.away = true;
    await logOn('6001', '888');
    await rig.advance(2 * LIVE_LIMITS.sumMs);
    await page.until(({ changes }) => changes.some((change) => change.agents?.length === 1));
  });
});

describe('nobody is looked at', () => {
  it('while nobody watches, and not more often for many', async () => {
    await rig.advance(5_000);
    expect(looks).toBe(0);
    const page = await watching('administrator');
    for (const who of ['administrator', 'supervisor'] as const) await watch(who);
    looks = 0;
    await rig.advance(5 * LIVE_LIMITS.lookMs);
    expect(looks).toBeGreaterThan(2);
    expect(looks).toBeLessThanOrEqual(5);
    for (const stream of streams) stream.close();
    await page.until(({ ended }) => ended);
    for (let n = 0; n < 20; n += 1) await rig.settle();
    looks = 0;
    await rig.advance(5_000);
    expect(looks).toBe(0);
  });

  it('by an agent, or by a stranger', async () => {
    expect((await watch('agent')).status).toBe(403);
    const stranger = await Stream.open(rig, rig.browser());
    expect(stranger.status).toBe(401);
  });
});

describe('a stream ends', () => {
  it('with the session', async () => {
    const anna = await rig.as('administrator');
    const page = await Stream.open(rig, anna);
    streams.push(page);
    await rig.advance(LIVE_LIMITS.sessionCheckMs);
    expect(page.ended).toBe(false);
    await anna.post('/sign-out');
    await rig.advance(LIVE_LIMITS.sessionCheckMs);
    await page.until(({ ended }) => ended);
  });

  it('when the person may see something else by now', async () => {
    const page = await watching('supervisor');
    const { rows } = rig.store.database.shelf('1');
    if (!rows) throw new Error('no configuration');
    rig.store.database.shelf('1').rows = { ...rows, monitorDepts: [] };
    const reloaded = rig.runtime.reload();
    await rig.settle();
    await reloaded;
    await rig.advance(LIVE_LIMITS.sessionCheckMs);
    await page.until(({ ended }) => ended);
  });

  it('when the page takes nothing off the line, and the others go on', async () => {
    for (let n = 0; n < 1_000; n += 1) await incoming(`c${n}`, `1380013${String(n).padStart(4, '0')}`);
    const hanging = await watch('administrator', false);
    const page = await watching('administrator');
    // Every second something of all of them changes.
    for (let n = 0; n < 60 && !hanging.ended; n += 1) {
      await rig.store.setParam('1', 'NUMBERMASK', String(n % 2));
      const reloaded = rig.runtime.reload();
      await rig.settle();
      await reloaded;
      await rig.advance(LIVE_LIMITS.lookMs);
    }
    const came = page.changes.length;
    hanging.resume();
    await hanging.until(({ ended }) => ended);
    expect(page.ended).toBe(false);
    expect(came).toBeGreaterThan(10);
  });

  it('with the server; one too many is refused', async () => {
    const page = await watching('administrator');
    const anna = await rig.as('administrator');
    while (streams.length < LIVE_LIMITS.viewers) streams.push(await Stream.open(rig, anna));
    const extra = await Stream.open(rig, anna);
    expect(extra.status).toBe(503);
    await rig.app.close();
    await page.until(({ ended }) => ended);
  });
});
