// The real parts that tests need beyond Node, and which tests need them.
// A part that is missing and cannot be installed takes its tests with it: said plainly, and an error where CI is set.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cache = process.env.WSSP_CACHE ?? join(homedir(), '.cache', 'wssoftphone');

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(':')
    .some((directory) => directory !== '' && existsSync(join(directory, program)));
}

/** Tests on Asterisk: the project "telephony". */
export const telephony = JSON.parse(readFileSync(new URL('telephony-tests.json', import.meta.url), 'utf8'));

/** Debian keeps PostgreSQL's own programs off the path. */
function postgresServer() {
  const home = '/usr/lib/postgresql';
  return existsSync(home) && readdirSync(home).some((version) => existsSync(join(home, version, 'bin', 'initdb')));
}

/**
 * name: what it is, in a report. packages: of Debian. ready: whether it is here. tests: those that need it, as globs.
 */
export const parts = [
  {
    name: 'Chromium',
    packages: ['chromium'],
    ready: () => onPath('chromium'),
    tests: ['e2e/{asterisk,console,firefox,toolbar,virtual}/**', 'packages/server/test/gateway/browser.real.test.ts'],
  },
  {
    name: 'Firefox',
    packages: ['firefox-esr'],
    ready: () => onPath('firefox-esr') || onPath('firefox'),
    tests: ['e2e/firefox/**'],
  },
  {
    name: 'sipp and baresip',
    packages: ['sip-tester', 'baresip-core'],
    ready: () => onPath('sipp') && onPath('baresip'),
    tests: telephony,
  },
  {
    name: 'PostgreSQL of Debian',
    packages: ['postgresql'],
    ready: postgresServer,
    tests: ['**/*debian*.real.test.ts'],
  },
  {
    // Asterisk itself is in no Debian release that has the rest: it gets a root of its own, after the build.
    name: 'tools for making an Asterisk',
    packages: ['mmdebstrap', 'espeak-ng', 'sox'],
    ready: () => onPath('mmdebstrap') && onPath('espeak-ng') && onPath('sox'),
    tests: telephony,
  },
];

/** Why this machine's packages are not ours to install; null when they are. */
export function whyNoPackages() {
  if (process.platform !== 'linux' || !onPath('apt-get')) return 'this is no Debian (there is no apt-get)';
  if (process.getuid?.() !== 0) return 'installing packages takes root';
  return null;
}

/** Installs what is missing, where that is possible; never throws. Returns the parts that are still missing, each with the reason. */
export function install(say) {
  const missing = parts.filter((part) => !part.ready());
  if (missing.length === 0) return [];
  const why = whyNoPackages();
  if (why !== null) return missing.map((part) => ({ part, why }));
  const packages = missing.flatMap((part) => part.packages);
  say(`installing ${packages.join(' ')}`);
  const apt = (...args) => {
    execFileSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
      // Their chatter is not the test's; what goes wrong comes with the error.
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  let failure = 'apt-get did not bring it';
  try {
    apt('update');
    // One part that cannot be had must not cost the others.
    for (const part of missing) {
      try {
        apt('install', '-y', '--no-install-recommends', ...part.packages);
      } catch (error) {
        say(`${part.packages.join(' ')}: ${error.message}`);
      }
    }
  } catch (error) {
    failure = `apt-get update failed: ${error.message}`;
  }
  return missing.filter((part) => !part.ready()).map((part) => ({ part, why: failure }));
}
