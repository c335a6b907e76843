/**
 * What the switch contract suite needs from whoever runs it: the switch under test, and hands on the far ends of its
 * legs. The far ends are real to the switch: SIP parties with RTP on Asterisk, telephones in memory on the virtual
 * switch. Each party that is up sends its own distinct tone all the time, so that "who hears whom" is one question
 * asked the same way everywhere.
 */
import type { RecordingSetup, SwitchPort } from '../../src/ports/switch.ts';

/** The tone of one party; `voice` of its hands. */
export type Voice = `voice:${string}`;
/**
 * One thing that can be told apart by ear. `ringback`, `busy` and `congestion` count as heard when the party is sent
 * the tone as audio, and also when its telephone would make the tone by itself (180, 486, 503 without media).
 */
export type Sound = 'music' | 'ringback' | 'busy' | 'congestion' | 'prompt' | Voice;

/** How a leg's end looked from the far end: what its telephone would show. */
export type FarEnd = 'normal' | 'busy' | 'congestion' | 'cancelled';

export interface Party {
  /** The tone that this party sends while it is up. */
  readonly voice: Voice;
  /** What it hears now, over a window long enough to tell; empty is silence. In no order, nothing twice. */
  hears(): Promise<readonly Sound[]>;
  /** Presses keys (RFC 4733 where there is RTP). Resolves when they are sent. */
  press(digits: string): Promise<void>;
  /** Keys that the far end received in-band of the call, in order. */
  received(): string;
  /** Hangs up; gives up when not answered yet. */
  hangup(): Promise<void>;
  /** Resolves when the call is over for this party, whoever ended it. */
  ended(): Promise<FarEnd>;
}

/** A party that is called: a telephone, or an outside number. Its `voice` starts when it answers. */
export interface CalledParty extends Party {
  /** Resolves when it is being rung (at once when it already is); the number that the display shows. */
  rings(): Promise<{ readonly callerNumber: string }>;
  answer(): Promise<void>;
  /** Declines the call that rings (603). */
  refuse(): Promise<void>;
}

export interface Phone extends CalledParty {
  readonly number: string;
  /** Goes offline; the switch notices (de-registration). */
  unregister(): Promise<void>;
  register(): Promise<void>;
  /** While busy, the phone answers every new call with 486. */
  setBusy(busy: boolean): Promise<void>;
}

export interface SwitchHarness {
  /** Not started; `configure` has been called with the phones below. The suite starts and stops it. */
  readonly port: SwitchPort;
  /** Three telephones that are registered and idle. The harness configured the switch with them. */
  readonly phones: readonly [string, string, string];
  /** A configured extension with serverAnswer that rings until the switch answers for it; null: this switch has none. */
  readonly digitalPhone: string | null;
  /** A configured extension that never registers. */
  readonly offlinePhone: string;
  /** A number that calls come in on. */
  readonly dnis: string;
  /** Numbers beyond the trunk by what becomes of a call to them. `manual` rings until its hands do something. */
  readonly outside: {
    readonly manual: string;
    readonly busy: string;
    readonly noAnswer: string;
    readonly rejected: string;
    readonly unreachable: string;
  };
  /** How long to wait for an event or a sound before it counts as missing, milliseconds. */
  readonly patienceMs: number;
  /** How much faster the switch's clock goes than ours. */
  readonly clockRate: number;

  /** A customer calls in from `ani`; resolves when the call is sent, not when it is answered. */
  customerCalls(ani: string, dnis: string): Promise<Party>;
  /** The telephone of that number, always the same object. */
  phone(number: string): Phone;
  /** Hands on the manual outside number; valid from before it is dialled, for the latest call to it. */
  outsideParty(number: string): CalledParty;

  /** What is to be heard in the samples of a recording (8 kHz): whose voices, and `prompt` for whatever else sounds. */
  heardIn(recording: string, samples: Int16Array): readonly Sound[];
  /** Gives the switch these recordings beside its telephones, as a change of configuration does. */
  putRecordings(recordings: readonly RecordingSetup[]): Promise<void>;

  /** Cuts the line between adapter and switch; calls on the switch go on. The adapter's sink hears `down`. */
  loseConnection(): Promise<void>;
  /** Mends it; the sink hears `sync`. */
  restoreConnection(): Promise<void>;
  /** Resolves when every command given so far has been carried out and what came of it has been reported. */
  settle(): Promise<void>;
  /** Frees everything. The suite has stopped the port before. */
  close(): Promise<void>;
}

export type MakeSwitchHarness = () => Promise<SwitchHarness>;
