#!/usr/bin/env node
// npm links a command only when its file is there at the installation; the build comes later.
import { existsSync } from 'node:fs';

const cli = new URL('../dist/cli.js', import.meta.url);
if (existsSync(cli)) {
  await import(cli.href);
} else {
  console.error('The simulator is not built yet: npx tsc -b packages/simulator');
  process.exitCode = 2;
}
