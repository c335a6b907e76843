/** Keys of the call data that the server writes (protocol 4, coInfos), and its flows: no page and no foreign system may. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['COID', 'ANI', 'DNIS', 'SK', 'IT', '17', 'AID', 'QTM', 'CN0_UserPhoneNum', 'CN2_ChannelANI'],
  ...['IVRROOT', 'SVN', 'CCIVR_TRANSFERTYPE', 'CCIVR_TRANSFERDEST', 'NUMBERHIDDEN'],
  // What the shipped flows found out: no agent rates the own service, or confirms a password.
  ...['IVRSCORE', 'IVRCHECKRESULT'],
]);
