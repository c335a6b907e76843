/** A process that commits as fast as it can and says what was acknowledged; or only migrates. */
import type { DatabaseAddress } from '../../src/store/database.ts';
import { createPostgresStore } from '../../src/store/postgres-store.ts';
import { callRecord } from '../contract/call-record.ts';

export interface CommitChildArgs {
  readonly address: DatabaseAddress;
  readonly tenant: string;
  readonly task: 'migrate' | 'commit';
  readonly from: number;
}
export type CommitChildMessage = { readonly acknowledged: number };

const args = JSON.parse(process.argv[2] ?? '{}') as CommitChildArgs;
const store = createPostgresStore({ source: { address: args.address }, onIdleError: () => undefined });
await store.migrate();
if (args.task === 'commit') {
  for (let n = args.from; ; n++) {
    await store.commit(args.tenant, { docs: [{ key: 'counter', doc: { n } }], records: [callRecord(n)] });
    process.send?.({ acknowledged: n } satisfies CommitChildMessage);
  }
}
await store.close();
process.disconnect();
