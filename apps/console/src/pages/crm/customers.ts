/** The demonstration's customers: a CRM's data, kept in this browser. */
import { reactive } from 'vue';

export interface Ticket {
  readonly at: number;
  readonly topic: string;
  readonly note: string;
}
export interface Customer {
  readonly id: string;
  name: string;
  readonly number: string;
  readonly level: 'vip' | 'normal' | 'new';
  tickets: Ticket[];
}

const KEPT = 'wssp-crm-customers';
const MOST = 200;
const MOST_TICKETS = 50;

/** The last digits say how an outside number of the embedded switch behaves: 9200 answers by itself, 9486 is busy. */
const FIRST: readonly Customer[] = [
  { id: 'c1', name: '王小明', number: '13800138000', level: 'vip', tickets: [] },
  { id: 'c2', name: '李女士', number: '013800139200', level: 'normal', tickets: [] },
  { id: 'c3', name: '张先生', number: '013800139486', level: 'normal', tickets: [] },
  { id: 'c4', name: '陈老师', number: '13911112222', level: 'normal', tickets: [] },
];

function isCustomer(one: unknown): one is Customer {
  const { id, name, number, tickets } = (one ?? {}) as Partial<Customer>;
  return [id, name, number].every((text) => typeof text === 'string') && Array.isArray(tickets);
}

function kept(): Customer[] | null {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return Array.isArray(list) && list.every(isCustomer) ? list : null;
  } catch {
    return null;
  }
}

/** Carriers and people write one number in several ways: a leading 0 or +86 says only where it is dialled from. */
export const sameNumber = (a: string, b: string): boolean => a !== '' && bare(a) === bare(b);
const bare = (number: string): string => number.replace(/^(?:\+86|0(?=1\d{10}$))/, '');

export class Customers {
  readonly list: Customer[] = reactive(kept() ?? FIRST.map((one) => ({ ...one, tickets: [] })));

  byNumber(number: string): Customer | undefined {
    return this.list.find((one) => sameNumber(one.number, number));
  }
  /** Who calls from a number nobody knows becomes a customer. */
  meet(number: string, name: string): Customer {
    const known = this.byNumber(number);
    if (known) return known;
    const id = `n${Date.now().toString(36)}`;
    this.list.unshift({ id, name, number, level: 'new', tickets: [] });
    this.list.splice(MOST);
    this.#keep();
    return this.byNumber(number) ?? { id, name, number, level: 'new', tickets: [] };
  }
  rename(customer: Customer, name: string): void {
    customer.name = name;
    this.#keep();
  }
  file(customer: Customer, ticket: Ticket): void {
    customer.tickets = [ticket, ...customer.tickets].slice(0, MOST_TICKETS);
    this.#keep();
  }
  #keep(): void {
    try {
      localStorage.setItem(KEPT, JSON.stringify(this.list));
    } catch {
      // A full store: the page goes on without remembering.
    }
  }
}
