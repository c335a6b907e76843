/**
 * What differs between one switch and another for a scenario: who is at the far ends, and how to see that nothing is
 * left. The server with its database, and the agents' pages, are the same everywhere (centre.ts).
 */

import type { ServerParts } from '../../../packages/server/src/server.ts';
import type { CalledParty, Party, Phone, Sound } from '../../../packages/server/test/contract/switch-harness.ts';
import type { CentreOptions } from '../../lib/call-centre.ts';

/** What becomes of calls to an outside number. `manual` rings until its hands do something. */
export type OutsidePlan = 'manual' | 'busy' | 'refuses' | 'no-answer' | 'unknown';

export interface OutsideNumber extends CalledParty {
  readonly number: string;
}

export interface Caller extends Party {
  readonly ani: string;
}

export interface Site {
  readonly name: 'virtual' | 'asterisk';
  /** Of the server's HTTP. */
  readonly url: string;
  readonly parts: ServerParts;

  /** The telephone of an extension, registered; the same one whenever it is asked for. */
  phone(extension: string): Promise<Phone>;
  /** What that telephone was told in its calls and might display: on a network all signalling, the latest at the end. */
  toldPhone(extension: string): string;
  /** A customer calls in from a number nobody has called from before. */
  customerCalls(dnis: string): Promise<Caller>;
  /** A number that nobody has dialled before. */
  outside(plan?: OutsidePlan): OutsideNumber;

  /** Who talks has talked for long enough, since somebody heard it, to be told by an ear in a recording. */
  wordsAreSaid(): Promise<void>;
  /** Whose voices are in a recording, and what else sounds in it. */
  heardIn(recording: string, samples: Int16Array): readonly Sound[];
  /** Everybody puts the phone down, and every phone is registered and free again. */
  hangUpAll(): Promise<void>;
  /** What is left on the switch, a line each; empty when no call is. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type OpenSite = (options: CentreOptions) => Promise<Site>;
