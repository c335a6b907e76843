/** Values on the wire, parameters of the server, data of calls and agents, and the doors beside the WebSocket. */
import { client, engine, type Row, row, rows, server, type Table, virtual } from './proofs.ts';

const each = engine('each-command');
const parameter = engine('each-parameter');
const datum = engine('each-datum');
const http = server('gateway/http-commands');
const hidden = server('gateway/hidden-numbers');
const session = engine('session');
const control = engine('monitor-control');
const QUEUE = engine('queue')('goes to everyone logged on who holds the skill, and says what the manual says');
const LIST = engine('lists')('to call a colleague shows idle agents, then idle extensions, in the manual’s form');
const MODES = engine('buttons')('carry modes in order, reasons, and the transfer menu of the parameters');
const list = (name: string): Row => row(each('%s shows who can be chosen for it', name));
const call = (key: string): Row => row(datum('%s at %s is %s', key));

export const RESPONSE_CODES: Table = {
  Succ: row(each('%s in %i says %s and leads to %i', 'Succ')),
  UnknownCommand: row(server('gateway/dialects')('takes several commands in one frame, and answers each')),
  InvalidIns: row(session('turns away %s', 'InvalidIns')),
  DelegatorIdNoMatch: row(session('turns away %s', 'DelegatorIdNoMatch')),
  ProcessFailed: row(session('Init > refuses %s', 'ProcessFailed')),
};

export const LISTS: Table = rows(
  [
    ...['AGENTLISTTYPE_MONITOR', 'AGENTLISTTYPE_CONSULT', 'AGENTLISTTYPE_CALLINNER', 'AGENTLISTTYPE_AGENTMSG'],
    ...['AGENTLISTTYPE_TRANSFER', 'AGENTLISTTYPE_ALERTTRANSFER', 'AGENTLISTTYPE_MONITORCONTROL'],
  ],
  list,
);

export const TARGETS: Table = {
  AGT: row(each('%s: an inner call rings it', 'AGT')),
  EXT: row(
    each('%s: an inner call rings it', 'EXT'),
    engine('consult')('of an extension without an agent just rings it'),
  ),
  OUT: row(
    engine('consult')('of a number goes through 13 14 39 15 40 14 6'),
    engine('transfer')('to %s: the two talk on without an agent', 'OUT'),
  ),
  SK: row(
    engine('consult')('waits before all other calls of the skill while the customer stays with the agent'),
    engine('transfer')('to a skill: at once, before all others, with COID and data'),
  ),
};

export const ENCRYPT_MODES: Table = {
  NONE: row(engine('dial')('EncryptDial without encryption is a dial with a prefix')),
  HIDE: row(
    hidden('by a token of this server, while it is good'),
    hidden('in clear by mode hide, as deployed pages do it'),
  ),
  RSA: row(hidden('in RSA by %s')),
  DES: row(hidden('in DES, by the words of OpenSSL for it')),
};

/** By number; the page adds the names. */
export const WORK_MODES: Table = rows([-1, 0, 1, 2, 3, 4, 5, 6, 7], (mode) => row(parameter('%i is given %s', mode)));

export const DIRECTIONS: Table = {
  INBOUND: call('17'),
  OUTBOUND: call('17'),
  INNER: row(datum('17 is 2 in an inner call, for both')),
};

/** By number; the page adds the names. */
export const CONTROLS: Table = {
  1: row(
    control('logs the agent off, who is told by whom'),
    control('remembers a log-off during a call for after the wrap-up, also over a restart'),
  ),
  2: row(control('puts the agent on leave and brings the agent back'), control('remembers a leave during a call')),
  3: row(control('puts the agent on leave and brings the agent back')),
  4: row(control('ends the wrap-up')),
  5: row(control('sets the work mode')),
};

export const SYSTEM_PARAMETERS: Table = {
  ...rows(
    [
      ...[
        'SOFTPHONELEAVEWORKMODESTATESYNC',
        'ONESTEPTRANSFERSUPPORT',
        'AGENTTRANSFERSKILLINFO',
        'AGENTTRANSFERIVRINFO',
      ],
      ...['SOFTPHONEMASKENABLED', 'SOFTPHONEMASKENABLED_RPN', 'AGENTPLAYWORKERID', 'AGENTRINGSECONDS', 'DIALSECONDS'],
      ...[
        'AGENTWRAPUPSECONDS',
        'AGENTMISSLIMIT',
        'AGENTMISSLEAVEREASON',
        'SESSIONGRACESECONDS',
        'OUTSIDEPREFIX',
        'CALLERIDS',
      ],
      ...['NUMBERMASK', 'UTCOFFSETMINUTES', 'VOICELANG', 'RECORDCALLS', 'MAXCALLS', 'MAXQUEUE'],
    ],
    (key) => row(parameter('%s does what it says', key)),
  ),
  RECORDINGDAYS: row(server('server/retention')('RECORDINGDAYS: goes by the age of each, round after round')),
  SERVICELEVELSECONDS: row(server('console/reports')('measures the service level by SERVICELEVELSECONDS')),
  ...rows(['WALLBOARDSERVICELEVEL', 'WALLBOARDABANDONED', 'WALLBOARDLONGESTWAIT'], () =>
    row(server('console/live')('says when a number is bad as the parameters have it, and when they are changed')),
  ),
};

const ROOT_MENU = engine('ivr')('is answered, cut short by a key, and leads to the skill');
export const CALL_DATA: Table = {
  ...rows(
    [
      ...[
        'COID',
        'ANI',
        'DNIS',
        'SK',
        'IT',
        '17',
        'AID',
        'QTM',
        'CN0_UserPhoneNum',
        'CN2_ChannelANI',
        'SVN',
        'IVRROOT',
      ],
      ...['CCIVR_TRANSFERTYPE', 'CCIVR_TRANSFERDEST'],
    ],
    call,
  ),
  IVRROOT: row(
    datum('%s at %s is %s', 'IVRROOT'),
    engine('ivr-crossings')('is served with the menu’s choice in the call data, and the agent may pass the caller on'),
  ),
  IVRSCORE: row(engine('ivr')('releases the agent to wrap-up, and the score is in the record')),
  IVRCHECKRESULT: row(engine('ivr')('brings the customer back to the agent with the verdict')),
};

export const AGENT_DATA: Table = rows(
  [
    ...[
      'agentId',
      'agentName',
      'agentState',
      'agentWorkMode',
      'leaveReason',
      'delegatorId',
      'isMonitor',
      'monitorDepts',
    ],
    ...['canKeepLogon', 'isKeepLogon', 'isDigitalDevice'],
  ],
  (key) => row(datum('what a page is told of its agent > %s', key)),
);

const received = (name: string) => client('fields')('%s is what the server said', name);
export const SETTINGS: Table = {
  stateSettings: row(
    engine('buttons')('have an entry for every state and for "0", with numbers for ids'),
    received('stateSettings'),
  ),
  ...rows(
    ['workModeSettings', 'leaveReasonSettings', 'transferSubItems', 'transferIVRInfo', 'transferAgentSkillInfo'],
    (name) => row(MODES, received(name)),
  ),
  ivrButtonSettings: row(
    parameter('%s does what it says', 'AGENTTRANSFERIVRINFO'),
    received('ivrButtonSettings'),
    client('buttons')('button %i sends %j', 9),
  ),
};

export const QUEUE_ITEMS: Table = rows(
  [
    ...[
      'mCOType',
      'level',
      'cotype',
      'ani',
      'aid',
      'isOut',
      'dnis',
      'coid',
      'sk',
      'qtm',
      'reserved',
      'tenantID',
      'isValid',
    ],
    ...['keyStr', 'iconKey', 'phoneNum'],
  ],
  () => row(QUEUE),
);
export const LIST_ITEMS: Table = rows(
  [
    ...['state', 'itemType', 'ins', 'workID', 'agentName', 'workMode', 'leaveReason', 'dept', 'extnum', 'devowner'],
    ...['calst', 'dworkID'],
  ],
  () => row(LIST),
);

export const MODE_COLUMNS: Table = {
  ...rows(['serviceWorkMode', 'serviceWorkModeName', 'visible', 'sortOrder'], () => row(MODES)),
  basicWorkMode: row(MODES, parameter('%i is given %s')),
  bindSkillCode: row(MODES, engine('modes')('can bind an agent to one skill')),
};

export const HTTP: Table = {
  'processJsonpCommand.do': row(
    http('answers as a script that calls the page back'),
    virtual('pages')('a page of another origin dials by JSONP, and the softphone shows it'),
  ),
  jsonCommand: row(http('answers as a script that calls the page back')),
  callback: row(http('refuses the callback %j and does nothing'), http('answers plain JSON without a callback')),
  'processCommand.do': row(http('takes %s'), http('answers %s like a bad frame')),
  'ins and delegatorId': row(
    http('pass on what the desk says of ins and delegatorId'),
    engine('dial')('works from another page over HTTP, and the host page hears of it'),
  ),
  'reloadSystemParam.do': row(
    server('gateway/http-service')('answers %s'),
    virtual('parameters')('a reload of the parameters changes the buttons of an agent at work'),
  ),
  'cross-origin': row(http('may neither read nor do anything when they are not')),
};
export const ADDRESSES: Table = rows(['/', '/WSAgentServer/websocket', '/WSAgentServer_111/websocket'], (path) =>
  row(server('gateway/connect')('is served at %j', path)),
);

export const SEATS: Table = {
  RP_: row(
    engine('log-on')('logs a remote agent on without a check, since a public phone cannot be checked'),
    engine('guards')('masked is refused as such'),
  ),
  INS_WAIT_FOR_DISPATCH: row(
    engine('dispatch')('is the name of the seat until Logon, and the extension from its reply on'),
  ),
  KeepLogon: row(session('keeps the agent for ever, with calls, and says how it stands')),
};
export const CUSTOM: Table = rows(['agentWrapupSeconds', 'skillCode', 'skillLevel'], () =>
  row(
    engine('log-on')('replace the skills and the wrap-up time of the database for the session'),
    client('commands')('sends the page’s own skills and wrap-up seconds with Init and Logon, as a JSON string'),
  ),
);

const ocx = client('ocx/control');
const manual = client('ocx/manual');
export const OCX_EVENTS: Table = {
  ...rows(
    [
      ...['evtLogonSucc', 'evtLogonFailed', 'evtLogoffSucc', 'evtDialBegin', 'evtDialSucc', 'evtDialFailed'],
      ...['evtCallArrive', 'evtDevConnected'],
    ],
    (name) => row(manual('%s is told to the page', name)),
  ),
  evtStateChange: row(ocx('logs on as pages do: connectServer and Logon one after the other, without waiting')),
};
const OCX_DATA = ocx('gives the call’s data by key, in any case, and takes data for it');
const OCX_PROPERTIES = ocx('come from PARAMs, scripts and setInitParam, the last word wins');
export const OCX_METHODS: Table = {
  getCOInfo: row(OCX_DATA),
  setCOInfo: row(OCX_DATA),
  getAgentInfo: row(OCX_PROPERTIES),
  ...rows(['transferToIVR', 'Dial', 'callout'], (name) => row(manual('%s is sent', name))),
  setInitParam: row(OCX_PROPERTIES),
};
export const FLOWS: Table = {
  'main menu': row(ROOT_MENU, engine('ivr')('asks again after a wrong key or silence, then helps without')),
  'satisfaction survey 999': row(engine('ivr')('releases the agent to wrap-up, and the score is in the record')),
  'password check 8888': row(
    engine('ivr')('brings the customer back to the agent with the verdict'),
    virtual('secret-digits')('is checked, and leaves no trace'),
  ),
};
