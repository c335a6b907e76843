/** The present call in words: who, which way, what the CRM knows of it. */
import type { CoInfosMap } from 'wssoftphone';

export type Direction = 'in' | 'out' | 'inner';
export interface CallFace {
  readonly id: string;
  readonly direction: Direction;
  /** The other side: the customer's number, or the colleague's seat. */
  readonly number: string;
  readonly line: string;
  readonly skill: string;
  /** Everything else, under its own key, in the server's order. */
  readonly data: readonly (readonly [key: string, value: string])[];
}

const DIRECTIONS: Readonly<Record<string, Direction>> = { '0': 'in', '1': 'out', '2': 'inner' };
/** Shown elsewhere, or of no use to an agent. */
const HIDDEN: ReadonlySet<string> = new Set(['17', 'ANI', 'CN2_ChannelANI', 'IVRROOT', 'DNIS', 'SK']);

/** null: there is no call. */
export function callFace(infos: CoInfosMap, ins: string): CallFace | null {
  if (!infos.COID) return null;
  const direction = DIRECTIONS[infos['17'] ?? '0'] ?? 'in';
  const { ANI = '', DNIS = '' } = infos;
  // Of an inner call both ends see the same data: the other side is whoever is not this seat.
  const isDialled = direction === 'out' || (direction === 'inner' && ANI === ins);
  return {
    id: infos.COID,
    direction,
    number: (isDialled ? DNIS : ANI) || infos.CN0_UserPhoneNum || '',
    line: direction === 'in' ? DNIS : '',
    skill: infos.SK ?? '',
    data: Object.entries(infos).filter(([key, value]) => value !== '' && !HIDDEN.has(key)),
  };
}
