/** Settings of a server that is only tried: a free port, the virtual switch, everybody may connect, nothing is logged. */
import { parseOptions, type ServerOptions } from '../../packages/server/src/options.ts';

export function serverOptions(dataDir: string, changed: Partial<ServerOptions> = {}): ServerOptions {
  const parsed = parseOptions(['--port', '0', '--data', dataDir, '--auth', 'open', '--log-level', 'silent'], {});
  if (parsed.do !== 'run') throw new Error('no options to run with');
  return { ...parsed.options, ...changed };
}
