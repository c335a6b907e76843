/** The softphone object as pages know it: attributes, handlers, methods, fields and globals. */
import { client, type Row, row, rows, type Table } from './proofs.ts';

const fields = client('fields');
const life = client('session-life');
const lines = client('reconnect');
const handlers = client('handlers');
const commands = client('commands');
const buttons = client('buttons');
const v4 = client('v4');
const media = client('media/browser-phone');
const script = client('script');
const vectors = client('vectors')('a Snapshot leaves the softphone equal to the view');
const STARTS = life('asks whether a page is there, initialises, and tells the page what to show, in this order');
const LOGS_ON = life('logs on with the mode chosen before, and follows the states');
const REPLACED = life(
  'switches everything off when replaced, fights for nothing, and takes the softphone back on request',
);
const BY_ITSELF = life('answers by itself where the page wants it and the server can answer for the phone');
const FIRST_LOST = lines('switches the buttons off at once, comes back with its session, and switches them on again');

export const ATTRIBUTES: Table = {
  ...rows(['agentId', 'agentName', 'agentWorkMode', 'softPhoneCode', 'customInitParams'], (name) =>
    row(fields('%s goes to the server', name)),
  ),
  ins: row(fields('ins names the seat in every command')),
  delegatorId: row(
    fields('delegatorId brings a running session back'),
    life('restores the running call after a reload, without popping it again'),
  ),
  ...rows(['stateSettings', 'workModeSettings', 'leaveReasonSettings'], (name) =>
    row(fields('%s holds until the server tells its own', name)),
  ),
  serverUri: row(STARTS),
  serverUri2: row(lines('tries the two addresses in turn')),
  isAutoAnswer: row(BY_ITSELF),
  saveLocalLog: row(client('local-logger')('is what saveLocalLog writes to')),
  autoLogon: row(life('logs on by itself where the page wants it, but not into a running session')),
  language: row(fields('language chooses the words')),
  tokenProvider: row(lines('gets a fresh token for every connect, and tries again when there is none to be had')),
  environment: row(client('local-logger')('is what saveLocalLog writes to')),
};

const event = (handler: string): Row => row(handlers('handlers > %s', handler.slice(2)));
const CONFIRMS = life('goes on, or leaves it, as the handler answers');
export const HANDLERS: Table = {
  ...rows(
    [
      ...['onLogonSucc', 'onLogonFailed', 'onLogoffSucc', 'onWorkModeChange', 'onQueueChange', 'onPrepareDialSucc'],
      ...['onRefreshAgentListSucc', 'onCallArrive', 'onDevConnected', 'onDevDisconnected', 'onDialBegin', 'onDialSucc'],
      ...[
        'onDialFailed',
        'onConsultStart',
        'onConsultSucc',
        'onConsultFailed',
        'onConsultOver',
        'onConsultTransferSucc',
      ],
      ...['onOneStepTransferSucc', 'onOneStepTransferFailed', 'onTransferSucc', 'onIVRCheckReturn', 'onWaitCallOver'],
      ...['onInterceptSucc', 'onInterveneSucc', 'onForceDropSucc', 'onMonitorContorled', 'onAgentMsgArrive'],
      ...['onWebSocketReplaced'],
    ],
    event,
  ),
  onDialError: row(handlers('handlers > %s', 'DialFailed')),
  onNotifySettings: row(STARTS),
  onInited: row(STARTS),
  onWSOpen: row(STARTS),
  onConnectionChange: row(STARTS),
  onConfirmReplaceWebSocket: row(CONFIRMS),
  onWSClose: row(FIRST_LOST),
  onWSConnectFailed: row(fields('onWSConnectFailed is told when nobody listens')),
  onStateChange: row(LOGS_ON),
  onShowTip: row(handlers('handlers > %s')),
  onTrace: row(fields('onTrace is told every line')),
  onPrepareCallOutSucc: row(commands('asks the page for the number before an outside consult, without a command')),
  onFunctionSwitch: row(fields('onFunctionSwitch is told what a switch became')),
  onWrapupTick: row(fields('onWrapupTick is told the seconds left')),
  onWSHello: row(fields('onWSHello is told what a WSHello is answered')),
  onEvent: row(handlers('let a page look at every event before the softphone does')),
  onError: row(life('reports a refused Init, and stops when another try cannot help')),
  onIptWSOpen: row(media('is asked for when the agent logs on, and given up when the agent has logged off')),
  onIptWSClose: row(media('comes back by itself, and registers again when it was refused')),
  onIptWSConnectFailed: row(media('that cannot be opened twice gets another account, for the session may be another')),
  onIptStateChange: row(media('silences the microphone, is told to the page, and ends with the call')),
  onIptProblem: row(media('says why there is no account, once, and asks again')),
};

const sent = (name: string): Row => row(commands('%s', `${name}()`));
const pressed = (name: string): Row => row(buttons('%s() is sent', name));
export const METHODS: Table = {
  tell: row(media('leaves the softphone as it was')),
  ...rows(
    [
      ...[
        'logoff',
        'Logoff',
        'resumeWork',
        'prepareDial',
        'cancelPrepareDial',
        'encryptDial',
        'cancelDial',
        'dropCall',
      ],
      ...['finishWrapup', 'Hold', 'fetchHold', 'answerCall', 'prepareConsult', 'Consult', 'Callout', 'cancelConsult'],
      ...['finishConsult', 'consultTransfer', 'consultSwap', 'consultSwapBack', 'consultConf', 'dropConf'],
      ...['prepareCallInner', 'cancelPrepareCallInner', 'callInner', 'cancelCallInner', 'prepareMonitor'],
      ...['cancelPrepareMonitor', 'monitorAgent', 'finishMonitor', 'intervene', 'intercept', 'forceDrop'],
      ...[
        'monitorControl',
        'refreshMonitorAgentList',
        'refreshCallInnerAgentList',
        'sendAgentMsg',
        'setFunctionSwitch',
      ],
      ...['cancelWait', 'Leave'],
    ],
    sent,
  ),
  ...rows(
    [
      ...[
        'whisperAgent',
        'sendDigits',
        'previewDial',
        'skipDial',
        'deletePreview',
        'cancelPreview',
        'finishNoneRealTimeWork',
        'dial',
      ],
      ...['hold', 'consult', 'callout', 'investigate', 'refreshConsultAgentList', 'refreshMsgAgentList'],
      ...[
        'refreshTransferAgentList',
        'refreshAlertTransferAgentList',
        'refreshMonitorControlAgentList',
        'refreshAgentList',
      ],
    ],
    pressed,
  ),
  setWorkMode: row(commands('%s', "setWorkMode('6')"), LOGS_ON),
  leave: row(commands('%s', 'leave(2)')),
  Dial: row(commands('%s', 'Dial(number)')),
  oneStepTransfer: row(commands('%s', 'oneStepTransfer(info)'), commands('%s', 'oneStepTransfer(type, ins)')),
  transferToIVR: row(commands('%s', 'transferToIVR(info)')),
  callSPFunction: row(
    buttons('button %i sends %j'),
    commands('refuses a function that needs a choice without one, and one that does not exist'),
  ),
  logon: row(buttons('button %i sends %j', 1)),
  Logon: row(LOGS_ON),
  prepareCallout: row(commands('asks the page for the number before an outside consult, without a command')),
  connectServer: row(STARTS),
  init: row(life('asks the user, and goes on when the page says init()')),
  takeBack: row(REPLACED),
  close: row(lines('does not come back after close()')),
  onEvent: row(handlers('let a page look at every event before the softphone does')),
  setCOInfo: row(
    commands('sends data set on the call with its transfers, until the call is over'),
    client('call-data')('tells a server that can share it what the page sets on a call, and shows what others set'),
  ),
  ...rows(
    ['getCoInfos', 'getQueueList', 'getAgentInfos', 'getCurStateName', 'getCurWorkModeName', 'getStateSetting'],
    (name) => row(fields('%s() gives what is there now', name)),
  ),
};

export const FIELDS: Table = {
  ...rows(
    [
      ...['stateSettings', 'workModeSettings', 'leaveReasonSettings', 'transferSubItems', 'transferIVRInfo'],
      ...['transferAgentSkillInfo', 'ivrButtonSettings', 'agentId', 'agentName', 'ins', 'delegatorId', 'agentState'],
      ...['agentWorkMode', 'leaveReason', 'coInfos', 'queueList', 'isMonitor', 'monitorDepts', 'canAutoAnswer'],
      ...['isAutoAnswer', 'canKeepLogon', 'isKeepLogon', 'wrapupLeft'],
    ],
    (name) => row(fields('%s is what the server said', name)),
  ),
  ws: row(fields('ws is the open socket, and none once closed')),
  connectionStatus: row(FIRST_LOST),
  stateSince: row(v4('counts running times from the server clock, whatever this machine thinks the time is')),
  pendingLeaveReason: row(vectors),
  pendingWorkMode: row(vectors),
  buttons: row(v4('says why a button is off, in the language of the page')),
};

const OWN = script('has the protocol’s own enumerations');
const WORDS = script('has the protocol’s own words');
export const GLOBALS: Table = {
  WSSoftPhone: row(script('makes a softphone')),
  WSSoftPhoneError: row(
    client('promises')('a dial rejects with code, text and remedy; both spellings of the handler are called'),
  ),
  SPCommand: row(script('makes the commands of non-host pages')),
  SPTransferIVRInfo: row(commands('%s', 'transferToIVR(info)')),
  SPOneStepTransferInfo: row(commands('%s', 'oneStepTransfer(info)')),
  ...rows(['CustomInitParms', 'EmployeeSkill'], () =>
    row(commands('sends the page’s own skills and wrap-up seconds with Init and Logon, as a JSON string')),
  ),
  WSLocalLogger: row(client('local-logger')('keeps the last 1,000 lines, also over a reload of the page')),
  ...rows(['ESPCommand', 'ESPEvent', 'ESPFunc', 'ESPState', 'ESPError', 'EAgentListType', 'EEncryptMode'], () =>
    row(OWN),
  ),
  ESPAttr: row(fields('ESPAttr.%s names what getAgentInfos() has')),
  ...rows(['getWSSoftPhoneText', 'getStateName', 'getWorkModeName', 'getWorkModeStateName'], () => row(WORDS)),
};
