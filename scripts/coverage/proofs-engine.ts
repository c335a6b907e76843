/** Commands, their parameters and events, states and functions, with what shows them. */
import { client, engine, noted, protocol, type Row, row, rows, server, type Table } from './proofs.ts';

const each = engine('each-command');
const consult = engine('consult');
const conference = engine('conference');
const aside = engine('conference-consult');
const dial = engine('dial');
const guards = engine('guards');
const inner = engine('inner-call');
const ivr = engine('ivr');
const modes = engine('modes');
const session = engine('session');
const supervision = engine('supervision');
const tasks = engine('tasks');
const transfer = engine('transfer');
const data = engine('call-data');
const DIGITS = engine('digits');

const ALLOWED = '%s in %i says %s and leads to %i';
const TASK = '%s of a %s task in %i says %s and leads to %i';
const REFUSED = guards('%s works or is refused with its event, and changes nothing');
const FULL_CALL = engine('inbound-call')('goes through 27 5 4 6 7 6 19 3 and tells the page in that order');
const FULL_DIAL = dial('goes 8 46 47 9 6 19 3 with a desk phone');
const FULL_INNER = inner('goes through 24 48 49 25 26 for the caller and 27 5 26 for the called, and nobody wraps up');
const FULL_CONSULT = consult(
  'puts the customer on music and the two into the room; the page of the other shows the customer’s call',
);
const SWAPPED = consult('swapped: the customer talks and the colleague waits, and back');
const OUTSIDE = consult('of a number goes through 13 14 39 15 40 14 6');
const LISTEN = supervision(
  'rings the supervisor’s own phone, then lets the supervisor hear and nobody hear the supervisor',
);
const ONE_STEP = transfer('to an agent: the customer waits with music, the agent in 32, until the other answers');
const SURVEY = ivr('releases the agent to wrap-up, and the score is in the record');
const PASSWORD = ivr('brings the customer back to the agent with the verdict');
const CONTROL = engine('monitor-control')('logs the agent off, who is told by whom');
const LOG_ON = engine('log-on')('checks the phone and then says WorkModeChange, LogonSucc, state 3');
const MESSAGE = engine('lists')('reaches the page of the agent, by seat or by agent id');
const IMPORT = each('ImportTasks says ImportTasksSucc, and the agent is shown the task');
const KEEP = session('keeps the agent for ever, with calls, and says how it stands');
const PREPARE_MONITOR = each('PrepareMonitor in 3 says PrepareMonitorSucc and leads to 16');

export const COMMANDS: Table = {
  CheckWebSocket: row(session('is announced by CheckWebSocket, only when another socket controls the seat')),
  Init: row(
    session('sends the settings before the reply, and gives the secret, state and mode'),
    session('refuses %s'),
  ),
  WSHello: row(session('says how long the present state lasts, and does not mind being early')),
  SetFunctionSwitch: row(KEEP, session('is for those who may')),
  Logon: row(LOG_ON, engine('log-on')('refuses %s'), REFUSED),
  ...rows(
    [
      ...['Logoff', 'SetWorkMode', 'Leave', 'ResumeWork', 'PrepareDial', 'CancelPrepareDial', 'Dial', 'EncryptDial'],
      ...[
        'CancelDial',
        'DropCall',
        'FinishWrapup',
        'Hold',
        'FetchHold',
        'RefreshAgentList',
        'Consult',
        'CancelConsult',
      ],
      ...['FinishConsult', 'ConsultTransfer', 'ConsultSwap', 'ConsultSwapBack', 'ConsultConf', 'DropConf'],
      ...['PrepareCallInner', 'CancelPrepareCallInner', 'CallInner', 'CancelCallInner', 'CancelPrepareMonitor'],
      ...['FinishMonitor', 'Intervence', 'WhisperAgent', 'Intercept', 'ForceDrop', 'OneStepTransfer', 'TransferToIVR'],
      ...['CancelWait', 'SendAgentMsg', 'SetCOInfo', 'SendDigits'],
    ],
    (name) => row(each(ALLOWED, name), REFUSED),
  ),
  PrepareMonitor: row(PREPARE_MONITOR, REFUSED),
  MonitorAgent: row(LISTEN, REFUSED),
  MonitorControl: row(CONTROL, guards('MonitorControl says what was refused')),
  AnswerCall: row(engine('offer')('lets the server pick up the phone, and succeeds when it did'), REFUSED),
  ImportTasks: row(IMPORT, engine('tasks')('ImportTasks is refused > %s')),
  ...rows(['PreviewDial', 'SkipDial', 'DeletePreview', 'CancelPreview', 'FinishNoneRealTimeWork'], (name) =>
    row(each(TASK, name), REFUSED),
  ),
  Intervene: noted('another spelling of Intervence', protocol('decode')('commands that are taken > $name ($dialect)')),
};

const TAKES = protocol('decode')('commands that are taken > $name ($dialect)');
const ATTR = client('fields')('%s goes to the server', 'softPhoneCode');
const CUSTOM = row(engine('log-on')('replace the skills and the wrap-up time of the database for the session'));
const CONSULTS = row(FULL_CONSULT, consult('of %s %s is refused as %s, and nothing happens'));
const INNER_TO = row(each('%s: an inner call rings it'), inner('to %s %s is refused as %s'));
const MONITORS = row(LISTEN, supervision('is refused with a reason, changes nothing, and is in the audit log'));
const CONTROLS = row(CONTROL, guards('MonitorControl says what was refused'));
const DATA = row(ONE_STEP, engine('robustness')('attached to a call poses as one of our keys, or grows without bound'));
const DECIPHERS = engine('hidden-number');

export const PARAMETERS: Table = {
  ...rows(['CheckWebSocket.agentName', 'Init.agentName', 'Logon.agentName'], () =>
    noted(
      'shown where the database has no name',
      client('fields')('%s goes to the server', 'agentName'),
      engine('log-on')('shows the name of the database, and what the page calls the agent only where that has none'),
    ),
  ),
  'CheckWebSocket.delegatorId': row(
    session('is announced by CheckWebSocket, only when another socket controls the seat'),
  ),
  'Init.delegatorId': row(session('keeps the secret for a page that knows it, and voids it for one that does not')),
  ...rows(['Init.customInitParams', 'Logon.customInitParams'], () => CUSTOM),
  'Init.lastSeq': noted(
    'the whole view is sent whatever came before',
    session('gives a wssp.v4 page one Snapshot after the reply'),
    client('v4')('asks for the whole view when an event is missing, and equals it'),
  ),
  'Logon.agentWorkMode': row(
    engine('log-on')('takes the work mode asked for, and the normal one when it is not known'),
  ),
  'Logon.softPhoneCode': row(server('gateway/authentication')('proves a page that connected with nothing'), ATTR),
  'SetWorkMode.workMode': row(each(ALLOWED, 'SetWorkMode'), modes('that do not exist are refused')),
  'Leave.leaveReason': row(modes('goes 3 → 23 → 3 with its reason'), modes('for an unknown reason is refused')),
  'Dial.phoneNum': row(FULL_DIAL, dial('reads numbers as people write them')),
  'Dial.ani': row(dial('shows the caller number asked for, if it is ours')),
  'Dial.attached': row(
    client('commands')('%s', 'dial with caller and data'),
    engine('ivr-crossings')('cannot bring data under the server’s own keys'),
  ),
  'EncryptDial.prefix': row(DECIPHERS('takes the prefix, and a caller number that is allowed')),
  'EncryptDial.ani': row(DECIPHERS('takes the prefix, and a caller number that is allowed')),
  'EncryptDial.phoneNum': row(DECIPHERS('reaches the switch and the record, and no browser, list or display')),
  'EncryptDial.encryptMode': row(server('gateway/hidden-numbers')('of a mode without a key is not available')),
  'RefreshAgentList.agentListType': row(each('%s shows who can be chosen for it')),
  ...rows(['Consult.destSPType', 'Consult.destSPIns'], () => CONSULTS),
  'DropConf.functionCode': row(conference('its maker can send the colleague away (50, %s)')),
  ...rows(['CallInner.destSPType', 'CallInner.destSPIns'], () => INNER_TO),
  ...rows(['MonitorAgent.destSPType', 'MonitorAgent.destSPIns'], () => MONITORS),
  'WhisperAgent.isOn': row(supervision('is switched on or off by who says which, once, whatever it was')),
  ...rows(['MonitorControl.destSPType', 'MonitorControl.destSPIns', 'MonitorControl.controlType'], () => CONTROLS),
  'MonitorControl.extraControlParam': row(engine('monitor-control')('sets the work mode')),
  ...rows(['OneStepTransfer.destType', 'OneStepTransfer.destIns'], () =>
    row(
      ONE_STEP,
      transfer('is refused for a target that is unknown or busy, without the parameter, and without a switch'),
    ),
  ),
  ...rows(['OneStepTransfer.attached', 'TransferToIVR.attached'], () => DATA),
  'TransferToIVR.svn': row(SURVEY, ivr('is refused for a flow that is not there')),
  'TransferToIVR.checkPassword': row(PASSWORD, SURVEY),
  ...rows(['SendAgentMsg.destSPIns', 'SendAgentMsg.msg'], () => row(MESSAGE, engine('lists')('to %s (%s…) fails'))),
  'SendDigits.digits': row(DIGITS('the customer hears them, and the page is told that they were sent'), TAKES),
  'SetCOInfo.attached': row(
    data('is shown, survives the server, follows a transfer and is in the record'),
    data('is refused when it is %s, and nothing is set'),
  ),
  ...rows(['SetFunctionSwitch.functionCode', 'SetFunctionSwitch.isOn'], () =>
    row(KEEP, session('is for those who may')),
  ),
  ...rows(['ImportTasks.kind', 'ImportTasks.skillCode', 'ImportTasks.items', 'ImportTasks.attached'], () =>
    row(
      tasks('are shown to an idle agent in preview mode, with their data'),
      tasks('is shown in its mode (29) and done piece by piece'),
    ),
  ),
  ...rows(['WSHello.helloInfo', 'WSHello.time'], () => noted('taken, and not looked at', TAKES)),
};

const failed = (commands: readonly string[]): Table =>
  rows(
    commands.map((name) => `${name}Failed`),
    () => row(REFUSED),
  );
const said = (event: string): Row => row(each(ALLOWED, event));
const OTHERS = client('other-servers');

export const EVENTS: Table = {
  ...failed([
    ...['Logoff', 'SetWorkMode', 'Leave', 'ResumeWork', 'PrepareDial', 'CancelPrepareDial', 'CancelDial', 'DropCall'],
    ...['FinishWrapup', 'Hold', 'FetchHold', 'CancelConsult', 'FinishConsult', 'ConsultTransfer', 'ConsultSwap'],
    ...['ConsultSwapBack', 'ConsultConf', 'DropConf', 'PrepareCallInner', 'CancelPrepareCallInner', 'CancelCallInner'],
    ...['PrepareMonitor', 'CancelPrepareMonitor', 'FinishMonitor', 'WhisperAgent', 'Intercept', 'ForceDrop'],
    ...['CancelWait', 'AnswerCall', 'SendAgentMsg', 'PreviewDial', 'SkipDial', 'DeletePreview', 'CancelPreview'],
    ...['FinishNoneRealTimeWork', 'SendDigits'],
  ]),
  ...rows(
    [
      ...['LogoffSucc', 'SetWorkModeSucc', 'LeaveSucc', 'ResumeWorkSucc', 'PrepareDialSucc', 'CancelPrepareDialSucc'],
      ...['DialAccepted', 'CancelDialSucc', 'DropCallSucc', 'FinishWrapupSucc', 'HoldSucc', 'FetchHoldSucc'],
      ...['RefreshAgentListSucc', 'ConsultStart', 'CancelConsultSucc', 'FinishConsultSucc', 'ConsultTransferSucc'],
      ...['ConsultSwapSucc', 'ConsultSwapBackSucc', 'ConsultConfSucc', 'DropConfSucc', 'PrepareCallInnerSucc'],
      ...['CancelPrepareCallInnerSucc', 'CancelCallInnerSucc', 'CancelPrepareMonitorSucc', 'FinishMonitorSucc'],
      ...[
        'InterveneSucc',
        'WhisperAgentSucc',
        'InterceptSucc',
        'ForceDropSucc',
        'OneStepTransferBegin',
        'TransferBegin',
      ],
      ...['CancelWaitSucc', 'SendAgentMsgSucc', 'SetCOInfoSucc', 'SendDigitsSucc'],
    ],
    said,
  ),
  ...rows(
    ['PreviewDialSucc', 'SkipDialSucc', 'DeletePreviewSucc', 'CancelPreviewSucc', 'FinishNoneRealTimeWorkSucc'],
    (name) => row(each(TASK, name)),
  ),
  ImportTasksSucc: row(IMPORT),
  ImportTasksFailed: row(tasks('ImportTasks is refused > %s')),
  PrepareMonitorSucc: row(PREPARE_MONITOR),
  LogonSucc: row(LOG_ON),
  LogonFailed: row(engine('log-on')('fails when the phone is not reachable, and can be tried again')),
  WorkModeChange: row(LOG_ON),
  DialDenied: row(dial('for %s never reaches the switch')),
  DialBegin: row(FULL_DIAL),
  DialSucc: row(FULL_DIAL),
  DialFailed: row(dial('with %s says so, hangs up the agent’s phone and ends in 3 without wrap-up')),
  RefreshAgentListFailed: row(
    engine('lists')('to supervise shows the agents of managed departments, to supervisors only'),
  ),
  ConsultSucc: row(FULL_CONSULT),
  ConsultFailed: row(consult('that ends %s fails, and the customer is back')),
  ConsultOver: row(consult('finished: the customer is back, the colleague is idle without wrap-up')),
  ConsultedOver: row(consult('finished: the customer is back, the colleague is idle without wrap-up')),
  ConfOver: row(conference('left by its maker (%s): the colleague has the customer')),
  CallInnerBegin: row(FULL_INNER),
  CallInnerSucc: row(FULL_INNER),
  CallInnerFailed: row(inner('fails when the phone of the other ends with %s')),
  MonitorBegin: row(LISTEN),
  MonitorSucc: row(LISTEN),
  MonitorFailed: row(supervision('gives up when the supervisor does not pick up, cancels, or the call ends first')),
  InterveneFailed: row(supervision('is for one supervisor at a time')),
  MonitorControlSucc: row(CONTROL),
  MonitorControlFailed: row(
    engine('monitor-control')('is refused without the right, for whom it makes no sense, and tells the agent nothing'),
  ),
  MonitorContorled: row(CONTROL),
  OneStepTransferSucc: row(ONE_STEP),
  OneStepTransferFailed: row(transfer('a one-step transfer > that ends %s brings the customer back')),
  TransferSucc: row(
    engine('ivr-crossings')(
      'by the agent to whom the customer was handed: one record, both agents’ talks, and the score',
    ),
  ),
  TransferFailed: row(ivr('is refused for a flow that is not there')),
  IVRCheckReturn: row(PASSWORD),
  WaitCallOver: row(engine('ivr-crossings')('hears once that the customer hung up, and the digits are gone')),
  AnswerCallSucc: row(engine('offer')('lets the server pick up the phone, and succeeds when it did')),
  AgentMsgArrive: row(MESSAGE),
  SetCOInfoFailed: row(data('is refused when it is %s, and nothing is set')),
  COInfoChange: row(data('is told to the consulted agent (wssp.v4: %s) as %s')),
  CallArrive: row(FULL_CALL),
  DevConnected: row(FULL_CALL),
  DevDisconnected: row(FULL_CALL),
  StateChange: row(FULL_CALL),
  QueueChange: row(engine('queue')('goes to everyone logged on who holds the skill, and says what the manual says')),
  SettingsNotify: row(session('sends the settings before the reply, and gives the secret, state and mode')),
  WrapupTick: row(modes('counts down from the full number, each second, and ends by itself')),
  WebSocketReplaced: row(
    session('takes the session over; the first hears WebSocketReplaced and nothing more, and may take it back'),
  ),
  Snapshot: row(session('gives a wssp.v4 page one Snapshot after the reply')),
  ...rows(['SetWorkModeOfflineSucc', 'HBSucc', 'HBFailed'], (name) =>
    noted('not sent by this server; the client understands it', OTHERS('%s calls its handler', name)),
  ),
  ...rows(
    [
      'RefreshMonitorAgentListSucc',
      'RefreshConsultAgentListSucc',
      'RefreshCallInnerAgentListSucc',
      'RefreshMsgAgentListSucc',
    ],
    (name) =>
      noted(
        'this server sends RefreshAgentListSucc; the client understands both',
        OTHERS('%s ends the asking for %s', name),
      ),
  ),
};

const SHOWN = engine('buttons')(
  'enables exactly what the rules say, and the work mode in every state of a logged-on agent',
);
const NEVER_SHOWN = engine('buttons')('enables nothing that this server does not have');
const MUTES = client('media/browser-phone')('silences the microphone, is told to the page, and ends with the call');
const button = (id: string) => client('buttons')('button %i sends %j', id);
const asks = (command: string): Row => COMMANDS[command] ?? row();
/** What each button asks of the server. */
const ASKS: Readonly<Record<number, string>> = {
  ...{ 1: 'Logon', 2: 'Logoff', 3: 'PrepareDial', 4: 'PrepareCallInner', 5: 'PrepareMonitor', 6: 'Hold', 7: 'Consult' },
  ...{ 8: 'Consult', 9: 'TransferToIVR', 10: 'DropCall', 11: 'FetchHold', 12: 'CancelDial', 13: 'CancelConsult' },
  ...{ 14: 'FinishConsult', 15: 'ConsultTransfer', 16: 'ConsultSwap', 17: 'ConsultConf', 18: 'ConsultSwapBack' },
  ...{ 19: 'CancelConsult', 20: 'ConsultSwap', 21: 'ConsultTransfer', 22: 'FinishConsult', 23: 'ConsultSwapBack' },
  ...{ 25: 'ForceDrop', 26: 'Intercept', 27: 'Intervence', 28: 'FinishMonitor', 31: 'FinishWrapup', 33: 'Leave' },
  ...{ 34: 'ResumeWork', 35: 'CancelCallInner', 36: 'SetWorkMode', 37: 'SendAgentMsg', 38: 'CancelPrepareDial' },
  ...{
    39: 'CancelPrepareMonitor',
    40: 'CancelPrepareCallInner',
    41: 'ConsultConf',
    42: 'AnswerCall',
    43: 'CancelPreview',
  },
  ...{ 44: 'PreviewDial', 45: 'DeletePreview', 46: 'SkipDial', 47: 'FinishNoneRealTimeWork', 52: 'CancelWait' },
  ...{ 57: 'TransferToIVR', 58: 'OneStepTransfer', 59: 'OneStepTransfer', 65: 'TransferToIVR', 68: 'MonitorControl' },
};
const preset = engine('preset-leave')('is a button in a call only, and turns into taking it back');

/** By number; the page adds the names. */
export const FUNCTIONS: Table = {
  ...Object.fromEntries(
    Object.entries(ASKS).map(([id, command]) => [id, row(button(id), SHOWN, ...asks(command).proofs.slice(0, 1))]),
  ),
  48: row(button('48'), SHOWN, conference('ended for all: everybody is hung up, both agents wrap up, one record')),
  49: row(button('49'), SHOWN, conference('left by its maker (%s): the colleague has the customer')),
  50: row(button('50'), SHOWN, conference('its maker can send the colleague away (50, %s)')),
  53: row(
    button('53'),
    SHOWN,
    engine('ring-transfer')('works where its button is on: %s rings at the other, who answers'),
  ),
  54: row(button('54'), preset),
  55: row(button('55'), preset),
  51: row(
    button('51'),
    engine('messages')('turn the button of messages into 51 until the agent opens their list'),
    engine('messages')('are counted on a page that reloads, which has them told when it opens the list'),
  ),
  24: noted(
    'never shown: 39 takes a monitoring back in state 16, also while the own phone rings',
    button('24'),
    NEVER_SHOWN,
  ),
  56: noted('never shown: 7 and 8 consult whomever it could', button('56'), NEVER_SHOWN),
  62: row(button('62'), DIGITS('the tenant can mask them away; then there is no pad')),
  ...rows([60, 61], (id) =>
    noted('of a browser phone: the page does it, the server never shows it', button(id), NEVER_SHOWN, MUTES),
  ),
  ...rows([0, 29, 30, 32, 63, 64, 66, 67], (id) => noted('not available', button(id), NEVER_SHOWN)),
};

/** By number; the page adds the names. */
export const STATES: Table = {
  ...rows([0, 33, 34, 43, 45, 51, 52, 53], (state) =>
    noted('not used by this server; states.md says why', each('%i: nothing leads there', state)),
  ),
  1: row(each(ALLOWED, 'Logoff'), engine('log-on')('fails when the phone is not reachable, and can be tried again')),
  2: row(LOG_ON),
  ...rows([3, 4, 5, 6, 7, 19, 27], () => row(FULL_CALL)),
  ...rows([8, 9, 46, 47], () => row(FULL_DIAL)),
  ...rows([10, 11, 20], () => row(FULL_CONSULT)),
  ...rows([12, 36, 37, 38], () => row(SWAPPED)),
  ...rows([13, 14, 15, 39, 40], () => row(OUTSIDE)),
  50: row(consult('waits before all other calls of the skill while the customer stays with the agent')),
  16: row(PREPARE_MONITOR, LISTEN),
  17: row(LISTEN),
  18: row(supervision('makes three of two')),
  ...rows([21, 30], () => row(conference('is made from a consult, swapped or not: all three in one room'))),
  22: row(conference('with a number is 22')),
  35: row(aside('a consult from a conference > rings the adviser while the others talk on, then the two speak aside')),
  23: row(modes('goes 3 → 23 → 3 with its reason')),
  ...rows([24, 25, 26, 48, 49], () => row(FULL_INNER)),
  28: row(tasks('are shown to an idle agent in preview mode, with their data')),
  29: row(tasks('is shown in its mode (29) and done piece by piece')),
  31: row(PASSWORD),
  32: row(ONE_STEP),
  41: row(inner('can be held by either; the other hears music and cannot retrieve')),
  42: row(inner('can be held by either; the other hears music and cannot retrieve')),
  44: row(transfer('to an agent: the phone is silenced, the call rings there')),
};
