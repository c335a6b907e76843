#!/usr/bin/env node
/** The command `wsagentserver`: the only place that reads the command line and the environment. */
import { createInterface } from 'node:readline';
import pino, { type Logger } from 'pino';
import { banner, warnings } from './banner.ts';
import { hashLine } from './crm/checkers.ts';
import { openLogFile } from './log-file.ts';
import { HELP, OptionError, type Parsed, parseOptions, type ServerOptions } from './options.ts';
import { createServer } from './server.ts';
import { VERSION } from './version.ts';

/** A stop that takes longer is given up. */
const STOP_MS = 20_000;
/** The same signal often comes twice, from the terminal and from a parent; one that comes later means it. */
const IMPATIENT_MS = 1_000;

/** For people; log lines go elsewhere. */
const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function main(): Promise<void> {
  let parsed: Parsed;
  try {
    parsed = parseOptions(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    tell(error.message);
    process.exitCode = 2;
    return;
  }
  if (parsed.do === 'run') await run(parsed.options);
  else if (parsed.do === 'hash') process.stdout.write(`${await hashLine(parsed.caller, await firstLine())}\n`);
  else process.stdout.write(parsed.do === 'help' ? HELP : `${VERSION}\n`);
}

/** Of standard input, so that no password stands on a command line. */
async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  return '';
}

async function run(options: ServerOptions): Promise<void> {
  const log = openLog(options);
  const server = createServer(options, { log, say: tell, onFatal: (reason) => void leave(reason, 1) });
  let leavingSince: number | null = null;

  async function leave(reason: string, code: number): Promise<void> {
    if (leavingSince !== null) {
      if (performance.now() - leavingSince > IMPATIENT_MS) process.exit(1);
      return;
    }
    leavingSince = performance.now();
    log.info({ reason }, 'stopping');
    tell(`Stopping (${reason}) …`);
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await server.stop();
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, 'a mistake in the server');
      tell(`A mistake in the server: ${error instanceof Error ? error.stack : error}`);
      void leave(event, 1);
    });
  }

  try {
    const parts = await server.start();
    for (const text of warnings(options)) log.warn(text);
    log.info({ version: VERSION, ...parts.address, switch: parts.switch.port.kind }, 'serving');
    tell(banner(options, parts));
  } catch (error) {
    if (leavingSince !== null) return;
    log.fatal({ err: error }, 'the server did not start');
    tell(`The server did not start: ${inWords(error, options)}`);
    process.exit(1);
  }
}

function openLog({ log }: ServerOptions): Logger {
  return pino(
    { level: log.level },
    log.file === null ? pino.destination({ dest: 1, sync: true }) : openLogFile(log.file),
  );
}

function inWords(error: unknown, options: ServerOptions): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `port ${options.port} of ${options.host} is taken. Stop what uses it, or choose another with --port.`;
  }
  if ('code' in error && error.code === 'EACCES')
    return `port ${options.port} of ${options.host} may not be used by this user.`;
  return error.message;
}

await main();
