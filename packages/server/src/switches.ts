/** Brings up the switch that was asked for. */
import type { Logger } from 'pino';
import type { SwitchChoice } from './options.ts';
import type { Clock } from './ports/clock.ts';
import type { SwitchPort } from './ports/switch.ts';
import { VirtualSwitch } from './switch/virtual/virtual-switch.ts';

export interface OpenSwitch {
  readonly port: SwitchPort;
  /** The same, when it is the virtual one. */
  readonly virtual: VirtualSwitch | null;
  /** What a person should know of it, a line each. */
  readonly about: readonly string[];
  /** Frees what belongs to this process; the runtime has stopped the port before. */
  close(): Promise<void>;
}

export interface SwitchDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** Hears of work that takes a while. */
  readonly say: (line: string) => void;
}

export async function openSwitch(choice: SwitchChoice, deps: SwitchDeps): Promise<OpenSwitch> {
  switch (choice.kind) {
    case 'virtual': {
      const virtual = new VirtualSwitch({ clock: deps.clock });
      return { port: virtual, virtual, about: ['virtual, telephones and customers in memory'], close: async () => {} };
    }
    case 'asterisk':
      return foreignAsterisk(choice, deps);
    case 'asterisk-own':
      return ownAsterisk(choice, deps);
  }
}

async function foreignAsterisk(
  choice: Extract<SwitchChoice, { kind: 'asterisk' }>,
  { clock, log }: SwitchDeps,
): Promise<OpenSwitch> {
  const { createAsteriskSwitch } = await import('./switch/asterisk/index.ts');
  const { url, user, password, app, trunk, listen, recordings } = choice;
  const port = createAsteriskSwitch({
    ari: { url, user, password },
    app,
    link: listen === null ? { kind: 'connect' } : { kind: 'listen', ...listen, user, password },
    trunk,
    ...(recordings === null ? {} : { recordings }),
    clock,
    log,
  });
  return { port, virtual: null, about: [`Asterisk at ${url}, application ${app}`], close: async () => {} };
}

async function ownAsterisk(
  choice: Extract<SwitchChoice, { kind: 'asterisk-own' }>,
  { clock, log, say }: SwitchDeps,
): Promise<OpenSwitch> {
  const { createAsteriskSwitch, provisionAsterisk, startAsterisk } = await import('./switch/asterisk/index.ts');
  const { sipHost, sipPort, carrier } = choice;
  const root = await provisionAsterisk({ cache: choice.cache, say });
  const asterisk = await startAsterisk({
    root,
    name: `sip-${sipPort}`,
    bind: sipHost,
    sipPort,
    revive: true,
    ...(carrier === null ? {} : { carrier }),
    say: (line) => log.info({ line }, 'asterisk'),
  });
  const { link, sip } = asterisk;
  const port = createAsteriskSwitch({
    ari: asterisk.ari,
    app: asterisk.app,
    link:
      link.kind === 'inbound'
        ? { kind: 'connect' }
        : { kind: 'listen', ...hostAndPort(link.url), user: link.user, password: link.password },
    trunk: asterisk.carrierEndpoint,
    recordings: asterisk.recordings,
    clock,
    log,
  });
  return {
    port,
    virtual: null,
    about: [
      `Asterisk of our own; telephones register at ${sip.host}:${sip.port} (UDP)`,
      `carrier ${carrier === null ? `127.0.0.1:${asterisk.ports.carrier}` : `${carrier.host}:${carrier.port}`}`,
    ],
    close: () => asterisk.stop(),
  };
}

function hostAndPort(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
