/**
 * The agent's telephone in the page (docs/guides/browser-phone.md). It goes with one WSSoftPhone: registers when the agent is
 * logged on, picks up when the server answers for the agent, is the same call again after a reload.
 */
import type { WSSoftPhone } from '../wssoftphone.ts';
import { fetchAccount, NoAccount } from './account.ts';
import { NoMicrophone } from './microphone.ts';
import { type BrowserPhoneOptions, type BrowserPhoneParts, partsOf, read, silence, write } from './parts.ts';
import { type BrowserPhoneProblem, type ProblemCode, problemOf } from './problems.ts';
import type { SipAccount, SipCall, SipStack } from './stack.ts';
import { type BrowserPhoneState, CALL, type CallInput, LINE, type LineInput, next, shownState } from './table.ts';

export const MEDIA_LIMITS = {
  /** An account that could not be had is asked for again after, milliseconds: doubles from the first to the second. */
  retryMs: { first: 1_000, last: 15_000 },
  /** Lines in a row that could not be opened, after which the account is asked for anew: the session may be another. */
  badLines: 2,
  /** A call of which the server knows nothing any more is over after, milliseconds. */
  strayMs: 4_000,
} as const;

type Toolbar = EventTarget & { readonly phone: WSSoftPhone | null };

/** Chosen devices are kept in the browser, being muted only in the tab. */
const KEYS = { microphone: 'wssp-microphone', speaker: 'wssp-speaker', mute: 'wssp-mute' } as const;
/** Agent states in which no leg of the agent's can be up. */
const WITHOUT_CALL = /^([0-3]|8|19|23|2[48]|16)$/;

export class WSBrowserPhone {
  readonly phone: WSSoftPhone;
  readonly #parts: BrowserPhoneParts;
  readonly #account: () => Promise<SipAccount>;
  #line: keyof typeof LINE = 'closed';
  #call: keyof typeof CALL = 'none';
  #stack: SipStack | null = null;
  #sip: SipCall | null = null;
  #stream: MediaStream | null = null;
  #muted = false;
  #problem: BrowserPhoneProblem | null = null;
  #told = '';
  #badLines = 0;
  #tries = 0;
  /** Counts beginnings: what an older one still waits for is forgotten. */
  #turn = 0;
  #cancelRetry: () => void = () => {};
  #cancelStray: () => void = () => {};
  #hasMicrophone: Promise<boolean> | null = null;
  #undo: (() => void)[] = [];

  constructor(phone: WSSoftPhone, options: BrowserPhoneOptions = {}) {
    this.phone = phone;
    this.#account = options.account ?? (() => fetchAccount(phone, this.#isEnglish ? 'en' : 'zh-CN'));
    this.#parts = partsOf(options);
    this.#muted = this.#parts.storage?.getItem(KEYS.mute) === '1';
    const { tell } = phone;
    phone.tell = (name, ...args) => {
      const result = tell.call(phone, name, ...args);
      if (name === 'onInited' || name === 'onStateChange') this.#look();
      if (name === 'onConnectionChange') this.#lookAtLine();
      return result;
    };
    phone.muteMic = () => this.#setMute(true);
    phone.unmuteMic = () => this.#setMute(false);
    const devices = this.#parts.microphone.onChange(() => this.#devicesChanged());
    this.#undo = [
      devices,
      () => {
        phone.tell = tell;
        delete phone.muteMic;
        delete phone.unmuteMic;
      },
    ];
    const speaker = read(KEYS.speaker);
    if (speaker !== '') this.#parts.sound.use(speaker).catch(() => {}); // unplugged: the usual one plays
    this.#look();
  }

  /**
   * A telephone for every softphone that a toolbar makes (`<wssoftphone-ui>`, or `element` of SoftphoneUI). Gives the present
   * one, null before the first connect.
   */
  static forToolbar(toolbar: Toolbar, options: BrowserPhoneOptions = {}): () => WSBrowserPhone | null {
    let present: WSBrowserPhone | null = null;
    toolbar.addEventListener('sp-connection-change', () => {
      if (toolbar.phone === null || toolbar.phone === present?.phone) return;
      present?.close();
      present = new WSBrowserPhone(toolbar.phone, options);
    });
    return () => present;
  }

  // ── for pages ──

  get state(): BrowserPhoneState {
    return shownState(this.#line, this.#call);
  }
  get isMuted(): boolean {
    return this.#muted;
  }
  /** What is wrong; null: nothing. */
  get problem(): BrowserPhoneProblem | null {
    return this.#problem;
  }
  /** Picks up the call that rings, on a telephone that the server may not answer for. */
  async answer(): Promise<void> {
    const sip = this.#sip;
    if (sip === null || this.#call !== 'ringing') return;
    this.#enterCall('answer');
    const stream = await this.#openMicrophone();
    if (this.#sip !== sip) return silence(stream);
    if (stream === null) {
      // Nobody could hear this agent: the call is better off with another.
      sip.refuse();
      return;
    }
    this.#use(stream);
    sip.answer(stream);
  }
  /** Ends the call at the telephone, as putting the receiver down does; one that rings is refused. */
  hangup(): void {
    if (this.#call === 'ringing') this.#sip?.refuse();
    else this.#sip?.hangup();
  }
  mute(): void {
    void this.#setMute(true);
  }
  unmute(): void {
    void this.#setMute(false);
  }
  /** Keys pressed into the talk by the telephone itself: `0`–`9` `*` `#` `A`–`D`. */
  sendDigits(digits: string): void {
    if (this.#call === 'talking' && /^[0-9A-D*#]{1,32}$/i.test(digits)) this.#sip?.sendDigits(digits);
  }
  /** Microphones and speakers to choose from; names are empty until the microphone has been allowed. */
  async devices(): Promise<{ readonly microphones: MediaDeviceInfo[]; readonly speakers: MediaDeviceInfo[] }> {
    const all = (await globalThis.navigator?.mediaDevices?.enumerateDevices()) ?? [];
    const of = (kind: MediaDeviceKind) => all.filter((one) => one.kind === kind);
    return { microphones: of('audioinput'), speakers: of('audiooutput') };
  }
  /** '' is the usual one. Counts from now on, in a talk too, and is remembered in this browser. */
  async chooseMicrophone(deviceId: string): Promise<void> {
    write(KEYS.microphone, deviceId);
    const sip = this.#sip;
    if (sip === null || this.#stream === null) return;
    const stream = await this.#openMicrophone();
    if (stream === null) return;
    if (this.#sip !== sip) return silence(stream);
    await sip.speakWith(stream);
    this.#use(stream);
  }
  async chooseSpeaker(deviceId: string): Promise<void> {
    await this.#parts.sound.use(deviceId);
    write(KEYS.speaker, deviceId);
  }
  /** Tries again at once what failed, the microphone for example. */
  retry(): void {
    this.#hasMicrophone = null;
    this.#tries = 0;
    this.#badLines = 0;
    this.#cancelRetry();
    if (this.#line === 'connecting' && this.#call === 'none') this.#begin();
    else this.#look();
  }
  /** Gives the telephone up; the softphone goes on without it. */
  close(): void {
    this.#leave(false);
    for (const undo of this.#undo.splice(0)) undo();
  }

  // ── with the softphone ──

  get #isEnglish(): boolean {
    return this.phone.language === 'en';
  }

  /** What the softphone's connection and state ask of the telephone. */
  #look(): void {
    const { connectionStatus: status, agentState } = this.phone;
    if (status !== 'online') return;
    // Asked for before the log-on, which waits a few seconds for the telephone and none for a person.
    this.#hasMicrophone ??= this.#tryMicrophone();
    if (Number(agentState) <= 1) this.#leave(false);
    else if (this.#line === 'closed') {
      this.#enterLine('want');
      this.#begin();
    }
    this.#lookForStray();
  }

  /** Another page has the seat, or will: the call is its. (Of the state nothing is known before `onInited`.) */
  #lookAtLine(): void {
    const { connectionStatus: status } = this.phone;
    if (status === 'replaced' || status === 'closed') this.#leave(true);
  }

  /** A goodbye that was lost with a line leaves a call here that is over: the server's state says so. */
  #lookForStray(): void {
    this.#cancelStray();
    const idle = WITHOUT_CALL.test(this.phone.agentState);
    if (!idle) return;
    if (this.#call === 'none') {
      this.#forgetMute();
      return;
    }
    this.#cancelStray = this.#parts.after(MEDIA_LIMITS.strayMs, () => {
      if (WITHOUT_CALL.test(this.phone.agentState)) this.#sip?.hangup();
    });
  }

  // ── the line ──

  #begin(): void {
    const turn = ++this.#turn;
    this.#stack?.stop(this.#call === 'none');
    this.#stack = null;
    this.#connect(turn).catch((error: unknown) => {
      if (turn !== this.#turn) return;
      if (error instanceof NoAccount) this.#say(error.problem);
      else this.#say('PhoneLineDown');
      this.#later();
    });
  }

  async #connect(turn: number): Promise<void> {
    this.#hasMicrophone ??= this.#tryMicrophone();
    // Without a microphone it is no telephone, and gets no calls; tried again when one is plugged in or allowed.
    if (!(await this.#hasMicrophone)) return;
    if (turn !== this.#turn) return;
    const account = await this.#account();
    if (turn !== this.#turn) return;
    const isNow = (): boolean => turn === this.#turn;
    this.#stack = this.#parts.stack(account, {
      opened: () => {
        if (isNow()) this.phone.tell('onIptWSOpen');
      },
      closed: (wasOpen) => {
        if (isNow()) this.#lineLost(wasOpen);
      },
      registered: () => {
        if (isNow()) this.#registered();
      },
      refused: () => {
        if (isNow()) this.#refused();
      },
      rings: (call, pickUp) => {
        if (isNow()) this.#rings(call, pickUp);
        else call.drop();
      },
      pickUp: () => {
        if (isNow()) void this.answer();
      },
    });
    this.#stack.start();
  }

  #later(): void {
    const { first, last } = MEDIA_LIMITS.retryMs;
    const wait = Math.min(last, first * 2 ** Math.min(this.#tries++, 10));
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.after(wait, () => {
      if (this.#line !== 'connecting') return;
      if (this.#call === 'none') return this.#begin();
      // A talk hangs on the present library: it goes on as it is.
      this.#stack?.register();
      this.#later();
    });
  }

  #registered(): void {
    this.#badLines = 0;
    this.#tries = 0;
    this.#cancelRetry();
    if (this.#problem?.code !== 'SoundBlocked') this.#problem = null;
    this.#enterLine('registered');
  }

  #lineLost(wasOpen: boolean): void {
    this.phone.tell(wasOpen ? 'onIptWSClose' : 'onIptWSConnectFailed');
    // What rings was asked for on that line: the server rings again when the telephone is back.
    if (this.#call === 'ringing' || this.#call === 'answering') this.#dropCall();
    this.#enterLine('lost');
    if (wasOpen) return;
    this.#badLines++;
    if (this.#badLines < MEDIA_LIMITS.badLines) return;
    this.#say('PhoneLineDown');
    this.#badLines = 0;
    this.#later();
  }

  /** Asterisk does not know the telephone yet, after a restart; or the password is another now. */
  #refused(): void {
    this.#enterLine('lost');
    if (this.#tries > 1) this.#say('PhoneRefused');
    this.#later();
  }

  /** `quietly`: a talk goes on elsewhere. */
  #leave(quietly: boolean): void {
    if (this.#line === 'closed') return;
    this.#turn++;
    this.#cancelRetry();
    this.#cancelStray();
    if (quietly) this.#dropCall();
    this.#stack?.stop(quietly);
    this.#stack = null;
    this.#over();
    this.#tries = 0;
    this.#enterLine('unwant');
  }

  // ── the call ──

  #rings(call: SipCall, pickUp: boolean): void {
    if (this.#sip !== null) {
      if (!pickUp) {
        call.told = { up() {}, over() {}, sound() {} };
        call.refuse();
        return;
      }
      // Called anew after a lost line: this is the same talk, the old call leads nowhere.
      this.#dropCall();
    }
    this.#sip = call;
    const isThis = (): boolean => this.#sip === call;
    call.told = {
      up: () => {
        if (isThis()) this.#enterCall('up');
      },
      over: () => {
        if (isThis()) this.#over();
      },
      sound: (stream) => {
        if (isThis()) void this.#play(stream);
      },
    };
    this.#enterCall('ring');
    if (pickUp) void this.answer();
  }

  async #play(stream: MediaStream): Promise<void> {
    if (!(await this.#parts.sound.play(stream)) && this.#sip !== null) this.#say('SoundBlocked');
  }

  #dropCall(): void {
    const sip = this.#sip;
    this.#over();
    sip?.drop();
  }

  #over(): void {
    this.#sip = null;
    silence(this.#stream);
    this.#stream = null;
    this.#parts.sound.stop();
    if (this.#problem?.code === 'SoundBlocked') this.#problem = null;
    this.#cancelStray();
    this.#enterCall('over');
  }

  // ── the microphone ──

  async #tryMicrophone(): Promise<boolean> {
    const stream = await this.#openMicrophone();
    silence(stream);
    return stream !== null;
  }
  async #openMicrophone(): Promise<MediaStream | null> {
    try {
      const stream = await this.#parts.microphone.open(read(KEYS.microphone));
      if (/^(Microphone|Page)/.test(this.#problem?.code ?? '')) this.#problem = null;
      return stream;
    } catch (error) {
      this.#say(error instanceof NoMicrophone ? error.code : 'MicrophoneBusy');
      return null;
    }
  }
  #use(stream: MediaStream): void {
    silence(this.#stream);
    this.#stream = stream;
    this.#applyMute();
  }
  #applyMute(): void {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !this.#muted;
  }
  #devicesChanged(): void {
    if (/^(Microphone|Page)/.test(this.#problem?.code ?? '')) this.retry();
  }

  #setMute(muted: boolean): Promise<void> {
    this.#muted = muted;
    if (muted) this.#parts.storage?.setItem(KEYS.mute, '1');
    else this.#parts.storage?.removeItem(KEYS.mute);
    this.#applyMute();
    this.#tellState();
    return Promise.resolve();
  }
  /** The next caller must not meet silence because the one before did. */
  #forgetMute(): void {
    if (this.#muted) void this.#setMute(false);
  }

  // ── telling ──

  #enterLine(input: LineInput): void {
    this.#line = next(LINE, this.#line, input);
    this.#tellState();
  }
  #enterCall(input: CallInput): void {
    this.#call = next(CALL, this.#call, input);
    this.#tellState();
  }
  #tellState(): void {
    const now = `${this.state} ${this.#muted}`;
    if (now === this.#told) return;
    this.#told = now;
    this.phone.tell('onIptStateChange', this.state, this.#muted);
  }
  #say(problem: ProblemCode | BrowserPhoneProblem): void {
    const said = typeof problem === 'string' ? problemOf(problem, this.#isEnglish, this.phone.ins) : problem;
    const isNew = this.#problem?.code !== said.code;
    this.#problem = said;
    if (!isNew) return;
    this.phone.tell('onShowTip', said.remedy === '' ? said.text : `${said.text}: ${said.remedy}`);
    this.phone.tell('onIptProblem', said);
  }
}
