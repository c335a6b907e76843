/** The description of /api/v1/ivr for /api/v1/openapi.json; a test compares it with the routes that there are. */
import { FLOW_SCHEMA, RECORDING_NAME_FORM, SVN_FORM } from '../config/flow-schema.ts';
import { FLOW_LIMITS, RECORDING_LIMITS } from '../config/limits.ts';

type Json = Readonly<Record<string, unknown>>;

const schema = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (of: Json): Json => ({ 'application/json': { schema: of } });
const wav: Json = { 'audio/wav': { schema: { type: 'string', format: 'binary' } } };
const object = (properties: Json): Json => ({ type: 'object', required: Object.keys(properties), properties });
const list = (items: Json): Json => ({ type: 'array', items });
const text: Json = { type: 'string' };
const clean: Json = {
  type: 'boolean',
  description: 'false: something else in the configuration is not understood and stays as it was; the log says what',
};
const path = (name: string, pattern: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', pattern },
});

interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly says: readonly [status: number, description: string, content?: Json];
  readonly takes?: Json;
  /** What can go wrong beside a missing key. */
  readonly fails?: readonly (readonly [status: number, description: string, name?: string])[];
}
function operation({ id, summary, says: [status, description, content], takes, fails = [] }: Operation): Json {
  const refusals = [[401, 'The key is missing or wrong (ApiKeyInvalid)'], ...fails] as const;
  return {
    operationId: id,
    tags: ['ivr'],
    summary,
    security: [{ apiKey: [] }],
    ...(takes === undefined ? {} : { requestBody: { required: true, content: takes } }),
    responses: {
      [status]: { description, ...(content === undefined ? {} : { content }) },
      ...Object.fromEntries(
        refusals.map(([code, why, name = 'Error']) => [code, { description: why, content: json(schema(name)) }]),
      ),
    },
  };
}

const TOO_LARGE = [413, 'The body is too large'] as const;
const BAD_NAME = [400, 'The name in the address has another form, or the body is not JSON (RequestInvalid)'] as const;
const NO_FLOW = [404, 'There is no such flow (FlowUnknown)'] as const;
const NO_RECORDING = [404, 'There is no such recording (RecordingUnknown)'] as const;

export const IVR_API = {
  tag: { name: 'ivr', description: 'Flows and recordings. Every change is in the audit log with who made it.' },
  paths: {
    '/api/v1/ivr/schema': {
      get: operation({
        id: 'getFlowSchema',
        summary: 'JSON schema of a flow',
        says: [200, 'The schema', json({ type: 'object' })],
      }),
    },
    '/api/v1/ivr/check': {
      post: operation({
        id: 'checkFlow',
        summary: 'What is wrong with a flow; changes nothing',
        takes: json(schema('IvrFlow')),
        says: [200, 'The problems; none: it could be put in place', json(object({ problems: schema('FlowProblems') }))],
        fails: [[400, 'The body is not JSON (RequestInvalid)'], TOO_LARGE],
      }),
    },
    '/api/v1/ivr/flows': {
      get: operation({
        id: 'listFlows',
        summary: 'All flows, the shipped ones too',
        says: [200, 'By number', json(object({ flows: list(schema('FlowSummary')) }))],
      }),
    },
    '/api/v1/ivr/flows/{svn}': {
      parameters: [path('svn', SVN_FORM)],
      get: operation({
        id: 'getFlow',
        summary: 'A flow as it was written',
        says: [200, 'The flow', json(schema('IvrFlow'))],
        fails: [BAD_NAME, NO_FLOW],
      }),
      put: operation({
        id: 'putFlow',
        summary: 'Puts a flow in place; it runs when this answers',
        takes: json(schema('IvrFlow')),
        says: [200, 'It runs', json(object({ svn: text, running: { const: true }, clean }))],
        fails: [
          BAD_NAME,
          [409, `There are ${FLOW_LIMITS.flows} flows already (LimitReached)`],
          TOO_LARGE,
          [422, 'It cannot be used as it is (FlowInvalid); what ran goes on', 'FlowRefused'],
        ],
      }),
      delete: operation({
        id: 'deleteFlow',
        summary: 'Deletes a flow; a shipped one with its number is back',
        says: [204, 'It is gone'],
        fails: [BAD_NAME, NO_FLOW, [409, 'Something leads to it (FlowInUse)']],
      }),
    },
    '/api/v1/ivr/recordings': {
      get: operation({
        id: 'listRecordings',
        summary: 'All recordings',
        says: [
          200,
          'By name',
          json(
            object({
              most: object({ bytes: { type: 'integer' }, seconds: { type: 'integer' } }),
              recordings: list(schema('Recording')),
            }),
          ),
        ],
      }),
    },
    '/api/v1/ivr/recordings/{name}': {
      parameters: [path('name', RECORDING_NAME_FORM)],
      get: operation({
        id: 'getRecording',
        summary: 'The WAV file',
        says: [200, 'The file', wav],
        fails: [BAD_NAME, NO_RECORDING],
      }),
      put: operation({
        id: 'putRecording',
        summary: 'Puts a recording in place; the switch has it when this answers',
        takes: wav,
        says: [200, 'It is there', json(object({ ...recordingFields(), clean }))],
        fails: [
          BAD_NAME,
          [409, `There are ${RECORDING_LIMITS.recordings} recordings already (LimitReached)`],
          TOO_LARGE,
          [415, 'The body is no audio (RequestInvalid)'],
          [422, 'It is no WAV file of the form that is wanted, or too long (RecordingInvalid)'],
        ],
      }),
      delete: operation({
        id: 'deleteRecording',
        summary: 'Deletes a recording',
        says: [204, 'It is gone'],
        fails: [BAD_NAME, NO_RECORDING, [409, 'A flow plays it (RecordingInUse)']],
      }),
    },
  },
  schemas: {
    IvrFlow: FLOW_SCHEMA,
    FlowProblems: list(
      object({ at: { type: 'string', description: 'JSON pointer into the flow' }, text: { type: 'string' } }),
    ),
    FlowSummary: object({
      svn: text,
      name: text,
      source: { enum: ['yours', 'shipped'] },
      running: { type: 'boolean' },
      problems: schema('FlowProblems'),
    }),
    FlowRefused: object({ error: object({ code: text, text, problems: schema('FlowProblems') }) }),
    Recording: object({ ...recordingFields(), playedBy: list(text) }),
  },
};

function recordingFields(): Json {
  return {
    name: text,
    digest: { type: 'string', description: 'SHA-256 of the file, hex' },
    rate: { enum: [8000, 16000], description: 'samples a second' },
    ms: { type: 'integer', description: 'length in milliseconds' },
  };
}
