/** A telephone in a page of Chromium, as a party on the line: its microphone is a file with a tone, its ear the page's sound. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { wavFile } from '../../packages/server/src/wav-file.ts';
import { hear } from './audio/ear.ts';
import { VOICE_FREQUENCIES } from './audio/sounds.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type Sound, type Voice, voiceOf } from './sip/party.ts';

const RATE = 48_000;
/** Loud, as the other parties are. */
const AMPLITUDE = 8_000;
/** The last of the list: the parties of a test take theirs from the beginning. */
export const BROWSER_HERTZ: number = VOICE_FREQUENCIES.at(-1) ?? 0;

/** A browser whose microphone says that tone all the time. */
export async function openBrowserWithVoice(more: readonly string[] = []): Promise<TestBrowser> {
  const samples = Int16Array.from({ length: RATE * 2 }, (_, i) =>
    Math.round(AMPLITUDE * Math.sin((2 * Math.PI * BROWSER_HERTZ * i) / RATE)),
  );
  const file = join(await mkdtemp(join(tmpdir(), 'wssp-voice-')), 'voice.wav');
  await writeFile(file, wavFile(RATE, Buffer.from(samples.buffer)));
  return openBrowser([`--use-file-for-fake-audio-capture=${file}`, ...more]);
}

export class PageEar {
  readonly voice: Voice = voiceOf(BROWSER_HERTZ);
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** What the page plays now. */
  async hears(): Promise<Sound[]> {
    const samples = await this.#page.evaluate(listen);
    return samples === null ? [] : hear(Int16Array.from(samples));
  }
  /** The telephone's state, as the page is told it. */
  async state(state: string): Promise<void> {
    await this.#page.waitForFunction((wanted) => {
      const page = window as unknown as { browserPhone?: () => { readonly state: string } | null };
      return page.browserPhone?.()?.state === wanted;
    }, state);
  }
}

/** Runs in the page: the last two thirds of a second of what it plays, at 8 kHz; null: nothing is played. */
async function listen(): Promise<number[] | null> {
  type Kept = { farEnd?: { readonly stream: MediaStream; readonly analyser: AnalyserNode } };
  const kept = window as unknown as Kept;
  const stream = document.querySelector<HTMLAudioElement>('#far-end')?.srcObject;
  if (!(stream instanceof MediaStream)) return null;
  if (kept.farEnd?.stream !== stream) {
    const context = new AudioContext({ sampleRate: 48_000 });
    const analyser = new AnalyserNode(context, { fftSize: 32_768 });
    context.createMediaStreamSource(stream).connect(analyser);
    kept.farEnd = { stream, analyser };
  }
  const samples = new Float32Array(32_768);
  kept.farEnd.analyser.getFloatTimeDomainData(samples);
  return Array.from({ length: samples.length / 6 }, (_, i) => Math.round((samples[i * 6] ?? 0) * 32_767));
}
