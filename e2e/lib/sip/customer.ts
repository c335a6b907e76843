/** A customer who calls in through the trunk, by sipp. */
import { deferred } from '../deferred.ts';
import type { CarrierCall, CarrierLink } from './carrier.ts';
import { about, header, type SipMessage } from './message.ts';
import { type FarEnd, farEndOf, type Sound, type TestParty, type Voice, type Voices, voiceOf } from './party.ts';
import { ownTone, SippCall } from './sipp-call.ts';
import { callerScenario } from './sipp-scenarios.ts';

export class Customer implements TestParty, CarrierCall {
  readonly ani: string;
  readonly dnis: string;
  readonly #call: SippCall;
  readonly #sent = deferred<void>();
  readonly #rung = deferred<void>();
  readonly #answered = deferred<void>();
  /** From and To of the call, with the tags known so far. */
  #dialog: readonly (readonly [string, string])[] = [];
  #up = false;
  #cancelling = false;
  #end: FarEnd | null = null;

  private constructor(call: SippCall, ani: string, dnis: string) {
    this.#call = call;
    this.ani = ani;
    this.dnis = dnis;
  }

  static async prepare(link: CarrierLink, voices: Voices, ani: string, dnis: string): Promise<Customer> {
    const call = await SippCall.prepare(link, voices, (parts) => callerScenario(parts, ani, dnis));
    return new Customer(call, ani, dnis);
  }

  get port(): number {
    return this.#call.port;
  }
  get hertz(): number {
    return this.#call.hertz;
  }
  get voice(): Voice {
    return voiceOf(this.hertz);
  }
  /** Sends the call; resolves when it is on the wire. */
  async dial(): Promise<void> {
    await this.#call.run();
    await this.#sent.promise;
  }
  /** Resolves when the switch says that it rings (180 or 183). */
  rung(): Promise<void> {
    return this.#rung.promise;
  }
  /** Resolves when the call is answered; rejects when it ends before. */
  answered(): Promise<void> {
    return this.#answered.promise;
  }
  get isUp(): boolean {
    return this.#up && this.#end === null;
  }

  async hears(): Promise<Sound[]> {
    const tone = ownTone({ ringing: this.#rung.settled && !this.#up, end: this.#end });
    if (this.#end !== null || (tone.length > 0 && this.#call.media.packets === 0)) return tone;
    return this.#call.media.ear.hears();
  }
  press(digits: string): Promise<void> {
    return this.#call.media.press(digits);
  }
  received(): string {
    return this.#call.media.received;
  }
  ended(): Promise<FarEnd> {
    return this.#call.ended.promise;
  }
  async hangup(): Promise<void> {
    if (this.#end !== null) return;
    if (this.#up) this.#call.command('XBYE', this.#dialog);
    else {
      this.#cancelling = true;
      this.#call.command('XCANCEL', this.#dialog);
    }
    await this.ended();
  }

  fromUserAgent(message: SipMessage): void {
    if (message.method === 'INVITE') {
      this.#remember(message);
      this.#sent.resolve();
    }
    if (message.method === 'BYE') this.#over('normal');
  }

  fromSwitch(message: SipMessage, datagram: Buffer): void {
    if (about(message) === 'INVITE' && message.status > 0) this.#answer(message, datagram);
    else {
      this.#call.pass(datagram);
      if (message.method === 'BYE') this.#over('normal');
    }
  }

  async close(): Promise<void> {
    await this.#call.close();
  }

  #answer(message: SipMessage, datagram: Buffer): void {
    const { status } = message;
    if (status < 200) {
      this.#call.pass(datagram);
      if (status > 100) this.#rung.resolve();
      return;
    }
    if (status >= 300) {
      this.#call.pass(datagram);
      this.#over(farEndOf(status));
      return;
    }
    this.#remember(message);
    if (this.#cancelling && !this.#up) {
      // The answer crossed the CANCEL: sipp waits for 487, and must be told that there will be none.
      this.#up = true;
      this.#call.command('XBYE', this.#dialog);
      return;
    }
    this.#call.pass(datagram);
    this.#call.talkAsToldBy(message);
    if (this.#up) return;
    this.#up = true;
    this.#rung.resolve();
    this.#answered.resolve();
  }

  #remember(message: SipMessage): void {
    this.#dialog = [
      ['From', header(message, 'from')],
      ['To', header(message, 'to')],
      ['Call-ID', header(message, 'call-id')],
    ];
  }

  #over(how: FarEnd): void {
    if (this.#end !== null) return;
    this.#end = how;
    this.#answered.reject(new Error(`the call of ${this.ani} ended unanswered: ${how}`));
    this.#call.end(how);
  }
}
