/**
 * The log of what passes between engine and switch, each line with its call.
 *
 * A switch event names a leg, not a call; which call the leg belongs to is learnt from what the engine said of it.
 */
import type { DocKey, Effect, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Logger } from 'pino';

export class CallLog {
  readonly #log: Logger;
  readonly #most: number;
  readonly #callOfLeg = new Map<string, string>();
  readonly #callOfRoom = new Map<string, string>();
  readonly #legOfPlay = new Map<string, string>();

  constructor(log: Logger, most: number) {
    this.#log = log;
    this.#most = most;
  }

  /** The call a leg or play of the event belongs to, as far as known. */
  callOf(event: SwitchEvent): string | undefined {
    if ('leg' in event) return this.#callOfLeg.get(event.leg);
    if (event.on === 'played') return this.#callOfLeg.get(this.#legOfPlay.get(event.play) ?? '');
    return undefined;
  }

  /** After the step: what the event changed says whose it was. */
  event(event: SwitchEvent, changed: readonly DocKey[]): void {
    let call = this.callOf(event);
    if (!call && 'leg' in event) {
      const calls = changed.filter((key) => key.startsWith('call:'));
      if (calls.length === 1 && calls[0]) {
        call = calls[0].slice('call:'.length);
        this.#remember(this.#callOfLeg, event.leg, call);
      }
    }
    if (this.#log.isLevelEnabled('debug')) {
      // Digits a customer keys may be a password.
      const told =
        event.on === 'digit'
          ? { on: event.on, leg: event.leg }
          : event.on === 'sync'
            ? { on: event.on, legs: event.legs.length, rooms: event.rooms.length, devices: event.devices.length }
            : event;
      this.#log.debug({ call, event: told }, `switch: ${event.on}`);
    }
    if (event.on === 'ended') this.#callOfLeg.delete(event.leg);
    else if (event.on === 'played') this.#legOfPlay.delete(event.play);
    else if (event.on === 'sync') this.#callOfRoom.clear();
  }

  command(command: SwitchCommand): void {
    let call: string | undefined;
    switch (command.do) {
      case 'dial':
        call = command.call;
        this.#remember(this.#callOfLeg, command.leg, call);
        break;
      case 'record':
        call = command.call;
        break;
      case 'open-room':
        call = command.call;
        this.#remember(this.#callOfRoom, command.room, call);
        break;
      case 'join':
        call = this.#callOfRoom.get(command.room) ?? this.#callOfLeg.get(command.leg);
        if (call) this.#remember(this.#callOfLeg, command.leg, call);
        break;
      case 'play':
        call = this.#callOfLeg.get(command.leg);
        this.#remember(this.#legOfPlay, command.play, command.leg);
        break;
      case 'close-room':
        call = this.#callOfRoom.get(command.room);
        this.#callOfRoom.delete(command.room);
        break;
      case 'stop-play':
        call = this.#callOfLeg.get(this.#legOfPlay.get(command.play) ?? '');
        break;
      case 'stop-record':
      case 'check-device':
        break;
      default:
        call = this.#callOfLeg.get(command.leg);
    }
    if (this.#log.isLevelEnabled('debug')) {
      const told = 'digits' in command ? { ...command, digits: '…' } : command;
      this.#log.debug({ call, command: told }, `engine: ${command.do}`);
    }
  }

  notice(notice: Extract<Effect, { kind: 'notice' }>): void {
    const { level, code, call, ins, detail } = notice;
    this.#log[level]({ call, ins, code, ...(detail ? { detail } : {}) }, code);
  }

  /** Bounded by forgetting the oldest: the price is a log line without its call. */
  #remember(map: Map<string, string>, key: string, value: string): void {
    if (map.size >= this.#most && !map.has(key)) {
      const oldest = map.keys().next();
      if (!oldest.done) map.delete(oldest.value);
    }
    map.set(key, value);
  }
}
