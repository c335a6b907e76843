/** Asterisk goes and comes back; the server goes and comes back. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SwitchRig } from '../contract/switch-rig.ts';
import { type AsteriskHarness, asteriskHarness, SETUP } from './harness.ts';

let harness: AsteriskHarness | undefined;
afterEach(async () => {
  await harness?.port.stop();
  await harness?.close();
  harness = undefined;
});

async function talk(rig: SwitchRig) {
  const room = rig.room();
  const customer = await rig.customerUp();
  const agent = await rig.phoneUp(0);
  rig.join(customer.leg, room);
  rig.join(agent.leg, room);
  await rig.hears(customer.party, agent.party.voice);
  return { room, customer, agent };
}

it.each(['listen', 'connect'] as const)(
  'an Asterisk that dies takes its calls along and comes back with its telephones (%s)',
  async (link) => {
    harness = await asteriskHarness(link);
    const rig = new SwitchRig(harness);
    await rig.start();
    await talk(rig);
    rig.events.length = 0;
    await harness.asterisk.kill();
    await rig.next('down', {});
    await harness.asterisk.restart();
    const sync = await rig.next('sync', {});
    expect(sync.legs).toEqual([]);
    expect(sync.rooms).toEqual([]);
    // Put in place anew, and online without registering again.
    const reachable = new Map(sync.devices.map((device) => [device.number, device.reachable]));
    expect(reachable.get('6001')).toBe(true);
    expect(reachable.get(harness.offlinePhone)).toBe(false);
    await rig.phoneUp(1);
  },
);

it.each(['listen', 'connect'] as const)('a server that starts anew finds the talk that went on (%s)', async (link) => {
  const before = await asteriskHarness(link);
  harness = before;
  const first = new SwitchRig(before);
  await first.start();
  const { room, customer, agent } = await talk(first);
  await before.port.stop();
  // Meanwhile telephone 6003 has been taken out of the configuration.
  harness = await before.restarted(SETUP.filter((phone) => phone.number !== '6003'));
  const rig = new SwitchRig(harness);
  await rig.start();
  const sync = await rig.next('sync', {});
  expect(sync.rooms).toEqual([room]);
  expect(sync.legs).toHaveLength(2);
  expect(sync.legs).toContainEqual({ leg: agent.leg, phase: 'up', room });
  expect(sync.legs).toContainEqual({
    leg: customer.leg,
    phase: 'up',
    room,
    incoming: { ani: customer.ani, aniName: expect.any(String), dnis: harness.dnis },
  });
  await rig.hears(agent.party, customer.party.voice);
  rig.do({ do: 'part', leg: customer.leg });
  rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
  await rig.hears(customer.party, 'music');
  rig.join(customer.leg, room);
  await rig.hears(agent.party, customer.party.voice);
  await rig.hears(customer.party, agent.party.voice);
  const gone = rig.dialPhone('6003');
  await rig.next('ended', { leg: gone, cause: 'unreachable' });
  rig.do({ do: 'hangup', leg: customer.leg, cause: 'normal' });
  rig.do({ do: 'hangup', leg: agent.leg, cause: 'normal' });
  await rig.next('ended', { leg: customer.leg });
  await rig.next('ended', { leg: agent.leg });
});

it('an engine that lost its place is told again what exists, in the middle of a talk', async () => {
  harness = await asteriskHarness('listen');
  const rig = new SwitchRig(harness);
  await rig.start();
  const { room, customer, agent } = await talk(rig);
  rig.events.length = 0;
  harness.port.resync();
  const sync = await rig.next('sync', {});
  expect(sync.legs.map((leg) => [leg.leg, leg.phase, leg.room]).sort()).toEqual(
    [
      [agent.leg, 'up', room],
      [customer.leg, 'up', room],
    ].sort(),
  );
  rig.do({ do: 'part', leg: customer.leg });
  rig.do({ do: 'music', leg: customer.leg, musicClass: 'default' });
  await rig.hears(customer.party, 'music');
  await rig.hears(agent.party);
});

it('a change of configuration takes telephones out and puts others in', async () => {
  harness = await asteriskHarness('listen');
  const rig = new SwitchRig(harness);
  await rig.start();
  await rig.phoneUp(2);
  await rig.reset();
  const phone = harness.phone('6003');
  await phone.unregister();
  await harness.port.configure({ phones: SETUP.filter((phone) => phone.number !== '6003') });
  const gone = rig.dialPhone('6003');
  await rig.next('ended', { leg: gone, cause: 'unreachable' });
  rig.do({ do: 'check-device', number: '6003' });
  await rig.next('device', { number: '6003', reachable: false });
  rig.events.length = 0;
  await harness.port.configure({ phones: SETUP });
  await phone.register();
  await rig.next('device', { number: '6003', reachable: true });
  await rig.phoneUp(2);
});

it('a telephone that can be answered by the server is asked to pick up by itself, and no other', async () => {
  harness = await asteriskHarness('listen');
  const rig = new SwitchRig(harness);
  const phones = SETUP.map((phone) => ({ ...phone, serverAnswer: phone.number === '6001' }));
  await harness.port.configure({ phones });
  await rig.start();
  // What Asterisk sends, as it writes it down itself.
  const { asterisk } = harness;
  const inside = `/srv/wssp/instances/${basename(asterisk.directory)}/log/sip.pcap`;
  const capture = join(asterisk.directory, 'log', 'sip.pcap');
  const invites = async () =>
    (await readFile(capture, 'latin1').catch(() => ''))
      .split(/(?=INVITE sip:)/)
      .filter((text) => text.startsWith('INVITE'));
  const asked = async (number: string, autoAnswer: boolean) => {
    await asterisk.cli(`pjsip set logger pcap ${inside}`);
    await asterisk.cli('pjsip set logger on');
    const leg = rig.dialPhone(number, { autoAnswer });
    await rig.next('ringing', { leg });
    await asterisk.cli('pjsip set logger off');
    const invite = (await invites()).find((text) => text.startsWith(`INVITE sip:${number}`)) ?? '';
    expect(invite).toContain('CSeq');
    rig.do({ do: 'hangup', leg, cause: 'cancelled' });
    await rig.next('ended', { leg });
    return /^Call-Info: .*answer-after=0/m.test(invite);
  };
  expect(await asked('6001', false)).toBe(false);
  expect(await asked('6002', true)).toBe(false);
  expect(await asked('6001', true)).toBe(true);
});
