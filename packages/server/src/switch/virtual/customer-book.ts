/** The customers of the virtual switch: those with a call, and the latest whose call is over. */
import type { Clock } from '../../ports/clock.ts';
import type { Customer } from './far-ends.ts';
import { VIRTUAL_LIMITS } from './limits.ts';
import { outsideBehaviour } from './outside-numbers.ts';

export class CustomerBook {
  readonly #clock: Clock;
  readonly #live = new Map<string, Customer>();
  readonly #ended = new Map<string, Customer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(id: string): Customer | undefined {
    return this.#live.get(id) ?? this.#ended.get(id);
  }
  /** The live ones, then the ended in the order of their ends. */
  *values(): Iterable<Customer> {
    yield* this.#live.values();
    yield* this.#ended.values();
  }

  /**
   * A customer whose call begins.
   * @param dnis the number called in on; null when the customer is called
   * @returns undefined when there are too many live ones
   */
  create(number: string, dnis: string | null): Customer | undefined {
    if (this.#live.size >= VIRTUAL_LIMITS.liveCustomers) return undefined;
    const customer: Customer = {
      kind: 'customer',
      id: `U${this.#clock.entropy(11)}`,
      number,
      dnis,
      behaviour: dnis === null ? outsideBehaviour(number) : 'manual',
      leg: null,
      ending: null,
      received: '',
      since: this.#clock.now(),
    };
    this.#live.set(customer.id, customer);
    return customer;
  }

  /** The customer's call is over; the oldest ended one beyond the bound is forgotten. */
  retire(customer: Customer): void {
    this.#live.delete(customer.id);
    this.#ended.set(customer.id, customer);
    if (this.#ended.size <= VIRTUAL_LIMITS.endedCustomers) return;
    const [oldest] = this.#ended.keys();
    if (oldest !== undefined) this.#ended.delete(oldest);
  }
}
