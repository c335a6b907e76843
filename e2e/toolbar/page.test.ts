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

/** As frameworks do: taken out and put in again at once. */
const move = () =>
  agent.page.evaluate(() => {
    const place = document.createElement('div');
    document.body.prepend(place);
    place.append(document.querySelector('wssoftphone-ui') ?? '');
  });

it('moved elsewhere while a call rings: the notice of the call comes along', async () => {
  agent = await ToolbarPage.agent(centre, '802', '6002');
  const customer = await centre.customer('13800138000');
  await agent.page.waitForSelector('.banner .answer');
  await move();
  await agent.page.click('.banner .answer');
  await agent.state(6);
  await customer.hangUp();
  await agent.press(31);
  await agent.state(3);
});

it('moved elsewhere while something is asked: a menu is a menu still, and a dialog can be left', async () => {
  agent = await ToolbarPage.agent(centre, '803', '6003');
  await agent.press(33);
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await move();
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await agent.page.keyboard.press('Escape');
  await agent.press(3);
  await agent.page.waitForSelector('dialog[open] #ask-number:focus');
  await move();
  await agent.page.waitForSelector('dialog:modal #ask-number:focus');
  await agent.page.keyboard.press('Escape');
  await agent.state(3);
  await agent.page.waitForSelector('dialog', { state: 'hidden' });
});

it('moved elsewhere beside another one: shortcuts are for the one in use still', async () => {
  agent = await ToolbarPage.agent(centre, '805', '6005');
  await agent.page.evaluate(() => {
    const element = document.createElement('wssoftphone-ui');
    Object.assign(element, { agentId: '999', manual: true });
    document.body.prepend(element);
  });
  const other = agent.page.locator('body > wssoftphone-ui');
  await other.locator('#number').focus();
  await agent.page.locator('#softphone #number').focus();
  await agent.page.evaluate(() => document.body.append(document.querySelector('#softphone') ?? ''));
  await agent.page.keyboard.press('Alt+7');
  await agent.page.locator('#softphone .menu [data-value="0"]').waitFor();
});

it('taken out and put back later: the agent is where the agent was', async () => {
  agent = await ToolbarPage.agent(centre, '804', '6004');
  await agent.page.evaluate(async () => {
    const element = document.querySelector('wssoftphone-ui') as HTMLElement & { phone: object | null };
    element.remove();
    await Promise.resolve();
    if (element.phone !== null) throw new Error('its line is open still');
    document.body.prepend(element);
  });
  await agent.state(3);
});

it('what a page says of all its text is for its own: the toolbar keeps its letters', async () => {
  agent = await ToolbarPage.agent(centre, '800', '6006');
  const looks = () =>
    agent.page.$$eval('wssoftphone-ui .state-name, wssoftphone-ui .tip-text, wssoftphone-ui .menu-title', (all) =>
      all.map((one) => {
        const { letterSpacing, textTransform, fontStyle, textIndent, whiteSpace, textAlign, textShadow } =
          getComputedStyle(one);
        return [letterSpacing, textTransform, fontStyle, textIndent, whiteSpace, textAlign, textShadow].join(' ');
      }),
    );
  await agent.press(33);
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  const before = await looks();
  const [places, height] = [
    await agent.places(),
    await agent.page.locator('.menu').evaluate((one) => one.clientHeight),
  ];
  await agent.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
      letter-spacing: 3px !important; text-transform: uppercase !important; font-style: italic !important;
      text-indent: 12px !important; white-space: pre !important; text-align: right !important;
      text-shadow: 1px 1px red !important; text-decoration: underline !important; font-size: 30px !important;
      line-height: 3 !important; color: pink !important;
    }`);
    document.adoptedStyleSheets = [sheet];
  });
  expect(await looks()).toEqual(before);
  expect(await agent.page.locator('.menu').evaluate((one) => one.clientHeight)).toBe(height);
  expect(Object.keys(await agent.places())).toEqual(Object.keys(places));
  expect(await agent.page.$eval('wssoftphone-ui', (one) => getComputedStyle(one).textDecorationLine)).toBe('none');
});

it('in a page that is made smaller as a whole, menus hang at their buttons', async () => {
  agent = await ToolbarPage.agent(centre, '888', '6007');
  const menu = async () => {
    await agent.press(33);
    await agent.page.waitForSelector('.menu [data-value="0"]:focus');
    const at = await distance('.menu', '[data-place="pause"]');
    await agent.page.keyboard.press('Escape');
    return at;
  };
  const before = await menu();
  await agent.page.evaluate(() => document.body.style.setProperty('zoom', '0.8'));
  const after = await menu();
  expect(Math.abs(after.right - before.right)).toBeLessThanOrEqual(1);
  expect(Math.abs(after.down - before.down)).toBeLessThanOrEqual(1);
});

it('in colours of the user’s own, what is off does not look as if it were on', async () => {
  agent = await ToolbarPage.agent(centre, '999', '6008');
  await agent.page.emulateMedia({ forcedColors: 'active' });
  const look = (selector: string) =>
    agent.page.$eval(`wssoftphone-ui ${selector}`, (one) => {
      const { color, borderTopStyle } = getComputedStyle(one);
      return `${color} ${borderTopStyle}`;
    });
  expect(await look('.place[aria-disabled="true"]')).not.toBe(await look('.place[aria-disabled="false"]'));
  await agent.press(4);
  await agent.page.waitForSelector('dialog[open] [role="tab"]');
  const lines = await agent.page.$$eval('wssoftphone-ui [role="tab"]', (all) =>
    all.map((one) => getComputedStyle(one).borderBottomColor),
  );
  expect(new Set(lines).size).toBe(2);
  await agent.page.keyboard.press('Escape');
});
