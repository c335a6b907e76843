import { startTestPostgres } from '../support/test-postgres.ts';
import { describeStore } from './store.ts';
import { describeDurability } from './store-durability.ts';

describeStore('embedded PostgreSQL 18', () => startTestPostgres());
describeDurability('embedded PostgreSQL 18', () => startTestPostgres());
