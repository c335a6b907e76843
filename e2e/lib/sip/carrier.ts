/**
 * The carrier: the one address on the far side of the switch's trunk. Behind it every call in or out is a sipp of its
 * own. The carrier passes their datagrams on unchanged, looks at what passes (so tests wait for what happened, not for
 * time to pass), and slips the test's commands in between (sipp-scenarios.ts).
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Customer } from './customer.ts';
import { about, callId, parseSip, type SipMessage, userOf } from './message.ts';
import { OutsideParty, type OutsidePlan } from './outside-party.ts';
import type { Voices } from './party.ts';

/** A call as the carrier sees it: whoever holds one end of it in a test. */
export interface CarrierCall {
  fromSwitch(message: SipMessage, datagram: Buffer): void;
  fromUserAgent(message: SipMessage): void;
  close(): Promise<void>;
}
export interface CarrierLink {
  readonly port: number;
  toUserAgent(port: number, datagram: Buffer): void;
}

/** What the carrier knows of a call: the outside's view, to hold the records against. Epoch milliseconds. */
export interface Journal {
  readonly direction: 'in' | 'out';
  /** Of the customer. */
  readonly number: string;
  readonly begunAt: number;
  upAt: number | null;
  endedAt: number | null;
}

export interface CarrierOptions {
  /** On loopback, as the switch knows its carrier. */
  readonly port: number;
  readonly switchPort: number;
  readonly voices: Voices;
  /** Hears of every message that passes. */
  readonly trace?: (line: string) => void;
}

export class Carrier {
  readonly voices: Voices;
  readonly #socket: Socket;
  readonly #switchPort: number;
  readonly #calls = new Map<string, CarrierCall>();
  readonly #byPort = new Map<number, CarrierCall>();
  readonly journal: Journal[] = [];
  readonly #customers = new Set<Customer>();
  readonly #outside = new Map<string, OutsideParty>();
  readonly #trace: ((line: string) => void) | undefined;
  #closed = false;

  private constructor(socket: Socket, { switchPort, voices, trace }: CarrierOptions) {
    this.#socket = socket;
    this.#switchPort = switchPort;
    this.#trace = trace;
    this.voices = voices;
    socket.on('message', (datagram, from) => this.#take(datagram, from.port));
    socket.on('error', () => {});
  }

  static async open(options: CarrierOptions): Promise<Carrier> {
    const socket = createSocket('udp4');
    socket.bind(options.port, '127.0.0.1');
    await once(socket, 'listening');
    return new Carrier(socket, options);
  }

  get port(): number {
    return (this.#socket.address() as AddressInfo).port;
  }

  /** A customer calls in; resolves when the call is on its way. */
  async calls(ani: string, dnis: string): Promise<Customer> {
    const customer = await Customer.prepare(this.#link(), this.voices, ani, dnis);
    this.#byPort.set(customer.port, customer);
    this.#customers.add(customer);
    await customer.dial();
    this.#note('in', ani, customer.answered(), customer.ended());
    return customer;
  }

  /**
   * The person behind an outside number, valid before it is dialled and for every call to it, the latest counting.
   * A number that nobody has asked for is answered 404.
   */
  outside(number: string, plan: OutsidePlan = 'manual'): OutsideParty {
    const known = this.#outside.get(number);
    if (known !== undefined) return known;
    const party = new OutsideParty(this.#link(), this.voices, number, plan);
    this.#outside.set(number, party);
    return party;
  }

  /** Whoever is on the line hangs up or gives up; nobody rings any more. */
  async hangUpAll(): Promise<void> {
    await Promise.all([...this.#customers].map((customer) => customer.hangup()));
    this.#customers.clear();
    await Promise.all([...this.#outside.values()].map((party) => party.hangup()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#byPort.values(), ...this.#outside.values()].map((call) => call.close()));
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }

  #link(): CarrierLink {
    const send = (port: number, datagram: Buffer) => {
      if (!this.#closed) this.#socket.send(datagram, port, '127.0.0.1');
    };
    return { port: this.port, toUserAgent: send };
  }

  #take(datagram: Buffer, from: number): void {
    const message = parseSip(datagram.toString('utf8'));
    if (message === null) return;
    this.#trace?.(`${from === this.#switchPort ? '<' : '>'} ${message.startLine} ${callId(message)}`);
    if (from === this.#switchPort) this.#fromSwitch(message, datagram);
    else this.#fromUserAgent(message, datagram, from);
  }

  #fromSwitch(message: SipMessage, datagram: Buffer): void {
    const call = this.#calls.get(callId(message));
    if (call !== undefined) call.fromSwitch(message, datagram);
    else if (message.method === 'INVITE') this.#dialled(message, datagram);
    // Anything else belongs to a call that is over.
  }

  #dialled(message: SipMessage, datagram: Buffer): void {
    const party = this.outside(userOf(message.startLine), 'unknown');
    const call = party.dialled(message, datagram, (port) => this.#byPort.set(port, call));
    this.#calls.set(callId(message), call);
    this.#note('out', party.number, call.answered, call.ended);
  }

  #note(direction: Journal['direction'], number: string, up: Promise<void>, ended: Promise<unknown>): void {
    const entry: Journal = { direction, number, begunAt: Date.now(), upAt: null, endedAt: null };
    this.journal.push(entry);
    void up.then(
      () => {
        entry.upAt = Date.now();
      },
      () => {},
    );
    void ended.then(() => {
      entry.endedAt = Date.now();
    });
  }

  #fromUserAgent(message: SipMessage, datagram: Buffer, from: number): void {
    // sipp's opinion of the test's own commands is not for the switch.
    if (about(message).startsWith('X')) return;
    const call = this.#byPort.get(from);
    if (call === undefined) return;
    this.#calls.set(callId(message), call);
    call.fromUserAgent(message);
    this.#socket.send(datagram, this.#switchPort, '127.0.0.1');
  }
}
