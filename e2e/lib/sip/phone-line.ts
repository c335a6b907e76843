/** The wire between one telephone and the switch. Passes datagrams on; shows registrations, callers and cancellations. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Deferred, deferred } from '../deferred.ts';
import { about, callId, header, parseSip, type SipMessage, tagOf, userOf } from './message.ts';

/** Kept of what the switch says: some dozen calls. */
const SAID_CHARS = 200_000;

export class PhoneLine {
  readonly #socket: Socket;
  readonly #switchPort: number;
  #phonePort = 0;
  #registered: Deferred<void> = deferred();
  #unregistered: Deferred<void> = deferred();
  /** Call-IDs of registrations being withdrawn. */
  #withdrawing = new Set<string>();
  #cancelled = new Set<string>();
  #lastCallId = '';
  /** Numbers on the display, by Call-ID. */
  readonly #callers = new Map<string, string>();
  /** Declines of the phone go out as 603 in place of 486. */
  declines = false;
  /** New calls are answered 486; the phone does not even hear of them. */
  engaged = false;
  /** All that the switch has said to the phone, in SIP; the latest of it. */
  saidToPhone = '';
  /** Cut: nothing passes either way. */
  cut = false;

  private constructor(socket: Socket, switchPort: number) {
    this.#socket = socket;
    this.#switchPort = switchPort;
    socket.on('message', (datagram, from) => this.#take(datagram, from.port));
    socket.on('error', () => {});
  }

  static async open(switchPort: number): Promise<PhoneLine> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new PhoneLine(socket, switchPort);
  }

  get port(): number {
    return (this.#socket.address() as AddressInfo).port;
  }
  /** The next registration that the switch accepts. */
  registered(): Promise<void> {
    this.#registered = deferred();
    return this.#registered.promise;
  }
  /** The next withdrawal of a registration that the switch accepts. */
  unregistered(): Promise<void> {
    this.#unregistered = deferred();
    return this.#unregistered.promise;
  }
  /** The number on the display for a call, by its Call-ID. */
  callerOf(id: string): string {
    return this.#callers.get(id) ?? '';
  }
  /** The call was taken back before it was answered. */
  wasCancelled(id: string): boolean {
    return this.#cancelled.has(id);
  }
  close(): void {
    this.#socket.close();
  }

  #take(datagram: Buffer, from: number): void {
    if (this.cut) return;
    const text = datagram.toString('utf8');
    const message = parseSip(text);
    if (from === this.#switchPort) {
      this.saidToPhone = (this.saidToPhone + text).slice(-SAID_CHARS);
      this.#fromSwitch(message, datagram);
    } else this.#fromPhone(message, text, from);
  }

  #fromSwitch(message: SipMessage | null, datagram: Buffer): void {
    if (message?.method === 'INVITE' && tagOf(header(message, 'to')) === '') {
      if (this.engaged) {
        this.#toSwitch(Buffer.from(busyHere(message)));
        return;
      }
      this.#lastCallId = callId(message);
      this.#callers.set(callId(message), userOf(header(message, 'from')));
    }
    if (this.engaged && message?.method === 'ACK' && callId(message) !== this.#lastCallId) return;
    if (message?.method === 'CANCEL') this.#cancelled.add(callId(message));
    if (message !== null && about(message) === 'REGISTER' && message.status === 200) {
      if (this.#withdrawing.has(callId(message))) this.#unregistered.resolve();
      else this.#registered.resolve();
    }
    if (this.#phonePort !== 0) this.#socket.send(datagram, this.#phonePort, '127.0.0.1');
  }

  #fromPhone(message: SipMessage | null, text: string, from: number): void {
    this.#phonePort = from;
    let out = text;
    if (message?.method === 'REGISTER' && withdraws(message)) this.#withdrawing.add(callId(message));
    // The switch shall come back along this line, whatever it does about addresses.
    out = out.replace(/^(Contact:.*@127\.0\.0\.1:)\d+/im, `$1${this.port}`);
    if (this.declines) out = out.replace(/^SIP\/2\.0 486 .*/, 'SIP/2.0 603 Decline');
    this.#toSwitch(Buffer.from(out));
  }

  #toSwitch(datagram: Buffer): void {
    this.#socket.send(datagram, this.#switchPort, '127.0.0.1');
  }
}

function withdraws(register: SipMessage): boolean {
  return header(register, 'expires') === '0' || /expires=0\b/.test(header(register, 'contact'));
}

function busyHere(invite: SipMessage): string {
  const copied = invite.headers.filter(([name]) => ['via', 'from', 'call-id', 'cseq'].includes(name));
  const lines = copied.map(([name, value]) => `${name}: ${value}`);
  return ['SIP/2.0 486 Busy Here', ...lines, `To: ${header(invite, 'to')};tag=busy`, 'Content-Length: 0', '', ''].join(
    '\r\n',
  );
}
