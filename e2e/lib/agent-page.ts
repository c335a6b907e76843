/** An agent's page in a real browser: the demonstration page, through our own client, by its buttons. */
import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';

const PATIENCE_MS = 15_000;

interface Seen {
  seenStates: string[];
}

export class AgentPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** Opens the page and presses log on; resolves when the agent is idle. */
  static async logOn(browser: TestBrowser, url: string, agentId: string, ins: string): Promise<AgentPage> {
    const agent = await AgentPage.open(browser, `${url}/?agentId=${agentId}&ins=${ins}`);
    await agent.page.click('#logon-go');
    await agent.reaches(3);
    return agent;
  }
  /** Opens the page, in a profile of its own, and leaves it at its log-on dialog. */
  static async open(browser: TestBrowser, url: string): Promise<AgentPage> {
    const page = await browser.page();
    await page.addInitScript(watchStates);
    await page.goto(url);
    return new AgentPage(page);
  }

  /** Waits until the page shows this state. */
  async reaches(state: number): Promise<void> {
    await this.page.waitForSelector(`#state[data-state="${state}"]`);
  }
  /** States that the page has shown since it was loaded, each once in a row, from idle on. */
  async states(): Promise<number[]> {
    const all = (await this.page.evaluate(() => (window as unknown as Seen).seenStates)).map(Number);
    return all.slice(Math.max(0, all.indexOf(3)));
  }
  /** Presses the button of a function, which must be enabled. */
  async press(functionId: number): Promise<void> {
    await this.page.click(`button[data-func="${functionId}"]:not([aria-disabled="true"])`);
  }
  async isEnabled(functionId: number): Promise<boolean> {
    const button = this.page.locator(`button[data-func="${functionId}"]`).first();
    return (await button.getAttribute('aria-disabled')) !== 'true';
  }
  /** Waits until the button of a function is on, or off. */
  async turns(functionId: number, on: boolean): Promise<void> {
    await this.page.waitForSelector(`button[data-func="${functionId}"][aria-disabled="${!on}"]`);
  }
  async dial(number: string): Promise<void> {
    await this.page.fill('#number', number);
    await this.page.click('#dial-go:not([aria-disabled="true"])');
  }
  /** Number of the caller or called, as the page shows it. */
  async shows(number: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.getElementById('call-number')?.textContent?.includes(wanted),
      number,
    );
  }
  /** A field of the call data that pages read, `coInfos`. */
  coInfo(key: string): Promise<string | undefined> {
    return this.page.evaluate(
      (name) => (window as unknown as { wssp: { coInfos: Record<string, string> } }).wssp.coInfos[name],
      key,
    );
  }
  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Runs in the page: keeps every state that is shown, however short. */
function watchStates(): void {
  const seen: string[] = [];
  (window as unknown as Seen).seenStates = seen;
  document.addEventListener('DOMContentLoaded', () => {
    const shown = document.getElementById('state');
    if (shown === null) return;
    const look = () => {
      const state = shown.dataset.state ?? '0';
      if (seen.at(-1) !== state) seen.push(state);
    };
    new MutationObserver(look).observe(shown, { attributes: true, attributeFilter: ['data-state'] });
    look();
  });
}
