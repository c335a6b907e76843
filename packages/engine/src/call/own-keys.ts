/** Keys of the call data that the server writes (protocol 4, coInfos): no page and no foreign system may. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['COID', 'ANI', 'DNIS', 'SK', 'IT', '17', 'AID', 'QTM', 'CN0_UserPhoneNum', 'CN2_ChannelANI'],
  ...['IVRROOT', 'SVN', 'CCIVR_TRANSFERTYPE', 'CCIVR_TRANSFERDEST', 'NUMBERHIDDEN'],
]);

/** These too: what flows found out. No agent rates the own service, or confirms a password. */
export const NOT_FOR_PAGES: ReadonlySet<string> = new Set([...OWN_KEYS, 'IVRSCORE', 'IVRCHECKRESULT']);
