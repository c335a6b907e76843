/**
 * One page's socket: frames in become commands for the desk, answers and events become frames out. It keeps no state
 * of the call centre; who may speak here is the admission's business.
 */
import type { Socket } from 'node:net';
import {
  type Accepted,
  type AddressedCommand,
  type AgentEvent,
  decodeCommand,
  ESPState,
  type Fault,
  type Lang,
  PROTOCOL_LIMITS,
  type Refusal,
  type Reply,
  readFrame,
} from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Admission } from '../auth/admission.ts';
import type { Tokens } from '../auth/tokens.ts';
import { legacyEvent, legacyFault, legacyFrame, legacyResponse } from '../legacy.ts';
import type { GatewayLimits } from '../limits.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { PendingAnswers, Waiting } from '../pending.ts';
import { v4Event, v4Frames, v4Message, v4Response } from '../v4.ts';
import { TokenBucket } from './rate-limit.ts';

export interface ConnectionParts {
  readonly id: string;
  readonly ws: WebSocket;
  /** The socket under it: corked, so that the frames of one tick leave in one system call. */
  readonly socket: Socket;
  readonly v4: boolean;
  readonly lang: Lang;
  readonly admission: Admission;
  readonly tokens: Tokens | null;
  readonly desk: Desk;
  readonly pending: PendingAnswers;
  readonly clock: Clock;
  readonly limits: GatewayLimits;
  readonly metrics: GatewayMetrics;
  readonly log: Logger;
  /** Asks to be flushed at the end of this tick. */
  readonly dirty: (connection: Connection) => void;
}

/** Why the server ended a connection. */
export type CutReason = 'slow' | 'silent' | 'unproven' | 'fault';

export class Connection {
  readonly id: string;
  readonly v4: boolean;
  readonly #parts: ConnectionParts;
  readonly #bucket: TokenBucket;
  readonly #opened: number;
  #out: string[] = [];
  #outChars = 0;
  #inFlight = 0;
  /** Messages that came while a token is being checked, in order. Null: none is. */
  #held: unknown[] | null = null;
  #initialised = false;
  #gone = false;
  #unansweredPings = 0;
  /** For the log: the session and the call this page last heard of. */
  #ins: string | undefined;
  #coid: string | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.v4 = parts.v4;
    this.#opened = parts.clock.now();
    this.#bucket = new TokenBucket(parts.limits.commandsPerSecond, parts.limits.commandBurst, this.#opened);
  }

  get proven(): boolean {
    return this.#parts.admission.proven;
  }

  // ── frames in ──

  handleFrame(data: RawData, isBinary: boolean): void {
    if (this.#gone) return;
    this.#unansweredPings = 0;
    if (isBinary) {
      this.#refuseFrame({
        ok: false,
        errorCode: 'ProcessFailed',
        fault: { code: 'FrameBinary' },
        command: '',
        ins: '',
      });
      return;
    }
    const frame = readFrame(String(data), { v4: this.v4 });
    if (frame.ok) for (const message of frame.messages) this.#handleMessage(message);
    else this.#refuseFrame(frame);
  }

  /** Rubbish counts like commands: who floods with it costs no more than who floods with them. */
  #refuseFrame(refusal: Refusal): void {
    const within = this.#bucket.take(this.#parts.clock.now());
    this.#refuse(within ? refusal : withFault(refusal, 'TooManyCommands'));
  }

  handlePong(): void {
    this.#unansweredPings = 0;
  }

  #handleMessage(message: unknown): void {
    if (this.#held) {
      if (this.#held.length < this.#parts.limits.heldMessages) this.#held.push(message);
      else this.#refuse(withFault(decodeCommand(message, { v4: this.v4 }), 'TooManyCommands'));
      return;
    }
    const decoded = decodeCommand(message, { v4: this.v4 });
    if (!this.#bucket.take(this.#parts.clock.now())) {
      this.#refuse(withFault(decoded, 'TooManyCommands'));
    } else if (!decoded.ok) {
      this.#refuse(decoded);
    } else {
      const token = this.#parts.admission.tokenOf(decoded.command);
      if (token === null) this.#judge(decoded);
      else this.#checkThenJudge(decoded, token);
    }
  }

  /** Checking a token takes a moment; what comes meanwhile waits, so that commands keep their order. */
  #checkThenJudge(decoded: Accepted, token: string): void {
    this.#held = [];
    const { tokens, admission } = this.#parts;
    const checked = tokens ? tokens.check(token, 'reusable') : Promise.resolve(null);
    checked
      .catch(() => null)
      .then((identity) => {
        if (this.#gone) return;
        if (identity === null) {
          this.#refuse(withFault(decoded, 'TokenInvalid'));
        } else {
          admission.prove(identity);
          this.#judge(decoded);
        }
        const held = this.#held ?? [];
        this.#held = null;
        for (const message of held) this.#handleMessage(message);
      })
      .catch((error: unknown) => {
        this.#log('error', 'frame handler failed', { error });
        this.cut('fault');
      });
  }

  #judge(decoded: Accepted): void {
    const verdict = this.#parts.admission.judge(decoded.command);
    if (verdict.ok) this.#submit(verdict.command, decoded.written, verdict.proven);
    else this.#refuse(withFault(decoded, verdict.fault.code));
  }

  #submit(command: AddressedCommand, written: string, proven: boolean | undefined): void {
    const { limits, pending, desk, clock, lang } = this.#parts;
    const since = clock.now();
    const ref =
      this.#inFlight < limits.inFlightPerConnection ? pending.open(this.#waiting(command, written, since)) : null;
    if (ref === null) {
      this.#refuse(withFault({ ok: true, command, written }, 'TooManyCommands'));
      return;
    }
    this.#inFlight++;
    if (command.command === 'Init') this.#initialised = true;
    this.#ins = command.ins;
    this.#log('debug', 'command', { command: command.command, ref });
    const marked = proven === undefined ? {} : { proven };
    desk.submit({ ref, conn: this.id, v4: this.v4, lang, command, ...marked });
  }

  #waiting(command: AddressedCommand, written: string, since: number): Waiting {
    const answer = (reply: Reply): void => {
      this.#inFlight--;
      this.#answer(command, written, since, reply);
    };
    return { ins: command.ins, since, answer, ...(command.id === undefined ? {} : { id: command.id }) };
  }

  // ── frames out ──

  #answer(command: AddressedCommand, written: string, since: number, reply: Reply): void {
    if (this.#gone) return;
    const { admission, clock, metrics } = this.#parts;
    metrics.answerSeconds.observe({ transport: 'ws' }, Math.max(0, clock.now() - since) / 1000);
    if (command.command === 'Init' && !admission.sawInit(command.params.delegatorId ?? '', reply)) {
      // Cannot happen while the engine keeps its promise (CommandInput.proven); if it ever does, nothing leaks.
      this.#log('error', 'an unproven page was given a running session');
      this.cut('unproven');
      return;
    }
    this.#respond({ ...reply, command: written }, command.command);
    if (command.command === 'Logon' && reply.fault) this.#sayLogonFailed(reply.ins, reply.fault);
  }

  #refuse(refusal: Refusal): void {
    const { errorCode, fault, command, ins, id } = refusal;
    // A flood must not become a flood of log lines; the metrics count it.
    const level = fault.code === 'TooManyCommands' ? 'debug' : 'info';
    this.#log(level, 'refused', { command, fault: fault.code, ...fault.args });
    const at = this.#parts.clock.now();
    const reply: Reply = { command, ins, errorCode, fault, datas: {}, at };
    this.#respond(id === undefined ? reply : { ...reply, replyTo: id }, 'refused');
    if (command === 'Logon') this.#sayLogonFailed(ins, fault);
  }

  /** A deployed page waits for LogonSucc or LogonFailed whatever the response says. */
  #sayLogonFailed(ins: string, fault: Fault): void {
    if (this.v4) return;
    const failed = legacyFault(fault, this.#parts.lang);
    this.#send(legacyFrame({ objectClass: 'SPEvent', event: 'LogonFailed', ins, ...failed }));
  }

  #respond(reply: Reply, command: string): void {
    this.#parts.metrics.commands.inc({ command, result: reply.fault?.code ?? reply.errorCode });
    const { lang } = this.#parts;
    this.#send(this.v4 ? v4Message(v4Response(reply, lang)) : legacyFrame(legacyResponse(reply, lang)));
  }

  event(event: AgentEvent): void {
    if (this.#gone) return;
    this.#ins = event.ins;
    if (event.call) this.#coid = event.call.COID;
    else if (event.agent?.agentState === ESPState.AGENTSTATE_IDLE) this.#coid = undefined;
    this.#log('debug', 'event', { event: event.event, seq: event.seq });
    if (this.v4) {
      this.#send(v4Event(event, this.#parts.lang));
    } else {
      const frame = legacyEvent(event, this.#parts.lang);
      if (frame === null) return;
      this.#send(legacyFrame(frame));
    }
    this.#parts.metrics.events.inc({ dialect: this.v4 ? 'v4' : 'deployed' });
  }

  #send(message: string): void {
    if (this.#gone) return;
    if (this.#outChars + message.length + this.#parts.ws.bufferedAmount > this.#parts.limits.sendBufferBytes) {
      this.cut('slow');
      return;
    }
    this.#out.push(message);
    this.#outChars += message.length;
    if (this.#out.length === 1) this.#parts.dirty(this);
  }

  /** Writes what this tick has collected: to deployed clients one object a frame, to newer ones one array. */
  flush(): void {
    if (this.#gone || this.#out.length === 0) return;
    const messages = this.#out;
    this.#out = [];
    this.#outChars = 0;
    const { ws, socket, limits } = this.#parts;
    const frames = this.v4 ? v4Frames(messages, limits.arrayFrameChars) : messages;
    if (frames.length === 1) {
      ws.send(frames[0] ?? '');
      return;
    }
    socket.cork();
    for (const frame of frames) ws.send(frame);
    socket.uncork();
  }

  // ── life ──

  /** Pings, or ends a connection that let the last pings go by or never said who it is. */
  beat(now: number): void {
    const { limits, admission, ws } = this.#parts;
    if (this.#unansweredPings >= limits.missedPings) {
      this.cut('silent');
    } else if (!admission.proven && !this.#initialised && now - this.#opened > limits.unprovenIdleMs) {
      this.cut('unproven');
    } else {
      this.#unansweredPings++;
      ws.ping();
    }
  }

  cut(reason: CutReason): void {
    if (this.#gone) return;
    this.#log('warn', `connection cut: ${reason}`);
    this.#parts.metrics.cut.inc({ reason });
    this.#forget();
    this.#parts.ws.terminate();
  }

  /** The server stops: what is written goes out first. */
  closeForShutdown(code: number): void {
    if (this.#gone) return;
    this.flush();
    this.#forget();
    this.#parts.ws.close(code);
  }

  terminate(): void {
    this.#parts.ws.terminate();
  }

  handleError(error: Error & { readonly code?: string }): void {
    // The library closes the socket with the right code (1009, 1007, 1002); the page's fault, not ours.
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.#parts.metrics.cut.inc({ reason: 'too-large' });
    this.#log('info', 'socket error', { error: error.message });
  }

  handleClose(code: number): void {
    this.#log('debug', 'closed', { code });
    this.#forget();
    this.#parts.desk.connectionClosed(this.id);
  }

  #forget(): void {
    this.#gone = true;
    this.#out = [];
    this.#outChars = 0;
    this.#held = null;
  }

  #log(
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): void {
    const { log } = this.#parts;
    if (!log.isLevelEnabled(level)) return;
    log[level]({ ins: this.#ins, call: this.#coid, ...detail }, message);
  }
}

/** The refusal of a message that could otherwise be taken; what could be read of it is kept for the answer. */
function withFault(decoded: Accepted | Refusal, code: string): Refusal {
  if (!decoded.ok) return { ...decoded, errorCode: 'ProcessFailed', fault: { code } };
  const { ins, id } = decoded.command;
  const echo = { command: decoded.written.slice(0, PROTOCOL_LIMITS.commandChars), ins };
  return { ok: false, errorCode: 'ProcessFailed', fault: { code }, ...echo, ...(id === undefined ? {} : { id }) };
}
