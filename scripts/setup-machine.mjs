// Brings a machine what the tests need beyond Node: Chromium, Firefox, sipp, baresip, PostgreSQL, and the tools for an Asterisk.
//   node scripts/setup-machine.mjs      (Debian, as root; npm test does this by itself)
import { install, parts } from './parts.mjs';

const missing = install((line) => console.log(line));
for (const part of parts) {
  const gap = missing.find((one) => one.part === part);
  console.log(`${gap === undefined ? 'here   ' : 'MISSING'}  ${part.name}${gap === undefined ? '' : `: ${gap.why}`}`);
}
process.exitCode = missing.length === 0 ? 0 : 1;
