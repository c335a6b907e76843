/** The virtual switch with hands on its telephones and customers, as the contract suite wants them. */
import type { PhoneSetup } from '../../src/ports/switch.ts';
import { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';
import type { SwitchHarness } from '../contract/switch.ts';
import { fastClock } from './fast-clock.ts';
import { callerHands, outsideHands, PATIENCE_MS, PhoneHands } from './hands.ts';
import { tapedVoices } from './taped-voices.ts';

const CLOCK_RATE = 10;

export async function makeVirtualHarness(): Promise<SwitchHarness> {
  const port = new VirtualSwitch({ clock: fastClock(CLOCK_RATE), timing: { setupMs: 20 } });
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
    clockRate: CLOCK_RATE,
    async customerCalls(ani, dnis) {
      const customer = port.exchange.customerCalls(ani, dnis);
      if (customer === undefined) throw new Error('too many customers');
      return callerHands(port, customer);
    },
    phone,
    outsideParty: (number) => outsideHands(port, number),
    heardIn: (recording, samples) => tapedVoices(port.exchange, recording, samples),
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
