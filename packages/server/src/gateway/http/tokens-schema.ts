/** What the CRM's server sends for a token, and what it gets. */
import { PROTOCOL_LIMITS } from '@wssoftphone/protocol';

export const TOKEN_BODY = {
  type: 'object',
  required: ['agentId'],
  properties: {
    agentId: { type: 'string', minLength: 1, maxLength: PROTOCOL_LIMITS.agentId },
    ttlSeconds: { type: 'integer', minimum: 1 },
    scope: { enum: ['agent', 'admin'] },
  },
} as const;
export interface TokenBody {
  readonly agentId: string;
  readonly ttlSeconds?: number;
  readonly scope?: 'agent' | 'admin';
}

export const TOKEN_ANSWER = {
  type: 'object',
  required: ['token', 'expiresAt'],
  properties: { token: { type: 'string' }, expiresAt: { type: 'string', format: 'date-time' } },
} as const;
