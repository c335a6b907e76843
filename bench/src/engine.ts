/**
 * Steps a second of the engine alone, at a size of tenant: everybody logs on, then calls come in, are answered, held,
 * retrieved, ended and wrapped up. The switch answers at once, so nothing but the engine is measured.
 */
import {
  createState,
  type Effect,
  type InputBody,
  type SwitchCommand,
  type SwitchEvent,
  step,
  type TenantState,
} from '@wssoftphone/engine';
import type { AddressedCommand, Command } from '@wssoftphone/protocol';
import { Agenda, createRandom } from '@wssoftphone/simulator';
import { perSecond, Samples, type Summary } from './stats.ts';
import { agentIdOf, benchTenant, dnisOf, extensionOf } from './tenant.ts';

export interface EngineResult {
  readonly agents: number;
  readonly steps: number;
  readonly calls: number;
  readonly stepsPerSecond: number;
  /** Microseconds of one step. */
  readonly step: Summary;
  /** Effects that the steps asked for. */
  readonly effects: number;
}

class Rig {
  readonly agenda = new Agenda(Date.UTC(2026, 0, 5, 8));
  readonly samples: Samples;
  steps = 0;
  calls = 0;
  effects = 0;
  /** Milliseconds spent in step. */
  spent = 0;
  readonly #random = createRandom(1);
  readonly #state: TenantState;
  readonly #timers = new Map<string, number>();
  readonly #delegators = new Map<string, string>();
  readonly #agents: number;
  #customers = 0;

  constructor(agents: number, steps: number) {
    this.#agents = agents;
    this.samples = new Samples(steps);
    this.#state = createState(benchTenant(agents));
  }

  submit(body: InputBody): void {
    const input = { at: this.agenda.now, entropy: this.#random.hex(40), body };
    const started = performance.now();
    const { effects } = step(this.#state, input);
    const ms = performance.now() - started;
    this.spent += ms;
    this.samples.add(ms * 1000);
    this.steps += 1;
    this.effects += effects.length;
    for (const effect of effects) this.#react(effect);
  }

  logEverybodyOn(): void {
    const devices = Array.from({ length: this.#agents }, (_, i) => ({ number: extensionOf(i), reachable: true }));
    this.#switch({ on: 'sync', legs: [], rooms: [], devices });
    for (let i = 0; i < this.#agents; i += 1) {
      this.command(i, { command: 'Init', params: { agentId: agentIdOf(i) } });
      this.command(i, { command: 'Logon', params: { agentId: agentIdOf(i) } });
    }
    while (this.agenda.next(this.agenda.now));
    this.steps = 0;
    this.effects = 0;
    this.spent = 0;
  }

  command(agent: number, command: Command): void {
    const ins = extensionOf(agent);
    const addressed: AddressedCommand = { ...command, ins, delegatorId: this.#delegators.get(ins) ?? '' };
    this.submit({ kind: 'command', ref: 'r', conn: `c${ins}`, v4: true, lang: 'zh-CN', command: addressed });
  }

  callIn(): void {
    this.#customers += 1;
    this.calls += 1;
    const leg = `in-${this.#customers}`;
    this.#switch({ on: 'incoming', leg, ani: '13800138000', aniName: '', dnis: dnisOf(this.#customers) });
    // The caller talks for a minute or so, then hangs up.
    this.agenda.after(30_000 + this.#random.exponential(60_000), () =>
      this.#switch({ on: 'ended', leg, cause: 'normal' }),
    );
  }

  #switch(event: SwitchEvent): void {
    this.submit({ kind: 'switch', event });
  }

  #later(ms: number, event: SwitchEvent): void {
    this.agenda.after(ms, () => this.#switch(event));
  }

  #react(effect: Effect): void {
    switch (effect.kind) {
      case 'switch':
        this.#obey(effect.command);
        return;
      case 'timer': {
        const { key, at, epoch } = effect;
        this.#timers.set(key, epoch);
        this.agenda.at(at, () => {
          if (this.#timers.get(key) === epoch) this.submit({ kind: 'timer', key, epoch });
        });
        return;
      }
      case 'timer-cancel':
        this.#timers.delete(effect.key);
        return;
      case 'reply': {
        const { delegatorId } = effect.reply.datas;
        if (typeof delegatorId === 'string') this.#delegators.set(effect.reply.ins, delegatorId);
        return;
      }
      case 'event': {
        // Every fourth talk is put on hold for a while.
        const { event, ins } = effect.event;
        if (event !== 'DevConnected' || !this.#random.chance(0.25)) return;
        const agent = Number(ins) - 200_000;
        this.agenda.after(5000, () => this.command(agent, { command: 'Hold', params: {} }));
        this.agenda.after(9000, () => this.command(agent, { command: 'FetchHold', params: {} }));
        return;
      }
      default:
        return;
    }
  }

  #obey(command: SwitchCommand): void {
    switch (command.do) {
      case 'dial':
        this.#later(20, { on: 'ringing', leg: command.leg });
        this.#later(2000, { on: 'answered', leg: command.leg });
        return;
      case 'answer':
        this.#later(5, { on: 'answered', leg: command.leg });
        return;
      case 'hangup':
        this.#later(5, { on: 'ended', leg: command.leg, cause: 'normal' });
        return;
      case 'play':
        this.#later(1500, { on: 'played', play: command.play, ok: true });
        return;
      case 'check-device':
        this.#later(0, { on: 'device', number: command.number, reachable: true });
        return;
      default:
        return;
    }
  }
}

export function benchEngine(agents: number, steps: number): EngineResult {
  const rig = new Rig(agents, steps);
  rig.logEverybodyOn();
  // As many calls as keep nine agents of ten busy: 100 s each.
  const every = Math.max(1, Math.round(100_000 / (agents * 0.9)));
  const perTick = Math.max(1, Math.round((agents * 0.9 * every) / 100_000));
  const callIn = (): void => {
    for (let i = 0; i < perTick; i += 1) rig.callIn();
    rig.agenda.after(every, callIn);
  };
  callIn();
  while (rig.steps < steps && rig.agenda.next());
  return {
    agents,
    steps: rig.steps,
    calls: rig.calls,
    stepsPerSecond: perSecond(rig.steps, rig.spent),
    step: rig.samples.summary(),
    effects: rig.effects,
  };
}
