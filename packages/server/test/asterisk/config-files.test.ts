import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEPLOY_SITES, type Site, siteFiles, standaloneFiles } from '../../src/switch/asterisk/local/index.ts';

const deploy = join(import.meta.dirname, '../../../../deploy/asterisk');

it.each(Object.entries(DEPLOY_SITES))(
  'deploy/asterisk/%s is what scripts/asterisk/write-deploy.mjs writes',
  (version, site) => {
    const files = siteFiles(site);
    expect(readdirSync(join(deploy, version)).sort()).toEqual(Object.keys(files).sort());
    for (const [name, text] of Object.entries(files)) {
      expect(readFileSync(join(deploy, version, name), 'utf8'), name).toBe(text);
    }
  },
);

const site = (more: Partial<Site>): Site => ({ ...DEPLOY_SITES['22'], ...more });

it('lets Asterisk 22 call us, for calls and for telephones, and Asterisk 20 be called', () => {
  const files = siteFiles(site({}));
  expect(files['ari.conf']).toContain('type=outbound_websocket');
  expect(files['ari.conf']).toContain('apps=wssp,wssp-phones');
  expect(files['websocket_client.conf']).toContain('connection_type=persistent');
  const old = siteFiles(site({ link: { kind: 'inbound' } }));
  expect(old['ari.conf']).not.toContain('outbound_websocket');
});

it('lets a caller wait while nobody serves the application, and turns it away in the end', () => {
  const dialplan = siteFiles(site({}))['extensions.conf'] ?? '';
  expect(dialplan).toMatch(/Stasis\(wssp,incoming,\$\{EXTEN\}\)/);
  expect(dialplan).toContain('STASISSTATUS');
  expect(dialplan).toContain('Hangup(34)');
});

it('knows the carrier by address and port: a bare address would claim telephones on the same machine', () => {
  const pjsip = siteFiles(site({ carrier: { host: '127.0.0.1', port: 5080 } }))['pjsip.conf'];
  expect(pjsip).toContain('match=127.0.0.1:5080');
  expect(siteFiles(site({ carrier: null }))['pjsip.conf']).not.toContain('type=identify');
});

it('names every directory of an instance, so that two never share one', () => {
  const at = (name: string) => `/srv/x/${name}`;
  const files = standaloneFiles({
    etc: at('etc'),
    modules: '/usr/lib/asterisk/modules',
    run: at('run'),
    spool: at('spool'),
    database: at('db'),
    log: at('log'),
    data: '/usr/share/asterisk',
  });
  const shared = (files['asterisk.conf'] ?? '').split('\n').filter((line) => /=> \/(?!srv\/x)/.test(line));
  expect(shared.map((line) => line.split(' ')[0])).toEqual(['astmoddir', 'astdatadir', 'astagidir', 'astsbindir']);
});
