/** Firefox without a window, driven by puppeteer-core: Debian's Firefox does not know all that Playwright asks of one. */
import { existsSync } from 'node:fs';
import puppeteer, { type Page } from 'puppeteer-core';
import { until, watch } from '../../lib/until.ts';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];
const PATIENCE = { patienceMs: 20_000, everyMs: 50 };

export interface Firefox {
  page(url: string): Promise<FirefoxPage>;
  /** Errors that pages threw, and what they wrote as errors to their consoles. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openFirefox(): Promise<Firefox> {
  const executablePath = process.env.WSSP_FIREFOX ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error(`no Firefox in ${PLACES.join(', ')}`);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // A page that is not in front must draw and count all the same: both agents are looked at.
    extraPrefsFirefox: { 'intl.accept_languages': 'zh-CN', 'dom.min_background_timeout_value': 4 },
  });
  const complaints: string[] = [];
  return {
    complaints,
    async page(url) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.setViewport({ width: 1280, height: 760 });
      await page.goto(url);
      return new FirefoxPage(page);
    },
    close: () => browser.close(),
  };
}

export class FirefoxPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until it is there to be seen, and clicks on it. Looks into open shadow roots, too. */
  async click(selector: string): Promise<void> {
    await this.page.locator(deep(selector)).setTimeout(PATIENCE.patienceMs).click();
  }
  async is(selector: string): Promise<void> {
    await this.page.waitForSelector(deep(selector), { timeout: PATIENCE.patienceMs });
  }
  async text(selector: string): Promise<string> {
    const found = await this.page.$$eval(deep(selector), (elements) => elements.map((one) => one.textContent ?? ''));
    return found.join(' ').replace(/\s+/g, ' ').trim();
  }
  /** Waits until `selector` says `words`. */
  async says(selector: string, words: string): Promise<void> {
    await until(async () => (await this.text(selector)).includes(words), `“${words}” in ${selector}`, PATIENCE);
  }
  /** Looks until it is another value than `before`. */
  async changes<T>(look: () => Promise<T>, before: T): Promise<T> {
    return (await watch(look, (seen) => seen !== before, PATIENCE)).seen;
  }
  // ── the toolbar ──
  async state(state: number): Promise<void> {
    await this.is(`.state[data-status="online"][data-state="${state}"]`);
  }
  async press(func: number): Promise<void> {
    await this.click(`.bar [data-func="${func}"][aria-disabled="false"]:not([data-settling])`);
  }
}
const deep = (selector: string): string => `>>> ${selector}`;
