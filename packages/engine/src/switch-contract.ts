/**
 * What the engine asks of a telephone switch and hears from it: legs and rooms, not features.
 * Hold, consult, conference, monitor and transfer are the engine's business, so they behave the same everywhere.
 *
 * Ids of legs the engine dials, of rooms, plays and recordings are the engine's, of fixed length (23 characters); a leg that
 * comes in carries the switch's own id. Every command is idempotent: repeating it, or sending it for a leg that is
 * gone, changes nothing and raises nothing. Commands for one leg are carried out in order.
 */
export type LegId = string;
export type RoomId = string;
export type PlayId = string;
export type RecordingId = string;

/** Whom to dial. */
export type DialTarget =
  | { readonly kind: 'extension'; readonly number: string }
  /** Out through a trunk; the number as the carrier wants it (outside-line prefix removed). */
  | { readonly kind: 'outside'; readonly number: string };

/** Spoken or sounded things; `lang` chooses the voice. */
export type Prompt =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sound'; readonly name: SoundName }
  /** A recording that the tenant brought, by its name; a switch that does not have it says nothing. */
  | { readonly kind: 'recording'; readonly name: string };
export type SoundName = 'agent-serves-you' | 'queue-position' | 'all-busy' | 'closed' | 'beep' | FlowSound;
/** Words of the shipped flows. */
export type FlowSound = 'main-menu' | 'survey' | 'thanks' | 'password' | 'not-correct';

export type ToneName = 'ringback' | 'busy' | 'congestion';
export type JoinMode =
  /** Hears and is heard by all who talk. */
  | { readonly kind: 'talk' }
  /** Hears all; heard by nobody. */
  | { readonly kind: 'listen' }
  /** Hears all; heard by one leg only. */
  | { readonly kind: 'whisper'; readonly to: LegId };

export type SwitchCommand =
  /** Events follow: `ringing`?, then `answered` or `ended`. Unanswered after timeoutSeconds: `ended` no-answer. */
  | {
      readonly do: 'dial';
      readonly leg: LegId;
      readonly target: DialTarget;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly timeoutSeconds: number;
      /** The device shall pick up by itself (agent asked for this call and the device is server-answerable). */
      readonly autoAnswer: boolean;
      /** Call id for logs and for a state variable on the switch's leg. */
      readonly call: string;
    }
  /** Answers an incoming leg (customer), or picks up a server-answerable device that rings. `answered` follows. */
  | { readonly do: 'answer'; readonly leg: LegId }
  /** Alert indication on an unanswered incoming leg. */
  | { readonly do: 'ring'; readonly leg: LegId }
  /** Ends a leg in any phase; `ended` follows. */
  | { readonly do: 'hangup'; readonly leg: LegId; readonly cause: 'normal' | 'busy' | 'congestion' | 'cancelled' }
  | { readonly do: 'open-room'; readonly room: RoomId; readonly call: string }
  /** Legs in it leave it first; they stay up. */
  | { readonly do: 'close-room'; readonly room: RoomId }
  /** Puts an answered leg into a room (out of any other; music, tone and play on the leg stop). Joining again with another mode changes it. */
  | { readonly do: 'join'; readonly leg: LegId; readonly room: RoomId; readonly mode: JoinMode }
  /** Takes a leg out of whatever room it is in; it hears silence. */
  | { readonly do: 'part'; readonly leg: LegId }
  /** Music to a leg that is in no room; null ends it. */
  | { readonly do: 'music'; readonly leg: LegId; readonly musicClass: string | null }
  /** A progress tone to one leg only (in or out of a room); null ends it. */
  | { readonly do: 'tone'; readonly leg: LegId; readonly tone: ToneName | null }
  /** Plays to one leg; `played` follows, always, also when stopped or when the leg is gone. Music on the leg pauses. */
  | {
      readonly do: 'play';
      readonly play: PlayId;
      readonly leg: LegId;
      readonly prompts: readonly Prompt[];
      readonly lang: string;
    }
  | { readonly do: 'stop-play'; readonly play: PlayId }
  /**
   * Writes down what is said in an open room, all voices together; nothing while it is paused. Again with another
   * `paused`: changes that. `recorded` follows, always and once it is over: stopped, its room closed or not there, failed.
   */
  | {
      readonly do: 'record';
      readonly recording: RecordingId;
      readonly room: RoomId;
      readonly call: string;
      readonly paused: boolean;
    }
  /** `recorded` follows, also of one that has been over, or never was. */
  | { readonly do: 'stop-record'; readonly recording: RecordingId }
  /** Sends DTMF digits out of a leg. */
  | { readonly do: 'send-digits'; readonly leg: LegId; readonly digits: string }
  /** Ask for the device's reachability; `device` follows. */
  | { readonly do: 'check-device'; readonly number: string };

export type EndCause =
  | 'normal'
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'unreachable'
  | 'congestion'
  | 'cancelled'
  | 'failed'
  /** The switch, or its connection, went away and the leg is not there any more. */
  | 'lost';

/** A leg the switch reports on a (re)connect. */
export interface LiveLeg {
  readonly leg: LegId;
  readonly phase: 'incoming' | 'dialing' | 'ringing' | 'up';
  readonly room: RoomId | null;
  /** Present when the leg came in from outside. */
  readonly incoming?: { readonly ani: string; readonly dnis: string; readonly aniName: string };
}

export type SwitchEvent =
  /** A call from outside; unanswered. It stays so until the engine answers or hangs up. */
  | {
      readonly on: 'incoming';
      readonly leg: LegId;
      readonly ani: string;
      readonly aniName: string;
      readonly dnis: string;
    }
  | { readonly on: 'ringing'; readonly leg: LegId }
  | { readonly on: 'answered'; readonly leg: LegId }
  /** Exactly once for each leg, the last thing said of it. */
  | { readonly on: 'ended'; readonly leg: LegId; readonly cause: EndCause }
  | { readonly on: 'digit'; readonly leg: LegId; readonly digit: string }
  | { readonly on: 'played'; readonly play: PlayId; readonly ok: boolean }
  /** It is over. `ok`: there is something to hear, of so many seconds; pauses do not count. */
  | { readonly on: 'recorded'; readonly recording: RecordingId; readonly seconds: number; readonly ok: boolean }
  | { readonly on: 'device'; readonly number: string; readonly reachable: boolean }
  /** The connection is lost; commands are dropped until `sync` (a dial ends at once with `lost`). */
  | { readonly on: 'down' }
  /**
   * First thing on every connect: all that exists now. Legs the engine knows and the switch does not have ended;
   * legs the switch has and the engine does not know are hung up, unless they just came in: those are new calls.
   */
  | {
      readonly on: 'sync';
      readonly legs: readonly LiveLeg[];
      readonly rooms: readonly RoomId[];
      readonly devices: readonly { readonly number: string; readonly reachable: boolean }[];
    };
