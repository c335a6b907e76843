import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createTokens, UsedTokens } from '../../src/gateway/auth/tokens.ts';
import { ManualClock } from './support/manual-clock.ts';
import { SECRET } from './support/stage.ts';

const SETTINGS = { secret: SECRET, tenant: '1', defaultSeconds: 120, maxSeconds: 3_600, usedTokens: 100 };
const make = (more = {}) => {
  const clock = new ManualClock();
  return { clock, tokens: createTokens({ ...SETTINGS, ...more }, clock) };
};
/** A token like ours, but for what a forger changed. */
async function forged(
  clock: ManualClock,
  change: { readonly [claim: string]: unknown },
  secret = SECRET,
): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const claims = {
    iss: 'wsagentserver',
    sub: '888',
    tenant: '1',
    scope: 'agent',
    iat: now,
    exp: now + 120,
    jti: 'j',
    ...change,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
}

describe('a token', () => {
  it('says for whom it is, and until when', async () => {
    const { clock, tokens } = make();
    const { token, expiresAt } = await tokens.issue({ agentId: '888' });
    expect(expiresAt - clock.now()).toBe(120_000);
    expect(await tokens.check(token, 'reusable')).toEqual({ agentId: '888', scope: 'agent' });
    expect(await tokens.check(token, 'reusable')).toEqual({ agentId: '888', scope: 'agent' });
  });

  it('may be for any agent, or for an administrator', async () => {
    const { tokens } = make();
    const { token } = await tokens.issue({ agentId: '*', scope: 'admin' });
    expect(await tokens.check(token, 'reusable')).toEqual({ agentId: '*', scope: 'admin' });
  });

  it('lives as long as asked for, at most an hour', async () => {
    const { clock, tokens } = make();
    for (const [asked, lives] of [
      [1, 1],
      [600, 600],
      [86_400, 3_600],
      [-5, 1],
    ] as const) {
      const { expiresAt } = await tokens.issue({ agentId: '888', ttlSeconds: asked });
      expect(expiresAt - clock.now()).toBe(lives * 1000);
    }
  });

  it('is worth nothing when its time is over', async () => {
    const { clock, tokens } = make();
    const { token } = await tokens.issue({ agentId: '888' });
    clock.advance(124_000);
    expect(await tokens.check(token, 'reusable')).not.toBeNull();
    clock.advance(2_000);
    expect(await tokens.check(token, 'reusable')).toBeNull();
  });

  it('for a single use is used up by the first', async () => {
    const { tokens } = make();
    const { token } = await tokens.issue({ agentId: '888' });
    expect(await tokens.check(token, 'single')).not.toBeNull();
    expect(await tokens.check(token, 'single')).toBeNull();
  });

  it.each([
    ['signed with another key', {}, 'another secret of thirty-two bytes!!'],
    ['of another tenant', { tenant: '2' }],
    ['of another issuer', { iss: 'crm' }],
    ['for nobody', { sub: '' }],
    ['without an end', { exp: undefined }],
    ['that lives too long', { exp: 4_000_000_000 }],
    ['without an id', { jti: undefined }],
    ['without a beginning', { iat: undefined }],
    ['with a scope nobody knows', { scope: 'root' }],
    ['of the past', { iat: 1, exp: 100 }],
  ])('%s is refused', async (_what, change, secret?: string) => {
    const { clock, tokens } = make();
    expect(await tokens.check(await forged(clock, {}), 'reusable')).not.toBeNull();
    expect(await tokens.check(await forged(clock, change, secret), 'reusable')).toBeNull();
  });

  it.each(['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI4ODgifQ.', 'x'.repeat(5_000)])(
    'that is none is refused: %.30s',
    async (text) => {
      const { tokens } = make();
      expect(await tokens.check(text, 'reusable')).toBeNull();
    },
  );

  it('needs a secret of 32 bytes', () => {
    expect(() => make({ secret: 'short' })).toThrow(/32 bytes/);
  });
});

describe('the memory of used tokens', () => {
  it('is bounded: when full it refuses, and forgets those past their time', () => {
    const used = new UsedTokens(2);
    expect(used.burn('a', 100, 0)).toBe(true);
    expect(used.burn('b', 200, 0)).toBe(true);
    expect(used.burn('c', 300, 50)).toBe(false);
    expect(used.burn('a', 100, 50)).toBe(false);
    expect(used.burn('c', 300, 150)).toBe(true);
    expect(used.size).toBe(2);
    expect(used.burn('b', 200, 150)).toBe(false);
  });
});
