/** Somebody outside whom the call centre dials through the trunk, by sipp. */
import { type Deferred, deferred } from '../deferred.ts';
import { within } from '../until.ts';
import type { CarrierCall, CarrierLink } from './carrier.ts';
import { header, type SipMessage, userOf } from './message.ts';
import {
  type CalledParty,
  type FarEnd,
  type Sound,
  type TestParty,
  type Voice,
  type Voices,
  voiceOf,
} from './party.ts';
import { SippCall } from './sipp-call.ts';
import { type CALLEE_STATUS, calleeScenario } from './sipp-scenarios.ts';

export type OutsidePlan =
  /** Rings until the test does something. */
  | 'manual'
  /** Rings, then answers by itself. */
  | 'answers'
  | 'busy'
  | 'refuses'
  /** Rings for ever. */
  | 'no-answer'
  /** 480. */
  | 'away'
  /** 404. */
  | 'unknown';

/** How often a sipp is started for a call before that counts as an error. */
const BEGINNINGS = 3;

type Command = keyof typeof CALLEE_STATUS | 'XRING' | 'XANSWER';

const AT_ONCE: Readonly<Record<OutsidePlan, readonly Command[]>> = {
  manual: ['XRING'],
  answers: ['XRING', 'XANSWER'],
  'no-answer': ['XRING'],
  busy: ['XBUSY'],
  refuses: ['XREFUSE'],
  away: ['XAWAY'],
  unknown: ['XUNKNOWN'],
};

export class OutsideParty implements CalledParty, TestParty {
  readonly number: string;
  readonly #link: CarrierLink;
  readonly #voices: Voices;
  #plan: OutsidePlan;
  #calls: OutsideCall[] = [];
  #next: Deferred<OutsideCall> = deferred();

  constructor(link: CarrierLink, voices: Voices, number: string, plan: OutsidePlan) {
    this.#link = link;
    this.#voices = voices;
    this.number = number;
    this.#plan = plan;
  }

  /** From the next call on. */
  behaves(plan: OutsidePlan): void {
    this.#plan = plan;
  }
  get hertz(): number {
    return this.#latest.hertz;
  }
  get voice(): Voice {
    return voiceOf(this.hertz);
  }
  /** How many calls have come. */
  get count(): number {
    return this.#calls.length;
  }

  async rings(): Promise<{ readonly callerNumber: string }> {
    const latest = this.#calls.at(-1);
    // One that answers by itself may be up already.
    const present = latest?.isRinging === true || latest?.isNews === true;
    const call = present ? latest : await this.#next.promise;
    call.isNews = false;
    await call.rung.promise;
    return { callerNumber: call.callerNumber };
  }
  answer(): Promise<void> {
    return this.#latest.answer();
  }
  /** Resolves when the latest call is up; rejects when it ends before. */
  answered(): Promise<void> {
    return this.#latest.answered;
  }
  refuse(): Promise<void> {
    return this.#latest.refuse();
  }
  async hears(): Promise<Sound[]> {
    return this.#latest.hears();
  }
  press(digits: string): Promise<void> {
    return this.#latest.press(digits);
  }
  received(): string {
    return this.#latest.received;
  }
  /** Nothing when it is not on the line. */
  async hangup(): Promise<void> {
    await this.#calls.at(-1)?.hangup();
  }
  ended(): Promise<FarEnd> {
    return this.#latest.ended;
  }

  /** The carrier has a call for this number. `opened` is told the port of the sipp that takes it. */
  dialled(invite: SipMessage, datagram: Buffer, opened: (port: number) => void): OutsideCall {
    const call = new OutsideCall(invite);
    this.#calls.push(call);
    void call.begin(this.#link, this.#voices, datagram, AT_ONCE[this.#plan], opened);
    this.#next.resolve(call);
    this.#next = deferred();
    return call;
  }

  async close(): Promise<void> {
    await Promise.all(this.#calls.map((call) => call.close()));
  }

  get #latest(): OutsideCall {
    const call = this.#calls.at(-1);
    if (call === undefined) throw new Error(`${this.number} has not been called`);
    return call;
  }
}

class OutsideCall implements CarrierCall {
  readonly rung = deferred<void>();
  /** Nobody has been told of it yet. */
  isNews = true;
  readonly #invite: SipMessage;
  readonly #ready: Deferred<SippCall> = deferred();
  readonly #answered = deferred<void>();
  readonly #end = deferred<FarEnd>();
  /** The first word of the sipp that has the call. */
  readonly #heard = deferred<void>();
  #call: SippCall | null = null;
  #answering = false;
  #refusing = false;

  constructor(invite: SipMessage) {
    this.#invite = invite;
  }

  get callerNumber(): string {
    return userOf(header(this.#invite, 'from'));
  }
  get isRinging(): boolean {
    return !this.#answered.settled && !this.#end.settled;
  }
  get hertz(): number {
    if (this.#call === null) throw new Error('the call has only just come');
    return this.#call.hertz;
  }
  get received(): string {
    return this.#call?.media.received ?? '';
  }
  get ended(): Promise<FarEnd> {
    return this.#end.promise;
  }
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  async begin(
    link: CarrierLink,
    voices: Voices,
    invite: Buffer,
    commands: readonly Command[],
    opened: (port: number) => void,
  ): Promise<void> {
    try {
      const call = await this.#begun(link, voices, invite, opened);
      for (const command of commands) this.#command(command);
      this.#ready.resolve(call);
    } catch (error) {
      this.#ready.reject(error instanceof Error ? error : new Error(String(error)));
      this.#end.resolve('normal');
    }
  }

  /**
   * A sipp that has the call. Its port was free when it was chosen, but somebody else may have taken it since: then that one
   * gets the INVITE and nobody answers, until the switch gives up half a minute later. So another is tried.
   */
  async #begun(link: CarrierLink, voices: Voices, invite: Buffer, opened: (port: number) => void): Promise<SippCall> {
    for (let tries = 1; ; tries += 1) {
      const call = await SippCall.prepare(link, voices, calleeScenario);
      opened(call.port);
      try {
        await call.run();
        this.#call = call;
        call.pass(invite);
        await within(this.#heard.promise, `sipp to answer at port ${call.port}`, 3_000);
        return call;
      } catch (error) {
        this.#call = null;
        await call.close();
        if (tries === BEGINNINGS) throw error;
      }
    }
  }

  async answer(): Promise<void> {
    await this.#ready.promise;
    this.#command('XANSWER');
    await this.#answered.promise;
  }
  async refuse(): Promise<void> {
    await this.#ready.promise;
    this.#refusing = true;
    this.#command('XREFUSE');
    await this.ended;
  }
  async hangup(): Promise<void> {
    if (this.#answering) await this.#answered.promise.catch(() => {});
    if (this.#end.settled) return;
    if (!this.#answered.settled) return this.refuse();
    const call = await this.#ready.promise;
    const own = header(this.#invite, 'to');
    call.command('XBYE', [
      ['From', `${own};tag=${call.tag}`],
      ['To', header(this.#invite, 'from')],
      ['Call-ID', header(this.#invite, 'call-id')],
    ]);
    await this.ended;
  }
  async hears(): Promise<Sound[]> {
    if (!this.#answered.settled || this.#end.settled) return [];
    return (await this.#ready.promise).media.ear.hears();
  }
  async press(digits: string): Promise<void> {
    await (await this.#ready.promise).media.press(digits);
  }

  fromUserAgent(message: SipMessage): void {
    this.#heard.resolve();
    if (message.status === 180) this.rung.resolve();
    if (message.method === 'BYE' || (message.status >= 300 && !this.#answered.settled)) this.#over('normal');
  }

  fromSwitch(message: SipMessage, datagram: Buffer): void {
    // sipp is not there yet: the switch will say it again.
    if (this.#call === null) return;
    // A command has taken the INVITE's place as the last request; its repetition would be taken for a new one.
    if (message.method === 'INVITE' && header(message, 'cseq') === header(this.#invite, 'cseq')) return;
    this.#call.pass(datagram);
    if (message.method === 'CANCEL') {
      this.#over('cancelled');
      this.#command('XGONE');
    } else if (message.method === 'ACK' && !this.#end.settled && !this.#refusing) {
      this.#call.talkAsToldBy(this.#invite);
      this.#answered.resolve();
    } else if (message.method === 'BYE') this.#over('normal');
  }

  async close(): Promise<void> {
    await this.#ready.promise.catch(() => {});
    await this.#call?.close();
  }

  /** Commands repeat the INVITE's headers, which sipp needs for its answer. */
  #command(method: Command | 'XGONE'): void {
    if (method === 'XANSWER') this.#answering = true;
    const wanted = ['via', 'record-route', 'from', 'to', 'call-id', 'cseq'];
    const names: Readonly<Record<string, string>> = { via: 'Via', cseq: 'CSeq', from: 'From', to: 'To' };
    const headers = this.#invite.headers
      .filter(([name]) => wanted.includes(name))
      .map(([name, value]): [string, string] => [
        names[name] ?? (name === 'call-id' ? 'Call-ID' : 'Record-Route'),
        value,
      ]);
    this.#call?.command(method, headers);
  }

  #over(how: FarEnd): void {
    if (this.#end.settled) return;
    this.#answered.reject(new Error('the call ended unanswered'));
    this.#call?.end(how);
    this.#end.resolve(how);
  }
}
