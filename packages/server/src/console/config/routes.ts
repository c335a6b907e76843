/**
 * The configuration. What is put runs when it is answered; what is not right changes nothing.
 *
 *   GET    /config             every table with its columns and rows
 *   GET    /config/:table
 *   PUT    /config/:table      {row, was?, seen?}
 *   DELETE /config/:table?key=
 */
import type { ConfigPut, ConfigPutDone, ConfigView } from '@wssoftphone/protocol/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { note } from '../audit.ts';
import { CONSOLE_LIMITS as MAX } from '../limits.ts';
import { langOf, needs, personOf, refuse } from '../parts.ts';
import { body } from '../schemas.ts';
import type { ConsoleWhole } from '../whole.ts';
import { deleteRow, type Edited, putRow, tableView } from './edit.ts';
import type { TableDef } from './table.ts';
import { TABLES, tableOf } from './tables.ts';

interface ByTable {
  readonly Params: { readonly table: string };
}
const ROW = { type: 'object' };
const KEY = { type: 'string', maxLength: 256 };

export function configRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const { store, tenant } = parts;
  const administrators = { onRequest: needs('administrator', parts) };

  app.get('/config', administrators, async (): Promise<ConfigView> => {
    const config = await store.console.config(tenant);
    return { tables: TABLES.map((def) => tableView(def, config)) };
  });

  app.get<ByTable>('/config/:table', administrators, async (request, reply) => {
    const def = tableOf(request.params.table);
    if (def === undefined) return refuse(reply, langOf(request, parts), 404, 'RecordUnknown');
    return tableView(def, await store.console.config(tenant));
  });

  app.put<ByTable & { Body: ConfigPut }>(
    '/config/:table',
    {
      ...administrators,
      bodyLimit: MAX.rowBytes,
      schema: { body: body({ row: ROW, was: KEY, seen: ROW }, ['row']) },
    },
    (request, reply) => change(request, reply, 'config-put', (def, now) => putRow(def, now, request.body)),
  );

  app.delete<ByTable & { Querystring: { readonly key: string } }>(
    '/config/:table',
    { ...administrators, schema: { querystring: body({ key: KEY }) } },
    (request, reply) => change(request, reply, 'config-delete', (def, now) => deleteRow(def, now, request.query.key)),
  );

  async function change(
    request: FastifyRequest,
    reply: FastifyReply,
    action: 'config-put' | 'config-delete',
    edit: (def: TableDef, now: Parameters<typeof putRow>[1]) => Edited,
  ): Promise<ConfigPutDone | FastifyReply> {
    const def = tableOf((request.params as ByTable['Params']).table);
    const lang = langOf(request, parts);
    if (def === undefined) return refuse(reply, lang, 404, 'RecordUnknown');
    const edited = await decided(edit, def);
    if (edited.ok) {
      const clean = await parts.reload();
      const { user } = personOf(request);
      await note(parts, { user, action, target: `${def.table}/${edited.key}`, outcome: 'ok' });
      if (action === 'config-delete') return reply.code(204).send();
      return { key: edited.key, row: edited.row, clean };
    }
    switch (edited.why) {
      case 'missing':
        return refuse(reply, lang, 404, 'RecordUnknown');
      case 'changed':
        return refuse(reply, lang, 409, 'ConfigChanged');
      case 'full':
        return refuse(reply, lang, 409, 'LimitReached', { limit: def.table });
      case 'wrong': {
        const problems = edited.faults
          .slice(0, MAX.problems)
          .map(({ column, text }) => ({ at: column, text: text[lang] }));
        return refuse(reply, lang, 422, 'ConfigInvalid', {}, problems);
      }
    }
  }

  async function decided(
    edit: (def: TableDef, now: Parameters<typeof putRow>[1]) => Edited,
    def: TableDef,
  ): Promise<Edited> {
    let edited: Edited = { ok: false, why: 'missing' };
    await store.console.changeConfig(tenant, (now) => {
      edited = edit(def, now);
      return edited.ok ? edited.config : null;
    });
    return edited;
  }
}
