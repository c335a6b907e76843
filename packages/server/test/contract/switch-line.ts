/** The connection to the switch, what it reports on every connect, and its telephones' reachability. */
import { describe, expect, it } from 'vitest';
import type { SwitchRig } from './switch-rig.ts';

export function lineTests(use: () => SwitchRig): void {
  describe('a connection', () => {
    // First of all tests: later ones forget the events of the start.
    it('begins with sync, which knows the telephones', () => {
      const rig = use();
      const first = rig.events[0];
      expect(first).toMatchObject({ on: 'sync', legs: [], rooms: [] });
      if (first?.on !== 'sync') return;
      const reachable = new Map(first.devices.map((device) => [device.number, device.reachable]));
      for (const number of rig.harness.phones) expect(reachable.get(number)).toBe(true);
      expect(reachable.get(rig.harness.offlinePhone)).toBe(false);
      expect(rig.harness.port.health().connected).toBe(true);
    });

    it('lost and mended finds the talk that went on', async () => {
      const rig = use();
      const room = rig.room();
      const other = rig.room();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      const colleague = await rig.phoneUp(1);
      rig.join(customer.leg, room);
      rig.join(agent.leg, room);
      await rig.hears(customer.party, agent.party.voice);
      await rig.harness.loseConnection();
      await rig.next('down', {});
      expect(rig.harness.port.health().connected).toBe(false);
      await rig.hears(customer.party, agent.party.voice);
      await rig.hears(agent.party, customer.party.voice);
      await rig.harness.restoreConnection();
      const sync = await rig.next('sync', {});
      const live = new Map(sync.legs.map((leg) => [leg.leg, leg]));
      expect(live.get(customer.leg)).toMatchObject({ phase: 'up', room });
      expect(live.get(agent.leg)).toMatchObject({ phase: 'up', room });
      expect(live.get(colleague.leg)).toMatchObject({ phase: 'up', room: null });
      expect(sync.rooms).toContain(room);
      expect(sync.rooms).toContain(other);
      expect(rig.has('ended', {})).toBe(false);
      // The old legs obey again.
      rig.join(customer.leg, other);
      rig.join(colleague.leg, other);
      await rig.hears(customer.party, colleague.party.voice);
      await rig.hears(agent.party);
    });

    it('lost drops commands, and ends a dial at once', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      await rig.harness.loseConnection();
      await rig.next('down', {});
      rig.do({ do: 'hangup', leg: customer.leg, cause: 'normal' });
      const leg = rig.dialPhone(rig.harness.phones[0]);
      await rig.next('ended', { leg, cause: 'lost' });
      const play = rig.id('P');
      rig.do({ do: 'play', play, leg: customer.leg, prompts: [{ kind: 'number', value: 1 }], lang: 'en' });
      await rig.next('played', { play, ok: false });
      await rig.harness.restoreConnection();
      const sync = await rig.next('sync', {});
      expect(sync.legs.map((one) => one.leg)).toEqual([customer.leg]);
      expect(rig.count('ended', { leg })).toBe(1);
      expect(rig.has('ended', { leg: customer.leg })).toBe(false);
    });

    it('mended does not know a leg that hung up meanwhile, and tells its end at most once', async () => {
      const rig = use();
      const customer = await rig.customerUp();
      const agent = await rig.phoneUp(0);
      await rig.harness.loseConnection();
      await rig.next('down', {});
      await customer.party.hangup();
      await customer.party.ended();
      expect(rig.has('ended', { leg: customer.leg })).toBe(false);
      await rig.harness.restoreConnection();
      const sync = await rig.next('sync', {});
      expect(sync.legs.map((leg) => leg.leg)).toEqual([agent.leg]);
      await rig.harness.settle();
      expect(rig.count('ended', { leg: customer.leg })).toBeLessThanOrEqual(1);
      rig.gone(customer.leg);
    });

    it('tells all there is again when asked', async (context) => {
      const rig = use();
      const { port } = rig.harness;
      if (port.resync === undefined) return context.skip('this switch is started again instead');
      const room = rig.room();
      const customer = await rig.customerUp();
      const caller = await rig.callIn();
      rig.join(customer.leg, room);
      await rig.harness.settle();
      port.resync();
      const sync = await rig.next('sync', {});
      expect(sync.rooms).toContain(room);
      expect(sync.legs).toHaveLength(2);
      expect(sync.legs).toContainEqual(expect.objectContaining({ leg: customer.leg, phase: 'up', room }));
      expect(sync.legs).toContainEqual(expect.objectContaining({ leg: caller.leg, phase: 'incoming', room: null }));
      expect(rig.has('down', {})).toBe(false);
    });

    it('mended shows the call that came in meanwhile', async () => {
      const rig = use();
      await rig.harness.loseConnection();
      await rig.next('down', {});
      const ani = rig.ani();
      const party = await rig.harness.customerCalls(ani, rig.harness.dnis);
      await rig.harness.restoreConnection();
      await rig.next('sync', {});
      const leg = await rig.newcomer(ani);
      rig.do({ do: 'answer', leg });
      await rig.next('answered', { leg });
      rig.do({ do: 'music', leg, musicClass: 'default' });
      await rig.hears(party, 'music');
    });
  });

  describe('a telephone', () => {
    it.each(['online', 'offline', 'unknown'] as const)('that is %s is told so when asked', async (which) => {
      const rig = use();
      const { phones, offlinePhone } = rig.harness;
      const number = { online: phones[0], offline: offlinePhone, unknown: '7999' }[which];
      rig.do({ do: 'check-device', number });
      await rig.next('device', { number, reachable: which === 'online' });
    });

    it('that goes away and comes back is told unasked', async () => {
      const rig = use();
      const phone = rig.harness.phone(rig.harness.phones[2]);
      await phone.unregister();
      try {
        await rig.next('device', { number: phone.number, reachable: false });
        const leg = rig.dialPhone(phone.number);
        await rig.next('ended', { leg, cause: 'unreachable' });
      } finally {
        await phone.register();
      }
      await rig.next('device', { number: phone.number, reachable: true });
      await rig.phoneUp(2);
    });
  });
}
