/** Hands on the embedded switch (`/lab`): customers who call, and the agent's telephone. Only in demo mode on that switch. */
import { shallowRef } from 'vue';
import { ask } from '../../api/http.ts';

export interface LabParty {
  readonly number: string;
  readonly phase: string;
  readonly since: number;
  readonly hears: readonly { readonly kind: string; readonly who?: string; readonly text?: string }[];
}
export interface LabCustomer extends LabParty {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly dnis: string | null;
}
export interface LabPhone extends LabParty {
  readonly serverAnswer: boolean;
  readonly callerNumber: string | null;
}
export interface LabView {
  readonly phones: readonly LabPhone[];
  readonly customers: readonly LabCustomer[];
}
interface LabLine {
  readonly dnis: string;
  readonly name: string;
}
export type Hand = 'answer' | 'refuse' | 'hangup';

/** What a person could do to a party now. */
export function handsOf(party: LabPhone | LabCustomer): readonly Hand[] {
  const isPhone = !('direction' in party);
  if (party.phase === 'ringing' && (isPhone || party.direction === 'out')) return ['answer', 'refuse'];
  return party.phase === 'up' || party.phase === 'calling' ? ['hangup'] : [];
}

export class Lab {
  readonly lines: readonly LabLine[];
  readonly view = shallowRef<LabView>({ phones: [], customers: [] });
  readonly #stream: EventSource;

  private constructor(lines: readonly LabLine[]) {
    this.lines = lines;
    this.#stream = new EventSource('/lab/events');
    this.#stream.addEventListener('lab', (event) => {
      this.view.value = JSON.parse((event as MessageEvent<string>).data) as LabView;
    });
  }

  /** Null: there is none here. */
  static async find(): Promise<Lab | null> {
    const about = await ask<{ lines: readonly LabLine[] }>('GET', '/lab').catch(() => null);
    return about === null ? null : new Lab(about.lines);
  }
  call(ani: string, dnis: string): Promise<LabCustomer> {
    return ask<LabCustomer>('POST', '/lab/customers', { ani, dnis });
  }
  phone(number: string, hand: Hand): Promise<unknown> {
    return ask('POST', `/lab/phones/${encodeURIComponent(number)}/${hand}`, {});
  }
  customer(id: string, hand: Hand): Promise<unknown> {
    return ask('POST', `/lab/customers/${encodeURIComponent(id)}/${hand}`, {});
  }
  close(): void {
    this.#stream.close();
  }
}
