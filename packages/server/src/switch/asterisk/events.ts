import type { AriEventType } from './generated/ari.ts';

/**
 * Events that nobody here reads: more than half of all traffic. A list of what is not wanted, and not of what is: an
 * allow-list would silently swallow what Asterisk adds later.
 */
export const DISALLOWED_EVENTS: readonly AriEventType[] = [
  'BridgeCreated',
  'BridgeDestroyed',
  'BridgeMerged',
  'BridgeVideoSourceChanged',
  'ChannelCallerId',
  'ChannelConnectedLine',
  'ChannelCreated',
  'ChannelDialplan',
  'ChannelEnteredBridge',
  'ChannelHangupRequest',
  'ChannelHold',
  'ChannelLeftBridge',
  'ChannelTalkingFinished',
  'ChannelTalkingStarted',
  'ChannelUnhold',
  'ChannelVarset',
  'DeviceStateChanged',
  'Dial',
  'PlaybackContinuing',
  'PlaybackStarted',
];
