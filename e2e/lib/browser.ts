/** A real browser: Chromium without a window, driven by playwright-core. Microphones are made up; nothing calls home. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--allow-loopback-in-peer-connection',
];

export interface TestBrowser {
  /** A new page in a profile of its own (storage, cookies); about:blank unless a URL is given. */
  page(url?: string): Promise<Page>;
  /** Errors that pages threw, and what they wrote as errors to their consoles. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(more: readonly string[] = []): Promise<TestBrowser> {
  const executablePath = process.env.WSSP_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error(`no Chromium in ${PLACES.join(', ')}`);
  const browser: Browser = await chromium.launch({ executablePath, args: [...FLAGS, ...more] });
  const complaints: string[] = [];
  return {
    complaints,
    async page(url) {
      const context = await browser.newContext({ locale: 'zh-CN' });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // The page asks whether there is a lab; on a real switch there is none, and Chromium calls a 404 an error.
        const { url } = message.location();
        if (message.type() === 'error' && !url.endsWith('/lab')) complaints.push(`${message.text()} ${url}`);
      });
      if (url !== undefined) await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}
