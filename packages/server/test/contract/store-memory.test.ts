import { createMemoryStore, MemoryDatabase } from '../support/memory-store.ts';
import { describeStore } from './store.ts';

describeStore('memory', async () => {
  const database = new MemoryDatabase();
  return { open: () => createMemoryStore(database), close: async () => undefined };
});
