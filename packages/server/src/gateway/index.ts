export { createTokens, type Identity, type Issued, type Scope, type TokenRequest, type Tokens } from './auth/tokens.ts';
export { createGateway } from './gateway.ts';
export { GATEWAY_LIMITS, type GatewayLimits } from './limits.ts';
export type { NumberKeys } from './numbers/ciphers.ts';
export type { Address, AuthOptions, Gateway, GatewayDeps, GatewayOptions, Health } from './options.ts';
export { isLocalName } from './origins.ts';
