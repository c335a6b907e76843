/** Everything that can happen to a tenant. Time, ids and randomness come in with the input. */
import type { AddressedCommand, Lang } from '@wssoftphone/protocol';
import type { TenantConfig } from './config.ts';
import type { SwitchEvent } from './switch-contract.ts';

export interface Input {
  /** Epoch milliseconds, never smaller than that of the input before. */
  readonly at: number;
  /** 40 hex digits, new and unguessable for each input: ids and session secrets are made from it. */
  readonly entropy: string;
  readonly body: InputBody;
}

export type InputBody =
  | CommandInput
  | { readonly kind: 'connection-closed'; readonly conn: string }
  | { readonly kind: 'switch'; readonly event: SwitchEvent }
  /** A timer that was set fires. The engine ignores an epoch that is not the timer's present one. */
  | { readonly kind: 'timer'; readonly key: string; readonly epoch: number }
  /** What the tenant's checker says to a `verify` effect; null: it says nothing. */
  | { readonly kind: 'verified'; readonly call: string; readonly request: string; readonly good: boolean | null }
  /** What came of an `http` effect; `data` under the keys that it asked for, as far as the answer had them. */
  | {
      readonly kind: 'http-result';
      readonly call: string;
      readonly request: string;
      readonly ok: boolean;
      readonly data: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'config'; readonly config: TenantConfig };

export interface CommandInput {
  readonly kind: 'command';
  /** Names the answer; the reply effect repeats it. */
  readonly ref: string;
  /** The socket it came on; null for HTTP, which speaks for a session by ins and delegatorId. */
  readonly conn: string | null;
  /** The connection speaks wssp.v4. */
  readonly v4: boolean;
  readonly lang: Lang;
  /**
   * False: nothing has proved yet who this page is (token mode, before a token was seen). Such an Init may join a
   * logged-on session only by its delegatorId; anything else is answered ProcessFailed with TokenInvalid and changes
   * nothing, and CheckWebSocket says true only to the holder of that delegatorId. Absent counts as true.
   */
  readonly proven?: boolean;
  readonly command: AddressedCommand;
}
