/** Everybody can read the page: contrast of text on its ground, both themes, several states. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from './lib/agent-page.ts';
import { DemoCentre } from './lib/demo-centre.ts';

let centre: DemoCentre;
let agent: AgentPage;
beforeAll(async () => {
  centre = await DemoCentre.open();
  agent = await centre.agent('888', '6002');
});
afterAll(() => centre?.close());

/** Texts with less contrast than WCAG 2 AA asks for (4.5, or 3 for large ones). */
function faint(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.cancel();
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (color: string): number[] => {
      if (!canvas) return [0, 0, 0, 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const luminance = (color: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = color.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): readonly number[] => {
      for (let at = element; at; at = at.parentElement) {
        const color = rgba(getComputedStyle(at).backgroundColor);
        if ((color[3] ?? 0) > 0.99) return color.slice(0, 3);
      }
      return [255, 255, 255];
    };
    const bad: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.textContent?.trim() || !element?.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const [a, b] = [luminance(rgba(style.color).slice(0, 3)), luminance(groundOf(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) bad.push(`${node.textContent.trim()}: ${ratio.toFixed(2)}`);
    }
    return bad;
  });
}

for (const theme of ['light', 'dark'] as const) {
  it(`in the ${theme} theme`, async () => {
    await agent.page.emulateMedia({ colorScheme: theme });
    expect(await faint(agent.page)).toEqual([]);
    const customer = await centre.customer('13800138000');
    await agent.state(5);
    expect(await faint(agent.page)).toEqual([]);
    await agent.press(42);
    await agent.state(6);
    expect(await faint(agent.page)).toEqual([]);
    await agent.press(6);
    await agent.state(7);
    expect(await faint(agent.page)).toEqual([]);
    await customer.hangUp();
    await agent.state(19);
    expect(await faint(agent.page)).toEqual([]);
    await agent.press(31);
    await agent.state(3);
    await agent.choose(33, '2');
    await agent.state(23);
    expect(await faint(agent.page)).toEqual([]);
    await agent.press(34);
    await agent.state(3);
  });
}

it('is dark or light as the system is, until the person chooses', async () => {
  const ground = () => agent.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await agent.page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  await agent.page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();
  expect(light).not.toBe(dark);
  for (const [name, wanted] of [
    ['浅色', light],
    ['深色', dark],
  ]) {
    await agent.page.click('#theme');
    expect(await agent.text('#theme')).toContain(name);
    for (const colorScheme of ['light', 'dark'] as const) {
      await agent.page.emulateMedia({ colorScheme });
      expect(await ground(), `${name} on a ${colorScheme} system`).toBe(wanted);
    }
  }
  await agent.page.click('#theme');
  expect(await ground()).toBe(dark);
  await agent.page.emulateMedia({ colorScheme: 'light' });
  expect(await ground()).toBe(light);
});

it('in English, on a narrow window, nothing sticks out', async () => {
  const page = await centre.page('&lang=en');
  await page.page.goto(`${centre.url}/?lang=en`);
  await page.logOn('999', '6003');
  await page.state(3);
  for (const width of [1440, 1024, 640, 390]) {
    await page.page.setViewportSize({ width, height: 800 });
    const widths = await page.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0], `at ${width}`).toBeLessThanOrEqual(widths[1] ?? 0);
  }
  const texts = await page.page.locator('body').ariaSnapshot();
  // What the tenant named itself is in the tenant's language; the page's own words are not.
  const chinese = texts.match(/\p{Script=Han}+/gu) ?? [];
  expect(new Set(chinese)).toEqual(new Set(['中文', '测试工号', '示闲', '普通服务', '主菜单', '紧急问题']));
});
