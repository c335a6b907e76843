/** A real Asterisk: customers are sipp, telephones are baresip, and who hears whom is told by ear. */
import { AriClient } from '../../../packages/server/src/switch/asterisk/index.ts';
import type { Sound } from '../../../packages/server/test/contract/switch-harness.ts';
import { hear } from '../../lib/audio/ear.ts';
import { CallCentre, type CentreOptions } from '../../lib/call-centre.ts';
import type { DeskPhone } from '../../lib/sip/desk-phone.ts';
import { newNumber } from './numbers.ts';
import type { Caller, OutsideNumber, OutsidePlan, Site } from './site.ts';

class AsteriskSite implements Site {
  readonly name = 'asterisk';
  readonly #centre: CallCentre;
  readonly #ari: AriClient;
  readonly #phones = new Map<string, DeskPhone>();

  constructor(centre: CallCentre) {
    this.#centre = centre;
    this.#ari = new AriClient(centre.asterisk.ari);
  }

  get url() {
    return this.#centre.url;
  }
  get parts() {
    return this.#centre.parts;
  }

  async phone(extension: string): Promise<DeskPhone> {
    const phone = await this.#centre.phone(extension);
    this.#phones.set(extension, phone);
    return phone;
  }
  toldPhone(extension: string): string {
    return this.#phones.get(extension)?.line.saidToPhone ?? '';
  }
  customerCalls(dnis: string): Promise<Caller> {
    return this.#centre.carrier.calls(newNumber('138'), dnis);
  }
  outside(plan: OutsidePlan = 'manual'): OutsideNumber {
    return this.#centre.carrier.outside(newNumber('139'), plan);
  }

  /** Whoever heard somebody here has listened to most of a second of sound. */
  async wordsAreSaid(): Promise<void> {}
  heardIn(_recording: string, samples: Int16Array): readonly Sound[] {
    return hear(samples);
  }

  async hangUpAll(): Promise<void> {
    await this.#centre.carrier.hangUpAll();
    for (const phone of this.#phones.values()) {
      await phone.setBusy(false);
      await phone.hangup();
      await phone.register();
    }
  }
  async leftovers(): Promise<readonly string[]> {
    const [channels, bridges] = await Promise.all([
      this.#ari.call('channels.list', {}),
      this.#ari.call('bridges.list', {}),
    ]);
    return [...channels.map(({ name }) => `channel ${name}`), ...bridges.map(({ id }) => `bridge ${id}`)];
  }
  async close(): Promise<void> {
    await this.#ari.close();
    await this.#centre.close();
  }
}

export async function openAsteriskSite(options: CentreOptions): Promise<Site> {
  return new AsteriskSite(await CallCentre.open(options));
}
