/**
 * Runs an Asterisk out of a provisioned root. Several can run at once: each has its own directories and ports, and
 * stops by itself when the process that started it dies, however it dies.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { RecordingShelf } from '../options.ts';
import { CARRIER_ENDPOINT, type EventLink, type Site, siteFiles, standaloneFiles } from './config-files.ts';
import { type FileLock, tryLock } from './lock.ts';
import { asteriskUser, INSIDE, moduleDirectory } from './provision.ts';
import { CommandFailed, run } from './run.ts';

export interface InstanceOptions {
  /** From provisionAsterisk. */
  readonly root: string;
  /** Keeps registrations and logs under this name from run to run; without it, nothing is kept. */
  readonly name?: string;
  readonly app?: string;
  /** Address of SIP; default loopback. ARI is on loopback always. */
  readonly bind?: string;
  /** Default: ports of this instance's own. */
  readonly sipPort?: number;
  readonly httpPort?: number;
  /** `outbound` (default): Asterisk connects to the adapter, at ports.events of the instance unless told otherwise. */
  readonly link?: 'inbound' | 'outbound' | EventLink;
  /** Default: a carrier on this machine, at ports.carrier of the instance. */
  readonly carrier?: { readonly host: string; readonly port: number } | null;
  readonly toneCountry?: 'cn' | 'us';
  readonly ariPassword?: string;
  /** Starts it again when it ends by itself, after a pause that grows. */
  readonly revive?: boolean;
  /** Hears what Asterisk prints: notices, warnings, errors. */
  readonly say?: (line: string) => void;
}

export interface AsteriskInstance {
  /** The configuration directory as this machine sees it. */
  readonly directory: string;
  readonly ari: { readonly url: string; readonly user: string; readonly password: string };
  readonly app: string;
  readonly sip: { readonly host: string; readonly port: number };
  /** `carrier` and `events` are free for the caller to listen on. */
  readonly ports: { readonly sip: number; readonly http: number; readonly events: number; readonly carrier: number };
  readonly link: EventLink;
  readonly carrierEndpoint: string;
  /** For recordings, as this machine sees it and as Asterisk does. */
  readonly recordings: RecordingShelf;
  /** The last lines that Asterisk printed. */
  readonly output: readonly string[];
  /** Runs a command of Asterisk's console. */
  cli(command: string): Promise<string>;
  /** Resolves when Asterisk has ended, for whatever reason. */
  exited(): Promise<void>;
  /** Ends Asterisk as a crash would. */
  kill(): Promise<void>;
  /** Starts it again with the same configuration and database, after kill() or an exit. */
  restart(): Promise<void>;
  /** Ends Asterisk and frees its directories and ports. */
  stop(): Promise<void>;
}

/** Instances on one machine. Each has ten ports below those that the system hands out, and a thousand for RTP. */
const SLOTS = 20;
const FIRST_PORT = 30_000;
const FIRST_RTP_PORT = 10_000;
const BOOT_MS = 60_000;
const STOP_MS = 5_000;
/** Pause before Asterisk is started again, from the first to the longest; a run of so long makes it short again. */
const REVIVE_MS = { first: 1_000, last: 30_000, good: 60_000 };
const OUTPUT_LINES = 200;

export async function startAsterisk(options: InstanceOptions): Promise<AsteriskInstance> {
  const { root } = options;
  const home = join(root, INSIDE.instances);
  await mkdir(home, { recursive: true });
  const held: FileLock[] = [];
  try {
    if (options.name !== undefined) held.push(await takeName(home, options.name));
    const slot = await takeSlot(home);
    held.push(slot.lock);
    const name = options.name ?? `slot-${slot.number}`;
    if (options.name === undefined) await rm(join(home, name), { recursive: true, force: true });
    const free = async () => {
      if (options.name === undefined) await rm(join(home, name), { recursive: true, force: true });
      for (const one of held) await one.release();
    };
    const site = siteOf(options, slot.number);
    await writeConfiguration(root, `${INSIDE.instances}/${name}`, site);
    const instance = new Instance(options, site, name, slot.number, free);
    await instance.restart();
    return instance;
  } catch (error) {
    for (const one of held) await one.release();
    throw error;
  }
}

class Instance implements AsteriskInstance {
  readonly directory: string;
  readonly ari: AsteriskInstance['ari'];
  readonly app: string;
  readonly sip: AsteriskInstance['sip'];
  readonly ports: AsteriskInstance['ports'];
  readonly link: EventLink;
  readonly carrierEndpoint = CARRIER_ENDPOINT;
  readonly recordings: RecordingShelf;
  readonly output: string[] = [];
  readonly #options: InstanceOptions;
  readonly #configuration: string;
  readonly #free: () => Promise<void>;
  #running: Running | null = null;
  #stopped = false;
  #revivePauseMs = REVIVE_MS.first;
  #reviving: NodeJS.Timeout | undefined;

  constructor(options: InstanceOptions, site: Site, name: string, slot: number, free: () => Promise<void>) {
    this.#options = options;
    this.#free = free;
    this.#configuration = `${INSIDE.instances}/${name}/etc/asterisk.conf`;
    this.directory = join(options.root, INSIDE.instances, name);
    this.recordings = { directory: join(this.directory, 'recordings'), path: `${INSIDE.instances}/${name}/recordings` };
    this.app = site.app;
    this.ari = { url: `http://${site.http.bind}:${site.http.port}/ari`, ...site.ari };
    this.sip = { host: reachable(site.sip.bind), port: site.sip.port };
    this.ports = { ...slotPorts(slot), sip: site.sip.port, http: site.http.port };
    this.link = site.link;
  }

  async restart(): Promise<void> {
    if (this.#running !== null) throw new Error('Asterisk is running');
    const running = await launch(this.#options.root, this.#configuration, (line) => this.#hear(line));
    this.#running = running;
    const since = performance.now();
    running.ended.then(() => {
      if (this.#running === running) this.#running = null;
      if (this.#options.revive === true && !this.#stopped) this.#revive(performance.now() - since);
    });
    try {
      await this.#booted(running);
    } catch (error) {
      await this.kill();
      throw new CommandFailed('asterisk', this.output.join('\n'), { cause: error });
    }
  }

  #revive(ranMs: number): void {
    if (ranMs > REVIVE_MS.good) this.#revivePauseMs = REVIVE_MS.first;
    this.#hear(`Asterisk has ended; it is started again in ${this.#revivePauseMs / 1_000} s`);
    this.#reviving = setTimeout(() => {
      // A start that fails ends the process, and so comes back here.
      this.restart().catch((error: unknown) => this.#hear(String(error)));
    }, this.#revivePauseMs);
    this.#revivePauseMs = Math.min(REVIVE_MS.last, this.#revivePauseMs * 2);
  }

  async #booted(running: Running): Promise<void> {
    const end = performance.now() + BOOT_MS;
    let ended = false;
    running.ended.then(() => {
      ended = true;
    });
    for (;;) {
      try {
        await this.cli('core waitfullybooted');
        return;
      } catch (error) {
        // Its control socket is not there yet.
        if (ended || performance.now() > end) throw error;
        await pause(50);
      }
    }
  }

  cli(command: string): Promise<string> {
    return run('chroot', [this.#options.root, 'asterisk', '-C', this.#configuration, '-rx', command]);
  }

  async exited(): Promise<void> {
    await this.#running?.exited();
  }

  async kill(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    signal(running.pid, 'SIGKILL');
    await running.exited();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#reviving);
    const running = this.#running;
    if (running !== null) {
      running.letGo();
      const late = setTimeout(() => signal(running.pid, 'SIGKILL'), STOP_MS);
      await running.exited();
      clearTimeout(late);
    }
    await this.#free();
  }

  #hear(line: string): void {
    this.output.push(line);
    if (this.output.length > OUTPUT_LINES) this.output.shift();
    this.#options.say?.(line);
  }
}

interface Running {
  readonly pid: number;
  readonly ended: Promise<void>;
  /** The same, and keeps this process from ending meanwhile. */
  exited(): Promise<void>;
  /** Closes the pipe that keeps it alive. */
  letGo(): void;
}

/**
 * A shell stands between: it holds the other end of our pipe, and when the pipe closes, because we closed it or because
 * we died, it ends Asterisk. (A parent-death signal would be lost when Asterisk gives up root.)
 */
const KEEPER = `
exec 3<&0 </dev/null
"$@" &
child=$!
echo "pid $child"
( read _ <&3; kill -TERM $child ) 2>/dev/null &
keeper=$!
exec 3<&-
wait $child
kill $keeper 2>/dev/null
`;

async function launch(root: string, configuration: string, hear: (line: string) => void): Promise<Running> {
  const asterisk = ['chroot', root, 'asterisk', '-f', '-U', 'asterisk', '-G', 'asterisk', '-C', configuration];
  // A session of its own, so that Ctrl-C in a terminal reaches the server first.
  const shell = spawn('sh', ['-c', KEEPER, 'asterisk-keeper', ...asterisk], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  shell.stdin.on('error', () => {});
  const ended = once(shell, 'exit').then(() => {});
  // A process that forgets to stop Asterisk may still end, and its end stops Asterisk; one that waits does wait.
  const exited = () => {
    shell.ref();
    return ended;
  };
  const pid = await new Promise<number>((resolve, reject) => {
    createInterface({ input: shell.stdout }).on('line', (line) => {
      const found = /^pid (\d+)$/.exec(line);
      if (found?.[1] !== undefined) resolve(Number(found[1]));
      else hear(plain(line));
    });
    createInterface({ input: shell.stderr }).on('line', (line) => hear(plain(line)));
    shell.once('error', reject);
    ended.then(() => reject(new Error('Asterisk ended at once')));
  });
  unref(shell);
  return { pid, ended, exited, letGo: () => shell.stdin.end() };
}

function unref(shell: ChildProcess): void {
  shell.unref();
  for (const stream of [shell.stdin, shell.stdout, shell.stderr]) (stream as unknown as { unref?(): void })?.unref?.();
}

const plain = (line: string): string => stripVTControlCharacters(line);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

async function takeName(home: string, name: string): Promise<FileLock> {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) throw new Error(`not a name for an instance: ${name}`);
  const taken = await tryLock(join(home, `${name}.lock`));
  if (taken === null) throw new Error(`an Asterisk named ${name} is running already`);
  return taken;
}

async function takeSlot(home: string): Promise<{ number: number; lock: FileLock }> {
  for (let number = 0; number < SLOTS; number += 1) {
    const taken = await tryLock(join(home, `port-slot-${number}.lock`));
    if (taken !== null) return { number, lock: taken };
  }
  throw new Error(`${SLOTS} instances of Asterisk are running; no more fit on this machine`);
}

function slotPorts(slot: number): AsteriskInstance['ports'] {
  const first = FIRST_PORT + slot * 10;
  return { sip: first, http: first + 1, events: first + 2, carrier: first + 3 };
}

function siteOf(options: InstanceOptions, slot: number): Site {
  const ports = slotPorts(slot);
  const bind = options.bind ?? '127.0.0.1';
  const own = (kind: 'inbound' | 'outbound'): EventLink =>
    kind === 'inbound'
      ? { kind }
      : { kind, url: `ws://127.0.0.1:${ports.events}/`, user: 'asterisk', password: randomBytes(16).toString('hex') };
  const link = options.link ?? 'outbound';
  return {
    app: options.app ?? 'wssp',
    ari: { user: 'wssp', password: options.ariPassword ?? randomBytes(16).toString('hex') },
    http: { bind: '127.0.0.1', port: options.httpPort ?? ports.http },
    link: typeof link === 'string' ? own(link) : link,
    sip: { bind, port: options.sipPort ?? ports.sip },
    rtp: { from: FIRST_RTP_PORT + slot * 1000, to: FIRST_RTP_PORT + slot * 1000 + 999 },
    carrier: options.carrier === undefined ? { host: '127.0.0.1', port: ports.carrier } : options.carrier,
    music: { default: INSIDE.music },
    toneCountry: options.toneCountry ?? 'cn',
  };
}

const reachable = (bind: string): string => (bind === '0.0.0.0' ? '127.0.0.1' : bind);

async function writeConfiguration(root: string, inside: string, site: Site): Promise<void> {
  const user = await asteriskUser(root);
  const at = (name: string) => `${inside}/${name}`;
  const files = {
    ...standaloneFiles({
      etc: at('etc'),
      modules: await moduleDirectory(root),
      run: at('run'),
      spool: at('spool'),
      database: at('db'),
      log: at('log'),
      data: INSIDE.data,
    }),
    ...siteFiles(site),
  };
  const directories = ['', 'etc', 'run', 'spool', 'spool/recording', 'db', 'db/keys', 'log', 'recordings'];
  for (const name of directories) await mkdir(join(root, inside, name), { recursive: true, mode: 0o750 });
  const old = await readdir(join(root, inside, 'etc'));
  for (const name of old) if (!(name in files)) await rm(join(root, inside, 'etc', name));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, inside, 'etc', name);
    await writeFile(path, text, { mode: 0o640 });
    await chown(path, user.uid, user.gid);
  }
  for (const name of directories) await chown(join(root, inside, name), user.uid, user.gid);
}
