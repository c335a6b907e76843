/**
 * One line to the server that comes back by itself: sockets are opened, watched and replaced here; who speaks on the line
 * is the session's business.
 *
 * On each connect the next of the two addresses is tried, with `wssp.v4` offered. A browser refuses the handshake when a
 * server ignores the offer, as a deployed server does; so the same address is tried again without it.
 */
import { SUBPROTOCOL_V4 } from '@wssoftphone/protocol/wire';
import type { Environment } from '../environment.ts';
import { LIMITS } from '../limits.ts';

export interface LineHost {
  readonly env: Environment;
  addresses(): readonly string[];
  /** A token for the next connect; undefined: none is used. */
  token(): Promise<string> | undefined;
  opened(v4: boolean): void;
  frame(data: unknown): void;
  /** The line is down; `wasOpen` false: it never came up. It is tried again unless stop() is called. */
  lost(wasOpen: boolean): void;
  trace(text: string): void;
}

export class Line {
  readonly #host: LineHost;
  /** Addresses that have spoken wssp.v4, with the handshakes that failed since. */
  readonly #speaksV4 = new Map<string, number>();
  #socket: WebSocket | null = null;
  #wanted = false;
  #turn = 0;
  #failures = 0;
  /** Grows with every attempt and every stop, so that what belongs to an older one is dropped. */
  #generation = 0;
  #cancelTimer: () => void = () => {};
  #missedHellos = 0;
  #hello: (() => void) | null = null;

  constructor(host: LineHost) {
    this.#host = host;
  }

  /** The present socket; null when there is none. */
  get socket(): WebSocket | null {
    return this.#socket;
  }
  get isOpen(): boolean {
    return this.#socket?.readyState === 1;
  }

  /** Connects now, whatever the wait. */
  start(): void {
    this.#wanted = true;
    void this.#attempt(true);
  }

  /** Closes, and does not come back. */
  stop(): void {
    this.#wanted = false;
    this.#drop();
  }

  /** Gives the socket up and connects again. */
  fail(why: string): void {
    this.#host.trace(why);
    const wasOpen = this.isOpen;
    this.#drop();
    this.#failed(wasOpen);
  }

  /** The session is up: the next loss starts with the shortest wait, and `hello` goes out while the line is idle. */
  settled(hello: () => void): void {
    this.#failures = 0;
    this.#hello = hello;
    this.#probe(1, LIMITS.helloMs);
  }

  send(text: string): void {
    if (this.isOpen) this.#socket?.send(text);
  }

  /** No more messages are expected (another page took over): a silent line is not a dead one. */
  unwatch(): void {
    this.#cancelTimer();
    this.#hello = null;
  }

  /** The network is said to be back, or the tab woke up: do not wait, and do not trust a socket that only looks open. */
  hurry(): void {
    if (!this.#wanted) return;
    if (!this.#socket) void this.#attempt(true);
    else if (this.#hello) this.#probe(LIMITS.missedHellos, LIMITS.probeMs);
  }

  async #attempt(offer: boolean): Promise<void> {
    this.#drop();
    const generation = this.#generation;
    const addresses = this.#host.addresses();
    const address = addresses[this.#turn % addresses.length] ?? '';
    let uri = address;
    try {
      const token = await this.#host.token();
      if (token) uri += `${uri.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`;
    } catch (problem) {
      if (generation === this.#generation) this.fail(`token: ${problem}`);
      return;
    }
    if (generation !== this.#generation) return;
    const misses = this.#speaksV4.get(address);
    this.#host.trace(`connect ${address}${offer ? ` ${SUBPROTOCOL_V4}` : ''}`);

    let socket: WebSocket;
    try {
      const { WebSocket } = this.#host.env;
      socket = offer ? new WebSocket(uri, [SUBPROTOCOL_V4]) : new WebSocket(uri);
    } catch (problem) {
      this.fail(String(problem)); // an address that is none
      return;
    }
    this.#socket = socket;
    const current = (): boolean => this.#socket === socket;
    const ended = (): void => {
      if (!current()) return;
      const wasOpen = open;
      this.#drop();
      if (!wasOpen && offer && misses !== undefined) this.#speaksV4.set(address, misses + 1);
      const mayBeOld = offer && (misses === undefined || misses + 1 >= LIMITS.v4Failures);
      if (!wasOpen && mayBeOld) void this.#attempt(false);
      else this.#failed(wasOpen);
    };
    let open = false;
    socket.onopen = () => {
      if (!current()) return;
      open = true;
      this.#cancelTimer();
      const v4 = socket.protocol === SUBPROTOCOL_V4;
      if (v4) this.#speaksV4.set(address, 0);
      this.#host.opened(v4);
    };
    socket.onmessage = (message: MessageEvent) => {
      if (!current()) return;
      this.#missedHellos = 0;
      this.#host.frame(message.data);
    };
    socket.onclose = ended;
    socket.onerror = ended;
    this.#cancelTimer = this.#host.env.after(LIMITS.connectMs, ended);
  }

  #failed(wasOpen: boolean): void {
    const rounds = Math.floor(this.#failures++ / Math.max(1, this.#host.addresses().length));
    this.#turn++;
    const most = Math.min(LIMITS.backoffMostMs, LIMITS.backoffMs * 2 ** Math.min(rounds, 10));
    const wait = Math.round(most * (0.5 + this.#host.env.random() / 2));
    this.#host.lost(wasOpen);
    if (!this.#wanted || this.#socket) return; // the page stopped it, or connected in its handler
    this.#cancelTimer();
    this.#cancelTimer = this.#host.env.after(wait, () => void this.#attempt(true));
  }

  /** Counts hellos that nothing answered, not seconds: a hidden tab's timers run late. */
  #probe(missed: number, ms: number): void {
    this.#cancelTimer();
    this.#missedHellos = missed;
    this.#hello?.();
    this.#cancelTimer = this.#host.env.after(ms, () => {
      if (this.#missedHellos >= LIMITS.missedHellos) this.fail('no answer to WSHello');
      else this.#probe(this.#missedHellos + 1, LIMITS.helloMs);
    });
  }

  #drop(): void {
    this.#generation++;
    this.#cancelTimer();
    this.#hello = null;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {}; // `ws` in Node raises an error event for a socket closed while it connects
    socket.close();
  }
}
