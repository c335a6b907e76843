/**
 * A program that cannot outlive this process, however this process ends: a shell beside it holds the other end of a pipe
 * of ours, and when the pipe closes it ends the program. (Test workers are killed when they hang; telephones that stayed
 * behind would ring on.)
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const KEEPER = `
exec 3<&0 </dev/null
"$@" &
child=$!
( read _ <&3; kill -KILL $child ) 2>/dev/null &
keeper=$!
exec 3<&-
wait $child
code=$?
kill $keeper 2>/dev/null
exit $code
`;

export class TiedProcess {
  readonly #shell: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #gone: Promise<unknown>;
  #ended = false;

  /** `hear` gets everything that it prints. */
  constructor(program: string, args: readonly string[], options: { readonly cwd: string; hear?(text: string): void }) {
    const shell = spawn('sh', ['-c', KEEPER, program, program, ...args], {
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#shell = shell;
    shell.stdin.on('error', () => {});
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => options.hear?.(text));
    }
    shell.on('error', () => {
      this.#ended = true;
    });
    this.#gone = once(shell, 'exit').then(
      () => {
        this.#ended = true;
      },
      () => {},
    );
  }

  get hasEnded(): boolean {
    return this.#ended;
  }
  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    await this.#gone;
  }
  /** Ends it at once, without a goodbye. */
  async kill(): Promise<void> {
    this.#shell.stdin.end();
    await this.#gone;
  }
}
