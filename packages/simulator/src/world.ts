/** One simulated call centre: the engine in its host, a switch, people, agents, and what goes wrong. */
import type { SwitchEvent, TenantConfig } from '@wssoftphone/engine';
import { AgentActor } from './actors/agent.ts';
import { Network } from './actors/network.ts';
import { Townsfolk } from './actors/people.ts';
import { Agenda } from './agenda.ts';
import { WAIT_FOR_DISPATCH } from './check/seats.ts';
import { changeConfig, createConfig, EPOCH } from './config.ts';
import { type EngineApi, Host, type HostWatcher } from './host.ts';
import { drawProfile, type Profile } from './profile.ts';
import { createRandom, type Random } from './random.ts';
import { SwitchModel } from './switch/model.ts';

/** States in which an agent can be listened to. */
const TALKS: ReadonlySet<number> = new Set([6, 7, 11, 12, 14, 15, 18, 20, 21, 22, 26, 30]);
const IDLE: ReadonlySet<number> = new Set([3]);

export interface WorldOptions {
  readonly seed: number;
  readonly engine: EngineApi;
  /** Makes the watcher once the world's parts exist. */
  readonly watch: (world: World) => HostWatcher & { readonly misuse: (message: string) => void };
  /** Overrides parts of what the seed draws. */
  readonly profile?: Partial<Profile>;
}

export class World {
  readonly seed: number;
  readonly profile: Profile;
  readonly agenda: Agenda;
  readonly switch: SwitchModel;
  readonly network: Network;
  readonly host: Host;
  readonly engine: EngineApi;
  readonly #random: Random;
  readonly #people: Townsfolk;
  readonly #agents: readonly AgentActor[];
  /** The configuration with every agent and every extension. */
  readonly #whole: TenantConfig;
  #resting = false;
  /** When the machine's clock last jumped. */
  lastJump = 0;

  constructor(options: WorldOptions) {
    const random = createRandom(options.seed);
    this.#random = random.split('faults');
    this.seed = options.seed;
    this.engine = options.engine;
    this.profile = { ...drawProfile(random.split('profile')), ...options.profile };
    const { profile } = this;
    const config = createConfig(random.split('config'), profile.agents);
    this.agenda = new Agenda(EPOCH + random.below(7 * 86_400_000));
    const { agenda } = this;

    let watcher: ReturnType<WorldOptions['watch']> | null = null;
    const watching = (): ReturnType<WorldOptions['watch']> => {
      watcher ??= options.watch(this);
      return watcher;
    };
    this.switch = new SwitchModel({
      agenda,
      random: random.split('switch'),
      tuning: profile.switch,
      sink: (event) => this.#fromSwitch(event),
      misuse: (message) => watching().misuse(message),
    });
    this.network = new Network(agenda, random.split('network'), profile.network, (body) => this.host.submit(body));
    this.host = new Host({
      engine: options.engine,
      agenda,
      random: random.split('host'),
      tuning: profile.host,
      config,
      watcher: {
        stepping: (index, input) => watching().stepping(index, input),
        stepped: (facts) => watching().stepped(facts),
        committed: (records) => watching().committed(records),
        killed: () => watching().killed(),
        restored: () => watching().restored(),
      },
      onSwitch: (command) => this.switch.execute(command),
      onReply: (_ref, conn, reply) => this.network.reply(conn, reply),
      onEvent: (conn, event) => this.network.event(conn, event),
    });

    this.#whole = config;
    const phones = config.extensions.map((each) => each.number);
    this.#people = new Townsfolk(agenda, random.split('people'), this.switch, phones, profile.people);
    this.switch.inhabit(this.#people);
    const seats = config.agents.map((_, index) =>
      random.weighted([
        [1, `RP_0137000000${index}`],
        [2, WAIT_FOR_DISPATCH],
        [7, phones[index] ?? '6001'],
      ]),
    );
    this.#agents = config.agents.map(
      (each, index) =>
        new AgentActor({
          agenda,
          random: random.split(`agent ${each.agentId}`),
          network: this.network,
          tuning: profile.agent,
          config: () => this.host.config,
          seatsOf: (who) => this.#seatsOf(who),
          agentId: each.agentId,
          seats: [seats[index] ?? '6001', ...seats, ...phones.slice(-2), '6099'],
        }),
    );
  }

  /** What people see in the agent list. */
  #seatsOf(who: 'talking' | 'idle'): readonly string[] {
    const wanted = who === 'talking' ? TALKS : IDLE;
    return [...this.host.state.sessions.values()].filter(({ state }) => wanted.has(state)).map(({ ins }) => ins);
  }

  get now(): number {
    return this.agenda.now;
  }

  /** Nothing is under way anywhere: what everybody knows is what is. */
  get settled(): boolean {
    return this.host.alive && this.host.drained && this.switch.settled && this.network.settled;
  }

  /** Runs until so many steps were made. */
  run(steps: number): void {
    if (this.host.steps === 0) this.#begin();
    while (this.host.steps < steps && this.agenda.next());
  }

  /** Ends the shift: no new work, no new faults, everybody goes home. False when somebody or something stays. */
  rest(within: number): boolean {
    if (this.host.steps === 0) this.#begin();
    this.#resting = true;
    // The administrator leaves nobody locked in: every agent and extension exists, no function is masked.
    const { config } = this.host;
    const agents = [
      ...config.agents,
      ...this.#whole.agents.filter(({ agentId }) => !config.agents.some((each) => each.agentId === agentId)),
    ];
    const { extensions } = this.#whole;
    const params = { ...config.params, mask: [] };
    this.#whenServing(() => this.host.submit({ kind: 'config', config: { ...config, agents, extensions, params } }));
    this.#people.rest();
    for (const agent of this.#agents) agent.rest();
    const until = this.agenda.now + within;
    while (!this.#empty && this.agenda.next(until));
    return this.#empty;
  }

  get #empty(): boolean {
    return (
      this.#agents.every((agent) => agent.done) &&
      this.switch.legs.size === 0 &&
      this.host.timers.size === 0 &&
      this.settled
    );
  }

  #whenServing(run: () => void): void {
    if (this.host.alive) run();
    else this.agenda.after(1000, () => this.#whenServing(run));
  }

  #begin(): void {
    this.#people.start();
    this.switch.connect();
    for (const agent of this.#agents) agent.start();
    const { every } = this.profile;
    this.#recur(every.connectionLost, () => this.#loseConnection());
    this.#recur(every.switchRestart, () => this.#restartSwitch());
    this.#recur(every.serverKilled, () => this.#prepareToKill());
    this.#recur(every.configChange, () => {
      this.host.submit({ kind: 'config', config: changeConfig(this.#random, this.host.config, this.#whole) });
    });
    this.#recur(every.clockJump, () => {
      this.agenda.jump(this.#random.below(120_000));
      this.lastJump = this.agenda.now;
    });
    this.#recur(every.nonsense, () => this.#nonsense());
  }

  #recur(every: number, run: () => void): void {
    if (every === 0) return;
    this.agenda.after(1 + this.#random.exponential(every), () => {
      if (this.#resting) return;
      run();
      this.#recur(every, run);
    });
  }

  #fromSwitch(event: SwitchEvent): void {
    this.host.submit({ kind: 'switch', event });
  }

  #loseConnection(): void {
    if (!this.switch.connected || !this.host.alive) return;
    this.switch.disconnect(true);
    this.agenda.after(this.#random.exponential(4000), () => this.#reconnect());
  }

  #restartSwitch(): void {
    if (!this.switch.connected || !this.host.alive) return;
    this.switch.restart(true);
    this.agenda.after(500 + this.#random.exponential(3000), () => this.#reconnect());
  }

  #reconnect(): void {
    if (this.host.alive) this.switch.connect();
  }

  /** A server that is going to be killed keeps its documents for some time before. */
  #prepareToKill(): void {
    if (!this.host.alive) return;
    this.host.keepDocuments();
    this.agenda.after(500 + this.#random.exponential(2500), () => this.#killServer());
  }

  #killServer(): void {
    if (!this.host.alive || !this.host.keepsDocuments) return;
    this.host.kill();
    this.network.serverDown();
    this.switch.disconnect(false);
    if (this.#random.chance(0.1)) this.switch.restart(false);
    this.agenda.after(200 + this.#random.exponential(3000), () => {
      this.host.start(this.host.config);
      this.network.serverUp();
      this.agenda.after(this.#random.exponential(200), () => this.#reconnect());
    });
  }

  /** Events about things that are not: an adapter with a bug must not hurt the calls of others. */
  #nonsense(): void {
    const random = this.#random;
    if (!this.switch.connected) return;
    const leg = random.chance(0.5) ? random.hex(23) : `in-${random.below(50)}-00000000`;
    this.#fromSwitch(
      random.pick<SwitchEvent>([
        { on: 'ringing', leg },
        { on: 'answered', leg },
        { on: 'digit', leg, digit: '#' },
        { on: 'ended', leg: random.hex(23), cause: 'normal' },
        { on: 'played', play: random.hex(23), ok: random.chance(0.5) },
        { on: 'device', number: random.hex(6), reachable: random.chance(0.5) },
      ]),
    );
  }
}
