/** A call centre for scenarios: the real server and database, agents with real softphones, and a switch with people at its ends. */
import type { CallRecord } from '@wssoftphone/engine';
import { expect } from 'vitest';
import type { Phone } from '../../../packages/server/test/contract/switch-harness.ts';
import { type CentreOptions, TENANT } from '../../lib/call-centre.ts';
import { expectConsistent } from '../../lib/records.ts';
import { until } from '../../lib/until.ts';
import { hearing } from './hearing.ts';
import { type Post, Seat } from './seat.ts';
import type { Caller, OpenSite, OutsideNumber, OutsidePlan, Site } from './site.ts';

/** The cast. Amy takes the calls of skill 1001; the others are idle, and no queue rings them. */
export const AMY: Post = { agentId: '999', ins: '6001' };
export const BOB: Post = { agentId: '801', ins: '6002', workMode: '3' };
/** Amy on outbound work. */
export const OUTBOUND_AMY: Post = { ...AMY, workMode: '3' };
/** Takes the calls of skill 1002, which the others do not hold. */
export const CAL: Post = { agentId: '803', ins: '6004' };
/** Manages all departments. */
export const SUE: Post = { agentId: '800', ins: '6003', workMode: '3' };
/** An extension where nobody is logged on. */
export const DESK = '6005';
/** Callers of this number are asked what they want. */
export const MENU = '10001';
/** What callers have to key when they are asked. */
export const PASSWORD = '246810';
/** Calls for Amy's skill come in here, those for Cal's on 10086. */
const DNIS = '10010';

/** Long enough for a person, or a test, to answer; scenarios about nobody answering make it short. */
const PARAMS: Readonly<Record<string, string>> = {
  AGENTRINGSECONDS: '15',
  DIALSECONDS: '15',
  AGENTWRAPUPSECONDS: '60',
  AGENTPLAYWORKERID: '0',
  ONESTEPTRANSFERSUPPORT: '1',
};

export class Centre {
  readonly site: Site;
  readonly #seats: Seat[] = [];
  readonly #changed = new Set<string>();
  #from = 0;

  private constructor(site: Site) {
    this.site = site;
  }
  static async open(openSite: OpenSite): Promise<Centre> {
    const options: CentreOptions = {
      params: PARAMS,
      rows: (demo) => ({
        ...demo,
        dnisRoutes: [...demo.dnisRoutes, { pattern: MENU, target: 'ivr:1000', priority: 0 }],
      }),
      checker: async ({ digits }) => digits === PASSWORD,
    };
    return new Centre(await openSite(options));
  }

  /** An agent logs on. What comes then may come at once: a call may be waiting. */
  async logOn(post: Post): Promise<Seat> {
    const seat = new Seat(this.site.url, post, post.phone ?? (await this.site.phone(post.ins)));
    this.#seats.push(seat);
    await seat.logOn();
    return seat;
  }
  /** An agent at work, told nothing since. */
  async agent(post: Post): Promise<Seat> {
    const seat = await this.logOn(post);
    seat.toldNoMore();
    return seat;
  }
  /** The agent loads the page anew: another one, that knows nothing, at the running session. */
  async reload(seat: Seat): Promise<Seat> {
    seat.page.close();
    await this.pageGone(seat);
    const fresh = new Seat(this.site.url, seat.post, seat.phone);
    this.#seats.push(fresh);
    await fresh.page.connectServer();
    await until(() => fresh.state === this.site.parts.runtime.state.sessions.get(seat.ins)?.state, 'the page to know');
    return fresh;
  }
  /** A telephone where nobody is logged on. */
  extension(number: string): Promise<Phone> {
    return this.site.phone(number);
  }
  customer(dnis: string = DNIS): Promise<Caller> {
    return this.site.customerCalls(dnis);
  }
  outside(plan?: OutsidePlan): OutsideNumber {
    return this.site.outside(plan);
  }

  /** Amy talks with a customer who called in; what her page was told up to then is read. */
  async inTalk(more: Partial<Post> = {}): Promise<{ amy: Seat; customer: Caller }> {
    const amy = await this.agent({ ...AMY, ...more });
    const customer = await this.customer();
    await amy.phone.rings();
    await amy.phone.answer();
    await amy.told(27, 5, 'CallArrive', 6, 'DevConnected');
    return { amy, customer };
  }
  /** She has asked Bob, who is on the line; the customer waits. */
  async inConsult(): Promise<{ amy: Seat; bob: Seat; customer: Caller }> {
    const bob = await this.agent(BOB);
    const { amy, customer } = await this.inTalk();
    const consult = amy.page.consult('AGT', bob.agentId);
    await bob.phone.rings();
    await bob.phone.answer();
    await amy.told(10, 'ConsultStart', 11, 'ConsultSucc');
    await bob.told(27, 5, 'CallArrive', 20);
    await consult;
    return { amy, bob, customer };
  }
  /** She has asked a number outside, which is on the line; the customer waits. */
  async inOutsideConsult(): Promise<{ amy: Seat; number: OutsideNumber; customer: Caller }> {
    const { amy, customer } = await this.inTalk();
    const number = this.outside();
    const consult = amy.page.callout(number.number);
    await number.rings();
    await number.answer();
    await amy.told(13, 'ConsultStart', 14, 'ConsultSucc');
    await consult;
    return { amy, number, customer };
  }

  /** Sue listens to Amy's talk with a customer; what the pages were told up to then is read. */
  async monitored(): Promise<{ amy: Seat; sue: Seat; customer: Caller }> {
    const sue = await this.agent(SUE);
    const { amy, customer } = await this.inTalk();
    const monitor = sue.page.monitorAgent('AGT', amy.agentId);
    await sue.phone.rings();
    await sue.phone.answer();
    await monitor;
    await sue.told(16, 'MonitorBegin', 17, 'MonitorSucc');
    await hearing([sue, customer, amy]);
    return { amy, sue, customer };
  }
  /** What a program of the tenant asks in an agent's name, as non-host pages do. */
  async command(seat: Seat, command: string, params: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await fetch(`${this.site.url}/api/v1/sessions/${seat.ins}/commands/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-delegator-id': seat.page.delegatorId },
      body: JSON.stringify(params),
    });
    expect(answer.status, await answer.text()).toBeLessThan(300);
  }
  /** What the CRM's server gives its page in place of a number. */
  async numberToken(number: string): Promise<string> {
    const answer = await fetch(`${this.site.url}/api/v1/number-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phoneNums: [number] }),
    });
    const { tokens } = (await answer.json()) as { readonly tokens: readonly string[] };
    return tokens[0] ?? '';
  }
  /** Waits until the server knows that an agent's page has gone. */
  async pageGone({ ins }: Seat): Promise<void> {
    await until(() => this.site.parts.runtime.state.sessions.get(ins)?.conn === null, `the end of the page of ${ins}`);
  }

  /** Sets parameters until the end of the test. */
  async params(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(values)) {
      this.#changed.add(key);
      await this.site.parts.store.setParam(TENANT, key, value);
    }
    await this.site.parts.runtime.reload();
  }

  /** The records of this test's calls, in the order they began; waits until there are so many, and checks each. */
  async records(count: number): Promise<CallRecord[]> {
    let found: CallRecord[] = [];
    await until(async () => {
      const all = await this.site.parts.store.calls(TENANT, { from: this.#from, limit: 100 });
      found = all.filter(({ startedAt }) => startedAt >= this.#from).sort((a, b) => a.startedAt - b.startedAt);
      return found.length >= count;
    }, `${count} records`);
    expect(found).toHaveLength(count);
    for (const record of found) expectConsistent(record);
    return found;
  }
  /** The record of this test's only call. */
  async record(): Promise<CallRecord> {
    const [record] = await this.records(1);
    if (record === undefined) throw new Error('unreachable');
    return record;
  }
  /** Who did what to whom with which outcome, as the audit log of this test has it: `800 monitor 999 ok`. */
  async audited(): Promise<string[]> {
    const all = await this.site.parts.store.audit(TENANT, { limit: 50 });
    const own = all.filter(({ at }) => at >= this.#from).reverse();
    return own.map(({ agentId, action, target, outcome }) => `${agentId} ${action} ${target} ${outcome}`);
  }

  begin(): void {
    this.#from = Date.now();
  }
  /** Everybody goes home; nothing may be left, neither in the engine nor on the switch. */
  async clear(): Promise<void> {
    await this.site.hangUpAll();
    for (const seat of this.#seats.splice(0)) await seat.goHome();
    const { runtime } = this.site.parts;
    await until(() => runtime.state.calls.size + runtime.state.legs.size === 0, 'the end of all calls');
    let left: readonly string[] = [];
    await until(async () => {
      left = await this.site.leftovers();
      return left.length === 0;
    }, `nothing on the switch`).catch(() => expect(left).toEqual([]));
    const changed = [...this.#changed];
    this.#changed.clear();
    if (changed.length > 0) await this.params(Object.fromEntries(changed.map((key) => [key, PARAMS[key] ?? ''])));
    this.#changed.clear();
  }
  close(): Promise<void> {
    return this.site.close();
  }
}
