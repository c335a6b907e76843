import { createState, sessionView, step } from '@wssoftphone/engine';
import type { SessionView } from '@wssoftphone/protocol';
import { baseConfig } from '../../../../engine/test/support/config.ts';
import type { Desk, DeskSink, Submission } from '../../../src/ports/desk.ts';
import { systemClock } from './stage.ts';

/** The real engine behind a gateway, without database and switch: every telephone is there and says nothing. */
export class EngineDesk implements Desk {
  readonly #state = createState(baseConfig);
  #sink: DeskSink | null = null;

  constructor() {
    const devices = baseConfig.extensions.map(({ number }) => ({ number, reachable: true }));
    this.#step({ kind: 'switch', event: { on: 'sync', legs: [], rooms: [], devices } });
  }
  attach(sink: DeskSink): void {
    this.#sink = sink;
  }
  submit(submission: Submission): void {
    this.#step({ kind: 'command', ...submission });
  }
  connectionClosed(conn: string): void {
    this.#step({ kind: 'connection-closed', conn });
  }
  async reload(): Promise<boolean> {
    return true;
  }
  async session(ins: string): Promise<SessionView | null> {
    return sessionView(this.#state, ins);
  }
  /** The answer of a telephone to whether it is there; until then a log-on is under way. */
  deviceAnswers(number: string): void {
    this.#step({ kind: 'switch', event: { on: 'device', number, reachable: true } });
  }

  #step(body: Parameters<typeof step>[1]['body']): void {
    const { effects } = step(this.#state, { at: Date.now(), entropy: systemClock.entropy(40), body });
    for (const effect of effects) {
      if (effect.kind === 'reply') this.#sink?.reply(effect.ref, effect.conn, effect.reply);
      if (effect.kind === 'event') this.#sink?.event(effect.conn, effect.event);
    }
  }
}
