/** A desk with a fake server behind it: what it announces, hands to the page and sends is all there is to see. */
import { WebSocket as NodeSocket } from 'ws';
import type { Environment } from 'wssoftphone';
import { FakeServer } from '../../../client/test/support/fake-server.ts';
import type { CallFace } from '../../src/model/call.ts';
import { Desk, type DeskAttrs } from '../../src/model/desk.ts';
import { Flows } from '../../src/model/flows.ts';
import { type Keeper, Memory } from '../../src/model/memory.ts';

class Box implements Keeper {
  readonly #items = new Map<string, string>();
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#items.set(key, value);
  removeItem = (key: string) => void this.#items.delete(key);
}

const ENVIRONMENT: Partial<Environment> = {
  WebSocket: NodeSocket as unknown as typeof WebSocket,
  storage: null,
  onWake: () => () => {},
};

export class DeskRig {
  readonly server: FakeServer;
  readonly desk: Desk;
  readonly flows: Flows;
  readonly memory = new Memory(new Box(), new Box());
  readonly announced: { text: string; urgent: boolean }[] = [];
  readonly rung: (CallFace | null)[] = [];
  /** What the page answers to a handler; undefined: it has none. */
  page: (handler: string) => unknown = () => undefined;
  readonly #waiting: { so(): boolean; done(): void }[] = [];

  private constructor(server: FakeServer) {
    this.server = server;
    this.desk = new Desk(
      {
        changed: () => this.#look(),
        announce: (text, urgent) => this.announced.push({ text, urgent }),
        tell: (handler) => this.page(handler),
        ringing: (call) => this.rung.push(call),
      },
      this.memory,
      () => 5_000,
    );
    this.flows = new Flows(this.desk, () => this.connect());
  }

  static async start(): Promise<DeskRig> {
    return new DeskRig(await FakeServer.start('v4'));
  }
  async connect(more: Partial<DeskAttrs> = {}): Promise<void> {
    const { uri } = this.server;
    await this.desk.connect({ agentId: '888', ins: '6002', serverUri: uri, environment: ENVIRONMENT, ...more });
  }
  async stop(): Promise<void> {
    this.desk.disconnect();
    await this.server.stop();
  }

  /** The server puts the agent into a state with these functions on. */
  async state(state: number, on: readonly number[] = [], more: Record<string, unknown> = {}): Promise<void> {
    this.server.now.state(state, { buttons: on.map((id) => ({ id, enabled: true })), ...more });
    await this.until(() => this.desk.state === String(state));
  }
  /** Waits until what the desk shows makes it true. */
  until(so: () => boolean): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ so, done });
      this.#look();
    });
  }
  #look(): void {
    for (const one of [...this.#waiting]) {
      if (!one.so()) continue;
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.done();
    }
  }
}
