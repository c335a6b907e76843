/** The suite's own hands: gives commands, keeps every event, waits for the next fitting one, and cleans up after each test. */
import type { DialTarget, JoinMode, LegId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import { expect } from 'vitest';
import { watch } from '../../../../e2e/lib/until.ts';
import type { Party, Phone, Sound, SwitchHarness } from './switch-harness.ts';

type EventOf<On extends SwitchEvent['on']> = Extract<SwitchEvent, { on: On }>;
type Fields<On extends SwitchEvent['on']> = Partial<Omit<EventOf<On>, 'on'>>;

interface Waiter {
  readonly fits: (event: SwitchEvent) => boolean;
  readonly resolve: (event: SwitchEvent) => void;
}

export class SwitchRig {
  readonly harness: SwitchHarness;
  readonly events: SwitchEvent[] = [];
  #waiters: Waiter[] = [];
  #legs = new Set<LegId>();
  #rooms = new Set<RoomId>();
  #ids = 0;
  #ani = 13_800_000_000 + Math.floor(Math.random() * 90_000_000);

  constructor(harness: SwitchHarness) {
    this.harness = harness;
  }

  async start(): Promise<void> {
    await this.harness.port.start((event) => this.#hear(event));
  }

  /** Ends all that a test left behind, and forgets its events. */
  async reset(): Promise<void> {
    for (const leg of this.#legs) {
      if (!this.has('ended', { leg })) this.do({ do: 'hangup', leg, cause: 'normal' });
    }
    await Promise.all([...this.#legs].map((leg) => this.next('ended', { leg })));
    for (const room of this.#rooms) this.do({ do: 'close-room', room });
    await this.harness.settle();
    this.#legs.clear();
    this.#rooms.clear();
    this.#waiters = [];
    this.events.length = 0;
  }

  do(command: SwitchCommand): void {
    if (command.do === 'open-room') this.#rooms.add(command.room);
    this.harness.port.execute(command);
  }

  /** An id as the engine makes them: 23 characters. */
  id(letter: 'L' | 'R' | 'P' | 'V'): string {
    this.#ids += 1;
    const unique = `${process.pid.toString(16)}${Date.now().toString(16)}${this.#ids.toString(16).padStart(4, '0')}`;
    return letter + unique.slice(-22).padStart(22, '0');
  }

  ani(): string {
    this.#ani += 1;
    return String(this.#ani);
  }

  /** The first event that fits, from the past of this test or the future. */
  async next<On extends SwitchEvent['on']>(on: On, fields: Fields<On>): Promise<EventOf<On>> {
    const fits = (event: SwitchEvent): event is EventOf<On> => event.on === on && matches(event, fields);
    const past = this.events.find(fits);
    if (past !== undefined) return past;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        fits,
        resolve: (event) => {
          clearTimeout(late);
          if (fits(event)) resolve(event);
        },
      };
      const late = setTimeout(() => {
        this.#waiters = this.#waiters.filter((one) => one !== waiter);
        reject(
          new Error(`no ${on} ${JSON.stringify(fields)} in ${this.harness.patienceMs} ms; events: ${this.#story()}`),
        );
      }, this.harness.patienceMs);
      this.#waiters.push(waiter);
    });
  }

  has<On extends SwitchEvent['on']>(on: On, fields: Fields<On>): boolean {
    return this.count(on, fields) > 0;
  }
  count<On extends SwitchEvent['on']>(on: On, fields: Fields<On>): number {
    return this.events.filter((event) => event.on === on && matches(event, fields)).length;
  }
  /** What was said of a leg, in order. */
  said(leg: LegId): string[] {
    return this.events.filter((event) => 'leg' in event && event.leg === leg).map((event) => event.on);
  }

  /** Waits until the party hears exactly these sounds; none is silence. */
  async hears(party: Party, ...sounds: Sound[]): Promise<void> {
    await this.#until(party, (heard) => expect(heard).toEqual([...sounds].sort()));
  }
  /** Waits until the party hears this sound, whatever else it hears. */
  async hearsAmong(party: Party, sound: Sound): Promise<void> {
    await this.#until(party, (heard) => expect(heard).toContain(sound));
  }
  async #until(party: Party, check: (heard: readonly Sound[]) => void): Promise<void> {
    const isSo = (heard: readonly Sound[]): boolean => {
      try {
        check(heard);
        return true;
      } catch {
        return false;
      }
    };
    const { patienceMs } = this.harness;
    check((await watch(async () => [...(await party.hears())].sort(), isSo, { patienceMs, everyMs: 20 })).seen);
  }

  // What most tests begin with.

  async callIn(): Promise<{ party: Party; leg: LegId; ani: string }> {
    const ani = this.ani();
    const party = await this.harness.customerCalls(ani, this.harness.dnis);
    const { leg } = await this.next('incoming', { ani });
    this.#legs.add(leg);
    return { party, leg, ani };
  }
  async customerUp(): Promise<{ party: Party; leg: LegId; ani: string }> {
    const customer = await this.callIn();
    this.do({ do: 'answer', leg: customer.leg });
    await this.next('answered', { leg: customer.leg });
    return customer;
  }
  /** A call that came in while nobody listened: told by `sync`, or right after it. */
  async newcomer(ani: string): Promise<LegId> {
    const synced = (await this.next('sync', {})).legs.find((leg) => leg.incoming?.ani === ani);
    const leg = synced?.leg ?? (await this.next('incoming', { ani })).leg;
    this.#legs.add(leg);
    return leg;
  }
  /** The leg is known to be gone; no `ended` is awaited at the end of the test. */
  gone(leg: LegId): void {
    this.#legs.delete(leg);
  }
  dial(target: DialTarget, more: { timeoutSeconds?: number; autoAnswer?: boolean; leg?: LegId; from?: string } = {}) {
    const leg = more.leg ?? this.id('L');
    this.#legs.add(leg);
    this.do({
      do: 'dial',
      leg,
      target,
      callerNumber: more.from ?? '10010',
      callerName: '',
      timeoutSeconds: more.timeoutSeconds ?? 30,
      autoAnswer: more.autoAnswer ?? false,
      call: 'C-contract',
    });
    return leg;
  }
  dialPhone(number: string, more: { timeoutSeconds?: number; autoAnswer?: boolean; leg?: LegId } = {}): LegId {
    return this.dial({ kind: 'extension', number }, more);
  }
  dialOutside(number: string, more: { timeoutSeconds?: number } = {}): LegId {
    return this.dial({ kind: 'outside', number }, more);
  }
  async phoneUp(index: 0 | 1 | 2): Promise<{ party: Phone; leg: LegId }> {
    const party = this.harness.phone(this.harness.phones[index]);
    const from = this.ani();
    const leg = this.dial({ kind: 'extension', number: party.number }, { from });
    // A call that was cancelled a moment ago may still be coming in: that one is not to be picked up.
    while ((await party.rings()).callerNumber !== from) await party.ended();
    await party.answer();
    await this.next('answered', { leg });
    return { party, leg };
  }
  room(): RoomId {
    const room = this.id('R');
    this.do({ do: 'open-room', room, call: 'C-contract' });
    return room;
  }
  /** A customer and an agent who hear each other in a room of theirs. */
  async talk() {
    const room = this.room();
    const customer = await this.customerUp();
    const agent = await this.phoneUp(0);
    this.join(customer.leg, room);
    this.join(agent.leg, room);
    await this.hears(agent.party, customer.party.voice);
    return { room, customer, agent };
  }
  join(leg: LegId, room: RoomId, mode: JoinMode = { kind: 'talk' }): void {
    this.do({ do: 'join', leg, room, mode });
  }

  #hear(event: SwitchEvent): void {
    this.events.push(event);
    const fitting = this.#waiters.filter((waiter) => waiter.fits(event));
    this.#waiters = this.#waiters.filter((waiter) => !fitting.includes(waiter));
    for (const waiter of fitting) waiter.resolve(event);
  }
  #story(): string {
    return this.events.map((event) => JSON.stringify(event)).join(' ');
  }
}

function matches(event: SwitchEvent, fields: object): boolean {
  return Object.entries(fields).every(([key, value]) => (event as unknown as Record<string, unknown>)[key] === value);
}
