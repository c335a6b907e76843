/**
 * Which events Asterisk shall send. Two applications share one websocket: calls come by the first, telephones by the
 * second. Telephones can be watched only by subscribing to their endpoints, which repeats every event of their channels;
 * the second application exists to filter those out. (Device states would say less, but watching them can lock up all of
 * ARI when a connection breaks: asterisk/asterisk#2170.)
 */
import { applicationsOf } from './applications.ts';
import { type AriClient, AriError } from './ari-client.ts';
import type { AriEvent, AriEventType } from './generated/ari.ts';
import type { SwitchLog } from './options.ts';

/**
 * Events that nobody here reads: more than half of all traffic. A list of what is not wanted, and not of what is: an
 * allow-list would silently swallow what Asterisk adds later.
 */
const DISALLOWED: readonly AriEventType[] = [
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
  'Dial',
  'PlaybackContinuing',
  'PlaybackStarted',
];

const PHONE_EVENTS = ['ContactStatusChange', 'EndpointStateChange', 'PeerStatusChange'] as const;
type PhoneEvent = Extract<AriEvent, { type: (typeof PHONE_EVENTS)[number] }>;

export function isPhoneEvent(event: AriEvent): event is PhoneEvent {
  return (PHONE_EVENTS as readonly string[]).includes(event.type);
}

const types = (names: readonly AriEventType[]) => names.map((type) => ({ type }));

/** After every connect. Rejects when Asterisk cannot be asked. */
export async function subscribe(ari: AriClient, app: string, log: SwitchLog): Promise<void> {
  const [calls, phones] = applicationsOf(app);
  await ari.call('applications.filter', { applicationName: calls, json: { disallowed: types(DISALLOWED) } });
  try {
    await ari.call('applications.filter', { applicationName: phones, json: { allowed: types(PHONE_EVENTS) } });
    await ari.call('applications.subscribe', { applicationName: phones, eventSource: ['endpoint:PJSIP'] });
  } catch (error) {
    if (!(error instanceof AriError) || error.status !== 404) throw error;
    log.error(
      { app: phones },
      'ari.conf does not give us this second application: telephones that come and go will be noticed only when asked after',
    );
  }
}
