/** What flows ask of the world outside, and its answers as inputs. */
import type { Effect, InputBody } from '@wssoftphone/engine';
import type { Logger } from 'pino';
import type { Outside } from '../ports/outside.ts';

type EffectOf<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export class Errands {
  readonly #outside: Outside;
  readonly #log: Logger;
  readonly #push: (body: InputBody) => void;

  constructor(outside: Outside, log: Logger, push: (body: InputBody) => void) {
    this.#outside = outside;
    this.#log = log;
    this.#push = push;
  }

  check({ call, request, svn, ani, coid, digits }: EffectOf<'verify'>): void {
    const say = (good: boolean | null): void => this.#push({ kind: 'verified', call, request, good });
    const answer = this.#outside.check?.({ svn, ani, coid, digits }) ?? Promise.reject(new Error('there is none'));
    answer.then(say, (error: unknown) => {
      this.#log.warn({ call, svn, reason: inWords(error) }, 'the password checker gave no verdict');
      say(null);
    });
  }

  ask({ kind: _kind, call, request, svn, ...asked }: EffectOf<'http'>): void {
    const say = (ok: boolean, data: Readonly<Record<string, string>>): void =>
      this.#push({ kind: 'http-result', call, request, ok, data });
    const answer = this.#outside.ask?.(asked) ?? Promise.reject(new Error('flows may ask no host'));
    answer.then(
      (data) => say(true, data),
      (error: unknown) => {
        this.#log.warn({ call, svn, reason: inWords(error) }, 'a flow asked in vain');
        say(false, {});
      },
    );
  }
}

const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));
