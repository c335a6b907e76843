/** Everything that the manual and deployed pages name is there: one list, checked against the object. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTION_METHODS } from '../src/functions.ts';
import { ESPFunc, type NamedHandlers, WSSoftPhone, type WSSoftPhoneAttrs } from '../src/index.ts';

const FUNCTIONS = `
  connectServer callSPFunction getCurStateName getCurWorkModeName getStateSetting getCoInfos getAgentInfos setCOInfo getQueueList
  Logon logon Logoff logoff setWorkMode Leave leave resumeWork Hold hold fetchHold prepareDial cancelPrepareDial Dial dial
  encryptDial cancelDial dropCall answerCall finishWrapup prepareConsult Consult consult cancelConsult finishConsult
  consultTransfer consultConf consultSwap consultSwapBack dropConf prepareCallout Callout callout prepareCallInner
  cancelPrepareCallInner refreshCallInnerAgentList callInner cancelCallInner prepareMonitor cancelPrepareMonitor
  refreshMonitorAgentList refreshConsultAgentList refreshMsgAgentList refreshTransferAgentList refreshAlertTransferAgentList
  refreshMonitorControlAgentList refreshAgentList monitorAgent finishMonitor whisperAgent intervene intercept forceDrop monitorControl
  oneStepTransfer transferToIVR cancelWait sendAgentMsg setFunctionSwitch onEvent init takeBack close`;

const FIELDS = {
  agentId: 'string',
  agentName: 'string',
  ins: 'string',
  delegatorId: 'string',
  agentState: 'string',
  agentWorkMode: 'string',
  leaveReason: 'string',
  coInfos: 'object',
  queueList: 'array',
  stateSettings: 'array',
  workModeSettings: 'array',
  leaveReasonSettings: 'array',
  transferSubItems: 'array',
  transferIVRInfo: 'array',
  transferAgentSkillInfo: 'array',
  ivrButtonSettings: 'array',
  isMonitor: 'boolean',
  monitorDepts: 'string',
  canAutoAnswer: 'boolean',
  isAutoAnswer: 'boolean',
  canKeepLogon: 'boolean',
  isKeepLogon: 'boolean',
} as const;

/** These two are checked by the compiler: a name that the types do not know does not compile. */
const ATTRS: Required<Record<keyof WSSoftPhoneAttrs, true>> = {
  agentId: true,
  agentName: true,
  ins: true,
  serverUri: true,
  serverUri2: true,
  delegatorId: true,
  workModeSettings: true,
  stateSettings: true,
  leaveReasonSettings: true,
  customInitParams: true,
  isAutoAnswer: true,
  softPhoneCode: true,
  agentWorkMode: true,
  saveLocalLog: true,
  autoLogon: true,
  language: true,
  tokenProvider: true,
  environment: true,
};
const HANDLERS: readonly (keyof NamedHandlers)[] = [
  'onInited',
  'onConfirmReplaceWebSocket',
  'onWebSocketReplaced',
  'onWSOpen',
  'onWSClose',
  'onWSConnectFailed',
  'onConnectionChange',
  'onLogonSucc',
  'onLogonFailed',
  'onLogoffSucc',
  'onStateChange',
  'onWorkModeChange',
  'onQueueChange',
  'onNotifySettings',
  'onShowTip',
  'onTrace',
  'onPrepareDialSucc',
  'onPrepareCallOutSucc',
  'onRefreshAgentListSucc',
  'onCallArrive',
  'onDevConnected',
  'onDevDisconnected',
  'onDialBegin',
  'onDialSucc',
  'onDialError',
  'onDialFailed',
  'onConsultStart',
  'onConsultSucc',
  'onConsultFailed',
  'onConsultOver',
  'onConsultTransferSucc',
  'onOneStepTransferSucc',
  'onOneStepTransferFailed',
  'onTransferSucc',
  'onIVRCheckReturn',
  'onWaitCallOver',
  'onInterceptSucc',
  'onInterveneSucc',
  'onForceDropSucc',
  'onFunctionSwitch',
  'onMonitorContorled',
  'onWSHello',
  'onEvent',
  'onError',
  'onIptWSOpen',
  'onIptWSClose',
  'onIptWSConnectFailed',
  'onIptStateChange',
  'onIptProblem',
];

const phone = new WSSoftPhone({ agentId: '888', ins: '6002' }, {});

describe('the softphone has', () => {
  it.each(FUNCTIONS.trim().split(/\s+/))('function %s', (name) => {
    expect(typeof phone[name as keyof WSSoftPhone]).toBe('function');
  });
  it.each(Object.entries(FIELDS))('field %s, a %s', (name, type) => {
    const value: unknown = phone[name as keyof WSSoftPhone];
    expect(Array.isArray(value) ? 'array' : typeof value).toBe(type);
  });
  it('no socket before it connects, and every attribute and handler by name', () => {
    expect(phone.ws).toBeNull();
    expect(Object.keys(ATTRS)).toHaveLength(18);
    expect(new Set(HANDLERS).size).toBe(HANDLERS.length);
  });
  it('a method for every button it knows', () => {
    // They come with the browser phone (media.test.ts).
    const later = ['muteMic', 'unmuteMic'];
    for (const [func, method] of Object.entries(FUNCTION_METHODS)) {
      expect(Object.values(ESPFunc)).toContain(Number(func));
      if (!later.includes(method)) expect(typeof phone[method], method).toBe('function');
    }
  });
  it('a toolbar of fixed places, all off, before any server has spoken, for any state', () => {
    for (let state = 0; state <= 53; state++) {
      const { functions } = phone.getStateSetting(state);
      expect(functions.map((one) => one.id)).toEqual([1, 36, 10, 37, 3, 4, 33, 5]);
      expect(functions.every((one) => !one.enabled)).toBe(true);
    }
  });
  it('the settings a page brings, until the server tells its own', () => {
    const own = [{ state: '0', functions: [{ id: ESPFunc.SPFunc_LogOn, enabled: true }] }];
    const brought = new WSSoftPhone({ agentId: '888', ins: '6002', stateSettings: own }, {});
    expect(brought.stateSettings).toBe(own);
    expect(brought.getStateSetting()).toEqual({
      state: '0',
      functions: [{ id: 1, enabled: false, why: '软电话未连接' }],
    });
  });
});

describe('docs/reference/client.md', () => {
  const page = readFileSync(new URL('../../../docs/reference/client.md', import.meta.url), 'utf8');
  const named = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(page);
  it('names every attribute, function, handler and field', () => {
    const all = [...Object.keys(ATTRS), ...FUNCTIONS.trim().split(/\s+/), ...HANDLERS, ...Object.keys(FIELDS)];
    expect(all.filter((name) => !named(name))).toEqual([]);
  });
  it('names every button’s function', () => {
    expect(Object.values(FUNCTION_METHODS).filter((name) => !named(name))).toEqual([]);
  });
});
