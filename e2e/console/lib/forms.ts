/** Forms of the administration, as people fill them: by their labels. */
import type { Page } from 'playwright-core';

/** Where a column is written. */
export const field = (page: Page, column: string) => page.locator(`.el-dialog [data-column="${column}"]`);

export const write = (page: Page, column: string, text: string): Promise<void> =>
  field(page, column).locator('input').first().fill(text);

/** Picks from a list of choices by what is read there, and waits until the list has gone. `nth`: which of the field's. */
export async function pick(page: Page, column: string, label: string, nth = 0): Promise<void> {
  await field(page, column).locator('.el-select').nth(nth).click();
  await page.locator('.el-select-dropdown__item:visible', { hasText: label }).first().click();
  // It fades away, and lies outside of the form: whoever looks at the page meanwhile finds it there.
  await page.locator('.el-select-dropdown:visible').waitFor({ state: 'hidden' });
}
/** Saves, and waits until the form has gone. */
export async function save(page: Page): Promise<void> {
  await page.locator('.el-dialog__footer .el-button--primary').click();
  await page.locator('.el-dialog').waitFor({ state: 'detached' });
}
/** Opens a table of the configuration with the form for a new row. */
export async function addTo(page: Page, url: string, table: string): Promise<void> {
  await page.goto(`${url}/console/admin/${table}?new=1`);
  await page.waitForSelector('.el-dialog [data-column]');
}
