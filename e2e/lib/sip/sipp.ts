/** Runs sipp: one process for each call, told what to do through its scenario. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeUdpPort } from '../ports.ts';
import { TiedProcess } from '../tied-process.ts';
import { until } from '../until.ts';

export class Sipp {
  readonly port: number;
  readonly #arguments: readonly string[];
  readonly #directory: string;
  #process: TiedProcess | null = null;

  private constructor(port: number, directory: string, args: readonly string[]) {
    this.port = port;
    this.#directory = directory;
    this.#arguments = args;
  }

  /** One call of the scenario against `remotePort` on loopback; `run` begins it. */
  static async prepare(scenario: string, remotePort: number): Promise<Sipp> {
    const [port, mediaPort, controlPort] = [await freeUdpPort(), await freeUdpPort(), await freeUdpPort()];
    const directory = await mkdtemp(join(tmpdir(), 'wssp-sipp-'));
    const file = join(directory, 'scenario.xml');
    await writeFile(file, scenario);
    return new Sipp(port, directory, [
      `127.0.0.1:${remotePort}`,
      ...['-sf', file, '-m', '1', '-i', '127.0.0.1', '-p', String(port)],
      // Media is the test's own; but sipp opens a port of its own all the same, and must be told which.
      ...['-mi', '127.0.0.1', '-mp', String(mediaPort), '-cp', String(controlPort)],
      ...['-nostdin', '-trace_err', '-error_file', join(directory, 'errors.log')],
    ]);
  }

  /** Resolves when the SIP port is open. */
  async run(): Promise<void> {
    const sipp = new TiedProcess('sipp', this.#arguments, { cwd: this.#directory });
    this.#process = sipp;
    await until(async () => sipp.hasEnded || (await udpPortOpen(this.port)), 'sipp to open its port');
    if (sipp.hasEnded) throw new Error(`sipp did not start: ${await this.errors()}`);
  }

  /** What sipp complained of: unexpected messages, timeouts. */
  async errors(): Promise<string> {
    return readFile(join(this.#directory, 'errors.log'), 'utf8').catch(() => '');
  }

  async stop(): Promise<void> {
    await this.#process?.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

async function udpPortOpen(port: number): Promise<boolean> {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return (await readFile('/proc/net/udp', 'utf8')).includes(local);
}
