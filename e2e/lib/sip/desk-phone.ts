/**
 * An agent's desk phone: a real SIP user agent (baresip, one process for each phone) that registers with digest
 * authentication, rings, talks a tone of its own and records what it hears. It is driven over its control socket.
 *
 * The line between phone and switch is a socket of the test: it passes datagrams on, shows what they are, and can do
 * what this telephone has no button for: decline with 603 (baresip says 486), be engaged, or be cut through.
 */
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_RATE, sine, VOICE_AMPLITUDE, wavOf } from '../audio/sounds.ts';
import { WavEar } from '../audio/wav-ear.ts';
import { type Deferred, deferred } from '../deferred.ts';
import { freeTcpPort } from '../ports.ts';
import { TiedProcess } from '../tied-process.ts';
import { until, within } from '../until.ts';
import { NetstringReader, netstring } from './netstring.ts';
import { type FarEnd, type Phone, type Sound, type TestParty, type Voice, type Voices, voiceOf } from './party.ts';
import { PhoneLine } from './phone-line.ts';

export interface DeskPhoneOptions {
  readonly number: string;
  readonly secret: string;
  /** The switch's SIP port on loopback. */
  readonly switchPort: number;
  readonly voices: Voices;
}

interface BaresipMessage {
  readonly event?: boolean;
  readonly type?: string;
  readonly param?: string;
  readonly id?: string;
  readonly response?: boolean;
  readonly ok?: boolean;
  readonly token?: string;
  readonly data?: string;
}

interface PhoneCall {
  /** Its SIP Call-ID, as the telephone says of each of its events. */
  readonly id: string;
  readonly callerNumber: string;
  readonly established: Deferred<void>;
  readonly end: Deferred<FarEnd>;
  ear: WavEar | null;
  keys: string;
}

/** Seconds of tone in the file that the phone plays; it begins again at the end. */
const TONE_SECONDS = 120;
/** Seconds that a registration holds. */
const REGISTER_SECONDS = 60;

export class DeskPhone implements Phone, TestParty {
  readonly number: string;
  readonly hertz: number;
  readonly #options: DeskPhoneOptions;
  readonly #directory: string;
  readonly #line: PhoneLine;
  #process: TiedProcess | null = null;
  #control: Socket | null = null;
  #tokens = 0;
  #answers = new Map<string, Deferred<void>>();
  #call: PhoneCall | null = null;
  /** Calls before it that have not said that they ended. */
  readonly #past = new Map<string, PhoneCall>();
  #ringing: Deferred<PhoneCall> = deferred();
  #output = '';
  #isRegistered = false;

  private constructor(options: DeskPhoneOptions, directory: string, line: PhoneLine) {
    this.#options = options;
    this.number = options.number;
    this.hertz = options.voices.take();
    this.#directory = directory;
    this.#line = line;
  }

  /** Resolves when the phone is registered. */
  static async start(options: DeskPhoneOptions): Promise<DeskPhone> {
    const directory = await mkdtemp(join(tmpdir(), 'wssp-phone-'));
    const line = await PhoneLine.open(options.switchPort);
    const phone = new DeskPhone(options, directory, line);
    try {
      await phone.#boot();
      await phone.register();
    } catch (error) {
      await phone.close();
      throw new Error(`phone ${options.number}: ${error}; ${phone.#output.slice(-2_000)}`);
    }
    return phone;
  }

  get voice(): Voice {
    return voiceOf(this.hertz);
  }
  /** The wire between phone and switch, for tests that cut it. */
  get line(): PhoneLine {
    return this.#line;
  }
  get isRinging(): boolean {
    return this.#call !== null && !this.#call.established.settled && !this.#call.end.settled;
  }
  get isUp(): boolean {
    return this.#call?.established.settled === true && !this.#call.end.settled;
  }

  async rings(): Promise<{ readonly callerNumber: string }> {
    const present = this.#call;
    const call = present !== null && this.isRinging ? present : await this.#ringing.promise;
    return { callerNumber: call.callerNumber };
  }
  async answer(): Promise<void> {
    const call = this.#present();
    await this.#do('accept');
    await within(call.established.promise, `phone ${this.number} to be through`);
  }
  async refuse(): Promise<void> {
    const call = this.#present();
    this.#line.declines = true;
    await this.#do('hangup');
    await call.end.promise;
    this.#line.declines = false;
  }
  /** Nothing when it is not on the line. */
  async hangup(): Promise<void> {
    const call = this.#call;
    if (call === null || call.end.settled) return;
    await this.#do('hangup');
    await call.end.promise;
  }
  /** Silence while it only rings: what rings then is the bell. */
  async hears(): Promise<Sound[]> {
    const call = this.#call;
    if (call === null || !this.isUp) return [];
    await until(() => call.ear !== null || call.end.settled, `phone ${this.number} to play`);
    return call.ear === null ? [] : call.ear.hears();
  }
  async press(digits: string): Promise<void> {
    for (const digit of digits) await this.#do('sndcode', digit);
  }
  received(): string {
    return this.#call?.keys ?? '';
  }
  ended(): Promise<FarEnd> {
    return this.#present().end.promise;
  }

  /** Nothing when it is registered. */
  async register(): Promise<void> {
    if (this.#isRegistered) return;
    const registered = this.#line.registered();
    const account = [
      `<sip:${this.number}@127.0.0.1:${this.#line.port}>`,
      `auth_user=${this.number}`,
      `auth_pass=${this.#options.secret}`,
      'answermode=manual',
      'audio_codecs=pcmu/8000/1',
      `regint=${REGISTER_SECONDS}`,
    ];
    await this.#do('uanew', account.join(';'));
    await within(registered, `phone ${this.number} to register`);
    this.#isRegistered = true;
  }
  async unregister(): Promise<void> {
    this.#isRegistered = false;
    const gone = this.#line.unregistered();
    await this.#do('uadel', `sip:${this.number}@127.0.0.1:${this.#line.port}`);
    await within(gone, `phone ${this.number} to be de-registered`);
  }
  async setBusy(busy: boolean): Promise<void> {
    this.#line.engaged = busy;
  }

  async close(): Promise<void> {
    this.#call?.ear?.close();
    await this.#process?.kill();
    this.#control?.destroy();
    this.#line.close();
    this.#options.voices.giveBack(this.hertz);
    await rm(this.#directory, { recursive: true, force: true });
  }

  #present(): PhoneCall {
    if (this.#call === null) throw new Error(`phone ${this.number} has not been called`);
    return this.#call;
  }

  async #boot(): Promise<void> {
    const controlPort = await freeTcpPort();
    const sounds = join(this.#directory, 'heard');
    const tone = join(this.#directory, 'tone.wav');
    await mkdir(sounds);
    await writeFile(tone, wavOf(sine(this.hertz, VOICE_AMPLITUDE, SAMPLE_RATE * TONE_SECONDS)));
    await writeFile(join(this.#directory, 'accounts'), '');
    await writeFile(join(this.#directory, 'contacts'), '');
    await writeFile(join(this.#directory, 'config'), baresipConfig({ controlPort, sounds, tone }));
    const ready = deferred<void>();
    const baresip = new TiedProcess('baresip', ['-4', '-n', '127.0.0.1', '-f', this.#directory], {
      cwd: this.#directory,
      hear: (text) => this.#listen(text, ready),
    });
    this.#process = baresip;
    void baresip.ended().then(() => ready.reject(new Error('baresip ended')));
    await within(ready.promise, 'baresip to start');
    const control = connect(controlPort, '127.0.0.1');
    this.#control = control;
    await once(control, 'connect');
    control.on('error', () => {});
    const reader = new NetstringReader((text) => this.#told(JSON.parse(text) as BaresipMessage));
    control.on('data', (bytes) => reader.push(bytes));
  }

  /** What it prints: that it is ready, and where it writes what it hears. */
  #listen(text: string, ready: Deferred<void>): void {
    this.#output = (this.#output + text).slice(-20_000);
    if (this.#output.includes('baresip is ready')) ready.resolve();
    const files = [...text.matchAll(/dumping decode audio to (\S+)/g)];
    const file = files.at(-1)?.[1];
    if (file === undefined || this.#call === null) return;
    this.#call.ear?.close();
    this.#call.ear = new WavEar(file);
  }

  #told(message: BaresipMessage): void {
    if (message.response === true) {
      const answer = this.#answers.get(message.token ?? '');
      if (message.ok === true) answer?.resolve();
      else answer?.reject(new Error(`phone ${this.number}: ${message.data}`));
      this.#answers.delete(message.token ?? '');
      return;
    }
    // One that was cancelled may say its last when the next is ringing already.
    const call = this.#call?.id === message.id ? this.#call : (this.#past.get(message.id ?? '') ?? null);
    switch (message.type) {
      case 'CALL_INCOMING': {
        const { id = '' } = message;
        const incoming: PhoneCall = {
          id,
          callerNumber: this.#line.callerOf(id),
          established: deferred(),
          end: deferred(),
          ear: null,
          keys: '',
        };
        if (this.#call !== null) this.#past.set(this.#call.id, this.#call);
        this.#call = incoming;
        this.#ringing.resolve(incoming);
        this.#ringing = deferred();
        return;
      }
      case 'CALL_ESTABLISHED':
        call?.established.resolve();
        return;
      case 'CALL_DTMF_START':
        if (call !== null) call.keys += message.param ?? '';
        return;
      case 'CALL_CLOSED':
        if (call === null) return;
        call.ear?.close();
        call.established.reject(new Error(`the call to phone ${this.number} ended: ${message.param}`));
        call.end.resolve(this.#line.wasCancelled(call.id) ? 'cancelled' : 'normal');
        this.#past.delete(call.id);
        return;
      default:
    }
  }

  async #do(command: string, params = ''): Promise<void> {
    this.#tokens += 1;
    const token = String(this.#tokens);
    const answer = deferred<void>();
    this.#answers.set(token, answer);
    this.#control?.write(netstring(JSON.stringify({ command, params, token })));
    await within(answer.promise, `phone ${this.number} to ${command}`);
  }
}

/** Loopback only, µ-law, a file for a microphone, recordings for a loudspeaker (the aubridge device plays to nobody). */
function baresipConfig(at: { readonly controlPort: number; readonly sounds: string; readonly tone: string }): string {
  return `sip_listen 127.0.0.1:0
call_local_timeout 600
call_max_calls 4
audio_player aubridge,nowhere
audio_source aufile,${at.tone}
audio_alert aubridge,bell
audio_level no
snd_path ${at.sounds}
module_path /usr/lib/baresip/modules
module g711.so
module aubridge.so
module aufile.so
module sndfile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${at.controlPort}
`;
}
