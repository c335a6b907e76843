/** The whole server of a measured tenant: embedded database, virtual switch, everything in a folder that goes with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createServer, type ServerParts, type Store } from 'wsagentserver';
import { serverOptions } from '../../e2e/lib/server-options.ts';
import type { benchRows } from './rows.ts';

type Rows = ReturnType<typeof benchRows>;
/** The store of a running server can also write a first configuration. */
interface Seedable extends Store {
  seed(tenant: string, name: string, rows: Rows): Promise<boolean>;
}
const isSeedable = (store: Store): store is Seedable => 'seed' in store;

const TENANT = 'bench';

export interface OwnServer {
  readonly parts: ServerParts;
  readonly stop: () => Promise<void>;
}

/** @param demo with the demo page and the demonstration's sign-in */
export async function ownServer(rows: Rows, { demo = false } = {}): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wssp-bench-'));
  const options = serverOptions(dataDir, { tenant: TENANT });
  const log = pino({ level: 'error' });
  let server = createServer(options, { log });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    let parts = await server.start();
    if (!isSeedable(parts.store)) throw new Error('the store cannot be given a configuration');
    await parts.store.seed(TENANT, 'bench', rows);
    if (demo) {
      // A demonstration writes its own rows where there are none, so it comes after these.
      await server.stop();
      server = createServer({ ...options, demo }, { log });
      parts = await server.start();
    } else if (!(await parts.runtime.reload())) throw new Error('the configuration of the bench was not understood');
    return { parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
