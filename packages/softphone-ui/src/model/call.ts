/** The present call in words: who, which way, what the CRM knows of it. */
import type { CoInfosMap } from 'wssoftphone';

/** `task`: no call yet; a number or a piece of work is shown, to be taken up (states 28 and 29). */
export type Direction = 'in' | 'out' | 'inner' | 'task';
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
/** The same thing once more: its name is the headline, its number stands as TASKID. */
const TASK_HIDDEN: ReadonlySet<string> = new Set(['TASKNAME', 'COID', 'QTM', 'AID', 'CN0_UserPhoneNum']);

/** null: there is no call. */
export function callFace(infos: CoInfosMap, ins: string): CallFace | null {
  if (!infos.COID) return null;
  const { ANI = '', DNIS = '', TASKID = '', TASKNAME = '' } = infos;
  // A call that was dialled from a list bears the task's number, too, and has one of its own.
  const isTask = infos.COID === TASKID;
  const direction = isTask ? 'task' : (DIRECTIONS[infos['17'] ?? '0'] ?? 'in');
  // Of an inner call both ends see the same data: the other side is whoever is not this seat.
  const isDialled = direction === 'out' || (direction === 'inner' && ANI === ins);
  return {
    id: infos.COID,
    direction,
    number: isTask ? TASKNAME : (isDialled ? DNIS : ANI) || infos.CN0_UserPhoneNum || '',
    line: direction === 'in' ? DNIS : '',
    skill: infos.SK ?? '',
    data: Object.entries(infos).filter(
      ([key, value]) => value !== '' && !HIDDEN.has(key) && !(isTask && TASK_HIDDEN.has(key)),
    ),
  };
}
