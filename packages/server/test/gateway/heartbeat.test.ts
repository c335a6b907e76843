import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from './support/manual-clock.ts';
import { open } from './support/page.ts';
import { Stages } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

const PING_MS = 15_000;

describe('the heartbeat', () => {
  it('pings each page once a period', async () => {
    const clock = new ManualClock();
    const { page } = await stages.open({}, { clock });
    const pages = [await page(), await page('/', ['wssp.v4']), await page()];
    const pinged = pages.map((one) => once(one.ws, 'ping'));
    clock.advance(PING_MS);
    await Promise.all(pinged);
  });

  it('keeps a page whose browser answers, however long it says nothing', async () => {
    const clock = new ManualClock();
    const { page } = await stages.open({}, { clock });
    const one = await page();
    for (let round = 0; round < 10; round++) {
      const pinged = once(one.ws, 'ping');
      clock.advance(PING_MS);
      await pinged;
      // The pong went out before this command, so it is there before the answer.
      await one.ask('WSHello');
    }
  });

  it('takes any frame for a sign of life', async () => {
    const clock = new ManualClock();
    const on = await stages.open({}, { clock });
    const busy = await open(`${on.ws}/`, [], { autoPong: false });
    for (let round = 0; round < 5; round++) {
      clock.advance(PING_MS);
      expect(await busy.ask('WSHello')).toMatchObject({ errorCode: 'Succ' });
    }
  });

  it('cuts a page that lets pings go by, after the second', async () => {
    const clock = new ManualClock();
    const { desk, page, http } = await stages.open({}, { clock });
    const dead = await page();
    dead.ws.pause();
    clock.advance(2 * PING_MS);
    expect(desk.closed).toHaveLength(0);
    clock.advance(PING_MS);
    await desk.when(() => desk.closed.length === 1);
    expect(await (await fetch(`${http}/metrics`)).text()).toContain('wssp_connections_cut_total{reason="silent"} 1');
  });

  it('ends with the server', async () => {
    const clock = new ManualClock();
    const { page, close } = await stages.open({}, { clock });
    const one = await page();
    await close();
    clock.advance(10 * PING_MS);
    expect(await one.closed).toBe(1001);
  });
});
