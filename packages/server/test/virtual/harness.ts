/** The virtual switch with hands on its telephones and customers, as the contract suite wants them. */
import type { PhoneSetup } from '../../src/ports/switch.ts';
import type { Exchange } from '../../src/switch/virtual/exchange.ts';
import type { FarEnd, FarEnding } from '../../src/switch/virtual/far-ends.ts';
import { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';
import type { CalledParty, Phone, Sound, SwitchHarness, Voice } from '../contract/switch.ts';
import { fastClock } from './fast-clock.ts';

const PATIENCE_MS = 3_000;

class Hands implements CalledParty {
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
    return this.until(() => (this.#far()?.leg?.phase === 'ringing' ? this.far().leg : null));
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

class PhoneHands extends Hands implements Phone {
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

export async function makeVirtualHarness(): Promise<SwitchHarness> {
  const port = new VirtualSwitch({ clock: fastClock(10), timing: { setupMs: 20 } });
  const desk = (number: string): PhoneSetup => ({ number, kind: 'virtual', secret: null, serverAnswer: false });
  const phones = ['6001', '6002', '6003', '6004'].map(desk);
  const setup = { phones: [...phones, { ...desk('6005'), serverAnswer: true }] };
  await port.configure(setup);
  const known = new Map<string, PhoneHands>();
  const phone = (number: string): PhoneHands => {
    const hands = known.get(number) ?? new PhoneHands(port, number);
    known.set(number, hands);
    return hands;
  };
  await phone('6004').unregister();
  return {
    port,
    phones: ['6001', '6002', '6003'],
    digitalPhone: '6005',
    offlinePhone: '6004',
    dnis: '10010',
    outside: {
      manual: '13900001111',
      busy: '13900009486',
      noAnswer: '13900009408',
      rejected: '13900009603',
      unreachable: '13900009404',
    },
    patienceMs: PATIENCE_MS,
    async customerCalls(ani, dnis) {
      const customer = port.exchange.customerCalls(ani, dnis);
      if (customer === undefined) throw new Error('too many customers');
      return new Hands(port, `voice:${customer.id}`, () => customer);
    },
    phone,
    outsideParty: (number) =>
      new Hands(port, `voice:${number}`, () =>
        [...port.exchange.customers.values()].find((one) => one.number === number && one.dnis === null),
      ),
    putRecordings: (recordings) => port.configure({ ...setup, recordings }),
    async loseConnection() {
      port.loseConnection();
    },
    async restoreConnection() {
      port.restoreConnection();
    },
    async settle() {
      while (!port.settled()) await new Promise((resolve) => setImmediate(resolve));
    },
    async close() {},
  };
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
