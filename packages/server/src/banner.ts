/** What a person at the terminal is told once the server runs. */
import { join } from 'node:path';
import { FIRST_ADMINISTRATOR } from './console/first-administrator.ts';
import { DEMO_PASSWORD } from './crm/checkers.ts';
import { isLoopback } from './gateway/http/local.ts';
import type { ServerOptions } from './options.ts';
import { CONSOLE_PASSWORD } from './secrets.ts';
import type { ServerParts } from './server.ts';
import { sipPhonesFile } from './sip-phones.ts';
import { VERSION } from './version.ts';

export function banner(
  options: ServerOptions,
  parts: Pick<ServerParts, 'address' | 'switch' | 'embedded' | 'demoPage' | 'console'>,
): string {
  const { port } = parts.address;
  const host = reachable(parts.address.host);
  const rows: [string, string][] = [];
  if (parts.demoPage) rows.push(['Open', `http://${host}:${port}/`]);
  if (parts.console.page) {
    const first = `sign in as ${FIRST_ADMINISTRATOR}, password in ${join(options.dataDir, CONSOLE_PASSWORD)}`;
    rows.push(['Console', `http://${host}:${port}/console/`]);
    if (parts.console.firstPassword) rows.push(['', first]);
  }
  rows.push(['WebSocket', `ws://${host}:${port}/`]);
  rows.push(['Database', parts.embedded === null ? 'your own' : `embedded, in ${parts.embedded.dataDir}`]);
  for (const [index, line] of parts.switch.about.entries()) rows.push([index === 0 ? 'Switch' : '', line]);
  if (options.switch.kind === 'asterisk-own')
    rows.push(['', `their numbers and passwords: ${sipPhonesFile(options.dataDir)}`]);
  const { auth } = options;
  if (auth.mode === 'token') {
    const keys = auth.apiKeys.length > 0 ? 'keys from WSSP_API_KEYS' : `key in ${join(options.dataDir, 'api-key')}`;
    rows.push(['Tokens', `POST http://${host}:${port}/api/v1/tokens, ${keys}`]);
  }
  rows.push(['Passwords', checkedBy(options)]);
  if (options.log.file !== null) rows.push(['Log', options.log.file]);
  const lines = rows.map(([name, text]) => `  ${name.padEnd(11)}${text}`);
  return [`WSAgentServer ${VERSION} is serving.`, ...lines, ...warnings(options).map((text) => `  ! ${text}`)].join(
    '\n',
  );
}

/** Who says whether a password that a caller keys is right. */
function checkedBy({ flows, demo }: ServerOptions): string {
  const check = flows?.check;
  if (check?.kind === 'url') return `of callers are checked by ${new URL(check.url).host}`;
  if (check?.kind === 'file') return `of callers are checked against ${check.file}`;
  return demo ? `of callers: ${DEMO_PASSWORD} is right (demonstration)` : 'of callers: none is right (see --check-url)';
}

/** Settings that are allowed and dangerous. */
export function warnings(options: ServerOptions): string[] {
  const found: string[] = [];
  const reach = isOwn(options.host) ? 'on this machine' : 'who reaches this port';
  if (options.auth.mode === 'open') {
    found.push(`Authentication is open: anybody ${reach} can speak for any agent. Use it in closed networks only.`);
  }
  if (options.origins.includes('*')) found.push('Pages of every origin may connect.');
  if (options.demo && options.demoRemote) {
    found.push(`The lab is open: anybody ${reach} can get a token for any agent.`);
  }
  if (options.demo && !isOwn(options.host)) {
    found.push('Demo data and demo page on a network: for trying out, not for work.');
  }
  return found;
}

const isOwn = (host: string): boolean => host === 'localhost' || isLoopback(host);
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
