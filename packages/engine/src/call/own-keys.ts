/** Keys of the call data that the server writes (protocol 4, coInfos): no page and no foreign system may. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['COID', 'ANI', 'DNIS', 'SK', 'IT', '17', 'AID', 'QTM', 'CN0_UserPhoneNum', 'CN2_ChannelANI'],
  ...['IVRROOT', 'SVN', 'CCIVR_TRANSFERTYPE', 'CCIVR_TRANSFERDEST', 'NUMBERHIDDEN'],
]);
