import { readFileSync } from 'node:fs';
import type {
  AddressedCommand,
  AgentEvent,
  Lang,
  Refusal,
  Reply,
  SPEventFrame,
  SPResponseFrame,
  V4Message,
} from '../src/index.ts';

export interface CommandVector {
  readonly name: string;
  readonly dialect: 'deployed' | 'v4';
  /** A text frame, or the object that is its JSON. */
  readonly frame: unknown;
  readonly written: string;
  readonly expect: AddressedCommand;
}
export interface RefusalVector {
  readonly name: string;
  readonly dialect: 'deployed' | 'v4';
  readonly frame: unknown;
  readonly expect: Omit<Refusal, 'ok'>;
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as T;
export const commandVectors = (): readonly CommandVector[] => read('commands');
export const refusalVectors = (): readonly RefusalVector[] => read('refusals');
export const frameText = (frame: unknown): string => (typeof frame === 'string' ? frame : JSON.stringify(frame));

/** What the engine says, and the message each dialect makes of it (null: a deployed page never sees it). */
export interface FrameVector {
  readonly name: string;
  readonly lang: Lang;
  readonly reply?: Reply;
  readonly event?: AgentEvent;
  readonly deployed: SPResponseFrame | SPEventFrame | null;
  readonly v4: V4Message;
}
export const frameVectors = (): readonly FrameVector[] => read('frames');
