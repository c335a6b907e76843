/** Call data as pages read it (protocol 4, coInfos). */
import type { CoInfos } from '@wssoftphone/protocol';
import type { Call, TenantState } from '../state.ts';
import { secondsBetween, wallClock } from '../time.ts';

/**
 * One flat map of strings. Attached data comes first so that it can never pose as one of our own keys. AID is who
 * the customer is: the name where the network gave one, as in the manual's queue list (3.3.3), else the number.
 */
export function coInfos(state: TenantState, call: Call, at: number): CoInfos {
  const queued = call.segments.filter(({ kind }) => kind === 'queue').reduce((sum, { from, to }) => sum + to - from, 0);
  const waiting = call.open.find(({ kind }) => kind === 'queue');
  return {
    ...call.data,
    COID: call.coid,
    ANI: call.ani,
    DNIS: call.dnis,
    SK: call.skill ?? '',
    IT: wallClock(call.startedAt, state.config.params.utcOffsetMinutes),
    '17': call.direction,
    // Of flows and transfers; pages read them unguarded.
    IVRROOT: call.data.IVRROOT ?? '',
    SVN: call.data.SVN ?? '',
    CCIVR_TRANSFERTYPE: call.sentTo?.type ?? '',
    CCIVR_TRANSFERDEST: call.sentTo?.dest ?? '',
    AID: call.aniName || call.phoneNum,
    QTM: String(secondsBetween(0, queued + (waiting ? at - waiting.from : 0))),
    CN0_UserPhoneNum: call.phoneNum,
    CN2_ChannelANI: call.channelAni,
  };
}
