import { execFile } from 'node:child_process';

export class CommandFailed extends Error {
  readonly command: string;
  readonly output: string;
  constructor(command: string, output: string, options?: ErrorOptions) {
    super(`${command} failed: ${output.trim().split('\n').slice(-5).join('\n')}`, options);
    this.name = 'CommandFailed';
    this.command = command;
    this.output = output;
  }
}

/** Runs a program without a shell and resolves with what it printed. Rejects with CommandFailed. */
export function run(program: string, args: readonly string[], options: { timeoutMs?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { timeout: options.timeoutMs ?? 60_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else
          reject(
            new CommandFailed([program, ...args].join(' '), `${stdout}${stderr}` || error.message, { cause: error }),
          );
      },
    );
  });
}

/** Whether a program is on the path. */
export async function has(program: string): Promise<boolean> {
  return run('which', [program]).then(
    () => true,
    () => false,
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No right to signal it: it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
