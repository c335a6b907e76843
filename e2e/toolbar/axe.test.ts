/** WCAG 2.2 A and AA, as far as a machine can tell: every face of the toolbar, light and dark. */
import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let toolbar: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre?.close());
afterEach(() => toolbar?.close());

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in the toolbar, in words. */
async function faults({ page }: ToolbarPage): Promise<string[]> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.cancel();
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const result = await page.evaluate(async (tags) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const options = { runOnly: { type: 'tag' as const, values: tags } };
    const { violations, passes } = await checker.run('wssoftphone-ui', options);
    return {
      passes: passes.length,
      violations: violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          ({ html, failureSummary = '' }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`,
        ),
      ),
    };
  }, TAGS);
  expect(result.passes).toBeGreaterThan(10);
  return result.violations;
}

describe.each(['light', 'dark'])('%s', (theme) => {
  it.each(['full', 'compact'])('%s, through a call', async (layout) => {
    toolbar = await ToolbarPage.open(centre, `agentId=888&ins=6002&theme=${theme}&layout=${layout}`);
    await toolbar.state(1);
    const clean = async (face: string) => expect(await faults(toolbar), face).toEqual([]);
    await clean('logged off');
    await toolbar.press(1);
    await toolbar.state(3);
    await clean('idle');
    const customer = await centre.customer('13800138000');
    await toolbar.page.waitForSelector('.banner .answer');
    await clean('ringing');
    await toolbar.page.click('.banner .answer');
    await toolbar.state(6);
    const waiting = await centre.customer('13911112222');
    await toolbar.page.waitForSelector(layout === 'full' ? '.panels tbody tr' : '.queue-button.some');
    await clean('talking, somebody waits');
    await toolbar.press(62);
    await toolbar.page.waitForSelector('.panel .digits');
    await clean('pad');
    await toolbar.page.keyboard.press('Escape');
    for (const kind of ['IVR', 'Skill']) {
      await toolbar.choose(9, kind);
      await toolbar.page.waitForSelector('dialog[open] .choice');
      await clean(kind);
      await toolbar.page.keyboard.press('Escape');
    }
    await toolbar.press(36);
    await toolbar.page.waitForSelector('.menu [role="menuitemradio"]');
    await clean('menu');
    await toolbar.page.keyboard.press('Escape');
    await toolbar.press(6);
    await toolbar.state(7);
    await clean('on hold');
    await waiting.hangUp();
    await customer.hangUp();
    await toolbar.state(19);
    await clean('wrap-up');
    await toolbar.press(31);
    await toolbar.state(3);
    await toolbar.press(3);
    await toolbar.page.waitForSelector('dialog[open] #ask-number');
    await clean('number');
    await toolbar.page.keyboard.press('Escape');
    await toolbar.state(3);
    await toolbar.press(37);
    await toolbar.page.waitForSelector('.panel .messages');
    await clean('messages');
    await toolbar.page.keyboard.press('Escape');
    await toolbar.page.click('.tools');
    await toolbar.page.click('.menu [data-value="settings"]');
    await toolbar.page.waitForSelector('.panel .settings');
    await clean('settings');
    await toolbar.page.keyboard.press('Escape');
    await toolbar.choose(33, '0');
    await toolbar.state(23);
    await clean('on leave');
    await toolbar.press(2);
    await toolbar.state(1);
  });
});

/** A server without inner calls and control has no lists to choose from. */
it.each(['light', 'dark'])('%s, choosing a colleague, and a supervisor’s controls', async (theme) => {
  const colleague = await ToolbarPage.agent(centre, '999', '6003');
  toolbar = await ToolbarPage.agent(centre, '800', '6001', `theme=${theme}`);
  await toolbar.press(4);
  await toolbar.page.waitForSelector('dialog[open] .choice');
  expect(await faults(toolbar), 'agents').toEqual([]);
  await toolbar.page.click('dialog [role="tab"] >> nth=1');
  expect(await faults(toolbar), 'extensions').toEqual([]);
  await toolbar.page.keyboard.press('Escape');
  await toolbar.state(3);
  await toolbar.press(68);
  await toolbar.page.click('dialog[open] [data-target="AGT 6003"]');
  expect(await faults(toolbar), 'control').toEqual([]);
  await toolbar.page.keyboard.press('Escape');
  await toolbar.press(5);
  await toolbar.page.waitForSelector('dialog[open] .choice');
  expect(await faults(toolbar), 'monitor').toEqual([]);
  await toolbar.page.keyboard.press('Escape');
  await toolbar.press(37);
  await toolbar.page.click('.panel [data-thread="6003"]');
  expect(await faults(toolbar), 'a conversation').toEqual([]);
  await toolbar.page.keyboard.press('Escape');
  await toolbar.state(3);
  for (const one of [colleague, toolbar]) {
    await one.press(2);
    await one.state(1);
  }
  await colleague.close();
});
