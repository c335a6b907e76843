/** The reference page of flows (docs/reference/flows.md), made from the schema that flows are checked with. */
import type Type from 'typebox';
import { FLOW_SCHEMA, NODE_SCHEMAS } from './flow-schema.ts';
import { FLOW_LIMITS, RECORDING_LIMITS } from './limits.ts';

interface Loose {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Loose>>;
  readonly anyOf?: readonly Loose[];
  readonly items?: Loose;
}
const loose = (schema: Type.TSchema): Loose => schema as Loose;
const cell = (text: string): string => text.replace(/\|/g, '\\|');

function form(schema: Loose): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === 'integer') return `${schema.minimum ?? ''}–${schema.maximum ?? ''}`;
  if (schema.type === 'array') return `list${schema.maxItems === undefined ? '' : `, at most ${schema.maxItems}`}`;
  if (schema.type === 'object') return 'object';
  if (schema.pattern !== undefined) return `\`${schema.pattern}\``;
  return schema.maxLength === undefined ? 'text' : `text, at most ${schema.maxLength}`;
}

function fields(schema: Loose, leftOut: readonly string[]): string {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).filter(([name]) => !leftOut.includes(name));
  if (rows.length === 0) return 'No fields.';
  return [
    '| field | form | meaning |',
    '| --- | --- | --- |',
    ...rows.map(([name, one]) => {
      const shown = required.has(name) ? `\`${name}\`` : `\`${name}\` (optional)`;
      return `| ${shown} | ${cell(form(one))} | ${cell(one.description ?? '')} |`;
    }),
  ].join('\n');
}

function prompts(): string {
  const kinds = loose(NODE_SCHEMAS.play).properties?.prompts?.items?.anyOf ?? [];
  return kinds
    .map(({ properties = {}, description = '' }) => {
      const { kind, ...rest } = properties;
      const shape = Object.entries(rest).map(([name, one]) => `${name}: ${form(one).replace(/`/g, '')}`);
      return `| \`${String(kind?.const)}\` | ${cell(shape.join('; '))} | ${cell(description)} |`;
    })
    .join('\n');
}

export function flowsPage(): string {
  const nodes = Object.entries(NODE_SCHEMAS).map(([name, schema]) => {
    const one = loose(schema);
    return `### ${name}\n\n${one.description ?? ''}\n\n${fields(one, ['do'])}`;
  });
  return `# IVR flows

Made from the schema that flows are checked with; \`npm run docs:tables\` writes it. How to use flows: [guides/ivr.md](../guides/ivr.md).
The server gives the same as JSON schema: \`GET /api/v1/ivr/schema\`.

## A flow

${fields(loose(FLOW_SCHEMA), [])}

## Prompts

| kind | fields | what the caller hears |
| --- | --- | --- |
${prompts()}

## Nodes

Each has \`do\`, its kind, and:

${nodes.join('\n\n')}

## Bounds

| what | most |
| --- | --- |
| flows of a tenant | ${FLOW_LIMITS.flows} |
| nodes of a flow | ${FLOW_LIMITS.nodes} |
| bytes of a flow as JSON | ${FLOW_LIMITS.flowBytes} |
| recordings of a tenant | ${RECORDING_LIMITS.recordings} |
| seconds of a recording | ${RECORDING_LIMITS.seconds} |
| bytes of an uploaded recording | ${RECORDING_LIMITS.bytes} |
`;
}
