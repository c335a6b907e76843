import { describe, it } from 'vitest';
import { DEBIAN_15, hasDebian15, startTestPostgres } from '../support/test-postgres.ts';
import { describeStore } from './store.ts';
import { describeDurability } from './store-durability.ts';

if (hasDebian15()) {
  describeStore('Debian’s PostgreSQL 15', () => startTestPostgres(DEBIAN_15));
  describeDurability('Debian’s PostgreSQL 15', () => startTestPostgres(DEBIAN_15));
} else {
  describe('store contract: Debian’s PostgreSQL 15', () => {
    it('needs the package postgresql-15', (test) => {
      if (process.env.CI) throw new Error(`there is no PostgreSQL in ${DEBIAN_15}`);
      test.skip();
    });
  });
}
