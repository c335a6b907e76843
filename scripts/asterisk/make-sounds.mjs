// Makes the prompts (zh, en) and the music of WSAgentServer for an Asterisk of your own. Needs espeak-ng and sox; after a build:
//   node scripts/asterisk/make-sounds.mjs SOUNDS_DIR MUSIC_DIR
// for example /usr/share/asterisk/sounds and /var/lib/asterisk/moh/wssp.
import { join } from 'node:path';
import { makeMusic, makeSounds } from '../../packages/server/dist/switch/asterisk/local/index.js';

const [sounds, music] = process.argv.slice(2);
if (sounds === undefined || music === undefined) {
  console.error('usage: node scripts/asterisk/make-sounds.mjs SOUNDS_DIR MUSIC_DIR');
  process.exit(2);
}
try {
  await makeSounds({ zh: join(sounds, 'zh', 'wssp'), en: join(sounds, 'en', 'wssp') });
  await makeMusic(music);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
