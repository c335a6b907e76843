/** Where telephones in the browser find their account and their line, and the description of it. */
import type { ApiPart } from '../http/openapi.ts';

/** SIP over a websocket, handed through to the switch. */
export const LINE_PATH = '/sip';

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

export const PHONE_API: ApiPart = {
  tag: { name: 'phones', description: 'Telephones in the browser' },
  paths: {
    '/api/v1/sessions/{ins}/phone': {
      parameters: [ref('parameters', 'Ins'), ref('parameters', 'Lang')],
      get: {
        operationId: 'getPhone',
        tags: ['phones'],
        summary: 'The SIP account of the telephone in the browser, for the page that holds the session',
        security: [{ delegatorId: [] }],
        responses: {
          200: {
            description: 'The account',
            content: { 'application/json': { schema: ref('schemas', 'BrowserPhone') } },
          },
          403: {
            description: 'X-Delegator-Id is not that of the session, or nobody has logged on to it (DelegatorMismatch)',
            content: { 'application/json': { schema: ref('schemas', 'Error') } },
          },
          404: {
            description:
              'There is no session at this seat (SessionUnknown), or no telephone in the browser (BrowserPhoneUnknown)',
            content: { 'application/json': { schema: ref('schemas', 'Error') } },
          },
          429: ref('responses', 'Error429'),
          500: ref('responses', 'Error500'),
        },
      },
    },
  },
  schemas: {
    BrowserPhone: {
      type: 'object',
      required: ['user', 'realm', 'ha1', 'line'],
      properties: {
        user: { type: 'string', description: 'SIP user: the extension' },
        realm: { type: 'string' },
        ha1: {
          type: 'string',
          pattern: '^[0-9a-f]{32}$',
          description: 'MD5 of user:realm:password, as digest authentication uses it; the password itself stays here',
        },
        line: {
          type: 'string',
          description: 'Path of the websocket for SIP (subprotocol sip), good for as long as the session',
        },
      },
    },
  },
};
