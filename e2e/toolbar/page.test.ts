/** The toolbar in a CRM's page that lives: it scrolls, puts elements elsewhere, and has styles of its own for everything. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let agent: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre?.close());
afterEach(() => agent?.close());

/** How far what floats is from the lower edge of its button. */
const distance = (floating: string, button: string) =>
  agent.page.evaluate(
    ([one = '', other = '']) => {
      const root = document.querySelector('wssoftphone-ui')?.shadowRoot;
      const at = root?.querySelector(one)?.getBoundingClientRect();
      const anchor = root?.querySelector(other)?.getBoundingClientRect();
      if (!at || !anchor) throw new Error('nothing to measure');
      return { down: Math.round(at.top - anchor.bottom), right: Math.round(at.left - anchor.left) };
    },
    [floating, button],
  );

/** Runs in the page, and waits until the scroll events of it are over. */
const scrolled = (run: string) =>
  agent.page.evaluate(`(async () => {
    const told = new Promise((done) => addEventListener('scroll', done, { capture: true, once: true }));
    ${run};
    await told;
  })()`);

it('a menu stays open, and at its button, whatever the page scrolls', async () => {
  agent = await ToolbarPage.agent(centre, '801', '6001');
  await agent.page.evaluate(() => {
    const news = document.createElement('div');
    Object.assign(news.style, { height: '50px', overflow: 'auto' });
    news.id = 'news';
    for (let n = 0; n < 40; n++) news.append(document.createElement('p'), 'news');
    document.querySelector('main')?.append(news);
    document.body.style.minHeight = '3000px';
    document.querySelector('header')?.style.setProperty('position', 'static');
  });
  await agent.press(33);
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  const before = await distance('.menu', '[data-place="pause"]');
  await scrolled("document.getElementById('news').scrollTop = 100");
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await scrolled('scrollTo(0, 30)');
  await until(async () => (await distance('.menu', '[data-place="pause"]')).down === before.down, 'the menu to follow');
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
});
