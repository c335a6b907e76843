/** What the administration is made of, and how it answers. */
import type { AuditRecord, IvrFlow, TenantConfig } from '@wssoftphone/engine';
import { errorText, type Lang } from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { readLang } from '../gateway/ws/handshake.ts';
import type { Clock } from '../ports/clock.ts';
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
  /** Null: nobody who may. */
  readonly administratorOf: (request: FastifyRequest) => Promise<string | null>;
  readonly clock: Clock;
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

/** The language of an answer: what was asked for, else the server's. */
export const langOf = ({ request }: FastifyReply, lang: Lang): Lang =>
  readLang(request.headers['accept-language'], lang);

export function refuse(reply: FastifyReply, lang: Lang, { status, code, args = {}, problems }: Trouble): FastifyReply {
  const text = errorText(code, langOf(reply, lang), args);
  return reply.code(status).send({ error: { code, text, ...(problems === undefined ? {} : { problems }) } });
}

/** Before a body is read: a stranger learns nothing about its form, and costs nothing. */
export function admitAdministrators(app: FastifyInstance, { administratorOf, lang }: AdminParts): void {
  app.decorateRequest('administrator', '');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const who = await administratorOf(request);
    if (who === null) return refuse(reply, lang, { status: 401, code: 'ApiKeyInvalid' });
    request.setDecorator('administrator', who);
  });
}

export type AdminAction = 'ivr-flow-put' | 'ivr-flow-delete' | 'ivr-recording-put' | 'ivr-recording-delete';

/** What the audit log says of a change by HTTP: there is no seat, and what was refused changed nothing. */
export function auditOf(
  request: FastifyRequest,
  { clock }: AdminParts,
  action: AdminAction,
  target: string,
): AuditRecord {
  const agentId = request.getDecorator<string>('administrator');
  return { type: 'audit', at: clock.now(), agentId, ins: '', action, target, outcome: 'ok' };
}
