/**
 * The whole configuration as one file.
 *
 *   GET  /config/export
 *   POST /config/import?dry=1   what would change, and what stands in the way
 *   POST /config/import         all of it, or nothing
 */
import type { ConfigFile, ImportResult } from '@wssoftphone/protocol/console';
import type { FastifyInstance } from 'fastify';
import { note } from '../audit.ts';
import { CONSOLE_LIMITS as MAX } from '../limits.ts';
import { langOf, needs, personOf, refuse } from '../parts.ts';
import { body } from '../schemas.ts';
import type { ConsoleWhole } from '../whole.ts';
import { configFile, type Imported, importFile, notUnderstood } from './file.ts';

const FILE = body(
  {
    wssoftphone: { const: 'configuration' },
    version: { const: 1 },
    tables: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } },
    flows: { type: 'array' },
  },
  ['wssoftphone', 'version', 'tables'],
);

export function configFileRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const { store, tenant, hosts } = parts;
  const administrators = { onRequest: needs('administrator', parts) };

  app.get('/config/export', administrators, async (request, reply) => {
    const file = configFile(await store.console.config(tenant));
    await note(parts, { user: personOf(request).user, action: 'config-export', target: '', outcome: 'ok' });
    return reply
      .header('content-disposition', `attachment; filename="wssoftphone-${tenant}.json"`)
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(file, null, 2)}\n`);
  });

  app.post<{ Body: ConfigFile; Querystring: { readonly dry?: string } }>(
    '/config/import',
    {
      ...administrators,
      bodyLimit: MAX.importBytes,
      schema: { body: FILE, querystring: body({ dry: { type: 'string', enum: ['0', '1'] } }, []) },
    },
    async (request, reply): Promise<ImportResult> => {
      const lang = langOf(request, parts);
      if (request.query.dry === '1') {
        const { changes, problems } = importFile(request.body, await store.console.config(tenant), hosts, lang);
        return { changes, problems, done: false, running: false };
      }
      const told: { imported?: Imported } = {};
      await store.console.changeConfig(tenant, (now) => {
        told.imported = importFile(request.body, now, hosts, lang);
        return told.imported.problems.length === 0 ? told.imported.config : null;
      });
      const { changes = [], problems = [] } = told.imported ?? {};
      if (problems.length > 0) return refuse(reply, lang, 422, 'ConfigInvalid', {}, problems) as never;
      const running = await parts.reload();
      const target = changes.map(({ table, added, changed, deleted }) => `${table} +${added} ~${changed} -${deleted}`);
      await note(parts, {
        user: personOf(request).user,
        action: 'config-import',
        target: target.join(', '),
        outcome: 'ok',
      });
      const left = running || told.imported === undefined ? [] : notUnderstood(told.imported.config, lang);
      return { changes, problems: left, done: true, running };
    },
  );
}
