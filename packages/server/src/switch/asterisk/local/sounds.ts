/** Makes our sounds: music by arithmetic, words with espeak-ng, as 8 kHz WAV files that every Asterisk plays. */
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOUND_TEXTS } from '../prompts.ts';
import { musicOnHold } from './music.ts';
import { run } from './run.ts';

const ESPEAK_VOICE = { zh: 'cmn', en: 'en-gb' } as const;

/** Writes `<directory>/<language>/wssp/<name>.wav` for every sound of ours. Needs espeak-ng and sox. */
export async function makeSounds(directories: Readonly<Record<'zh' | 'en', string>>): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'wssp-sounds-'));
  try {
    for (const voice of ['zh', 'en'] as const) {
      await mkdir(directories[voice], { recursive: true });
      for (const [name, text] of Object.entries(SOUND_TEXTS[voice])) {
        const spoken = join(scratch, `${voice}-${name}.wav`);
        await run('espeak-ng', ['-v', ESPEAK_VOICE[voice], '-s', '150', '-w', spoken, text]);
        // Telephone rate; no silence before and after, so that digits follow each other in an even pace.
        const trim = ['silence', '1', '0.005', '0.5%', 'reverse', 'silence', '1', '0.005', '0.5%', 'reverse'];
        const made = join(scratch, `${voice}-${name}-made.wav`);
        await run('sox', [
          '-V1',
          spoken,
          '-r',
          '8000',
          '-c',
          '1',
          '-b',
          '16',
          made,
          ...trim,
          'pad',
          '0',
          '0.06',
          'norm',
          '-4',
        ]);
        // Whole or not at all: an Asterisk may be playing the old one.
        const file = join(directories[voice], `${name}.wav`);
        await copyFile(made, `${file}.new`);
        await rename(`${file}.new`, file);
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export async function makeMusic(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'wssp-tune.wav'), musicOnHold());
}
