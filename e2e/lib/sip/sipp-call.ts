/** One call whose near end is a sipp and whose media is the test's. Common to calls in and calls out. */
import { type Deferred, deferred } from '../deferred.ts';
import { RtpParty } from '../rtp-party.ts';
import type { CarrierLink } from './carrier.ts';
import type { SipMessage } from './message.ts';
import { mediaOf } from './message.ts';
import type { FarEnd, Sound, Voices } from './party.ts';
import { Sipp } from './sipp.ts';
import type { ScenarioParts } from './sipp-scenarios.ts';

let calls = 0;

export class SippCall {
  readonly hertz: number;
  readonly media: RtpParty;
  readonly tag: string;
  readonly ended: Deferred<FarEnd> = deferred();
  readonly #link: CarrierLink;
  readonly #sipp: Sipp;
  readonly #voices: Voices;
  #commands = 0;
  #over = false;

  private constructor(link: CarrierLink, voices: Voices, hertz: number, media: RtpParty, sipp: Sipp, tag: string) {
    this.#link = link;
    this.#voices = voices;
    this.#sipp = sipp;
    this.hertz = hertz;
    this.media = media;
    this.tag = tag;
  }

  static async prepare(
    link: CarrierLink,
    voices: Voices,
    scenario: (parts: ScenarioParts) => string,
  ): Promise<SippCall> {
    const hertz = voices.take();
    const media = await RtpParty.open(hertz);
    calls += 1;
    const tag = `t${process.pid}x${calls}`;
    const sipp = await Sipp.prepare(scenario({ carrierPort: link.port, mediaPort: media.port, tag }), link.port);
    return new SippCall(link, voices, hertz, media, sipp, tag);
  }

  get port(): number {
    return this.#sipp.port;
  }
  get over(): boolean {
    return this.#over;
  }
  run(): Promise<void> {
    return this.#sipp.run();
  }
  pass(datagram: Buffer): void {
    this.#link.toUserAgent(this.port, datagram);
  }

  /** Tells the scenario what to do; it answers with these headers (`Via` is made up when there is none). */
  command(method: string, headers: readonly (readonly [string, string])[]): void {
    this.#commands += 1;
    const lines = headers.map(([name, value]) => `${name}: ${value}`);
    if (!headers.some(([name]) => name === 'Via')) {
      lines.unshift(`Via: SIP/2.0/UDP 127.0.0.1:${this.#link.port};branch=z9hG4bK-${this.tag}-${this.#commands}`);
    }
    if (!headers.some(([name]) => name === 'CSeq')) lines.push(`CSeq: ${this.#commands} ${method}`);
    const text = [`${method} sip:command SIP/2.0`, ...lines, 'Content-Length: 0', '', ''].join('\r\n');
    this.pass(Buffer.from(text));
  }

  /** The description in this message says where the other side wants its audio. */
  talkAsToldBy(message: SipMessage): void {
    const remote = mediaOf(message);
    if (remote !== null) this.media.talkTo(remote);
  }

  end(how: FarEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.media.close();
    this.#voices.giveBack(this.hertz);
    this.ended.resolve(how);
  }

  async close(): Promise<void> {
    this.end('normal');
    const errors = await this.#sipp.errors();
    // Not an error of the test: it may well have ended in the middle of a call. But worth a line when looking for one.
    if (process.env.WSSP_SIP_TRACE !== undefined && errors !== '') console.warn(errors);
    await this.#sipp.stop();
  }
}

/** What the party's own telephone would sound like without media from the switch. */
export function ownTone(state: { readonly ringing: boolean; readonly end: FarEnd | null }): Sound[] {
  if (state.end === 'busy' || state.end === 'congestion') return [state.end];
  return state.ringing ? ['ringback'] : [];
}
