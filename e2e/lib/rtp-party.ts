/**
 * A party's media, owned by the test: a UDP socket that sends the party's tone as G.711 µ-law every 20 ms, listens to
 * what comes back, and speaks DTMF (RFC 4733) both ways. Signalling is somebody else's (sipp).
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Ear } from './audio/ear.ts';
import { decodeUlaw } from './audio/g711.ts';
import { PACKET_SAMPLES, voicePacket } from './audio/sounds.ts';

export const PAYLOAD = { pcmu: 0, events: 101 } as const;
const KEYS = '0123456789*#ABCD';
const PACKET_MS = 20;
/** Volume of a key, −dBm0. */
const KEY_VOLUME = 10;
const KEY_PACKETS = 5;

export class RtpParty {
  readonly ear = new Ear();
  readonly #socket: Socket;
  readonly #voice: Buffer;
  readonly #ssrc = Math.floor(Math.random() * 0xffff_ffff);
  #remote: { host: string; port: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #sequence = Math.floor(Math.random() * 0x8000);
  #timestamp = 0;
  #nextAt = 0;
  /** Keys still to be sent, packet by packet in place of voice; without payload a pause between keys. */
  #keys: { readonly payload: Buffer | null; readonly first: boolean }[] = [];
  #keyStart = 0;
  #keysSent: (() => void)[] = [];
  #received = '';
  #lastKeyAt = -1;
  /** Packets that came in; none yet means that no media has started. */
  packets = 0;

  private constructor(socket: Socket, hertz: number) {
    this.#socket = socket;
    this.#voice = voicePacket(hertz);
    socket.on('message', (packet) => this.#take(packet));
    // A port that the switch has closed already answers with ICMP; that is no failure of the test.
    socket.on('error', () => {});
  }

  static async open(hertz: number): Promise<RtpParty> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RtpParty(socket, hertz);
  }

  get port(): number {
    return (this.#socket.address() as AddressInfo).port;
  }

  /** Keys that came in, in order. */
  get received(): string {
    return this.#received;
  }

  /** Begins to send (or sends elsewhere from now on). */
  talkTo(remote: { readonly host: string; readonly port: number }): void {
    this.#remote = { ...remote };
    if (this.#timer !== null) return;
    this.#nextAt = performance.now();
    this.#tick();
  }

  /** Presses keys; resolves when the last packet is out. */
  press(keys: string): Promise<void> {
    for (const key of keys) {
      const event = KEYS.indexOf(key.toUpperCase());
      if (event < 0) throw new Error(`no such key: ${key}`);
      for (let n = 1; n <= KEY_PACKETS + 2; n += 1) {
        // The last packet is sent three times, marked as the end.
        const end = n >= KEY_PACKETS;
        const payload = Buffer.alloc(4);
        payload.writeUInt8(event, 0);
        payload.writeUInt8((end ? 0x80 : 0) | KEY_VOLUME, 1);
        payload.writeUInt16BE(Math.min(n, KEY_PACKETS) * PACKET_SAMPLES, 2);
        this.#keys.push({ payload, first: n === 1 });
      }
      for (let n = 0; n < KEY_PACKETS; n += 1) this.#keys.push({ payload: null, first: false });
    }
    return new Promise((resolve) => {
      this.#keysSent.push(resolve);
    });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.ear.close();
    this.#socket.close();
    for (const sent of this.#keysSent.splice(0)) sent();
  }

  /** Sends what is due; after a stall, the missed packets at once, so that the stream keeps its length. */
  #tick(): void {
    const now = performance.now();
    // After a long stall start afresh: a burst of seconds would only overflow the other side.
    if (now - this.#nextAt > 1_000) this.#nextAt = now;
    while (this.#nextAt <= now) {
      this.#sendOne();
      this.#nextAt += PACKET_MS;
    }
    this.#timer = setTimeout(() => this.#tick(), this.#nextAt - performance.now());
  }

  #sendOne(): void {
    const key = this.#keys.shift();
    if (key === undefined || key.payload === null) this.#packet(PAYLOAD.pcmu, false, this.#timestamp, this.#voice);
    else {
      if (key.first) this.#keyStart = this.#timestamp;
      this.#packet(PAYLOAD.events, key.first, this.#keyStart, key.payload);
    }
    this.#timestamp = (this.#timestamp + PACKET_SAMPLES) >>> 0;
    if (this.#keys.length === 0) for (const sent of this.#keysSent.splice(0)) sent();
  }

  #packet(type: number, marker: boolean, timestamp: number, payload: Buffer): void {
    if (this.#remote === null) return;
    const header = Buffer.alloc(12);
    header.writeUInt8(0x80, 0);
    header.writeUInt8((marker ? 0x80 : 0) | type, 1);
    header.writeUInt16BE(this.#sequence, 2);
    header.writeUInt32BE(timestamp, 4);
    header.writeUInt32BE(this.#ssrc, 8);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#socket.send(Buffer.concat([header, payload]), this.#remote.port, this.#remote.host);
  }

  #take(packet: Buffer): void {
    if (packet.length < 12 || packet.readUInt8(0) >> 6 !== 2) return;
    const type = packet.readUInt8(1) & 0x7f;
    const payload = packet.subarray(12 + 4 * (packet.readUInt8(0) & 0x0f));
    this.packets += 1;
    if (type === PAYLOAD.pcmu) this.ear.push(decodeUlaw(payload));
    else if (type === PAYLOAD.events && payload.length >= 4) this.#takeKey(packet.readUInt32BE(4), payload);
  }

  #takeKey(timestamp: number, payload: Buffer): void {
    if (timestamp === this.#lastKeyAt) return;
    this.#lastKeyAt = timestamp;
    this.#received += KEYS[payload.readUInt8(0)] ?? '';
  }
}
