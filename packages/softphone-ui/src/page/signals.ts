/** What an agent hears and sees of an incoming call beside the page: ring tone and desktop notification. */
import type { CallFace } from '../model/call.ts';
import type { Preferences } from '../model/memory.ts';
import type { Words } from '../texts/say.ts';
import { CallNotice } from './notices.ts';
import { RingTone } from './ring-tone.ts';

export class Signals {
  readonly #tone = new RingTone();
  readonly #notice = new CallNotice();

  /** `silent`: the call will be answered by itself. */
  begin(
    call: CallFace,
    { say }: Words,
    skillName: string,
    { ring, volume, notify }: Preferences,
    silent: boolean,
  ): void {
    if (ring && !silent) this.#tone.start(volume);
    const body = [
      call.line && say('incomingOn', { line: call.line }),
      skillName && say('incomingSkill', { skill: skillName }),
    ];
    if (notify) this.#notice.show(say('incomingFrom', { number: call.number }), body.filter(Boolean).join(' · '));
  }
  end(): void {
    this.#tone.stop();
    this.#notice.close();
  }
  /** How it will ring, for some seconds. */
  test(volume: number): void {
    this.#tone.start(volume, 3);
  }
}
