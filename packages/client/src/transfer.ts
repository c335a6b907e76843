/** Reads what pages pass to transferToIVR and oneStepTransfer: objects of ours, of their own making, or plain values. */
import type { SPOneStepTransferInfo, SPTransferIVRInfo } from './globals.ts';
import { truthy } from './globals.ts';

type Values = Readonly<Record<string, string | number | boolean>>;

/** `{svn, checkPassword}`, the wire's own spelling `{SVN, TRANSFERPREPARE_CHECKPASSWORD}`, or the service number alone. */
export type IVRTarget =
  | string
  | SPTransferIVRInfo
  | Values
  | { readonly svn: string; readonly checkPassword?: boolean };
export type StepTarget = string | SPOneStepTransferInfo | Values;

/** Whatever else stands in the object, or in its `params`, is attached data. */
function attachedOf(info: object, known: readonly string[]): Values {
  const { params, ...own } = info as Record<string, unknown>;
  const all = { ...own, ...(params as object | undefined) };
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => !known.includes(key) && typeof value !== 'function'),
  ) as Values;
}

const IVR_KEYS = ['svn', 'SVN', 'checkPassword', 'TRANSFERPREPARE_CHECKPASSWORD', 'name'];

export function ivrParams(target: IVRTarget): Values {
  const info = (typeof target === 'string' ? { svn: target } : target) as Record<string, unknown>;
  return {
    ...attachedOf(info, IVR_KEYS),
    SVN: String(info.svn ?? info.SVN ?? ''),
    TRANSFERPREPARE_CHECKPASSWORD: truthy(info.checkPassword ?? info.TRANSFERPREPARE_CHECKPASSWORD) ? '1' : '0',
  };
}

export function stepParams(target: StepTarget, destIns = '', attached: Values = {}): Values {
  if (typeof target === 'string') return { ...attached, destType: target, destIns };
  return {
    ...attached,
    ...attachedOf(target, ['destType', 'destIns']),
    destType: String(target.destType),
    destIns: String(target.destIns),
  };
}
