import { expect, it } from 'vitest';
import { flowsPage } from '../../src/config/flows-page.ts';

it('docs/reference/flows.md says what the schema says (npm run docs:tables writes it)', async () => {
  await expect(flowsPage()).toMatchFileSnapshot('../../../../docs/reference/flows.md');
});
