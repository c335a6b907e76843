/** What the lab shows of telephones and customers. */
import type { Exchange } from '../switch/virtual/exchange.ts';
import type { Customer, FarEnd, FarEnding, Telephone } from '../switch/virtual/far-ends.ts';
import { promptText } from '../switch/virtual/prompts.ts';
import { LAB_LIMITS } from './limits.ts';

export type HeardView =
  /** `who`: number of the telephone or of the customer. */
  | { readonly kind: 'voice'; readonly who: string }
  | { readonly kind: 'music'; readonly text: string }
  | { readonly kind: 'tone'; readonly text: string }
  | { readonly kind: 'prompt'; readonly text: string };

interface FarEndView {
  /** Epoch milliseconds of the last change of phase. */
  readonly since: number;
  /** Empty is silence. */
  readonly hears: readonly HeardView[];
  /** Digits the server sent to it. */
  readonly received: string;
  /** How its last call ended; null before and during a call. */
  readonly ending: FarEnding | null;
}
export interface PhoneView extends FarEndView {
  readonly number: string;
  readonly kind: 'desk' | 'webrtc' | 'virtual';
  readonly serverAnswer: boolean;
  readonly registered: boolean;
  readonly busy: boolean;
  readonly autoAnswerMs: number | null;
  readonly phase: 'idle' | 'ringing' | 'up';
  /** What its display shows. */
  readonly callerNumber: string | null;
}
export interface CustomerView extends FarEndView {
  readonly id: string;
  readonly number: string;
  /** in: called us; out: was called. */
  readonly direction: 'in' | 'out';
  readonly dnis: string | null;
  readonly phase: 'calling' | 'dialing' | 'ringing' | 'up' | 'ended';
}
export interface LabView {
  readonly phones: readonly PhoneView[];
  /** The latest last. */
  readonly customers: readonly CustomerView[];
  /** The line between the server and its switch. */
  readonly line: { readonly connected: boolean };
}

export function phoneView(exchange: Exchange, phone: Telephone): PhoneView {
  const { setup, leg } = phone;
  return {
    number: setup.number,
    kind: setup.kind,
    serverAnswer: setup.serverAnswer,
    registered: phone.registered,
    busy: phone.busy,
    autoAnswerMs: phone.autoAnswerMs,
    phase: leg === null ? 'idle' : leg.phase === 'up' ? 'up' : 'ringing',
    callerNumber: leg?.callerNumber ?? null,
    ...farEndView(exchange, phone),
  };
}

export function customerView(exchange: Exchange, customer: Customer): CustomerView {
  const { id, number, dnis, leg } = customer;
  return {
    id,
    number,
    dnis,
    direction: dnis === null ? 'out' : 'in',
    phase: leg === null ? 'ended' : leg.phase === 'incoming' ? 'calling' : leg.phase,
    ...farEndView(exchange, customer),
  };
}

export function labView(exchange: Exchange, connected: boolean): LabView {
  const customers = [...exchange.customers.values()]
    .sort((a, b) => a.since - b.since)
    .slice(-LAB_LIMITS.customersShown)
    .map((customer) => customerView(exchange, customer));
  const phones = [...exchange.phones.values()].map((phone) => phoneView(exchange, phone));
  return { phones, customers, line: { connected } };
}

function farEndView(exchange: Exchange, far: FarEnd): FarEndView {
  const { since, received, ending } = far;
  const sounds = far.leg === null ? [] : exchange.hears(far.leg);
  const hears = sounds.map((sound): HeardView => {
    switch (sound.kind) {
      case 'voice': {
        const speaker = exchange.legs.get(sound.leg)?.far;
        return { kind: 'voice', who: (speaker?.kind === 'phone' ? speaker.setup.number : speaker?.number) ?? '' };
      }
      case 'music':
        return { kind: 'music', text: sound.musicClass };
      case 'tone':
        return { kind: 'tone', text: sound.tone };
      default:
        return { kind: 'prompt', text: promptText(sound.prompts) };
    }
  });
  return { since, hears, received, ending };
}
