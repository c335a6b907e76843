import { expect, it } from 'vitest';
import { statesPage } from '../src/docs.ts';

it('docs/reference/states.md says what the tables say (npm run docs:tables writes it)', async () => {
  await expect(statesPage()).toMatchFileSnapshot('../../../docs/reference/states.md');
});
