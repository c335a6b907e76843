/** The virtual switch: far ends in memory, told apart without ears. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createSystemClock } from '../../../packages/server/src/runtime/system-clock.ts';
import { createServer, type ServerParts } from '../../../packages/server/src/server.ts';
import { VirtualSwitch } from '../../../packages/server/src/switch/virtual/virtual-switch.ts';
import type { Sound } from '../../../packages/server/test/contract/switch-harness.ts';
import { startTestPostgres } from '../../../packages/server/test/support/test-postgres.ts';
import { callerHands, outsideHands, PhoneHands } from '../../../packages/server/test/virtual/hands.ts';
import { tapedVoices } from '../../../packages/server/test/virtual/taped-voices.ts';
import { type CentreOptions, rowsOf, TENANT } from '../../lib/call-centre.ts';
import { serverOptions } from '../../lib/server-options.ts';
import { until } from '../../lib/until.ts';
import { newNumber } from './numbers.ts';
import type { Caller, OutsideNumber, OutsidePlan, Site } from './site.ts';

/** The virtual carrier goes by the last digits of a number. */
const TAILS: Readonly<Record<OutsidePlan, string | undefined>> = {
  manual: undefined,
  busy: '9486',
  refuses: '9603',
  'no-answer': '9408',
  unknown: '9404',
};

const CLOCK = createSystemClock();
/** Long enough for an ear to tell voices apart. */
const WORDS_MS = 700;

class VirtualSite implements Site {
  readonly name = 'virtual';
  readonly parts: ServerParts;
  readonly #board: VirtualSwitch;
  readonly #phones = new Map<string, PhoneHands>();
  readonly #close: () => Promise<void>;

  constructor(parts: ServerParts, board: VirtualSwitch, close: () => Promise<void>) {
    this.parts = parts;
    this.#board = board;
    this.#close = close;
  }

  get url(): string {
    const { host, port } = this.parts.address;
    return `http://${host}:${port}`;
  }

  async phone(extension: string): Promise<PhoneHands> {
    const phone = this.#phones.get(extension) ?? new PhoneHands(this.#board, extension);
    this.#phones.set(extension, phone);
    return phone;
  }
  toldPhone(extension: string): string {
    return this.#board.exchange.phones.get(extension)?.leg?.callerNumber ?? '';
  }
  async customerCalls(dnis: string): Promise<Caller> {
    const ani = newNumber('138');
    const customer = this.#board.exchange.customerCalls(ani, dnis);
    if (customer === undefined) throw new Error('too many customers');
    return Object.assign(callerHands(this.#board, customer), { ani });
  }
  outside(plan: OutsidePlan = 'manual'): OutsideNumber {
    const number = newNumber('139', TAILS[plan]);
    return Object.assign(outsideHands(this.#board, number), { number });
  }

  /** Who is heard is seen at once here; a tape takes its time by the switch's clock. */
  wordsAreSaid(): Promise<void> {
    return new Promise((resolve) => CLOCK.after(WORDS_MS, resolve));
  }
  heardIn(recording: string, samples: Int16Array): readonly Sound[] {
    return tapedVoices(this.#board.exchange, recording, samples);
  }

  async hangUpAll(): Promise<void> {
    const { exchange } = this.#board;
    for (const phone of exchange.phones.values()) {
      exchange.setBusy(phone, false);
      exchange.setRegistered(phone, true);
    }
    // A call that is only being set up cannot be refused yet.
    await until(() => {
      for (const { far } of exchange.legs.values()) exchange.hangup(far);
      return exchange.legs.size === 0;
    }, 'everybody to hang up');
  }
  async leftovers(): Promise<readonly string[]> {
    const { legs, rooms } = this.#board.exchange;
    return [...[...legs.keys()].map((leg) => `leg ${leg}`), ...[...rooms.keys()].map((room) => `room ${room}`)];
  }
  close(): Promise<void> {
    return this.#close();
  }
}

export async function openVirtualSite(options: CentreOptions): Promise<Site> {
  const [postgres, dataDir] = await Promise.all([startTestPostgres(), mkdtemp(join(tmpdir(), 'wssp-scenarios-'))]);
  const store = postgres.open();
  await store.migrate();
  await store.seed(TENANT, 'test', rowsOf(options));
  await store.close();
  const { user, password, host, port, database } = postgres.address;
  const virtual = new VirtualSwitch({ clock: CLOCK, timing: { setupMs: 20 } });
  const server = createServer(
    serverOptions(dataDir, {
      tenant: TENANT,
      database: `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
      origins: ['*'],
    }),
    {
      ...(options.checker === undefined ? {} : { checker: options.checker }),
      log: pino({ level: process.env.WSSP_LOG ?? 'silent' }, pino.destination({ dest: 2, sync: true })),
      switch: { port: virtual, virtual, about: [], close: async () => {} },
    },
  );
  const close = async () => {
    await server.stop();
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return new VirtualSite(await server.start(), virtual, close);
}
