/** Sockets between pages and the server: ordered, slow, breakable; and HTTP, which is a question and an answer. */
import type { CommandInput, InputBody } from '@wssoftphone/engine';
import type { AddressedCommand, AgentEvent, Lang, Reply } from '@wssoftphone/protocol';
import type { Agenda } from '../agenda.ts';
import { DelayLine, type Delays } from '../delay-line.ts';
import type { Random } from '../random.ts';

/** The page's end of a socket. */
export interface SocketEnd {
  onReply(reply: Reply): void;
  onEvent(event: AgentEvent): void;
  /** The socket is gone, whoever closed it. */
  onClosed(): void;
}

interface Socket {
  readonly conn: string;
  readonly v4: boolean;
  readonly lang: Lang;
  readonly end: SocketEnd;
  readonly up: DelayLine;
  readonly down: DelayLine;
}

export class Network {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #delays: Delays;
  readonly #submit: (body: InputBody) => void;
  readonly #sockets = new Map<string, Socket>();
  #conns = 0;
  #refs = 0;
  /** Sockets that are closed and the server does not know it. */
  #unnoticed = 0;
  #serving = true;

  constructor(agenda: Agenda, random: Random, delays: Delays, submit: (body: InputBody) => void) {
    this.#agenda = agenda;
    this.#random = random;
    this.#delays = delays;
    this.#submit = submit;
  }

  get serving(): boolean {
    return this.#serving;
  }

  /** Nothing is under way between a page and the server. */
  get settled(): boolean {
    if (this.#unnoticed > 0) return false;
    for (const { up, down } of this.#sockets.values()) if (up.inFlight + down.inFlight > 0) return false;
    return true;
  }

  /** Opens a socket; null while the server is down. */
  open(end: SocketEnd, v4: boolean): string | null {
    if (!this.#serving) return null;
    this.#conns += 1;
    const conn = `c${this.#conns}`;
    const lang: Lang = this.#random.chance(0.5) ? 'zh-CN' : 'en';
    const up = new DelayLine(this.#agenda, this.#random, this.#delays);
    const down = new DelayLine(this.#agenda, this.#random, this.#delays);
    this.#sockets.set(conn, { conn, v4, lang, end, up, down });
    return conn;
  }

  send(conn: string, command: AddressedCommand): void {
    const socket = this.#sockets.get(conn);
    if (!socket) return;
    this.#refs += 1;
    const body: CommandInput = {
      kind: 'command',
      ref: `r${this.#refs}`,
      conn,
      v4: socket.v4,
      lang: socket.lang,
      command,
    };
    socket.up.send('up', () => this.#submit(body));
  }

  /** A command by HTTP; the answer comes back to nobody in particular. */
  post(command: AddressedCommand): void {
    if (!this.#serving) return;
    this.#refs += 1;
    const body: CommandInput = {
      kind: 'command',
      ref: `h${this.#refs}`,
      conn: null,
      v4: false,
      lang: 'zh-CN',
      command,
    };
    this.#agenda.after(this.#random.below(50), () => this.#submit(body));
  }

  /** Either side closes, or the line is cut: some of what was sent still arrives, then the server notices. */
  close(conn: string): void {
    const socket = this.#sockets.get(conn);
    if (!socket) return;
    this.#sockets.delete(conn);
    socket.down.break(0);
    const keep = this.#random.below(socket.up.inFlight + 1);
    // A frozen tab is noticed by the heartbeat only.
    const notice = this.#random.chance(0.2) ? this.#random.below(10_000) : this.#random.below(50);
    this.#unnoticed += 1;
    this.#agenda.after(notice, () => {
      this.#unnoticed -= 1;
      socket.up.break(keep);
      this.#submit({ kind: 'connection-closed', conn });
    });
    socket.end.onClosed();
  }

  reply(conn: string | null, reply: Reply): void {
    if (conn === null) return;
    const socket = this.#sockets.get(conn);
    socket?.down.send('down', () => socket.end.onReply(reply));
  }

  event(conn: string, event: AgentEvent): void {
    const socket = this.#sockets.get(conn);
    socket?.down.send('down', () => socket.end.onEvent(event));
  }

  /** The server is gone: every socket breaks, and nobody is left to hear of it. */
  serverDown(): void {
    this.#serving = false;
    const sockets = [...this.#sockets.values()];
    this.#sockets.clear();
    for (const { up, down } of sockets) {
      up.break(0);
      down.break(0);
    }
    for (const { end } of sockets) end.onClosed();
  }

  serverUp(): void {
    this.#serving = true;
  }
}
