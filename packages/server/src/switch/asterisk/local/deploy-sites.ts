/** What the files in deploy/asterisk are written from: an Asterisk of the user's own, beside WSAgentServer. */
import type { Site } from './config-files.ts';

/** Stands in the files wherever a password has to be put in. */
export const PLACEHOLDER = 'CHANGE-ME';

const COMMON: Omit<Site, 'link'> = {
  app: 'wssp',
  ari: { user: 'wssp', password: PLACEHOLDER },
  http: { bind: '127.0.0.1', port: 8088 },
  sip: { bind: '0.0.0.0', port: 5060 },
  rtp: { from: 10_000, to: 20_000 },
  carrier: { host: '192.0.2.10', port: 5060 },
  music: { default: '/var/lib/asterisk/moh/wssp' },
  toneCountry: 'cn',
};

/** By folder: the version of Asterisk. */
export const DEPLOY_SITES: Readonly<Record<'20' | '22', Site>> = {
  '20': { ...COMMON, link: { kind: 'inbound' } },
  '22': {
    ...COMMON,
    link: { kind: 'outbound', url: 'ws://127.0.0.1:8089/', user: 'wssp', password: PLACEHOLDER },
  },
};
