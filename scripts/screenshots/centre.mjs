/** The call centre of the pictures: the demonstration's, with more people in it, always on the same afternoon. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import WebSocket from 'ws';
import { readWav } from '../../packages/server/dist/config/wav.js';
import { demoRows } from '../../packages/server/dist/demo/demo-tenant.js';
import { createSystemClock } from '../../packages/server/dist/runtime/system-clock.js';
import { createServer } from '../../packages/server/dist/server.js';
import { wavFile } from '../../packages/server/dist/wav-file.js';
import { flow, NAMES, WORDS } from './data.mjs';

/** Monday, 23 November 2026, ten past three in the afternoon in Beijing. */
export const NOON = Date.parse('2026-11-23T15:10:00+08:00');
const MINUTE = 60_000;
const TENANT = '1';
export const CROWD = 34;
const MORE_SKILLS = ['1003', '1004', '1005'];
const SKILLS = ['1001', '1002', ...MORE_SKILLS];
/** Calls of the day, by half hours from nine. */
const DAY = [18, 34, 46, 51, 41, 28, 22, 35, 48, 44, 39, 30];

/** The same every time (mulberry32): a number from 0 up to `below`. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
const mobile = (roll) => `1${['38', '39', '50', '59', '86'][roll(5)]}${String(10_000_000 + roll(89_999_999))}`;
const agentId = (index) => String(2001 + index);
const seat = (index) => String(8001 + index);

/** The demonstration's rows in the language of the picture, and the crowd's. */
function rowsOf(lang) {
  const rows = demoRows(() => 'of-no-use-on-this-switch');
  const say = (name) => WORDS[lang][name] ?? name;
  const roll = dice(1);
  const crowd = Array.from({ length: CROWD }, (_, index) => agentId(index));
  const named = (list) => list.map((one) => ({ ...one, name: say(one.name) }));
  return {
    ...rows,
    departments: named(rows.departments),
    skills: named([...rows.skills, ...MORE_SKILLS.map((code) => ({ ...rows.skills[0], code, name: code }))]),
    agents: [
      ...named(rows.agents),
      ...crowd.map((id, index) => ({
        ...rows.agents[1],
        agentId: id,
        name: NAMES[lang][index],
        dept: index % 3 ? '1' : '2',
      })),
    ],
    agentSkills: [
      // The supervisor listens; customers who wait are for the others.
      ...rows.agentSkills.filter((one) => one.agentId !== '800'),
      ...crowd.flatMap((id) => {
        const first = roll(SKILLS.length);
        return [first, (first + 1 + roll(SKILLS.length - 1)) % SKILLS.length].map((at, n) => ({
          ...{ agentId: id, skillCode: SKILLS[at], level: 9 - n },
        }));
      }),
    ],
    extensions: [
      ...rows.extensions,
      ...crowd.map((_, index) => ({ ...rows.extensions[0], number: seat(index), kind: 'virtual', serverAnswer: true })),
    ],
    dnisRoutes: [
      ...rows.dnisRoutes,
      ...MORE_SKILLS.map((code, n) => ({ pattern: String(10_016 + n), target: `skill:${code}`, priority: 0 })),
    ],
    workModes: rows.workModes.map((one) => ({ ...one, serviceWorkModeName: say(one.serviceWorkModeName) })),
    leaveReasons: named(rows.leaveReasons),
    params: rows.params.map((one) => ({
      ...one,
      paramValue: Object.entries(WORDS[lang]).reduce(
        (text, [from, to]) => text.replace(`,${from}`, `,${to}`),
        one.paramValue,
      ),
    })),
  };
}

/** Records of the calls from nine until now. */
function history() {
  const roll = dice(2);
  const records = [];
  const nine = NOON - (6 * 60 + 10) * MINUTE;
  for (const [half, calls] of DAY.entries()) {
    for (let n = 0; n < calls; n += 1) {
      const skill = SKILLS[[0, 0, 1, 2, 2, 3, 3, 4][roll(8)]];
      const startedAt = nine + half * 30 * MINUTE + roll(30 * MINUTE - 60_000);
      const isLost = roll(60) === 0;
      const queueMs = isLost ? 22_000 + roll(30_000) : roll(40) === 0 ? 21_000 + roll(9_000) : roll(6_000);
      const [ringMs, talkMs] = isLost ? [0, 0] : [1_000 + roll(5_000), 40_000 + roll(380_000)];
      const answeredAt = isLost ? null : startedAt + queueMs + ringMs;
      const endedAt = Math.min(startedAt + queueMs + ringMs + talkMs, NOON - 1_000);
      const who = roll(CROWD);
      const [ins, id] = isLost ? [null, null] : [seat(who), agentId(who)];
      const nobody = { ins: null, agentId: null };
      const at = startedAt + queueMs;
      records.push({
        ...{
          type: 'call',
          callId: `picture${records.length}`,
          coid: `BC_1_6b036ac2_${1000 + records.length}`,
          direction: '0',
        },
        ...{
          ani: mobile(roll),
          dnis: skill === '1001' ? '10010' : skill === '1002' ? '10086' : String(10_013 + Number(skill[3])),
        },
        ...{ skill, startedAt, answeredAt, endedAt, outcome: isLost ? 'abandoned' : 'answered', endedBy: 'customer' },
        ...{ ins, agentId: id, queueMs, ringMs, talkMs, holdMs: 0, data: {} },
        segments: [
          { kind: 'queue', from: startedAt, to: at, ...nobody, skill, outcome: isLost ? 'abandoned' : 'offered' },
          ...(answeredAt === null
            ? []
            : [
                { kind: 'ring', from: at, to: answeredAt, ins, agentId: id, outcome: 'answered' },
                { kind: 'talk', from: answeredAt, to: endedAt, ins, agentId: id, outcome: 'completed' },
              ]),
        ],
      });
    }
  }
  return records;
}

/** A page of a colleague's, without a browser. */
function colleague(url, index) {
  const params = { agentId: agentId(index), agentName: agentId(index) };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    let delegatorId = '';
    const send = (command, more = {}) =>
      socket.send(
        JSON.stringify({
          command,
          objectClass: 'SPCommand',
          ins: seat(index),
          delegatorId,
          params: { ...params, ...more },
        }),
      );
    socket.on('error', reject);
    socket.once('open', () => send('Init', { delegatorId: '' }));
    socket.on('message', (data) => {
      const text = String(data);
      if (delegatorId === '') {
        delegatorId = /"delegatorId":"(\w+)"/.exec(text)?.[1] ?? '';
        if (delegatorId !== '') send('Logon');
      }
      if (text.includes('"LogonSucc"')) resolve({ leave: () => send('Leave', { leaveReason: '1' }) });
    });
  });
}

/** @param {'zh-CN' | 'en'} lang */
export async function openCentre(lang) {
  const dataDir = await mkdtemp(join(tmpdir(), 'wssp-pictures-'));
  const ahead = NOON - Date.now();
  const clock = { ...createSystemClock(), now: () => Date.now() + ahead };
  const options = {
    ...{ host: '127.0.0.1', port: 0, tenant: TENANT, dataDir, database: null, switch: { kind: 'virtual' } },
    ...{
      auth: { mode: 'open' },
      origins: [],
      lang,
      demo: false,
      demoRemote: false,
      log: { level: 'error', file: null },
      flows: { hosts: ['crm.example.com'], key: null, check: null },
    },
  };
  const log = pino({ level: 'error' });
  // A demonstration writes its own rows where there are none, so it comes after these.
  const first = createServer(options, { log, clock });
  const { store } = await first.start();
  await store.seed(TENANT, 'pictures', rowsOf(lang));
  const { wav } = readWav(wavFile(8_000, Buffer.alloc(16_000)));
  for (const name of ['main-menu', 'order-number']) await store.ivr.putRecording(TENANT, { ...wav, name }, wav.bytes);
  await store.ivr.putFlow(TENANT, '2000', flow(lang));
  await store.commit(TENANT, { docs: [], records: history() });
  await first.stop();
  const server = createServer({ ...options, demo: true }, { log, clock });
  const { address, virtual } = await server.start();
  const roll = dice(3);
  const http = `${address.host}:${address.port}`;
  const { exchange } = virtual;
  return {
    url: `http://${http}`,
    now: clock.now,
    call: (ani, dnis) => exchange.customerCalls(ani, dnis),
    hangUp: (customer) => exchange.hangup(customer),
    /** Everybody is there: most talk, some are away, one is free to ring, and two customers wait. */
    async fill() {
      const people = [];
      for (let index = 0; index < CROWD; index += 1) {
        exchange.setAutoAnswer(exchange.phones.get(seat(index)), 200 + roll(600));
        people.push(await colleague(`ws://${http}/WSAgentServer/websocket`, index));
      }
      for (const index of [2, 8, 15, 21, 29]) people[index].leave();
      for (let n = 0; n < CROWD; n += 1) {
        exchange.customerCalls(mobile(roll), ['10010', '10086', '10016', '10017', '10018'][n % 5]);
        await new Promise((resolve) => setTimeout(resolve, 250 + roll(1_500)));
      }
    },
    async close() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
