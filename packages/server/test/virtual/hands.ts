/** Hands on the telephones and customers of a virtual switch. */
import type { Exchange } from '../../src/switch/virtual/exchange.ts';
import type { Customer, FarEnd, FarEnding } from '../../src/switch/virtual/far-ends.ts';
import type { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';
import type { CalledParty, Phone, Sound, Voice } from '../contract/switch.ts';

export const PATIENCE_MS = 3_000;

export class Hands implements CalledParty {
  readonly #port: VirtualSwitch;
  readonly #far: () => FarEnd | undefined;
  readonly voice: Voice;

  constructor(port: VirtualSwitch, voice: Voice, far: () => FarEnd | undefined) {
    this.#port = port;
    this.voice = voice;
    this.#far = far;
  }

  async hears(): Promise<readonly Sound[]> {
    const leg = this.#far()?.leg;
    return leg ? [...new Set(this.#port.exchange.hears(leg).map((sound) => nameOf(this.#port.exchange, sound)))] : [];
  }
  async press(digits: string): Promise<void> {
    did(this.#port.exchange.press(this.far(), digits), 'press');
  }
  received(): string {
    return this.far().received;
  }
  async hangup(): Promise<void> {
    did(this.#port.exchange.hangup(this.far()), 'hang up');
  }
  ended(): Promise<FarEnding> {
    return this.until(() => (this.#far()?.leg === null ? this.far().ending : null));
  }
  async rings(): Promise<{ readonly callerNumber: string }> {
    return this.until(() => {
      const leg = this.#far()?.leg;
      return leg?.phase === 'ringing' ? { callerNumber: leg.callerNumber } : null;
    });
  }
  async answer(): Promise<void> {
    did(this.#port.exchange.answer(this.far()), 'answer');
  }
  async refuse(): Promise<void> {
    did(this.#port.exchange.refuse(this.far()), 'refuse');
  }

  protected far(): FarEnd {
    const far = this.#far();
    if (far === undefined) throw new Error(`${this.voice} has no call`);
    return far;
  }
  protected until<T>(find: () => T | null): Promise<T> {
    const now = find();
    if (now !== null) return Promise.resolve(now);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.voice} waited in vain`)), PATIENCE_MS);
      const unwatch = this.#port.watch(() => {
        const found = find();
        if (found === null) return;
        clearTimeout(late);
        unwatch();
        resolve(found);
      });
    });
  }
}

export class PhoneHands extends Hands implements Phone {
  readonly number: string;
  readonly #exchange: Exchange;
  constructor(port: VirtualSwitch, number: string) {
    super(port, `voice:${number}`, () => port.exchange.phones.get(number));
    this.number = number;
    this.#exchange = port.exchange;
  }
  async register(): Promise<void> {
    this.#exchange.setRegistered(this.#phone(), true);
  }
  async unregister(): Promise<void> {
    this.#exchange.setRegistered(this.#phone(), false);
  }
  async setBusy(busy: boolean): Promise<void> {
    this.#exchange.setBusy(this.#phone(), busy);
  }
  #phone() {
    const far = this.far();
    if (far.kind !== 'phone') throw new Error('not a telephone');
    return far;
  }
}

/** Of a customer who calls in. */
export function callerHands(port: VirtualSwitch, customer: Customer): Hands {
  return new Hands(port, `voice:${customer.id}`, () => customer);
}
/** Of whoever is called at the number, the latest. */
export function outsideHands(port: VirtualSwitch, number: string): Hands {
  return new Hands(port, `voice:${number}`, () =>
    [...port.exchange.customers.values()].find((one) => one.number === number && one.dnis === null),
  );
}

function nameOf(exchange: Exchange, sound: ReturnType<Exchange['hears']>[number]): Sound {
  switch (sound.kind) {
    case 'voice': {
      const far = exchange.legs.get(sound.leg)?.far;
      if (far?.kind === 'customer') return `voice:${far.dnis === null ? far.number : far.id}`;
      return `voice:${far?.setup.number}`;
    }
    case 'tone':
      return sound.tone;
    default:
      return sound.kind;
  }
}

function did(effect: boolean, what: string): void {
  if (!effect) throw new Error(`could not ${what}`);
}
