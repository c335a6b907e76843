import { expect, it } from 'vitest';
import { settingsPage } from '../../src/settings-page.ts';

it('docs/reference/settings.md says what the table says (npm run docs:tables writes it)', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../../../docs/reference/settings.md');
});
