import { expect, it } from 'vitest';
import type { Bridge, Channel } from '../../src/switch/asterisk/generated/ari.ts';
import { snapshotOf } from '../../src/switch/asterisk/reconcile.ts';

const channel = (id: string, more: Partial<Channel> = {}): Channel => ({
  id,
  protocol_id: '',
  name: `PJSIP/x-${id}`,
  state: 'Up',
  caller: { name: '', number: '' },
  connected: { name: '', number: '' },
  accountcode: '',
  dialplan: { context: '', exten: '', priority: 1, app_name: 'Stasis', app_data: 'wssp,dialled' },
  creationtime: '',
  language: 'en',
  ...more,
});
const incoming = (dnis: string) => ({
  dialplan: {
    context: 'wssp-inbound',
    exten: dnis,
    priority: 2,
    app_name: 'Stasis',
    app_data: `wssp,incoming,${dnis}`,
  },
});
const bridge = (id: string, name: string, channels: readonly string[]): Bridge => ({
  id,
  name,
  channels,
  technology: 'simple_bridge',
  bridge_type: 'mixing',
  bridge_class: 'stasis',
  creator: 'Stasis',
  creationtime: '',
});

it('tells the legs of our application with their phase, room and numbers, and nothing of others', () => {
  const channels = [
    channel('1.1', { ...incoming('10010'), state: 'Ring', caller: { name: 'Li\u0007', number: '138'.repeat(20) } }),
    channel('1.2', { ...incoming('10086'), caller: { name: '', number: '139' } }),
    channel('L1'),
    channel('L2', { state: 'Ringing' }),
    channel('L3', { state: 'Down' }),
    channel('9.9', incoming('10010')),
  ];
  const bridges = [bridge('R1', 'wssp:C1', ['L1', '1.2']), bridge('R2', 'wssp:C2', []), bridge('R3', 'other', ['9.9'])];
  const snapshot = snapshotOf('wssp', { channel_ids: ['1.1', '1.2', 'L1', 'L2', 'L3'] }, channels, bridges);
  expect(snapshot.rooms).toEqual(['R1', 'R2']);
  expect(snapshot.legs).toEqual([
    {
      leg: '1.1',
      phase: 'incoming',
      room: null,
      incoming: { ani: '138'.repeat(20).slice(0, 32), aniName: 'Li', dnis: '10010' },
    },
    { leg: '1.2', phase: 'up', room: 'R1', incoming: { ani: '139', aniName: '', dnis: '10086' } },
    { leg: 'L1', phase: 'up', room: 'R1' },
    { leg: 'L2', phase: 'ringing', room: null },
    { leg: 'L3', phase: 'dialing', room: null },
  ]);
  expect(snapshot.litter).toEqual({ channels: [], bridges: [] });
});

it('calls what whispering leaves behind litter', () => {
  const channels = [channel('L1'), channel('wssp-snoop-ear-0-L1')];
  const bridges = [bridge('wssp-side-0-L1', 'wssp:whisper', ['L1', 'wssp-snoop-ear-0-L1'])];
  const snapshot = snapshotOf('wssp', { channel_ids: ['L1', 'wssp-snoop-ear-0-L1'] }, channels, bridges);
  expect(snapshot.legs).toEqual([{ leg: 'L1', phase: 'up', room: null }]);
  expect(snapshot.rooms).toEqual([]);
  expect(snapshot.litter).toEqual({ channels: ['wssp-snoop-ear-0-L1'], bridges: ['wssp-side-0-L1'] });
});

it('takes the channel that came anew for the leg, and what has not come for litter', () => {
  const anew = { name: 'PJSIP/6001-0000000a' };
  const channels = [
    channel('L1', { name: 'PJSIP/6001-00000001' }),
    channel('wssp-anew-1-L1', anew),
    channel('L2', { name: 'PJSIP/6002-00000002' }),
    channel('wssp-anew-1-L2', { ...anew, state: 'Ringing' }),
    channel('wssp-anew-3-L3', anew),
  ];
  const bridges = [bridge('R1', 'wssp:C1', ['wssp-anew-1-L1'])];
  const ids = channels.map(({ id }) => id);
  const snapshot = snapshotOf('wssp', { channel_ids: ids }, channels, bridges);
  expect(snapshot.legs).toEqual([
    { leg: 'L1', phase: 'up', room: 'R1' },
    { leg: 'L2', phase: 'up', room: null },
    { leg: 'L3', phase: 'up', room: null },
  ]);
  expect(snapshot.channels.get('L1')).toEqual({ channel: 'wssp-anew-1-L1', phone: '6001' });
  expect(snapshot.channels.get('L2')).toEqual({ channel: 'L2', phone: '6002' });
  expect(snapshot.litter.channels).toEqual(['L1', 'wssp-anew-1-L2']);
});
