/** The SIP library: JsSIP. The choice is explained in docs/decisions/0080-browser-phone.md. */
import JsSIP from 'jssip';
import type { IceCandidateEvent, RTCSession } from 'jssip/lib/RTCSession.js';
import type { IncomingMessageEvent, OutgoingMessageEvent, RTCSessionEvent } from 'jssip/lib/UA.js';
import type { SipAccount, SipCall, SipCallHost, SipStack, SipStackHost } from './stack.ts';

/** Seconds between two tries to get the line back: least and most. */
const RECOVERY = { connection_recovery_min_interval: 1, connection_recovery_max_interval: 8 };
/** How a server asks a telephone to pick up by itself; as the Asterisk adapter sends it, and other switches do. */
const PICK_UP = /answer-after=0|alert-autoanswer/i;

interface Incoming {
  getHeader(name: string): string | undefined;
}

export function jssipStack(account: SipAccount, host: SipStackHost, pcConfig: RTCConfiguration): SipStack {
  const socket = new JsSIP.WebSocketInterface(account.line);
  const ua = new JsSIP.UA({
    sockets: [socket],
    uri: `sip:${account.user}@${new URL(account.line).hostname}`,
    authorization_user: account.user,
    realm: account.realm,
    ha1: account.ha1,
    register: true,
    register_expires: 120,
    session_timers: false,
    user_agent: 'WSSoftPhone',
    ...RECOVERY,
  });
  const calls = new Set<JsSipCall>();
  let stopped = false;
  let wasOpen = false;
  ua.on('connected', () => {
    wasOpen = true;
    if (!stopped) host.opened();
  });
  ua.on('disconnected', () => {
    const was = wasOpen;
    if (stopped) return;
    wasOpen = false;
    host.closed(was);
  });
  ua.on('registered', () => {
    if (!stopped) host.registered();
  });
  ua.on('registrationFailed', () => {
    if (wasOpen && !stopped) host.refused();
  });
  ua.on('newRTCSession', ({ session, originator, request }: RTCSessionEvent) => {
    if (`${originator}` !== 'remote' || stopped) return;
    const call = new JsSipCall(session, pcConfig);
    calls.add(call);
    call.ended = () => calls.delete(call);
    host.rings(call, asksToPickUp(request));
  });
  ua.on('newMessage', ({ originator, request }: IncomingMessageEvent | OutgoingMessageEvent) => {
    if (`${originator}` === 'remote' && !stopped && request.body?.trim() === 'answer') host.pickUp();
  });
  return {
    start: () => ua.start(),
    register: () => ua.register(),
    stop(quietly) {
      stopped = true;
      if (quietly) {
        for (const call of calls) call.drop();
        socket.disconnect();
      }
      ua.stop();
    },
  };
}

function asksToPickUp(request: Incoming): boolean {
  return ['Call-Info', 'Alert-Info'].some((name) => PICK_UP.test(request.getHeader(name) ?? ''));
}

class JsSipCall implements SipCall {
  told: SipCallHost | null = null;
  ended: () => void = () => {};
  readonly #session: RTCSession;
  readonly #pcConfig: RTCConfiguration;
  #over = false;

  constructor(session: RTCSession, pcConfig: RTCConfiguration) {
    this.#session = session;
    this.#pcConfig = pcConfig;
    session.on('peerconnection', ({ peerconnection }) => {
      peerconnection.addEventListener('track', ({ streams, track }) =>
        this.told?.sound(streams[0] ?? new MediaStream([track])),
      );
    });
    // The answer with the first address that is found: waiting for all takes three times as long, or for ever.
    session.on('icecandidate', ({ ready }: IceCandidateEvent) => ready());
    session.on('confirmed', () => this.told?.up());
    session.on('ended', () => this.#end());
    session.on('failed', () => this.#end());
  }

  answer(microphone: MediaStream): void {
    this.#session.answer({
      mediaStream: microphone,
      mediaConstraints: { audio: true, video: false },
      pcConfig: this.#pcConfig,
    });
  }
  refuse(): void {
    this.#finish({ status_code: 486 });
  }
  hangup(): void {
    this.#finish({});
  }
  drop(): void {
    // Without its connection it can neither hear nor be heard; what the library still says goes nowhere.
    this.#session.connection?.close();
    this.#end();
  }
  sendDigits(digits: string): void {
    this.#session.sendDTMF(digits, { transportType: 'RFC2833' as never });
  }
  async speakWith(microphone: MediaStream): Promise<void> {
    const [track] = microphone.getAudioTracks();
    const sender = this.#session.connection?.getSenders().find((one) => one.track?.kind === 'audio');
    if (track && sender) await sender.replaceTrack(track);
  }

  #finish(options: { readonly status_code?: number }): void {
    if (this.#over || this.#session.isEnded()) return;
    this.#session.terminate(options);
  }
  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.ended();
    this.told?.over();
  }
}
