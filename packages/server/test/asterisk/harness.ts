/** Hands for the switch contract suite on a real Asterisk: customers are sipp, telephones are baresip. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hear } from '../../../../e2e/lib/audio/ear.ts';
import { Carrier } from '../../../../e2e/lib/sip/carrier.ts';
import { DeskPhone } from '../../../../e2e/lib/sip/desk-phone.ts';
import { Voices } from '../../../../e2e/lib/sip/party.ts';
import { until, within } from '../../../../e2e/lib/until.ts';
import type { PhoneSetup } from '../../src/ports/switch.ts';
import {
  AriClient,
  type AsteriskInstance,
  AsteriskSwitch,
  provisionAsterisk,
  startAsterisk,
} from '../../src/switch/asterisk/index.ts';
import { PhoneBook } from '../../src/switch/asterisk/phones.ts';
import type { SwitchHarness } from '../contract/switch-harness.ts';
import { clock, log } from './quiet.ts';
import { TcpProxy } from './tcp-proxy.ts';

const PHONES = ['6001', '6002', '6003'] as const;
const OFFLINE = '6009';
const OUTSIDE = {
  manual: '13900000001',
  busy: '13900000002',
  noAnswer: '13900000003',
  rejected: '13900000004',
  unreachable: '13900000005',
};

const secretOf = (number: string): string => `secret-${number}`;
/** The telephones that the harness configures. */
export const SETUP = [...PHONES, OFFLINE].map(
  (number): PhoneSetup => ({ number, kind: 'desk', secret: secretOf(number), serverAnswer: false }),
);

export function asteriskRoot(): Promise<string> {
  return provisionAsterisk({ cache: process.env.WSSP_CACHE ?? join(homedir(), '.cache', 'wssoftphone') });
}

async function lastCallOver(phone: DeskPhone): Promise<void> {
  try {
    await phone.ended();
  } catch {
    // It has never been called.
  }
}

export interface AsteriskHarness extends SwitchHarness {
  readonly asterisk: AsteriskInstance;
  readonly port: AsteriskSwitch;
  /** The same with another adapter, as after a restart of the server. The present one has to be stopped before. */
  restarted(phones: readonly PhoneSetup[]): Promise<AsteriskHarness>;
}

/** `listen`: Asterisk connects to the adapter, as 22 does. `connect`: the adapter connects, as with 20. */
export async function asteriskHarness(link: 'listen' | 'connect', qualifySeconds = 0): Promise<AsteriskHarness> {
  const asterisk = await startAsterisk({
    root: await asteriskRoot(),
    link: link === 'listen' ? 'outbound' : 'inbound',
  });
  const httpPort = asterisk.ports.http;
  let adapter: AsteriskSwitch | null = null;
  // The wire that the tests cut. While Asterisk connects, commands go beside it.
  const wire =
    link === 'listen'
      ? await TcpProxy.open(asterisk.ports.events, () => adapter?.listeningPort ?? 1)
      : await TcpProxy.open(0, () => httpPort);
  const { user, password } = asterisk.link.kind === 'outbound' ? asterisk.link : { user: '', password: '' };
  const url = link === 'listen' ? asterisk.ari.url : asterisk.ari.url.replace(String(httpPort), String(wire.port));
  const newAdapter = async (setup: readonly PhoneSetup[]) => {
    const port = new AsteriskSwitch({
      ari: { ...asterisk.ari, url },
      app: asterisk.app,
      link: link === 'listen' ? { kind: 'listen', host: '127.0.0.1', port: 0, user, password } : { kind: 'connect' },
      trunk: asterisk.carrierEndpoint,
      recordings: asterisk.recordings,
      qualifySeconds,
      clock,
      log,
    });
    adapter = port;
    await port.configure({ phones: setup });
    return port;
  };
  const first = await newAdapter(SETUP);

  const voices = new Voices();
  const carrier = await Carrier.open({ port: asterisk.ports.carrier, switchPort: asterisk.sip.port, voices });
  carrier.outside(OUTSIDE.busy, 'busy');
  carrier.outside(OUTSIDE.noAnswer, 'no-answer');
  carrier.outside(OUTSIDE.rejected, 'refuses');
  const direct = new AriClient(asterisk.ari);
  // Telephones can register only when Asterisk knows them, and the suite wants them registered before it starts.
  const book = new PhoneBook({
    app: asterisk.app,
    context: 'wssp-phones',
    qualifySeconds,
    log,
    changed: () => {},
    moved: () => {},
  });
  book.set(SETUP);
  await book.push(direct);
  const phones = new Map<string, DeskPhone>();
  for (const number of PHONES) {
    const secret = secretOf(number);
    phones.set(number, await DeskPhone.start({ number, secret, switchPort: asterisk.sip.port, voices }));
  }
  const phone = (number: string): DeskPhone => {
    const found = phones.get(number);
    if (found === undefined) throw new Error(`no such telephone: ${number}`);
    return found;
  };
  const isCalled = async (number: string) =>
    (await direct.call('channels.list', {})).some((channel) => channel.name.startsWith(`PJSIP/${number}-`));

  const harnessOf = (port: AsteriskSwitch): AsteriskHarness => ({
    asterisk,
    port,
    restarted: async (setup) => harnessOf(await newAdapter(setup)),
    phones: PHONES,
    digitalPhone: null,
    offlinePhone: OFFLINE,
    dnis: '10010',
    outside: OUTSIDE,
    patienceMs: 20_000,
    clockRate: 1,
    customerCalls: (ani, dnis) => carrier.calls(ani, dnis),
    phone,
    outsideParty: (number) => carrier.outside(number),
    heardIn: (_recording, samples) => hear(samples),
    putRecordings: (recordings) => port.configure({ phones: SETUP, recordings }),
    loseConnection: async () => {
      wire.cut();
      await until(() => !port.health().connected, 'the adapter to notice');
    },
    restoreConnection: async () => {
      wire.mend();
      await until(() => port.health().connected, 'the adapter to be back');
    },
    settle: async () => {
      await port.idle();
      const ended = async () => (await direct.call('channels.list', {})).length === port.phases.size;
      await until(ended, 'every end to be told');
      // A leg that was dialled rings, unless it has ended; and a telephone that is not called has stopped ringing.
      await until(() => [...port.phases.values()].every((phase) => phase !== 'dialing'), 'what was dialled to ring');
      for (const [number, one] of phones) {
        if (!(await isCalled(number))) await within(lastCallOver(one), `telephone ${number} to be quiet`);
      }
    },
    close: async () => {
      for (const one of phones.values()) await one.close();
      await carrier.close();
      await wire.close();
      await direct.close();
      await asterisk.stop();
    },
  });
  return harnessOf(first);
}
