/** Signed, short-lived tokens that say which agent a page may speak for. */
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../ports/clock.ts';

export type Scope = 'agent' | 'admin';
/** Who a page or a caller has proved to be. */
export interface Identity {
  /** `*` may speak for every agent. */
  readonly agentId: string;
  readonly scope: Scope;
}
export interface TokenRequest {
  readonly agentId: string;
  readonly scope?: Scope;
  /** Bounded by the gateway's tokenMaxSeconds. */
  readonly ttlSeconds?: number;
}
export interface Issued {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}
export interface Tokens {
  issue(request: TokenRequest): Promise<Issued>;
  /**
   * Null for anything but a valid token of this tenant. `single` burns it: a token travels in a query string once,
   * because addresses end up in logs and histories.
   */
  check(token: string, use: 'single' | 'reusable'): Promise<Identity | null>;
}

export interface TokenSettings {
  readonly secret: string;
  readonly tenant: string;
  readonly defaultSeconds: number;
  readonly maxSeconds: number;
  readonly usedTokens: number;
}
const ISSUER = 'wsagentserver';
const ALGORITHM = 'HS256';
const CLOCK_TOLERANCE_SECONDS = 5;
const LONGEST = 2048;

/** Throws when the secret is too short to sign with. */
export function createTokens(settings: TokenSettings, clock: Clock): Tokens {
  const key = new TextEncoder().encode(settings.secret);
  if (key.length < 32) throw new Error('The secret of authentication mode "token" must have at least 32 bytes.');
  const used = new UsedTokens(settings.usedTokens);

  return {
    async issue({ agentId, scope = 'agent', ttlSeconds = settings.defaultSeconds }) {
      const issuedAt = Math.floor(clock.now() / 1000);
      const expiresAt = issuedAt + Math.min(Math.max(1, Math.floor(ttlSeconds)), settings.maxSeconds);
      const token = await new SignJWT({ tenant: settings.tenant, scope })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setSubject(agentId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .setJti(clock.entropy(32))
        .sign(key);
      return { token, expiresAt: expiresAt * 1000 };
    },

    async check(token, use) {
      if (token === '' || token.length > LONGEST) return null;
      let claims: JWTPayload;
      try {
        const verified = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          requiredClaims: ['sub', 'exp', 'iat', 'jti'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(clock.now()),
        });
        claims = verified.payload;
      } catch {
        return null;
      }
      const { sub, exp, iat, jti, scope, tenant } = claims;
      if (tenant !== settings.tenant || (scope !== 'agent' && scope !== 'admin')) return null;
      if (typeof sub !== 'string' || sub === '' || typeof jti !== 'string' || jti === '') return null;
      if (typeof exp !== 'number' || typeof iat !== 'number' || exp - iat > settings.maxSeconds) return null;
      if (use === 'single') {
        const now = clock.now();
        if (!used.burn(jti, (exp + CLOCK_TOLERANCE_SECONDS) * 1000, now)) return null;
      }
      return { agentId: sub, scope };
    },
  };
}

/** Ids of tokens that were used up, each kept until the token is past its time. Full means no, not forgetting. */
export class UsedTokens {
  readonly #until = new Map<string, number>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** False: used before, or no room to remember it. */
  burn(id: string, until: number, now: number): boolean {
    if (this.#until.has(id)) return false;
    if (this.#until.size >= this.#max) this.#forget(now);
    if (this.#until.size >= this.#max) return false;
    this.#until.set(id, until);
    return true;
  }

  get size(): number {
    return this.#until.size;
  }

  #forget(now: number): void {
    for (const [id, until] of this.#until) if (until < now) this.#until.delete(id);
  }
}
