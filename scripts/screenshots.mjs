/**
 * npm run screenshots: every picture of the README and the guides, made anew from a demonstration with the same people,
 * calls and clock each time; in both languages, into docs/images/<language>. Needs Chromium.
 *   node scripts/screenshots.mjs wallboard crm      these only
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { openCentre } from './screenshots/centre.mjs';
import { NOTE } from './screenshots/data.mjs';

const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
const SIZE = { width: 1366, height: 768 };
const BAR = 'wssoftphone-ui .bar';
const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);
const CHROMIUM = process.env.WSSP_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

/** Each takes what it needs and gives a picture: of one agent in an empty centre, or of everybody at work. */
const alone = { 'agent-page': agentPage, toolbar, crm, 'flow-editor': flowEditor };
const together = { wallboard, supervision, records };

async function picturesIn(lang) {
  await picturesOf(lang, alone, async () => {});
  // Another one: whoever was in a picture before is still logged on for a while.
  await picturesOf(lang, together, (centre) => centre.fill());
}

async function picturesOf(lang, pictures, prepare) {
  const asked = Object.entries(pictures).filter(([name]) => wanted(name));
  if (asked.length === 0) return;
  const folder = join(IMAGES, lang);
  mkdirSync(folder, { recursive: true });
  const centre = await openCentre(lang);
  /** A page of its own profile at the centre's time. */
  const open = async (path, { size = SIZE, dark = false } = {}) => {
    const context = await browser.newContext({
      ...{ viewport: size, locale: lang, timezoneId: 'Asia/Shanghai', colorScheme: dark ? 'dark' : 'light' },
      reducedMotion: 'reduce',
    });
    await context.clock.install({ time: centre.now() });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(centre.url + path);
    return page;
  };
  /** The console, signed in. */
  const enter = async (role, path, more) => {
    const page = await open('/console/sign-in', more);
    await page.request.post(`${centre.url}/api/console/sign-in/demo`, {
      data: { role },
      headers: { 'x-wssp-console': '1' },
    });
    await page.goto(`${centre.url}/console${path}`);
    return page;
  };
  try {
    await prepare(centre);
    for (const [name, picture] of asked) {
      await picture({ lang, centre, open, enter, path: join(folder, `${name}.png`) });
      console.log(`${lang}/${name}.png`);
    }
  } finally {
    await centre.close();
  }
}

const state = (page, number) => page.waitForSelector(`.state[data-state="${number}"]`);
const press = (page, func) => page.click(`${BAR} [data-func="${func}"][aria-disabled="false"]:not([data-settling])`);
/** The picture, and the page is gone. What has just appeared has had time to settle. */
async function shoot(page, path) {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(800);
  const picture = await page.screenshot({ path, animations: 'disabled' });
  await page.context().close();
  return picture;
}

async function agentPage({ lang, centre, open, path }) {
  const page = await open(`/?lang=${lang}&agentId=888&ins=6002`, { size: { width: 1360, height: 800 } });
  await page.click('#logon-go');
  await page.waitForSelector('#state[data-state="3"]');
  const customer = centre.call('13800138000', '10010');
  await page.click('[data-func="42"][aria-disabled="false"]');
  await page.waitForSelector('#state[data-state="6"]');
  const second = centre.call('13911112222', '10086');
  await page.waitForSelector('#queue tr');
  // Away from the button just pressed, which would say why it is off.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement?.blur());
  await page.waitForTimeout(4_000);
  await page.screenshot({ path, animations: 'disabled' });
  for (const one of [second, customer]) centre.hangUp(one);
  // The seat is another picture's: a page that is only closed would keep it for a while.
  for (const func of [31, 2]) await page.click(`[data-func="${func}"][aria-disabled="false"]`);
  await page.waitForSelector('#logon[open]');
  await page.context().close();
}

async function toolbar({ lang, centre, open, path }) {
  const talking = async (agentId, ins, number, more) => {
    const page = await open(`/toolbar.html?agentId=${agentId}&ins=${ins}&logon=1&lang=${lang}${more}`, {
      size: { width: 1280, height: 760 },
      dark: more.includes('dark'),
    });
    await state(page, 3);
    const customer = centre.call(number, '10010');
    await page.click('wssoftphone-ui .primary[data-func="42"][aria-disabled="false"]');
    await state(page, 6);
    return { page, customer };
  };
  const full = await talking('801', '6003', '13800138000', '');
  const compact = await talking('802', '6004', '13755556666', '&layout=compact&theme=dark');
  const waiting = centre.call('13911112222', '10010');
  await full.page.waitForTimeout(4_000);
  const parts = [];
  for (const { page, customer } of [full, compact]) {
    await page.mouse.move(0, 700);
    parts.push((await page.locator('wssoftphone-ui').screenshot({ animations: 'disabled' })).toString('base64'));
    await page.context().close();
    centre.hangUp(customer);
  }
  centre.hangUp(waiting);
  const sheet = await browser.newPage({ viewport: { width: 1280, height: 430 } });
  const images = parts.map((part) => `<img src="data:image/png;base64,${part}">`).join('');
  await sheet.setContent(
    `<style>body{margin:15px;background:#eef1f5;display:grid;gap:15px}img{width:1250px}</style>${images}`,
  );
  await sheet.screenshot({ path, fullPage: true });
  await sheet.close();
}

async function crm({ lang, centre, enter, path }) {
  const page = await enter('agent', '/crm');
  await press(page, 1);
  await state(page, 3);
  const customer = centre.call('13800138000', '10010');
  await page.click('wssoftphone-ui .primary[data-func="42"][aria-disabled="false"]');
  await state(page, 6);
  await page.fill('.ticket textarea', NOTE[lang]);
  await page.press('.ticket textarea', 'Tab');
  await page.waitForTimeout(3_000);
  await shoot(page, path);
  centre.hangUp(customer);
}

async function flowEditor({ enter, path }) {
  const page = await enter('administrator', '/flows/2000');
  await page.getByText('lookup', { exact: true }).first().click();
  await shoot(page, path);
}

async function wallboard({ enter, path }) {
  const page = await enter('supervisor', '/wallboard', { dark: true });
  await page.waitForSelector('[data-ins]', { state: 'attached' });
  await page.waitForTimeout(2_000);
  await shoot(page, path);
}

async function supervision({ enter, path }) {
  const page = await enter('supervisor', '/supervision');
  await press(page, 1);
  await page.fill('wssoftphone-ui dialog[open] input', '6001');
  await page.keyboard.press('Enter');
  await state(page, 3);
  await page.locator('tr[data-state="6"] .name').nth(1).click();
  await page.click('[data-action="monitor"][aria-disabled="false"]');
  await state(page, 17);
  await page.waitForTimeout(3_000);
  await shoot(page, path);
}

async function records({ enter, path }) {
  const page = await enter('administrator', '/records');
  await page.locator('tbody tr a, tbody tr button').nth(2).click();
  await page.waitForSelector('.el-drawer');
  await shoot(page, path);
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const lang of ['zh-CN', 'en']) await picturesIn(lang);
} finally {
  await browser.close();
}
