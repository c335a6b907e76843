import type { SwitchPort } from '../../ports/switch.ts';
import { AsteriskSwitch } from './adapter.ts';
import type { AsteriskOptions } from './options.ts';

export { AsteriskSwitch } from './adapter.ts';
export { AriClient, type AriCredentials, AriError } from './ari-client.ts';
export * from './local/index.ts';
export type { AsteriskLink, AsteriskOptions, SwitchLog } from './options.ts';

/** Throws TypeError when the URL of ARI is none. */
export function createAsteriskSwitch(options: AsteriskOptions): SwitchPort {
  return new AsteriskSwitch(options);
}
