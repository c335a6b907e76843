/** What the toolbar remembers in the browser. A browser that keeps nothing (a sandbox, private windows) costs comfort only. */
import { withNumber } from './numbers.ts';
import { DEFAULT_SHORTCUTS, readShortcuts, type Shortcuts } from './shortcuts.ts';

export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Preferences {
  readonly ring: boolean;
  /** 0 to 1. */
  readonly volume: number;
  readonly notify: boolean;
  readonly shortcuts: Shortcuts;
}
export const DEFAULT_PREFERENCES: Preferences = {
  ring: true,
  volume: 0.5,
  notify: true,
  shortcuts: DEFAULT_SHORTCUTS,
};

const INS = 'wssp.ui.ins';
const PREFERENCES = 'wssp.ui.preferences';
const NUMBERS = 'wssp.ui.numbers';
const SESSION = 'wssp.ui.session';

export class Memory {
  readonly #local: Keeper | null;
  readonly #session: Keeper | null;

  /** `local` outlives the tab, `session` only its reloads. */
  constructor(local: Keeper | null, session: Keeper | null) {
    this.#local = local;
    this.#session = session;
  }

  /** The extension of this desk (manual 5.4.1). */
  get ins(): string {
    return read(this.#local, INS) ?? '';
  }
  set ins(ins: string) {
    write(this.#local, INS, ins);
  }

  get preferences(): Preferences {
    const kept = parsed(read(this.#local, PREFERENCES));
    const { ring, volume, notify, shortcuts } = kept as Partial<Preferences>;
    return {
      ring: typeof ring === 'boolean' ? ring : DEFAULT_PREFERENCES.ring,
      volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULT_PREFERENCES.volume,
      notify: typeof notify === 'boolean' ? notify : DEFAULT_PREFERENCES.notify,
      shortcuts: readShortcuts(shortcuts),
    };
  }
  set preferences(preferences: Preferences) {
    write(this.#local, PREFERENCES, JSON.stringify(preferences));
  }

  /** Numbers dialled, the newest first; each agent has an own list. */
  numbers(agentId: string): readonly string[] {
    const kept = parsed(read(this.#local, `${NUMBERS}.${agentId}`));
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
  }
  rememberNumber(agentId: string, number: string): void {
    write(this.#local, `${NUMBERS}.${agentId}`, JSON.stringify(withNumber(this.numbers(agentId), number)));
  }
  forgetNumbers(agentId: string): void {
    write(this.#local, `${NUMBERS}.${agentId}`, '');
  }

  /** The delegatorId of before a reload: brings the running session back. */
  session(agentId: string, ins: string): string {
    return read(this.#session, `${SESSION}.${agentId}.${ins}`) ?? '';
  }
  rememberSession(agentId: string, ins: string, delegatorId: string): void {
    write(this.#session, `${SESSION}.${agentId}.${ins}`, delegatorId);
  }
}

function read(keeper: Keeper | null, key: string): string | null {
  try {
    return keeper?.getItem(key) ?? null;
  } catch {
    return null;
  }
}
function write(keeper: Keeper | null, key: string, value: string): void {
  try {
    if (value) keeper?.setItem(key, value);
    else keeper?.removeItem(key);
  } catch {
    // Full, or forbidden: then it is not remembered.
  }
}
function parsed(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
