// Makes the Asterisk that tests and `npm run start:asterisk` use, ahead of time. Prints its directory on the last line.
//   node scripts/asterisk/provision.mjs        (after a build; as root on Debian; WSSP_CACHE says where, default ~/.cache/wssoftphone)
import { homedir } from 'node:os';
import { join } from 'node:path';
import { provisionAsterisk } from '../../packages/server/dist/switch/asterisk/local/index.js';

const cache = process.env.WSSP_CACHE ?? join(homedir(), '.cache', 'wssoftphone');
try {
  console.log(await provisionAsterisk({ cache, say: (line) => console.error(line) }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
