import { expect, it } from 'vitest';
import { paramsPage } from '../src/params-page.ts';

it('docs/reference/parameters.md says what the forms say (npm run docs:tables writes it)', async () => {
  await expect(paramsPage()).toMatchFileSnapshot('../../../docs/reference/parameters.md');
});
