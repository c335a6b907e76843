/** The people at the telephones: customers who call in, called parties, and whoever sits at an agent's phone. */
import type { Agenda } from '../agenda.ts';
import { DNIS } from '../config.ts';
import type { Random } from '../random.ts';
import type { ModelLeg, People } from '../switch/leg.ts';
import type { SwitchModel } from '../switch/model.ts';

export interface PeopleTuning {
  /** Mean milliseconds between two callers. */
  readonly callEvery: number;
  /** Mean milliseconds a caller waits before giving up. */
  readonly patience: number;
  /** Mean milliseconds of talk before a party hangs up. */
  readonly talk: number;
  /** Probability that an agent's phone is busy, refuses, or is left to ring. */
  readonly phoneTrouble: number;
  /** Probability that somebody hangs up in the very moment another answers. */
  readonly lastMoment: number;
  /** Mean milliseconds between a telephone's losing or finding its registration; 0: never. */
  readonly registration: number;
  /** At most so many callers at a time. */
  readonly callers: number;
}

export class Townsfolk implements People {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #switch: SwitchModel;
  readonly #tuning: PeopleTuning;
  readonly #phones: readonly string[];
  #callers = 0;
  #resting = false;

  constructor(agenda: Agenda, random: Random, model: SwitchModel, phones: readonly string[], tuning: PeopleTuning) {
    this.#agenda = agenda;
    this.#random = random;
    this.#switch = model;
    this.#tuning = tuning;
    this.#phones = phones;
  }

  start(): void {
    for (const phone of this.#phones) this.#switch.register(phone, this.#random.chance(0.95));
    this.#nextCaller();
    if (this.#tuning.registration > 0) this.#nextRegistration();
  }

  /** Nobody begins anything new, and whoever talks comes to an end. */
  rest(): void {
    this.#resting = true;
    for (const phone of this.#phones) this.#switch.register(phone, true);
    for (const leg of [...this.#switch.legs.values()]) this.#hangUpAfter(leg, this.#random.below(5000));
  }

  // ── callers ──

  #nextCaller(): void {
    this.#agenda.after(this.#random.exponential(this.#tuning.callEvery), () => {
      if (this.#resting) return;
      // Callers come in groups now and then, and some press redial.
      const group = this.#random.chance(0.1) ? this.#random.between(2, 4) : 1;
      for (let i = 0; i < group && this.#callers < this.#tuning.callers; i += 1) this.#callIn();
      this.#nextCaller();
    });
  }

  #callIn(): void {
    this.#callers += 1;
    const ani = this.#random.chance(0.05) ? '' : `136${this.#random.below(100_000_000).toString().padStart(8, '0')}`;
    const dnis = this.#random.weighted([
      [6, DNIS[0]],
      [5, DNIS[1]],
      [2, DNIS[2]],
      [2, DNIS[3]],
      [1, '95588'],
      [1, this.#random.pick(DNIS)],
    ]);
    const leg = this.#switch.callIn(ani, dnis, this.#name(ani));
    const patience = this.#random.chance(0.03)
      ? this.#random.below(60)
      : this.#random.exponential(this.#tuning.patience);
    this.#agenda.after(patience, () => {
      // Only who still waits gives up; a talk has its own length.
      if (this.#switch.hears(leg).length === 0) this.#switch.end(leg, 'normal');
      else this.#hangUpAfter(leg, this.#random.exponential(this.#tuning.talk));
    });
  }

  /** Networks without names give the number in their place, in their own way of writing it. */
  #name(ani: string): string {
    return this.#random.weighted([
      [7, ''],
      [2, 'Customer <"x">'],
      [0.5, ani],
      [0.5, ani === '' ? '' : `+86 ${ani}`],
    ]);
  }

  // ── called parties ──

  dialled(leg: ModelLeg): void {
    if (leg.side === 'extension') this.#ringPhone(leg);
    else this.#ringOutside(leg);
  }

  #ringPhone(leg: ModelLeg): void {
    const random = this.#random;
    if (!this.#switch.registered.has(leg.number)) {
      this.#agenda.after(random.below(30), () => this.#switch.end(leg, 'unreachable'));
      return;
    }
    const line = [...this.#switch.legs.values()].some((other) => other !== leg && other.number === leg.number);
    if (line && random.chance(0.7)) {
      this.#agenda.after(random.below(30), () => this.#switch.end(leg, 'busy'));
      return;
    }
    if (random.chance(this.#tuning.phoneTrouble)) {
      const trouble = random.pick(['busy', 'rejected', 'silent', 'late-reject', 'failed', 'unreachable'] as const);
      if (trouble === 'silent') this.#agenda.after(random.below(100), () => this.#switch.ring(leg));
      else if (trouble === 'late-reject') {
        this.#agenda.after(random.below(100), () => this.#switch.ring(leg));
        this.#agenda.after(random.between(100, 6000), () => this.#ifUnanswered(leg, 'rejected'));
      } else this.#agenda.after(random.below(60), () => this.#ifUnanswered(leg, trouble));
      return;
    }
    if (leg.autoAnswer) {
      this.#agenda.after(random.below(80), () => this.#switch.pickUp(leg));
      return;
    }
    if (!random.chance(0.05)) this.#agenda.after(random.below(100), () => this.#switch.ring(leg));
    if (!random.chance(0.1)) this.#agenda.after(100 + random.exponential(2500), () => this.#switch.pickUp(leg));
  }

  #ringOutside(leg: ModelLeg): void {
    const random = this.#random;
    const end = random.weighted([
      [10, 'answer'],
      [1, 'busy'],
      [1, 'rejected'],
      [1, 'unreachable'],
      [1, 'failed'],
      [1, 'congestion'],
      [2, 'silent'],
    ] as const);
    if (random.chance(0.8)) this.#agenda.after(random.below(400), () => this.#switch.ring(leg));
    if (end === 'silent') return;
    const at = 400 + random.exponential(3000);
    if (end === 'answer') this.#agenda.after(at, () => this.#switch.pickUp(leg));
    else this.#agenda.after(at, () => this.#ifUnanswered(leg, end));
  }

  #ifUnanswered(leg: ModelLeg, cause: 'busy' | 'rejected' | 'unreachable' | 'failed' | 'congestion'): void {
    if (leg.phase !== 'up') this.#switch.end(leg, cause);
  }

  // ── what happens on a line ──

  connected(leg: ModelLeg): void {
    const random = this.#random;
    if (this.#resting) {
      this.#hangUpAfter(leg, random.below(3000));
      return;
    }
    if (leg.side !== 'incoming' && random.chance(this.#tuning.lastMoment)) {
      const others = [...this.#switch.legs.values()].filter((other) => other !== leg && other.side !== 'extension');
      const other = others.length > 0 && random.chance(0.7) ? random.pick(others) : leg;
      this.#hangUpAfter(other, random.below(40));
    }
    // Whoever is left on a silent line does not stay for ever.
    if (leg.side !== 'incoming')
      this.#hangUpAfter(leg, 4 * this.#tuning.talk + random.exponential(6 * this.#tuning.talk));
  }

  joined(leg: ModelLeg): void {
    if (this.#random.chance(0.05)) this.#agenda.after(this.#random.below(500), () => this.#switch.press(leg, '5'));
    this.#talkFor(leg, this.#random.exponential(this.#tuning.talk * (leg.side === 'extension' ? 2.5 : 1.2)));
  }

  /** Who is in no room just then, on hold or asked for digits, often waits a while longer. */
  #talkFor(leg: ModelLeg, ms: number): void {
    this.#agenda.after(ms, () => {
      const waits = leg.phase === 'up' && leg.room === null && this.#random.chance(0.7);
      if (waits && !this.#resting) this.#talkFor(leg, 1000 + ms);
      else this.#switch.end(leg, leg.phase === 'up' || leg.side === 'incoming' ? 'normal' : 'rejected');
    });
  }

  /** People press keys when they are asked to, and when not. */
  prompted(leg: ModelLeg): void {
    const random = this.#random;
    if (leg.side === 'extension' || random.chance(0.3)) return;
    let after = random.below(random.chance(0.5) ? 600 : 3000);
    for (const digit of random.pick(['1', '3', '7', '12', '1234#', '24680#', '12345678', '99#'])) {
      this.#agenda.after(after, () => this.#switch.press(leg, digit));
      after += random.below(400);
    }
  }

  gone(leg: ModelLeg): void {
    if (leg.side === 'incoming') this.#callers -= 1;
  }

  #hangUpAfter(leg: ModelLeg, ms: number): void {
    this.#agenda.after(ms, () =>
      this.#switch.end(leg, leg.phase === 'up' || leg.side === 'incoming' ? 'normal' : 'rejected'),
    );
  }

  #nextRegistration(): void {
    this.#agenda.after(this.#random.exponential(this.#tuning.registration), () => {
      if (this.#resting) return;
      const phone = this.#random.pick(this.#phones);
      this.#switch.register(phone, !this.#switch.registered.has(phone));
      // A lost registration is usually found again soon.
      if (!this.#switch.registered.has(phone))
        this.#agenda.after(this.#random.exponential(8000), () => this.#switch.register(phone, true));
      this.#nextRegistration();
    });
  }
}
