/** What flows ask of the tenant's systems: to listed hosts only, and of the answer only what the flow names. */
import type { FlowRequest } from '../ports/outside.ts';
import type { AllowList } from './addresses.ts';
import type { CrmClient } from './request.ts';

export function createFlowHttp(
  client: CrmClient,
  allowed: AllowList,
): (asked: FlowRequest) => Promise<Readonly<Record<string, string>>> {
  return async ({ method, url, body, save, timeoutMs }) => {
    const { host } = new URL(url);
    if (!allowed.hasHost(host)) throw new Error(`flows may not ask ${host}`);
    const answer = await client.ask({ method, url, body, timeoutMs });
    const found: [string, string][] = [];
    for (const [key, pointer] of Object.entries(save)) {
      const value = at(answer, pointer);
      if (['string', 'number', 'boolean'].includes(typeof value)) found.push([key, String(value)]);
    }
    return Object.fromEntries(found);
  };
}

/** What a JSON pointer (RFC 6901) leads to; undefined: nothing. */
export function at(document: unknown, pointer: string): unknown {
  if (pointer === '') return document;
  let here: unknown = document;
  for (const escaped of pointer.split('/').slice(1)) {
    const name = escaped.replace(/~1/g, '/').replace(/~0/g, '~');
    if (typeof here !== 'object' || here === null) return undefined;
    if (Array.isArray(here) && !/^(0|[1-9]\d*)$/.test(name)) return undefined;
    here = Object.hasOwn(here, name) ? (here as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return here;
}
