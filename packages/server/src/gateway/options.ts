import type { Lang } from '@wssoftphone/protocol';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../ports/clock.ts';
import type { Desk, DeskSink } from '../ports/desk.ts';
import type { BrowserPhones } from '../ports/switch.ts';
import type { Tokens } from './auth/tokens.ts';
import type { ApiPart } from './http/openapi.ts';
import type { GatewayLimits } from './limits.ts';
import type { NumberKeys } from './numbers/ciphers.ts';

export type AuthOptions =
  /** Whoever reaches the port may speak for any agent: closed networks with old pages only. */
  | { readonly mode: 'open' }
  | {
      readonly mode: 'token';
      /** Signs and checks tokens (HS256); at least 32 bytes. */
      readonly secret: string;
      /** Keys with which the CRM's server asks for tokens; each at least 16 characters. May be empty. */
      readonly apiKeys: readonly string[];
      /** Life of a token when the asker names none, seconds; default 120. */
      readonly tokenSeconds?: number;
    };

export interface GatewayOptions {
  /** Address to listen on, for example 127.0.0.1 or 0.0.0.0. */
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly tenant: string;
  readonly auth: AuthOptions;
  /**
   * Exact origins (`https://crm.example.com`) whose pages may connect and read HTTP answers; `*` is every origin and
   * only allowed in mode `open`. Pages served by this server at an IP address or localhost are always allowed.
   */
  readonly origins: readonly string[];
  /** Language of texts where the page names none (`?lang=en` on the address). */
  readonly lang: Lang;
  /** Static pages: the folder served at `/` (null: none), and single files by their path (`/wssoftphone.js`). */
  readonly pages?: { readonly root: string | null; readonly files?: Readonly<Record<string, string>> };
  /** Keys for EncryptDial; absent: only numbers in clear can be dialled. */
  readonly numbers?: NumberKeys;
  readonly limits?: Partial<GatewayLimits>;
}

/** One line per part of the server; not ok makes /healthz answer 503. */
export interface Health {
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

export interface GatewayDeps {
  readonly log: Logger;
  readonly clock: Clock;
  /** The server's own registry; the gateway adds its metrics and serves all of it at /metrics. */
  readonly metrics: Registry;
  readonly health: () => Promise<Health>;
  /** More HTTP routes (the lab, the console). They share the port, the body limit and the error answers. */
  readonly plugins?: readonly FastifyPluginAsync[];
  /** Telephones in agents' pages; absent: the switch has none. */
  readonly phones?: BrowserPhones | undefined;
  /** What those routes below /api/v1 add to its description. */
  readonly described?: readonly ApiPart[];
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Gateway {
  /** Where the runtime sends answers and events; usable before start. */
  readonly sink: DeskSink;
  /** Issues and checks tokens; null in mode `open`. */
  readonly tokens: Tokens | null;
  /** Origins and keys beside those of the options; what is set counts from then on. */
  readonly gate: {
    readonly fixedOrigins: readonly string[];
    setOrigins(origins: readonly string[]): void;
    setKeys(keys: readonly { readonly id: string; readonly digest: string }[], used: (id: string) => void): void;
  };
  /** Who asks to change the configuration, null: nobody who may; see http/administrators.ts. */
  readonly administratorOf: (request: FastifyRequest) => Promise<string | null>;
  /** Listens, and submits what pages ask to the desk. Rejects when the port is taken. */
  start(desk: Desk): Promise<Address>;
  /** Takes no more, closes every socket with 1001, resolves when all are gone. */
  stop(): Promise<void>;
}
