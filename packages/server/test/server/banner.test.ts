import { describe, expect, it } from 'vitest';
import { banner, warnings } from '../../src/banner.ts';
import { parseOptions, type ServerOptions } from '../../src/options.ts';
import { openSwitch } from '../../src/switches.ts';
import { fastClock } from '../virtual/fast-clock.ts';

function options(...argv: string[]): ServerOptions {
  const parsed = parseOptions(argv, { WSSP_API_KEYS: argv.includes('--lang') ? 'k'.repeat(16) : '' });
  if (parsed.do !== 'run') throw new Error(parsed.do);
  return parsed.options;
}
const virtual = await openSwitch(
  { kind: 'virtual' },
  { clock: fastClock(1), say: () => {}, log: (await import('pino')).default({ level: 'silent' }) },
);
const serving = (host: string) => ({
  address: { host, port: 8887 },
  switch: virtual,
  embedded: { dataDir: '/srv/data', adopted: false },
  demoPage: true,
  console: { page: true, firstPassword: true },
});

describe('what the terminal is told', () => {
  it('is the address to open, and where things are', () => {
    const text = banner(options('--demo', '--data', '/srv/data', '--log-file', 'x.log'), serving('127.0.0.1'));
    expect(text).toContain('http://127.0.0.1:8887/\n');
    expect(text).toContain('ws://127.0.0.1:8887/');
    expect(text).toContain('key in /srv/data/api-key');
    expect(text).toContain('x.log');
    expect(text).not.toContain('!');
  });
  it('leads to the console, and to its first password as long as that is the one', () => {
    const { console, ...rest } = serving('127.0.0.1');
    const text = banner(options('--data', '/srv/data'), { ...rest, console });
    expect(text).toContain('http://127.0.0.1:8887/console/\n');
    expect(text).toContain('sign in as admin, password in /srv/data/console-password');
    const changed = banner(options(), { ...rest, console: { page: true, firstPassword: false } });
    expect(changed).not.toContain('password in');
    expect(banner(options(), { ...rest, console: { page: false, firstPassword: true } })).not.toContain('/console/');
  });
  it('names an address that can be opened when it listens on all of them', () => {
    expect(banner(options(), serving('0.0.0.0'))).toContain('http://localhost:8887/');
    expect(banner(options(), serving('::1'))).toContain('http://[::1]:8887/');
  });
  it('never shows a key', () => {
    expect(banner(options('--lang', 'en'), serving('127.0.0.1'))).not.toContain('kkkk');
  });
});

describe('warnings', () => {
  it('are none for safe settings', () => {
    expect(warnings(options('--demo'))).toEqual([]);
    expect(warnings(options('--host', '0.0.0.0'))).toEqual([]);
  });
  it.each([
    [['--auth', 'open'], /anybody on this machine/],
    [['--auth', 'open', '--host', '0.0.0.0'], /anybody who reaches this port/],
    [['--auth', 'open', '--origins', '*'], /every origin/],
    [['--demo', '--demo-remote'], /lab is open/],
    [['--demo', '--host', '0.0.0.0'], /not for work/],
  ])('say what %j means', (argv, text) => {
    expect(warnings(options(...argv)).join('\n')).toMatch(text);
  });
});
