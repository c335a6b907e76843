/** The console as it is now, on the demonstration call centre, in a real browser. */
import type { Page } from 'playwright-core';
// @ts-expect-error -- plain JavaScript, without types
import { freshConsole } from '../../../scripts/build-console.mjs';
import { DemoCentre } from '../../virtual/lib/demo-centre.ts';

const PATIENCE_MS = 20_000;

export async function openConsole(): Promise<DemoCentre> {
  await freshConsole();
  return DemoCentre.open();
}

/** A page of its own profile, signed in with one of the demonstration's roles. */
export async function enter(
  centre: DemoCentre,
  role: 'agent' | 'supervisor' | 'administrator',
  path: string,
  size = { width: 1366, height: 768 },
): Promise<Page> {
  const page = await centre.browser.page();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewportSize(size);
  const answer = await page.context().request.post(`${centre.url}/api/console/sign-in/demo`, {
    data: { role },
    headers: { 'x-wssp-console': '1' },
  });
  if (!answer.ok()) throw new Error(`the sign-in was answered ${answer.status()}`);
  await page.goto(`${centre.url}/console${path}`);
  return page;
}
