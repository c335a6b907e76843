/** What the administration is made of, and how it answers. */
import type { IvrFlow, TenantConfig } from '@wssoftphone/engine';
import { errorText, type Lang } from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { IvrStore } from '../ports/store.ts';

export interface AdminParts {
  readonly tenant: string;
  readonly store: IvrStore;
  /** What runs. */
  readonly config: () => TenantConfig;
  /** Flows that callers can be sent into now, the shipped ones too. */
  readonly running: () => ReadonlyMap<string, IvrFlow>;
  /** Makes what was stored run. False: something else in the configuration is not understood; it was logged. */
  readonly reload: () => Promise<boolean>;
  readonly mayAdminister: (request: FastifyRequest) => Promise<boolean>;
  /** Hears of what was put or deleted, as `PUT flows/2000`. */
  readonly changed?: (request: FastifyRequest, what: string) => Promise<void>;
  /** Hosts that flows may ask. */
  readonly hosts: ReadonlySet<string>;
  readonly lang: Lang;
  readonly log: Logger;
}

export interface Trouble {
  readonly status: number;
  readonly code: string;
  readonly args?: Readonly<Record<string, string>>;
  /** What is wrong, each with its place. */
  readonly problems?: readonly { readonly at: string; readonly text: string }[];
}

export function refuse(reply: FastifyReply, lang: Lang, { status, code, args = {}, problems }: Trouble): FastifyReply {
  const text = errorText(code, lang, args);
  return reply.code(status).send({ error: { code, text, ...(problems === undefined ? {} : { problems }) } });
}

/** Before a body is read: a stranger learns nothing about its form, and costs nothing. */
export function admitAdministrators(app: FastifyInstance, { mayAdminister, lang }: AdminParts): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!(await mayAdminister(request))) return refuse(reply, lang, { status: 401, code: 'ApiKeyInvalid' });
  });
}
