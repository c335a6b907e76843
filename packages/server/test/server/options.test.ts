import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HELP, parseOptions, type ServerOptions } from '../../src/options.ts';
import { keptSecret } from '../../src/secrets.ts';

type Env = Record<string, string>;
function run(argv: string[], env: Env = {}): ServerOptions {
  const parsed = parseOptions(argv, env);
  if (parsed.do !== 'run') throw new Error(parsed.do);
  return parsed.options;
}

describe('settings', () => {
  it('have safe defaults', () => {
    expect(run([])).toEqual({
      host: '127.0.0.1',
      port: 8887,
      tenant: '1',
      dataDir: './data',
      database: null,
      switch: { kind: 'virtual' },
      auth: { mode: 'token', secret: null, apiKeys: [], tokenSeconds: 120 },
      origins: [],
      numbers: { rsaKeyFile: null, desKey: null },
      lang: 'zh-CN',
      flows: { hosts: [], key: null, check: null },
      demo: false,
      demoRemote: false,
      log: { level: 'info', file: null },
    });
  });

  it('come from the command line before the environment', () => {
    const env = {
      WSSP_PORT: '1',
      WSSP_HOST: '0.0.0.0',
      WSSP_DEMO: '1',
      WSSP_ORIGINS: ' https://a.example, https://b.example ,',
    };
    expect(run(['--port', '0', '--lang=en'], env)).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      demo: true,
      lang: 'en',
      origins: ['https://a.example', 'https://b.example'],
    });
  });

  it('count an empty value of the environment as none', () => {
    expect(run([], { WSSP_PORT: '', WSSP_DEMO: '0', WSSP_DATABASE: ' ' })).toMatchObject({
      port: 8887,
      demo: false,
      database: null,
    });
  });

  it('take secrets from the environment only', () => {
    const secret = 's'.repeat(32);
    expect(run([], { WSSP_TOKEN_SECRET: secret, WSSP_API_KEYS: 'k'.repeat(16) }).auth).toEqual({
      mode: 'token',
      secret,
      apiKeys: ['k'.repeat(16)],
      tokenSeconds: 120,
    });
    expect(() => run(['--token-secret', secret])).toThrow(/Unknown option/);
  });

  it('describe an Asterisk of the user, or one of our own', () => {
    expect(run(['--switch', 'asterisk', '--carrier', '10.0.0.1:5060'], { HOME: '/home/me' }).switch).toEqual({
      kind: 'asterisk-own',
      cache: '/home/me/.cache/wssoftphone',
      sipHost: '127.0.0.1',
      sipPort: 5060,
      carrier: { host: '10.0.0.1', port: 5060 },
    });
    expect(
      run(['--switch', 'asterisk', '--ari', 'http://pbx:8088', '--trunk', 'carrier', '--ari-listen', '0.0.0.0:8889'], {
        WSSP_ARI_PASSWORD: 'x',
      }).switch,
    ).toEqual({
      kind: 'asterisk',
      url: 'http://pbx:8088',
      user: 'wssp',
      password: 'x',
      app: 'wssp',
      trunk: 'carrier',
      listen: { host: '0.0.0.0', port: 8889 },
      recordings: null,
    });
  });
});

describe('a setting that cannot be meant is refused, by name', () => {
  it.each<[string[], Env, RegExp]>([
    [['--prot', '1'], {}, /--prot.*--help/],
    [['stray'], {}, /stray/],
    [['--port', '70000'], {}, /--port is "70000"; expected a number from 0 to 65535/],
    [[], { WSSP_PORT: 'x' }, /WSSP_PORT is "x"/],
    [['--switch', 'avaya'], {}, /--switch is "avaya"; expected virtual or asterisk/],
    [['--auth', 'none'], {}, /token or open/],
    [['--database', 'mysql://x'], {}, /postgres:/],
    [['--tenant', 'a b'], {}, /--tenant/],
    [['--log-level', 'loud'], {}, /--log-level/],
    [['--origins', '*'], {}, /--auth open/],
    [['--demo-remote'], {}, /needs --demo/],
    [[], { WSSP_DEMO: 'maybe' }, /WSSP_DEMO is "maybe"/],
    [[], { WSSP_TOKEN_SECRET: 'short' }, /WSSP_TOKEN_SECRET/],
    [[], { WSSP_API_KEYS: 'short' }, /WSSP_API_KEYS/],
    [['--ari', 'http://pbx:8088'], {}, /--switch asterisk/],
    [['--switch', 'asterisk', '--ari', 'http://pbx:8088'], {}, /WSSP_ARI_PASSWORD/],
    [['--switch', 'asterisk', '--trunk', 'x'], {}, /--trunk needs --ari/],
    [['--sip-port', '5070'], {}, /--switch asterisk/],
    [
      ['--switch', 'asterisk', '--ari', 'http://a', '--ari-listen', 'host:70000'],
      { WSSP_ARI_PASSWORD: 'x' },
      /HOST:PORT/,
    ],
    [['--token-seconds', '0'], {}, /from 1 to 3600/],
  ])('%j %j', (argv, env, message) => {
    expect(() => run(argv, env)).toThrow(message);
  });
});

describe('help', () => {
  it('is given when asked for, whatever else stands there', () => {
    expect(parseOptions(['-h', '--port', 'x'], {})).toEqual({ do: 'help' });
    expect(parseOptions(['--version'], {})).toEqual({ do: 'version' });
  });
  it('names every setting and fits a screen', () => {
    for (const flag of ['--port', '--demo-remote', 'WSSP_LOG_FILE', 'WSSP_TOKEN_SECRET']) expect(HELP).toContain(flag);
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('a secret that nobody gave', () => {
  it('is made once, long, and for the server only', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'wssp-secret-'));
    try {
      const [first, second] = await Promise.all([
        keptSecret(join(dir, 'new'), 'token-secret'),
        keptSecret(join(dir, 'new'), 'token-secret'),
      ]);
      expect(first).toBe(second);
      expect(first.length).toBeGreaterThanOrEqual(32);
      expect(await keptSecret(join(dir, 'new'), 'token-secret')).toBe(first);
      expect(await keptSecret(join(dir, 'new'), 'api-key')).not.toBe(first);
      expect((await readdir(join(dir, 'new'))).sort()).toEqual(['api-key', 'token-secret']);
      const file = join(dir, 'new', 'token-secret');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file, 'utf8')).trim()).toBe(first);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('say whom flows may ask, and who checks passwords', () => {
    expect(
      run(['--flow-hosts', 'CRM.example.com, 10.0.0.5:8080', '--check-url', 'https://crm/check'], {
        WSSP_CRM_KEY: 'k',
      }),
    ).toMatchObject({
      flows: {
        hosts: ['crm.example.com', '10.0.0.5:8080'],
        key: 'k',
        check: { kind: 'url', url: 'https://crm/check' },
      },
    });
    expect(run(['--check-file', '/etc/hashes'])).toMatchObject({
      flows: { check: { kind: 'file', file: '/etc/hashes' } },
    });
    expect(parseOptions(['--hash-password', '*'], {})).toEqual({ do: 'hash', caller: '*' });
  });
  it.each([
    [['--flow-hosts', 'https://crm'], 'expected host names'],
    [['--check-url', 'crm/check'], 'expected an address'],
    [['--check-url', 'https://crm/', '--check-file', 'x'], 'choose one'],
    [['--hash-password', '123;rm'], 'needs a number'],
    [['--ari-recordings', '/srv/x'], 'needs --ari'],
  ])('refuse %j', (argv, said) => {
    expect(() => parseOptions(argv, {})).toThrow(said);
  });
});
