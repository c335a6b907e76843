/** The tests' own tools on a bare Asterisk: if these fail, no other test on Asterisk can be believed. */
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  type AsteriskInstance,
  provisionAsterisk,
  startAsterisk,
} from '../../packages/server/src/switch/asterisk/local/index.ts';
import { Carrier } from './sip/carrier.ts';
import { DeskPhone } from './sip/desk-phone.ts';
import { Voices } from './sip/party.ts';

interface AriEvent {
  readonly type: string;
  readonly channel?: { readonly id: string; readonly name: string };
  readonly digit?: string;
}

let asterisk: AsteriskInstance;
let carrier: Carrier;
let phone: DeskPhone;
let events: WebSocket;
const seen: AriEvent[] = [];
let tell = () => {};

async function ari(method: string, path: string, body?: unknown): Promise<unknown> {
  const { url, user, password } = asterisk.ari;
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
async function event(fits: (one: AriEvent) => boolean): Promise<AriEvent> {
  for (;;) {
    const found = seen.find(fits);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      tell = resolve;
    });
  }
}
/** A channel is Asterisk's own for a moment before it is the application's to command. */
const ours = (channel: string) => event((one) => one.type === 'StasisStart' && one.channel?.id === channel);
const fields = (values: Record<string, string>) => ({
  fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })),
});

beforeAll(async () => {
  const root = await provisionAsterisk({ cache: process.env.WSSP_CACHE ?? join(homedir(), '.cache/wssoftphone') });
  asterisk = await startAsterisk({ root, link: 'inbound' });
  const { url, user, password } = asterisk.ari;
  events = new WebSocket(`${url.replace('http', 'ws')}/events?app=${asterisk.app}&api_key=${user}:${password}`);
  events.on('message', (data) => {
    seen.push(JSON.parse(String(data)) as AriEvent);
    tell();
  });
  await once(events, 'open');
  const dynamic = '/asterisk/config/dynamic/res_pjsip';
  await ari('PUT', `${dynamic}/auth/6001`, fields({ auth_type: 'userpass', username: '6001', password: 'secret' }));
  await ari('PUT', `${dynamic}/aor/6001`, fields({ max_contacts: '1', remove_existing: 'yes' }));
  await ari(
    'PUT',
    `${dynamic}/endpoint/6001`,
    fields({
      auth: '6001',
      aors: '6001',
      context: 'wssp-phones',
      allow: '!all,ulaw',
      direct_media: 'no',
      rtp_symmetric: 'yes',
    }),
  );
  const voices = new Voices();
  carrier = await Carrier.open({ port: asterisk.ports.carrier, switchPort: asterisk.sip.port, voices });
  phone = await DeskPhone.start({ number: '6001', secret: 'secret', switchPort: asterisk.sip.port, voices });
});
afterAll(async () => {
  events?.close();
  await phone?.close();
  await carrier?.close();
  await asterisk?.stop();
});

it('lets a customer and a phone talk, press keys and hang up', async () => {
  const customer = await carrier.calls('13800000001', '10010');
  const started = await event((one) => one.type === 'StasisStart');
  const inId = started.channel?.id ?? '';
  await ari('POST', `/channels/${inId}/ring`);
  await customer.rung();
  await expect.poll(() => customer.hears()).toEqual(['ringback']);
  await ari('POST', `/channels/${inId}/answer`);
  await customer.answered();
  await expect.poll(() => customer.hears()).toEqual([]);
  await ari('POST', `/channels/${inId}/moh`);
  await expect.poll(() => customer.hears()).toEqual(['music']);
  await ari('DELETE', `/channels/${inId}/moh`);
  await ari('POST', `/channels/${inId}/play/busy?media=tone:busy`);
  await expect.poll(() => customer.hears()).toEqual(['busy']);
  await ari('DELETE', '/playbacks/busy');
  await ari('POST', `/channels/create?endpoint=PJSIP/6001&app=${asterisk.app}&channelId=leg1&formats=ulaw&appArgs=out`);
  await ours('leg1');
  await ari('POST', '/channels/leg1/dial?timeout=30&caller=x');
  await phone.rings();
  await phone.answer();
  await event((one) => one.type === 'ChannelStateChange' && one.channel?.id === 'leg1');
  await ari('POST', '/bridges/room?type=mixing');
  await ari('POST', `/bridges/room/addChannel?channel=${inId},leg1`);
  await expect.poll(() => customer.hears()).toEqual([phone.voice]);
  await expect.poll(() => phone.hears()).toEqual([customer.voice]);
  await customer.press('12#0');
  await expect.poll(() => phone.received()).toBe('12#0');
  await phone.press('9*');
  await expect.poll(() => customer.received()).toBe('9*');
  await ari('POST', '/bridges/room/removeChannel?channel=leg1');
  await ari('POST', '/channels/leg1/play?media=tone:ring');
  await expect.poll(() => phone.hears()).toEqual(['ringback']);
  await expect.poll(() => customer.hears()).toEqual([]);
  await ari('POST', `/channels/${inId}/play?media=digits:8888888888`);
  await expect.poll(() => customer.hears()).toEqual(['prompt']);
  await phone.hangup();
  await customer.hangup();
  expect(await customer.ended()).toBe('normal');
});

it('lets a customer give up', async () => {
  const starts = () => seen.filter((one) => one.type === 'StasisStart').length;
  const before = starts();
  const customer = await carrier.calls('13800000002', '10010');
  await event(() => starts() > before);
  await customer.hangup();
  expect(await customer.ended()).toBe('cancelled');
});

it('answers outside numbers as told', async () => {
  const dial = async (number: string) => {
    const channel = `to-${number}`;
    const endpoint = `PJSIP/${number}@${asterisk.carrierEndpoint}`;
    await ari('POST', `/channels?endpoint=${endpoint}&app=${asterisk.app}&channelId=${channel}&formats=ulaw`);
    return { channel, destroyed: () => event((one) => one.type === 'ChannelDestroyed' && one.channel?.id === channel) };
  };
  const outside = carrier.outside('13900000001');
  const talk = await dial('13900000001');
  await outside.rings();
  await outside.answer();
  await ours(talk.channel);
  await ari('POST', `/channels/${talk.channel}/moh`);
  await expect.poll(() => outside.hears()).toEqual(['music']);
  await ari('DELETE', `/channels/${talk.channel}`);
  expect(await outside.ended()).toBe('normal');

  const taken = carrier.outside('13900000002');
  const back = await dial('13900000002');
  await taken.rings();
  await ari('DELETE', `/channels/${back.channel}`);
  expect(await taken.ended()).toBe('cancelled');

  const causes = { busy: 17, refuses: 21, unknown: 1, away: 19 } as const;
  for (const [plan, cause] of Object.entries(causes) as [keyof typeof causes, number][]) {
    const number = `1390000010${cause}`;
    carrier.outside(number, plan);
    expect(await (await dial(number)).destroyed(), plan).toMatchObject({ cause });
  }

  const quick = carrier.outside('13900000004', 'answers');
  const call = await dial('13900000004');
  await quick.rings();
  await quick.hangup();
  await call.destroyed();
  expect(await quick.ended()).toBe('normal');
});

it('has phones that decline, are engaged, and go away', async () => {
  const call = async (channel: string) => {
    await ari('POST', `/channels?endpoint=PJSIP/6001&app=${asterisk.app}&channelId=${channel}&formats=ulaw`);
    return event((one) => one.type === 'ChannelDestroyed' && one.channel?.id === channel);
  };
  const declined = call('declined');
  await phone.rings();
  await phone.refuse();
  expect(await declined).toMatchObject({ cause: 21 });
  await phone.setBusy(true);
  expect(await call('engaged')).toMatchObject({ cause: 17 });
  await phone.setBusy(false);
  await phone.unregister();
  await expect(call('absent')).rejects.toThrow('500');
  await phone.register();
  const again = call('again');
  await phone.rings();
  await ari('DELETE', '/channels/again');
  await again;
  expect(await phone.ended()).toBe('cancelled');
});
