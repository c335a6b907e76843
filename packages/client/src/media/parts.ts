/** What the browser phone is made of, and what a page may set of it. */
import { jssipStack } from './jssip-stack.ts';
import { browserMicrophone, type Microphone } from './microphone.ts';
import { browserSound, type Sound } from './sound.ts';
import type { SipAccount, SipStack, SipStackHost } from './stack.ts';

export interface BrowserPhoneOptions {
  /** For echo cancellation and the like; all on unless said otherwise. */
  readonly audio?: MediaTrackConstraints;
  /** STUN and TURN; none are needed where Asterisk can be reached from the page. */
  readonly iceServers?: readonly RTCIceServer[];
  /** Plays the far end; by default one that nobody sees. */
  readonly element?: HTMLAudioElement;
  /** Where the SIP account comes from; by default the server of the softphone, for the page's own session. */
  readonly account?: () => Promise<SipAccount>;
  /** Parts of the world to replace. */
  readonly parts?: Partial<BrowserPhoneParts>;
}
export interface BrowserPhoneParts {
  stack(account: SipAccount, host: SipStackHost): SipStack;
  readonly microphone: Microphone;
  readonly sound: Sound;
  /** Runs once after so many milliseconds; the result cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Of this tab; null: nothing is kept. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}

export function partsOf(options: BrowserPhoneOptions): BrowserPhoneParts {
  const pcConfig = { iceServers: [...(options.iceServers ?? [])] };
  return {
    stack: (account, host) => jssipStack(account, host, pcConfig),
    microphone: options.parts?.microphone ?? browserMicrophone(options.audio ?? {}),
    sound: options.parts?.sound ?? browserSound(options.element),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    storage: storageOf('sessionStorage'),
    ...options.parts,
  };
}

/** Gives the microphone back. */
export function silence(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return globalThis[name] ?? null;
  } catch {
    return null; // a page in a sandbox may not even look
  }
}
export const read = (key: string): string => storageOf('localStorage')?.getItem(key) ?? '';
export function write(key: string, value: string): void {
  if (value === '') storageOf('localStorage')?.removeItem(key);
  else storageOf('localStorage')?.setItem(key, value);
}
