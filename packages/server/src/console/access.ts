/**
 * Who else may talk to the server, beside what the start options say: keys of CRM servers, and origins of pages.
 *
 *   GET  /api-keys   POST /api-keys {name}   DELETE /api-keys/:id
 *   GET  /origins    PUT  /origins {origins}
 */
import { createHash } from 'node:crypto';
import type { ApiKeyInfo, ApiKeyList, ApiKeyMade, OriginsView } from '@wssoftphone/protocol/console';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { originFault } from '../gateway/origins.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConsoleStore, StoredKey } from '../ports/console-store.ts';
import { note } from './audit.ts';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import { langOf, needs, personOf, refuse } from './parts.ts';
import { body, word } from './schemas.ts';
import type { ConsoleWhole } from './whole.ts';

/** Where the server keeps watch; what is set counts from then on. */
export interface Gate {
  readonly fixedOrigins: readonly string[];
  setOrigins(origins: readonly string[]): void;
  /** @param used hears which of them was presented */
  setKeys(keys: readonly { readonly id: string; readonly digest: string }[], used: (id: string) => void): void;
}
export interface AccessParts {
  readonly tenant: string;
  readonly store: ConsoleStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called when something is to be set. */
  readonly gate: () => Gate;
}
export interface Access {
  /** Makes what is stored count. Rejects when the store is away; what counted before counts on. */
  apply(): Promise<void>;
  fixedOrigins(): readonly string[];
}

export function createAccess({ tenant, store, clock, log, gate }: AccessParts): Access {
  const written = new Map<string, number>();
  let applying: Promise<void> = Promise.resolve();

  function used(id: string): void {
    const now = clock.now();
    if (now - (written.get(id) ?? 0) < MAX.keyUseMs) return;
    written.set(id, now);
    store.apiKeyUsed(tenant, id, now).catch((error: unknown) => {
      log.warn({ err: error, key: id }, 'the last use of a key was not written');
    });
  }
  async function read(): Promise<void> {
    const [keys, origins] = await Promise.all([store.apiKeys(tenant), store.origins(tenant)]);
    for (const id of written.keys()) if (!keys.some((key) => key.id === id)) written.delete(id);
    gate().setKeys(keys, used);
    gate().setOrigins(origins);
  }
  return {
    apply() {
      // One after the other: a slow one that read a key before it was deleted must not bring it back.
      applying = applying.then(read, read);
      return applying;
    },
    fixedOrigins: () => gate().fixedOrigins,
  };
}

export function accessRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const { store, tenant, clock, access } = parts;
  const administrators = { onRequest: needs('administrator', parts) };

  app.get(
    '/api-keys',
    administrators,
    async (): Promise<ApiKeyList> => ({
      keys: (await store.console.apiKeys(tenant)).map(shown),
    }),
  );

  app.post<{ Body: { readonly name: string } }>(
    '/api-keys',
    { ...administrators, schema: { body: body({ name: word(64) }) } },
    async (request, reply) => {
      if ((await store.console.apiKeys(tenant)).length >= MAX.apiKeys) {
        return refuse(reply, langOf(request, parts), 409, 'LimitReached', { limit: 'API keys' });
      }
      const { user } = personOf(request);
      const key = `wssp_${clock.entropy(48)}`;
      const made: StoredKey = {
        id: clock.entropy(16),
        name: request.body.name.trim(),
        digest: createHash('sha256').update(key).digest('hex'),
        createdAt: clock.now(),
        createdBy: user,
        lastUsedAt: null,
      };
      await store.console.addApiKey(tenant, made);
      await access.apply();
      await note(parts, { user, action: 'api-key-make', target: `${made.id} ${made.name}`, outcome: 'ok' });
      const answer: ApiKeyMade = { ...shown(made), key };
      return reply.code(201).send(answer);
    },
  );

  app.delete<{ Params: { readonly id: string } }>('/api-keys/:id', administrators, async (request, reply) => {
    const { id } = request.params;
    const deleted = await store.console.deleteApiKey(tenant, id);
    // For one that is not there any more too: the database may have gone away before its end was put to work.
    await access.apply();
    if (!deleted) return refuse(reply, langOf(request, parts), 404, 'RecordUnknown');
    await note(parts, { user: personOf(request).user, action: 'api-key-delete', target: id, outcome: 'ok' });
    return reply.code(204).send();
  });

  app.get('/origins', administrators, view);

  app.put<{ Body: { readonly origins: readonly string[] } }>(
    '/origins',
    {
      ...administrators,
      schema: { body: body({ origins: { type: 'array', maxItems: MAX.origins, items: word(256) } }) },
    },
    async (request, reply) => {
      const lang = langOf(request, parts);
      const origins = request.body.origins.map((origin) => origin.trim());
      const problems = origins.flatMap((origin, nth) => {
        const fault = originFault(origin);
        if (fault === null) return [];
        const like = fault.meant ?? 'https://crm.example.com';
        return [{ at: `origins/${nth}`, text: lang === 'en' ? `write it like ${like}` : `应写作 ${like}` }];
      });
      if (problems.length > 0) return refuse(reply, lang, 422, 'ConfigInvalid', {}, problems);
      await store.console.putOrigins(tenant, origins);
      await access.apply();
      await note(parts, {
        user: personOf(request).user,
        action: 'origins-put',
        target: origins.join(' '),
        outcome: 'ok',
      });
      return view();
    },
  );

  async function view(): Promise<OriginsView> {
    return { fixed: access.fixedOrigins(), origins: await store.console.origins(tenant) };
  }
}

const shown = ({ id, name, createdAt, createdBy, lastUsedAt }: StoredKey): ApiKeyInfo => ({
  id,
  name,
  createdAt,
  createdBy,
  lastUsedAt,
});
