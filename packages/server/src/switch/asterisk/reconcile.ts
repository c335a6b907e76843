/** What exists on the switch, read after every connect: the truth that the engine is told first. */
import type { LiveLeg, RoomId } from '@wssoftphone/engine';
import { isAnew, legOf, phoneOf } from './anew.ts';
import type { AriClient } from './ari-client.ts';
import type { Application, Bridge, Channel } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { isOurBridge, isSideBridge } from './seats.ts';
import { isSnoop } from './snoop.ts';

export interface Snapshot {
  readonly legs: readonly LiveLeg[];
  /** The channel of each leg, and the telephone that it is. */
  readonly channels: ReadonlyMap<string, { readonly channel: string; readonly phone: string | null }>;
  readonly rooms: readonly RoomId[];
  /** Channels that were to take another's place, snoop channels and side bridges of whispering; the engine will ask for them anew. */
  readonly litter: { readonly channels: readonly string[]; readonly bridges: readonly string[] };
}

export async function readSnapshot(ari: AriClient, app: string): Promise<Snapshot> {
  const [application, channels, bridges] = await Promise.all([
    ari.call('applications.get', { applicationName: app }),
    ari.call('channels.list', {}),
    ari.call('bridges.list', {}),
  ]);
  return snapshotOf(app, application, channels, bridges);
}

/** Only what belongs to our application: the Asterisk may have other work to do. */
export function snapshotOf(
  app: string,
  application: Pick<Application, 'channel_ids'>,
  channels: readonly Channel[],
  bridges: readonly Bridge[],
): Snapshot {
  const ours = new Set(application.channel_ids);
  const mine = channels.filter((channel) => ours.has(channel.id));
  const named = bridges.filter((bridge) => isOurBridge(app, bridge.name));
  const rooms = named.filter((bridge) => !isSideBridge(bridge.id));
  const roomOf = new Map(rooms.flatMap((bridge) => bridge.channels.map((channel) => [channel, bridge.id] as const)));
  const plain = mine.filter((channel) => !isSnoop(channel.id));
  // Of two channels of one leg the one that has come anew and is up has taken the place, or is about to.
  const upAnew = new Set(plain.filter(({ id, state }) => isAnew(id) && state === 'Up').map(({ id }) => legOf(id)));
  const isLeg = ({ id, state }: Channel) => (isAnew(id) ? state === 'Up' : !upAnew.has(id));
  const legs = plain.filter(isLeg);
  return {
    legs: legs.map((channel) => liveLeg(app, channel, roomOf)),
    channels: new Map(legs.map(({ id, name }) => [legOf(id), { channel: id, phone: phoneOf(name) }])),
    rooms: rooms.map((bridge) => bridge.id),
    litter: {
      channels: mine.filter((one) => isSnoop(one.id) || !isLeg(one)).map((channel) => channel.id),
      bridges: named.filter((bridge) => isSideBridge(bridge.id)).map((bridge) => bridge.id),
    },
  };
}

function liveLeg(app: string, channel: Channel, roomOf: ReadonlyMap<string, RoomId>): LiveLeg {
  const leg = { leg: legOf(channel.id), room: roomOf.get(channel.id) ?? null };
  const dnis = incomingDnis(app, channel);
  const up = channel.state === 'Up';
  if (dnis !== null) return { ...leg, phase: up ? 'up' : 'incoming', incoming: incomingNumbers(channel, dnis) };
  return { ...leg, phase: up ? 'up' : channel.state === 'Ringing' ? 'ringing' : 'dialing' };
}

/** The dialplan entered us with `Stasis(app,incoming,DNIS)`; a channel keeps saying so. Dialled ones say `app,dialled`. */
function incomingDnis(app: string, channel: Channel): string | null {
  const prefix = `${app},incoming,`;
  const { app_name, app_data } = channel.dialplan;
  return app_name === 'Stasis' && app_data.startsWith(prefix) ? app_data.slice(prefix.length) : null;
}

/** Numbers and names come from outside: cut to length, freed of control characters. */
export function incomingNumbers(channel: Channel, dnis: string): { ani: string; aniName: string; dnis: string } {
  return {
    ani: clean(channel.caller.number, ASTERISK_LIMITS.numberChars),
    aniName: clean(channel.caller.name, ASTERISK_LIMITS.nameChars),
    dnis: clean(dnis, ASTERISK_LIMITS.numberChars),
  };
}
const clean = (text: string, length: number): string => text.replaceAll(/\p{Cc}/gu, '').slice(0, length);
