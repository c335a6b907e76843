/**
 * IVR flows by HTTP. A flow that is not right is refused with every problem and its place, and what runs goes on.
 *
 *   GET    /api/v1/ivr/schema        JSON schema of a flow
 *   GET    /api/v1/ivr/flows         all there are: number, name, whose, problems
 *   GET    /api/v1/ivr/flows/:svn    one, as it was written
 *   PUT    /api/v1/ivr/flows/:svn    puts it in place; it runs when this answers
 *   POST   /api/v1/ivr/check         says what is wrong with a flow, and changes nothing
 *   DELETE /api/v1/ivr/flows/:svn    where a shipped flow has that number, it is back
 */
import type { FlowNode, FlowWorld, IvrFlow, Target } from '@wssoftphone/engine';
import type { FastifyInstance } from 'fastify';
import { FLOW_SCHEMA, type FlowFault, parseFlow, SVN_FORM } from '../config/flow-schema.ts';
import { FLOW_LIMITS } from '../config/limits.ts';
import { type AdminParts, refuse } from './parts.ts';

interface BySvn {
  readonly Params: { readonly svn: string };
  readonly Body: unknown;
}
const BY_SVN = { params: { type: 'object', properties: { svn: { type: 'string', pattern: SVN_FORM } } } } as const;

export function flowRoutes(app: FastifyInstance, parts: AdminParts): void {
  const { store, tenant, lang, log } = parts;
  const stored = async (svn: string) => (await store.flows(tenant)).find((row) => row.svn === svn)?.flow;

  app.get('/schema', async () => FLOW_SCHEMA);

  app.get('/flows', async () => {
    const world = await worldOf(parts);
    const running = parts.running();
    const yours = (await store.flows(tenant)).map(({ svn, flow }) => {
      const { faults } = parseFlow(flow, world);
      const name = running.get(svn)?.name ?? '';
      return { svn, name, source: 'yours', running: running.has(svn), problems: faults };
    });
    const own = new Set(yours.map(({ svn }) => svn));
    const shipped = [...running.values()]
      .filter(({ svn }) => !own.has(svn))
      .map(({ svn, name }) => ({ svn, name, source: 'shipped', running: true, problems: [] as FlowFault[] }));
    return { flows: [...yours, ...shipped].sort((a, b) => (a.svn < b.svn ? -1 : 1)) };
  });

  app.get<BySvn>('/flows/:svn', { schema: BY_SVN }, async ({ params: { svn } }, reply) => {
    const found = (await stored(svn)) ?? parts.running().get(svn);
    return found ?? refuse(reply, lang, { status: 404, code: 'FlowUnknown', args: { svn } });
  });

  app.post('/check', { bodyLimit: FLOW_LIMITS.flowBytes }, async ({ body }) => ({
    problems: parseFlow(body, await worldOf(parts)).faults,
  }));

  app.put<BySvn>(
    '/flows/:svn',
    { schema: BY_SVN, bodyLimit: FLOW_LIMITS.flowBytes },
    async ({ params: { svn }, body }, reply) => {
      const { flow, faults } = parseFlow(body, await worldOf(parts));
      const problems =
        flow !== null && flow.svn !== svn ? [...faults, { at: '/svn', text: `expected ${svn}` }] : faults;
      if (flow === null || problems.length > 0) {
        return refuse(reply, lang, { status: 422, code: 'FlowInvalid', problems });
      }
      const rows = await store.flows(tenant);
      if (rows.length >= FLOW_LIMITS.flows && !rows.some((row) => row.svn === svn)) {
        return refuse(reply, lang, { status: 409, code: 'LimitReached', args: { limit: 'flows' } });
      }
      await store.putFlow(tenant, svn, flow);
      log.info({ svn, nodes: Object.keys(flow.nodes).length }, 'a flow was put in place');
      return { svn, running: true, clean: await parts.reload() };
    },
  );

  app.delete<BySvn>('/flows/:svn', { schema: BY_SVN }, async ({ params: { svn } }, reply) => {
    if ((await stored(svn)) === undefined) {
      return refuse(reply, lang, { status: 404, code: 'FlowUnknown', args: { svn } });
    }
    const by = userOf(svn, parts);
    if (by !== null && !SHIPPED.has(svn)) {
      return refuse(reply, lang, { status: 409, code: 'FlowInUse', args: { svn, by } });
    }
    await store.deleteFlow(tenant, svn);
    log.info({ svn }, 'a flow was deleted');
    await parts.reload();
    return reply.code(204).send();
  });
}

/** Numbers that are never without a flow. */
export const SHIPPED: ReadonlySet<string> = new Set(['999', '8888', '1000']);

export async function worldOf({ store, tenant, config, hosts }: AdminParts): Promise<FlowWorld> {
  const recordings = await store.recordings(tenant);
  return {
    skills: new Set(config().skills.map(({ code }) => code)),
    recordings: new Set(recordings.map(({ name }) => name)),
    hosts,
  };
}

/** What leads callers into the flow; null: nothing does. */
function userOf(svn: string, { config }: AdminParts): string | null {
  const { dnisRoutes, skills, params } = config();
  const leads = (target: Target): boolean => target.type === 'ivr' && target.svn === svn;
  const route = dnisRoutes.find(({ target }) => leads(target));
  if (route) return `dnis_routes.${route.pattern}`;
  const skill = skills.find(({ overflow, closedTarget }) => leads(overflow) || leads(closedTarget));
  if (skill) return `skills.${skill.code}`;
  return params.transferIvrs.some((one) => one.svn === svn) ? 'AGENTTRANSFERIVRINFO' : null;
}

/** Numbers of the flows that play a recording. */
export function playersOf(name: string, flows: Iterable<IvrFlow>): readonly string[] {
  const plays = (node: FlowNode): boolean =>
    'prompts' in node && node.prompts.some((prompt) => prompt.kind === 'recording' && prompt.name === name);
  return [...flows].filter(({ nodes }) => Object.values(nodes).some(plays)).map(({ svn }) => svn);
}
