/** A process that starts the embedded database, says which process that is, and waits to be killed. */
import { startEmbeddedDatabase } from '../../src/store/embedded/embedded.ts';
import { QUIET } from './quiet.ts';

export interface EmbeddedChildMessage {
  readonly pid: number;
}

const { dataDir } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string };
const database = await startEmbeddedDatabase({ dataDir, log: QUIET });
process.send?.({ pid: database.pid() } satisfies EmbeddedChildMessage);
