/** What the CRM's server sends for tokens of numbers, and the description of it. */
import { PROTOCOL_LIMITS } from '@wssoftphone/protocol';
import type { ApiPart } from '../http/openapi.ts';

export const DEFAULT_SECONDS = 12 * 3600;
export const NUMBERS_BODY = {
  type: 'object',
  required: ['phoneNums'],
  properties: {
    phoneNums: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: { type: 'string', pattern: '^\\+?[0-9*#]{2,32}$', maxLength: PROTOCOL_LIMITS.phoneNumber },
    },
    ttlSeconds: { type: 'integer', minimum: 1, maximum: 31 * 24 * 3600 },
  },
} as const;

const error = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

export const NUMBER_API: ApiPart = {
  tag: { name: 'numbers', description: 'Numbers that pages may dial and not see' },
  paths: {
    '/api/v1/number-tokens': {
      post: {
        operationId: 'createNumberTokens',
        tags: ['numbers'],
        summary: 'What pages may hold in place of numbers (EncryptDial, mode hide)',
        security: [{ apiKey: [] }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NumbersBody' } } },
        },
        responses: {
          201: {
            description: 'The tokens, in the order of the numbers',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/NumbersAnswer' } } },
          },
          400: error('A number has another form, or there are too many (RequestInvalid)'),
          401: error('The key is missing or wrong (ApiKeyInvalid)'),
          415: error('The body is not application/json (RequestInvalid)'),
        },
      },
    },
  },
  schemas: {
    NumbersBody: NUMBERS_BODY,
    NumbersAnswer: {
      type: 'object',
      required: ['tokens', 'expiresAt'],
      properties: {
        tokens: { type: 'array', items: { type: 'string' } },
        expiresAt: { type: 'string', format: 'date-time' },
      },
    },
  },
};
