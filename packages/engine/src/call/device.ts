/** The agent's telephone as the switch must dial it, and who seems to call. */
import type { Session, TenantState } from '../state.ts';
import type { DialTarget } from '../switch-contract.ts';
import { REMOTE_PREFIX } from '../views/agent-view.ts';

/** The number as the carrier wants it: without the outside-line prefix (manual 3.2.2: phoneNum carries it). */
export function carrierNumber(state: TenantState, phoneNum: string): string {
  const { outsidePrefix } = state.config.params;
  return outsidePrefix !== '' && phoneNum.startsWith(outsidePrefix) ? phoneNum.slice(outsidePrefix.length) : phoneNum;
}

/** An extension, or for a remote agent (`RP_` + number, manual 7.2) a number on the public network. */
export function deviceTarget(state: TenantState, session: Session): DialTarget {
  if (!session.ins.startsWith(REMOTE_PREFIX)) return { kind: 'extension', number: session.ins };
  return { kind: 'outside', number: carrierNumber(state, session.ins.slice(REMOTE_PREFIX.length)) };
}

/** Through a trunk only our own numbers may be shown. */
export const trunkCaller = (state: TenantState): string => state.config.params.callerIds[0] ?? '';
