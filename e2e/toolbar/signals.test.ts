/** What an agent hears and sees of a call beside the page, and the keys that an agent presses into one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let agent: ToolbarPage;

/** What the page asked of the browser: tones that were started, notifications shown and closed. */
interface Signals {
  readonly tones: number[];
  readonly notices: { title: string; body: string; closed: boolean; click(): void }[];
  contexts: AudioContext[];
}
const signals = <T>(read: (all: Signals) => T): Promise<T> =>
  agent.page.evaluate(`(${read})(globalThis.signals)`) as Promise<T>;

beforeAll(async () => {
  centre = await openCentre();
  agent = await ToolbarPage.open(centre, 'agentId=888&ins=6002');
  await agent.page.addInitScript(() => {
    const all: Signals = { tones: [], notices: [], contexts: [] };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      all.tones.push(this.frequency.value);
      if (!all.contexts.includes(this.context as AudioContext)) all.contexts.push(this.context as AudioContext);
      start.call(this, when);
    };
    class Notice {
      static permission = 'default';
      static async requestPermission() {
        Notice.permission = 'granted';
        return 'granted';
      }
      onclick: (() => void) | null = null;
      readonly told: Signals['notices'][number];
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        this.told = { title, body, closed: false, click: () => this.onclick?.() };
        all.notices.push(this.told);
      }
      close() {
        this.told.closed = true;
      }
    }
    Object.assign(globalThis, { signals: all, Notification: Notice });
  });
  await agent.page.reload();
  await agent.state(1);
});
afterAll(() => centre?.close());

async function end(customer: { hangUp(): Promise<void> }): Promise<void> {
  await customer.hangUp();
  await agent.state(19);
  await agent.press(31);
  await agent.state(3);
}

it('rings until the call is answered, once the page has been clicked', async () => {
  await agent.press(1);
  await agent.state(3);
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  await until(() => signals(({ tones }) => tones.length >= 4), 'the ring tone');
  expect(new Set(await signals(({ tones }) => tones))).toEqual(new Set([660, 880]));
  expect(await signals(({ contexts }) => contexts.map(({ state }) => state))).toEqual(['running']);
  await agent.page.click('.banner .answer');
  await agent.state(6);
  const rung = await signals(({ tones }) => tones.length);
  // A second call within the same page uses the same AudioContext: browsers allow few of them.
  await end(customer);
  const again = await centre.customer('13800138000');
  await agent.state(5);
  await until(() => signals(({ tones }) => tones.length).then((now) => now > rung), 'the ring tone again');
  expect(await signals(({ contexts }) => contexts.length)).toBe(1);
  await again.hangUp();
  await agent.state(3);
});

it('asks for notifications when the agent wants them, shows one when the page is not looked at, and takes it back', async () => {
  await agent.page.click('.tools');
  await agent.page.click('.menu [data-value="settings"]');
  await agent.page.check('.settings label:has-text("桌面通知") input');
  await agent.page.keyboard.press('Escape');
  const looking = await centre.customer('13800138000');
  await agent.state(5);
  expect(await signals(({ notices }) => notices.length)).toBe(0);
  await looking.hangUp();
  await agent.state(3);
  await agent.page.evaluate(() => {
    document.hasFocus = () => false;
  });
  const customer = await centre.customer('13911112222');
  await agent.state(5);
  await until(() => signals(({ notices }) => notices.length === 1), 'a notification');
  expect(await signals(({ notices }) => notices[0])).toMatchObject({
    title: '13911112222 来电',
    body: '拨打 10010 · 技能 普通服务',
    closed: false,
  });
  await agent.press(42);
  await agent.state(6);
  expect(await signals(({ notices }) => notices.map(({ closed }) => closed))).toEqual([true]);
  await end(customer);
});

it('is silent when the agent has switched the ring tone off', async () => {
  await agent.page.click('.tools');
  await agent.page.click('.menu [data-value="settings"]');
  await agent.page.uncheck('.settings label:has-text("来电铃声") input');
  await agent.page.keyboard.press('Escape');
  const before = await signals(({ tones }) => tones.length);
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  await agent.page.waitForSelector('.banner .answer');
  expect(await signals(({ tones }) => tones.length)).toBe(before);
  await customer.hangUp();
  await agent.state(3);
});

it('a pad sends keys into the talk, with the mouse and with the keyboard, and closes with it', async () => {
  expect(await agent.button(62, false)).toContain('拨号盘');
  const customer = await centre.customer('13800138000');
  await agent.press(42);
  await agent.state(6);
  const places = await agent.places();
  await agent.press(62);
  await agent.page.click('.panel [data-key="4"]');
  await agent.page.click('.panel [data-key="#"]');
  await agent.page.keyboard.press('0');
  await agent.page.keyboard.press('*');
  await until(async () => (await customer.state()).received === '4#0*', 'the customer to hear the keys');
  expect(await agent.text('.panel .sent')).toBe('4#0*');
  expect(await agent.places()).toEqual(places);
  await agent.page.keyboard.press('Escape');
  await agent.page.waitForSelector('.panel', { state: 'hidden' });
  expect(await agent.focus()).toBe('keys');
  // What was pressed does not stay on the screen.
  await agent.page.keyboard.press('Alt+K');
  expect(await agent.text('.panel .sent')).toBe('');
  await agent.press(6);
  await agent.state(7);
  await agent.page.waitForSelector('.panel', { state: 'hidden' });
  expect(await agent.button(62, false)).toContain('不可用');
  await end(customer);
});

it('no page complained', () => {
  expect(centre.browser.complaints).toEqual([]);
});
