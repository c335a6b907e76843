/** The description of /api/v1, made of the schemas that the decoder itself works with. */
import {
  AGENT_VIEW,
  COMMAND_ANSWER,
  COMMAND_PARAMS,
  ERROR_ANSWER,
  ESPCommand,
  PROTOCOL_LIMITS,
  SESSION_VIEW,
} from '@wssoftphone/protocol';
import { commandName } from '@wssoftphone/protocol/texts';
import { SOCKET_ONLY } from '../auth/admission.ts';
import { TOKEN_ANSWER, TOKEN_BODY } from './tokens-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** Commands that this API takes. */
export const API_COMMANDS: readonly ESPCommand[] = Object.values(ESPCommand).filter(
  (command) => !SOCKET_ONLY.includes(command),
);

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ANSWERS: readonly (readonly [number, string])[] = [
  [400, 'A parameter is missing or wrong (ParamMissing, ParamInvalid), or the body is not JSON (FrameNotJson)'],
  [401, 'Logon in authentication mode token, without a valid token in softPhoneCode (TokenInvalid)'],
  [
    403,
    'X-Delegator-Id is not that of the session (DelegatorMismatch), or the origin is not allowed (OriginForbidden)',
  ],
  [404, 'There is no session at this seat (SessionUnknown), or no such command (CommandUnknown)'],
  [409, 'The session stands in the way; the code says how'],
  [413, 'The body is too large (FrameTooLarge)'],
  [415, 'The body is not application/json (RequestInvalid)'],
  [429, 'Too many commands (TooManyCommands)'],
  [500, 'The server failed (Internal)'],
  [503, 'A limit of the system is reached (LimitReached)'],
];
const errors = (...statuses: readonly number[]): Json =>
  Object.fromEntries(statuses.map((status) => [String(status), ref('responses', `Error${status}`)]));

/** What a plugin of the gateway adds to the description. It refers to schemas of its own and to Error. */
export interface ApiPart {
  readonly tag: { readonly name: string; readonly description: string };
  readonly paths: Readonly<Record<string, Json>>;
  readonly schemas: Readonly<Record<string, object>>;
}

/** `tokens`: the server runs in authentication mode `token`, and issues them. */
export function openApiDocument(tokens: boolean, more: readonly ApiPart[] = []): Json {
  const commands = API_COMMANDS.map((command) => [`/api/v1/sessions/{ins}/commands/${command}`, commandPath(command)]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'WSAgentServer',
      version: '1.0.0',
      description:
        'What pages without a softphone of their own may ask of a running session. A command that is answered 200 was taken; what came of it is told to the session’s page by events, and can be seen in the session’s view.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'sessions', description: 'How a session stands' },
      { name: 'commands', description: 'What a session is asked to do' },
      ...(tokens ? [{ name: 'tokens', description: 'For the CRM’s server' }] : []),
      ...more.map(({ tag }) => tag),
    ],
    paths: {
      '/api/v1/sessions/{ins}': sessionPath(),
      ...Object.fromEntries(commands),
      ...(tokens ? { '/api/v1/tokens': tokenPath() } : {}),
      ...Object.fromEntries(more.flatMap(({ paths }) => Object.entries(tokens ? paths : keyless(paths)))),
    },
    components: {
      schemas: {
        AgentView: portable(AGENT_VIEW),
        SessionView: shared(SESSION_VIEW),
        CommandAnswer: shared(COMMAND_ANSWER),
        Error: portable(ERROR_ANSWER),
        ...Object.fromEntries(API_COMMANDS.map((command) => [`${command}Params`, request(COMMAND_PARAMS[command])])),
        ...Object.fromEntries(
          more.flatMap(({ schemas }) => Object.entries(schemas).map(([name, schema]) => [name, portable(schema)])),
        ),
      },
      responses: Object.fromEntries(
        ANSWERS.map(([status, description]) => [
          `Error${status}`,
          { description, content: json(ref('schemas', 'Error')) },
        ]),
      ),
      parameters: {
        Ins: {
          name: 'ins',
          in: 'path',
          required: true,
          description: 'The seat of the session: an extension, or RP_ and a number',
          schema: { type: 'string', minLength: 1, maxLength: PROTOCOL_LIMITS.ins },
        },
        Lang: {
          name: 'lang',
          in: 'query',
          description: 'Language of texts; without it Accept-Language, then the server’s own',
          schema: { enum: ['zh-CN', 'en'] },
        },
      },
      securitySchemes: {
        delegatorId: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Delegator-Id',
          description: 'The session’s delegatorId, as onInited told it to the page that holds the softphone',
        },
        ...(tokens ? { apiKey: { type: 'http', scheme: 'bearer', description: 'A key of the CRM’s server' } } : {}),
      },
    },
  };
}

function sessionPath(): Json {
  return {
    parameters: [ref('parameters', 'Ins'), ref('parameters', 'Lang')],
    get: {
      operationId: 'getSession',
      tags: ['sessions'],
      summary: 'The view of a session: agent, buttons, call, queue, settings',
      security: [{ delegatorId: [] }],
      responses: {
        200: { description: 'The view', content: json(ref('schemas', 'SessionView')) },
        ...errors(403, 404, 500),
      },
    },
  };
}

function commandPath(command: ESPCommand): Json {
  const needsBody = ((request(COMMAND_PARAMS[command]).required as readonly string[] | undefined) ?? []).length > 0;
  return {
    parameters: [ref('parameters', 'Ins'), ref('parameters', 'Lang')],
    post: {
      operationId: command,
      tags: ['commands'],
      summary: commandName(command, 'en'),
      security: [{ delegatorId: [] }],
      requestBody: { required: needsBody, content: json(ref('schemas', `${command}Params`)) },
      responses: {
        200: { description: 'Taken', content: json(ref('schemas', 'CommandAnswer')) },
        ...errors(...ANSWERS.map(([status]) => status).filter((status) => status !== 401 || command === 'Logon')),
      },
    },
  };
}

function tokenPath(): Json {
  return {
    post: {
      operationId: 'createToken',
      tags: ['tokens'],
      summary: 'A token with which a page may speak for an agent',
      security: [{ apiKey: [] }],
      requestBody: { required: true, content: json(TOKEN_BODY) },
      responses: {
        201: { description: 'The token', content: json(TOKEN_ANSWER) },
        401: { description: 'The key is missing or wrong (ApiKeyInvalid)', content: json(ref('schemas', 'Error')) },
        ...errors(400, 415),
      },
    },
  };
}

/** In mode `open` there are no keys: this machine only may ask. */
function keyless(paths: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return JSON.parse(JSON.stringify(paths), (key, value: unknown) => (key === 'security' ? [] : value));
}

/** What a caller must send: a parameter with a default may be left out. */
function request(schema: object): Json {
  const { required, ...rest } = portable(schema) as {
    readonly required?: readonly string[];
    readonly properties: Readonly<Record<string, Json>>;
  };
  const needed = (required ?? []).filter((name) => rest.properties[name]?.default === undefined);
  return needed.length > 0 ? { ...rest, required: needed } : rest;
}

/** A view in which the agent is described once for all. */
function shared(schema: { readonly properties: object }): Json {
  const view = portable(schema) as { readonly properties: Json };
  return { ...view, properties: { ...view.properties, agent: ref('schemas', 'AgentView') } };
}

/** The schema as JSON, without our own keywords, and in the forms that generators of code understand best. */
function portable(schema: object): Json {
  const plain: unknown = JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === 'prose') return undefined;
    const { patternProperties, ...rest } = (value ?? {}) as { readonly patternProperties?: Json };
    return patternProperties ? { ...rest, additionalProperties: Object.values(patternProperties)[0] } : value;
  });
  return plain as Json;
}
