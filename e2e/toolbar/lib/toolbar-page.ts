/** A CRM page with the toolbar, as an agent uses it. Waits look at the page itself, never at a clock. */
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
// @ts-expect-error -- plain JavaScript, without types
import { UI_SCRIPT } from '../../../scripts/build-ui.mjs';
import type { TestBrowser } from '../../lib/browser.ts';
import { DemoCentre } from '../../virtual/lib/demo-centre.ts';

const PATIENCE_MS = 20_000;

/** The demonstration call centre, with the toolbar as it is now. */
export async function openCentre(): Promise<DemoCentre> {
  await build(UI_SCRIPT);
  return DemoCentre.open();
}

/** Where the page comes from: a server with its demonstration pages, and a browser. */
export interface Place {
  readonly url: string;
  readonly browser: TestBrowser;
}

export class ToolbarPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** `query`: `agentId=888&ins=6002&layout=compact&theme=dark&lang=en&logon=1`. */
  static async open(centre: Place, query = '', size = { width: 1280, height: 760 }): Promise<ToolbarPage> {
    const page = await centre.browser.page();
    await page.setViewportSize(size);
    await page.goto(`${centre.url}/toolbar.html?${query}&lang=zh-CN`);
    return new ToolbarPage(page);
  }
  /** An agent at work. */
  static async agent(centre: Place, agentId: string, ins: string, more = ''): Promise<ToolbarPage> {
    const toolbar = await ToolbarPage.open(centre, `agentId=${agentId}&ins=${ins}&logon=1&${more}`);
    await toolbar.state(3);
    return toolbar;
  }

  /** The agent closes the tab; the session waits. */
  close(): Promise<void> {
    return this.page.context().close();
  }
  /** Waits until the toolbar shows that state and its line is up. */
  async state(state: number): Promise<void> {
    await this.page.waitForSelector(`.state[data-status="online"][data-state="${state}"]`);
  }
  async status(status: string): Promise<void> {
    await this.page.waitForSelector(`.state[data-status="${status}"]`);
  }
  /** Waits until a function's button is on (or off), and gives its tooltip. */
  async button(func: number, on = true): Promise<string> {
    const button = await this.page.waitForSelector(`.bar [data-func="${func}"][aria-disabled="${!on}"]`);
    return (await button.getAttribute('data-tip')) ?? '';
  }
  /** Presses a button in the bar, once it is on and its place has settled. */
  async press(func: number): Promise<void> {
    await this.page.click(`.bar [data-func="${func}"][aria-disabled="false"]:not([data-settling])`);
  }
  /** Presses a button and picks from its menu. */
  async choose(func: number, value: string): Promise<void> {
    await this.press(func);
    await this.page.click(`.menu [data-value="${value}"]`);
  }
  /** Waits for a dialog, and picks a target in it. */
  async pick(target: string): Promise<void> {
    await this.page.click(`dialog[open] [data-target="${target}"]`);
    await this.page.click('dialog[open] button.go[aria-disabled="false"]');
  }
  async tip(text: string): Promise<string> {
    const found = this.page.locator('.tip', { hasText: text });
    await found.waitFor();
    return (await found.textContent())?.trim() ?? '';
  }
  async text(selector: string): Promise<string> {
    return ((await this.page.textContent(selector)) ?? '').replace(/\s+/g, ' ').trim();
  }
  async seconds(selector = '.state .time'): Promise<number> {
    const [minutes = 0, seconds = 0] = (await this.text(selector)).split(':').map(Number);
    return minutes * 60 + seconds;
  }
  /** Where everything in the bar stands; must not change from state to state. */
  places(): Promise<Record<string, string>> {
    return this.page.evaluate(() => {
      const root = document.querySelector('wssoftphone-ui')?.shadowRoot;
      const fixed = [
        ...(root?.querySelectorAll<HTMLElement>(
          '.place, .primary, .state, .call, .tip, .number, .panels, .tools, .queue-button',
        ) ?? []),
      ];
      const box = (element: Element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(' ');
      };
      const named = fixed.map((element) => [
        element.dataset.place ?? element.className.split(' ')[0] ?? '',
        box(element),
      ]);
      const host = document.querySelector('wssoftphone-ui');
      return Object.fromEntries([...named, ['host', host ? box(host) : '']]);
    });
  }
  /** `place.name` or the id of what has the focus inside the toolbar; '' when nothing there has it. */
  focus(): Promise<string> {
    return this.page.evaluate(() => {
      const active = document.querySelector('wssoftphone-ui')?.shadowRoot?.activeElement;
      if (!(active instanceof HTMLElement)) return '';
      return (
        active.dataset.place ??
        active.dataset.anchor ??
        active.dataset.value ??
        active.dataset.target ??
        (active.id || active.className)
      );
    });
  }
}
