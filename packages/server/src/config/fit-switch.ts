/** What the telephones of a configuration can really do on the switch that runs them. */
import type { LoadedConfig } from '../ports/store.ts';
import type { SwitchPort } from '../ports/switch.ts';

/**
 * A telephone of kind `virtual` can be answered by the server on the virtual switch only. On a real one it is a SIP
 * telephone like any other: without this its agent would see an answer button that cannot answer.
 */
export function fitToSwitch(loaded: LoadedConfig, kind: SwitchPort['kind']): LoadedConfig {
  if (kind === 'virtual') return loaded;
  const fit = <T extends { readonly kind: string; readonly serverAnswer: boolean }>(phone: T): T =>
    phone.kind === 'virtual' && phone.serverAnswer ? { ...phone, serverAnswer: false } : phone;
  return {
    ...loaded,
    config: { ...loaded.config, extensions: loaded.config.extensions.map(fit) },
    phones: loaded.phones.map(fit),
  };
}
