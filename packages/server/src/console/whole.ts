/** What only the routes of people and configuration need, beside the parts that all of the console shares. */
import type { Tokens } from '../gateway/auth/tokens.ts';
import type { Access } from './access.ts';
import type { Failures } from './failures.ts';
import type { ConsoleParts } from './parts.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export interface ConsoleWhole extends ConsoleParts {
  readonly people: Sessions;
  readonly passwords: Passwords;
  readonly failures: Failures;
  readonly access: Access;
  /** Null when pages need none. Called when a page asks. */
  readonly tokens: () => Tokens | null;
  /** Signs other machines in without a password too, in demo mode. */
  readonly demoRemote: boolean;
  /** Hosts that flows may ask. */
  readonly hosts: ReadonlySet<string>;
}
