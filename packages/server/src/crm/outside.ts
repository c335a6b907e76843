/** Whom flows ask, as the options say. */
import type { Outside } from '../ports/outside.ts';
import { AllowList } from './addresses.ts';
import { type Checker, demoChecker, fileChecker, urlChecker } from './checkers.ts';
import { createFlowHttp } from './flow-http.ts';
import { createCrmClient } from './request.ts';

export interface OutsideOptions {
  /** Hosts, with the port where it is not the usual one; private addresses behind them must be listed too. */
  readonly hosts: readonly string[];
  /** Sent as a bearer key with every request to the tenant's systems. */
  readonly key: string | null;
  /** Who says whether keyed passwords are right; null: nobody. */
  readonly check:
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'file'; readonly file: string }
    | { readonly kind: 'demo' }
    | null;
}

export interface OpenOutside extends Outside {
  readonly allowed: AllowList;
  close(): void;
}

export function openOutside({ hosts, key, check }: OutsideOptions): OpenOutside {
  const allowed = new AllowList(hosts);
  const flows = createCrmClient({ key, mayConnect: (address) => allowed.hasAddress(address) });
  // Its address comes from whoever starts the server, not from a flow.
  const checks = createCrmClient({ key, mayConnect: () => true });
  const checker: Checker | null =
    check === null
      ? null
      : check.kind === 'url'
        ? urlChecker(checks, check.url)
        : check.kind === 'file'
          ? fileChecker(check.file)
          : demoChecker;
  return {
    allowed,
    ...(checker === null ? {} : { check: checker }),
    ask: createFlowHttp(flows, allowed),
    close() {
      flows.close();
      checks.close();
    },
  };
}
