/**
 * The fixed places of the toolbar (manual 2.3): which function stands where. Every function has one place and keeps it, so an
 * agent's hand learns the way, and nothing moves when the state changes.
 */
import type { FunctionButton } from 'wssoftphone';

export interface Place {
  /** Stable name, for shortcuts, parts and tests. */
  readonly name: PlaceName;
  /** Functions that may stand here; of those that are on, the first is shown. */
  readonly shows: readonly number[];
  /** What stands here, switched off, when the server names none of them. */
  readonly atRest: number;
}
export type PlaceName =
  | 'power'
  | 'mode'
  | 'end'
  | 'message'
  | 'outside'
  | 'inner'
  | 'pause'
  | 'monitor'
  | 'transfer'
  | 'join'
  | 'control'
  /** The pad for keys pressed into the talk: beside the tools, in every state. */
  | 'keys'
  /** Mutes the browser phone: beside the pad, where there is such a phone. */
  | 'mute';

/** Ours: a supervisor whispers to the monitored agent. There is no ESPFunc for it. */
export const WHISPER: number = 1001;

export const PLACES: readonly Place[] = [
  { name: 'power', shows: [2, 1], atRest: 1 },
  { name: 'mode', shows: [36], atRest: 36 },
  { name: 'end', shows: [10, 14, 22, 48, 25, 43], atRest: 10 },
  { name: 'message', shows: [51, 37], atRest: 37 },
  { name: 'outside', shows: [3, 38, 12, 8, 19, 20, 23, 44], atRest: 3 },
  { name: 'inner', shows: [4, 40, 35, 7, 13, 16, 18, 46, WHISPER], atRest: 4 },
  { name: 'pause', shows: [33, 34, 6, 11, 49], atRest: 33 },
  { name: 'monitor', shows: [5, 39, 24, 28], atRest: 5 },
  { name: 'transfer', shows: [9, 15, 21, 53, 26, 57, 65, 59, 58], atRest: 9 },
  { name: 'join', shows: [17, 41, 27, 50, 45], atRest: 17 },
];
/** Only supervisors have it: who may not control others needs no button that never works. */
export const CONTROL_PLACE: Place = { name: 'control', shows: [68], atRest: 68 };

/** Keys pressed into the talk. */
const KEYS = 62;
/** The microphone of a browser phone, off and on. */
const MUTING: ReadonlySet<number> = new Set([60, 61]);

/** Functions of the big button beside the state: what the moment asks for. */
export const PRIMARY: readonly number[] = [42, 31, 52, 47];

/** Functions that end or hang up something: shown in the colour of that. */
export const ENDING: ReadonlySet<number> = new Set([10, 14, 22, 25, 48]);

export interface Shown {
  readonly place: PlaceName;
  readonly button: FunctionButton;
}
export interface Arrangement {
  readonly places: readonly Shown[];
  /** null: the moment asks for nothing. */
  readonly primary: FunctionButton | null;
  readonly keys: FunctionButton;
  /** null: there is no browser phone. */
  readonly mute: FunctionButton | null;
  /** Functions that have no place: later servers may know more than this toolbar. */
  readonly more: readonly FunctionButton[];
}

/** In one place once: transfers are the menu of their place. */
const IN_MENUS: ReadonlySet<number> = new Set([57, 58, 59, 65]);
const PLACED: ReadonlySet<number> = new Set([
  ...PLACES.flatMap(({ shows }) => shows),
  ...CONTROL_PLACE.shows,
  ...PRIMARY,
  ...IN_MENUS,
  ...MUTING,
  KEYS,
]);

/** Puts what the server enables where it belongs. `off` says why a function that the server does not name is off. */
export function arrange(
  functions: readonly FunctionButton[],
  { supervisor, off }: { readonly supervisor: boolean; readonly off: string },
): Arrangement {
  const told = new Map(functions.map((one) => [one.id as number, one]));
  const pick = ({ shows, atRest }: Place): FunctionButton => {
    const here = shows.flatMap((id) => told.get(id) ?? []);
    const found = here.find(({ enabled }) => enabled) ?? here[0];
    return found ?? ({ id: atRest, enabled: false, why: off } as FunctionButton);
  };
  const places = supervisor || told.get(68)?.enabled ? [...PLACES, CONTROL_PLACE] : PLACES;
  return {
    places: places.map((place) => ({ place: place.name, button: pick(place) })),
    primary: PRIMARY.flatMap((id) => told.get(id) ?? []).find(({ enabled }) => enabled) ?? null,
    keys: told.get(KEYS) ?? ({ id: KEYS, enabled: false, why: off } as FunctionButton),
    mute: functions.find(({ id, enabled }) => enabled && MUTING.has(id)) ?? null,
    more: functions.filter(({ id, enabled }) => enabled && !PLACED.has(id)),
  };
}
