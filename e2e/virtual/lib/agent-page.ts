/** The demo page as an agent uses it. Waits look at the page itself, never at a clock. */
import type { Page } from 'playwright-core';

const PATIENCE_MS = 15_000;

export class AgentPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  async logOn(agentId: string, ins: string): Promise<void> {
    await this.page.waitForSelector('#logon[open]');
    await this.page.fill('#logon [name=agentId]', agentId);
    await this.page.fill('#logon [name=ins]', ins);
    await this.remember();
    await this.page.click('#logon-go');
  }

  /** From now on the page keeps every state it shows, each once in a row. */
  async remember(): Promise<void> {
    await this.page.evaluate(() => {
      const state = document.querySelector<HTMLElement>('#state');
      const seen: string[] = [];
      Object.assign(globalThis, { seenStates: seen });
      new MutationObserver(() => {
        const now = state?.dataset.state ?? '';
        if (seen.at(-1) !== now) seen.push(now);
      }).observe(state as HTMLElement, { attributes: true, attributeFilter: ['data-state'] });
    });
  }
  async states(): Promise<number[]> {
    return (await this.page.evaluate(() => (globalThis as unknown as { seenStates: string[] }).seenStates)).map(Number);
  }
  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as { seenStates: string[] }).seenStates.length = 0;
    });
  }

  /** Waits until the page shows that state and its line is up. */
  async state(state: number): Promise<void> {
    await this.page.waitForSelector(`body[data-status="online"] #state[data-state="${state}"]`);
  }
  /** Waits until a function's button is on (or off), and gives its tooltip. */
  async button(func: number, on = true): Promise<string> {
    const button = await this.page.waitForSelector(`[data-func="${func}"][aria-disabled="${!on}"]`);
    return (await button.getAttribute('data-tip')) ?? '';
  }
  async press(func: number): Promise<void> {
    await this.page.click(`[data-func="${func}"][aria-disabled="false"]`);
  }
  async choose(func: number, value: string): Promise<void> {
    await this.press(func);
    await this.page.click(`#menu [data-value="${value}"]`);
  }
  async text(selector: string): Promise<string> {
    return ((await this.page.textContent(selector)) ?? '').trim();
  }
  async tip(text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.querySelector('#tip')?.textContent?.includes(wanted), text);
  }
  /** Call data as the page shows them. */
  callData(): Promise<Record<string, string>> {
    return this.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('#call-data > div')].map((row) => [
          row.dataset.key ?? '',
          row.querySelector('dd')?.textContent ?? '',
        ]),
      ),
    );
  }
  /** Seconds that the running time shows. */
  async seconds(): Promise<number> {
    const [minutes = 0, seconds = 0] = (await this.text('#state-time')).split(':').map(Number);
    return minutes * 60 + seconds;
  }
  /** Where each fixed thing stands; must not change from state to state. */
  places(): Promise<Record<string, string>> {
    return this.page.evaluate(() => {
      const fixed = [...document.querySelectorAll<HTMLElement>('#toolbar .place, #primary, #state, #number, #dial-go')];
      return Object.fromEntries(
        fixed.map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const name = element.id || `place ${element.dataset.place}`;
          return [name, [x, y, width, height].map(Math.round).join(' ')];
        }),
      );
    });
  }
}
