/** What an agent may ask for, sensible and not: weights by the state that the page shows. */
import type { TenantConfig } from '@wssoftphone/engine';
import { EAgentListType, ESPCommand } from '@wssoftphone/protocol';
import type { Random } from '../random.ts';
import {
  CONF_FUNCTIONS,
  callInner,
  colleague,
  consult,
  control,
  custom,
  type Draft,
  digits,
  encryptDial,
  importTasks,
  leaveReason,
  message,
  number,
  type Seat,
  setData,
  transfer,
  workMode,
} from './drafts.ts';

/** Commands of people in calls that need nothing but a name. */
type Plain =
  | 'DropCall'
  | 'Hold'
  | 'FetchHold'
  | 'AnswerCall'
  | 'CancelDial'
  | 'FinishWrapup'
  | 'CancelConsult'
  | 'FinishConsult'
  | 'ConsultTransfer'
  | 'ConsultSwap'
  | 'ConsultSwapBack'
  | 'ConsultConf'
  | 'CancelCallInner'
  | 'PrepareMonitor'
  | 'CancelPrepareMonitor'
  | 'FinishMonitor'
  | 'WhisperAgent'
  | 'Intervence'
  | 'Intercept'
  | 'ForceDrop'
  | 'DropConf'
  | 'CancelWait'
  | 'PreviewDial'
  | 'SkipDial'
  | 'DeletePreview'
  | 'CancelPreview'
  | 'FinishNoneRealTimeWork';

/** Any command at all, with parameters that may be nonsense. */
export function anyCommand(random: Random, seat: Seat, config: TenantConfig): Draft {
  const { agentId } = seat;
  const name = random.pick(Object.keys(ESPCommand) as ESPCommand[]);
  switch (name) {
    case 'CheckWebSocket':
      return [name, { agentId, delegatorId: seat.delegatorId }];
    case 'Init':
      return [
        name,
        { agentId, delegatorId: random.chance(0.8) ? seat.delegatorId : random.hex(32), ...custom(random) },
      ];
    case 'Logon':
      return [name, { agentId, agentWorkMode: workMode(random), ...custom(random) }];
    case 'SetWorkMode':
      return [name, { agentId, workMode: workMode(random) }];
    case 'Leave':
      return [name, { agentId, leaveReason: leaveReason(random) }];
    case 'Dial':
      return [
        name,
        { agentId, phoneNum: number(random, config), attached: random.chance(0.3) ? { OrderID: 'SVC_1' } : {} },
      ];
    case 'EncryptDial':
      return random.chance(0.5)
        ? encryptDial(random, agentId, config)
        : [name, { agentId, phoneNum: number(random, config), encryptMode: '' }];
    case 'ImportTasks':
      return importTasks(random, agentId, config);
    case 'RefreshAgentList':
      return [name, { agentId, agentListType: random.pick(Object.keys(EAgentListType) as EAgentListType[]) }];
    case 'SetCOInfo':
      return random.chance(0.2) ? [name, { agentId, attached: {} }] : setData(random, agentId);
    case 'SendDigits':
      return digits(random, agentId);
    case 'Consult':
      return consult(random, seat, config);
    case 'CallInner':
      return callInner(random, seat, config);
    case 'MonitorAgent':
      return [name, { agentId, ...colleague(random, seat) }];
    case 'MonitorControl':
      return control(random, seat);
    case 'OneStepTransfer':
      return transfer(random, seat, config);
    case 'DropConf':
      return [name, { agentId, ...(random.chance(0.5) ? { functionCode: random.pick(CONF_FUNCTIONS) } : {}) }];
    case 'TransferToIVR':
      return [
        name,
        { agentId, svn: random.pick(['999', '8888', '1000', '4711']), checkPassword: random.chance(0.5), attached: {} },
      ];
    case 'SendAgentMsg':
      return message(random, seat);
    case 'SetFunctionSwitch':
      return [name, { agentId, functionCode: random.chance(0.9) ? 'KeepLogon' : 'Nothing', isOn: random.chance(0.5) }];
    case 'WSHello':
      return [name, { agentId, helloInfo: 'hello' }];
    default:
      return [name, { agentId }] as Draft;
  }
}

/** What a sensible person would do next in this state; null: nothing for now. */
export function sensibleCommand(random: Random, state: number, seat: Seat, config: TenantConfig): Draft | null {
  const { agentId } = seat;
  const dial = (): Draft => [
    'Dial',
    {
      agentId,
      phoneNum: number(random, config),
      attached: {},
      ...(random.chance(0.1) ? { ani: random.pick(['4008110512', '110']) } : {}),
    },
  ];
  const leave = (): Draft => ['Leave', { agentId, leaveReason: leaveReason(random) }];
  const setMode = (): Draft => ['SetWorkMode', { agentId, workMode: workMode(random) }];
  const plain = (name: Plain) => (): Draft => [name, { agentId }] as Draft;
  const supervisor = config.agents.find((each) => each.agentId === agentId)?.role === 'supervisor';
  const someoneTalks = supervisor && seat.others('talking').length > 0;
  const nothing = (): null => null;
  const readMessages = (): Draft => ['RefreshAgentList', { agentId, agentListType: 'AGENTLISTTYPE_AGENTMSG' }];
  const choices = ((): readonly (readonly [number, () => Draft | null])[] => {
    switch (state) {
      case 0:
      case 1:
        return [
          [
            10,
            () => [
              'Logon',
              { agentId, ...(random.chance(0.4) ? { agentWorkMode: workMode(random) } : {}), ...custom(random) },
            ],
          ],
          [1, nothing],
        ];
      case 3:
        return [
          [30, nothing],
          [4, () => ['PrepareDial', { agentId }]],
          [5, dial],
          [1, () => ['PrepareCallInner', { agentId }]],
          [4, () => callInner(random, seat, config)],
          [1, () => encryptDial(random, agentId, config)],
          [3, leave],
          [3, setMode],
          [1, () => ['Logoff', { agentId }]],
          [0.5, () => ['RefreshAgentList', { agentId, agentListType: 'AGENTLISTTYPE_CALLINNER' }]],
          [1, () => message(random, seat)],
          [1, readMessages],
          [supervisor ? 2 : 0, () => importTasks(random, agentId, config)],
          [1, () => ['WSHello', { agentId }]],
          [supervisor ? (someoneTalks ? 20 : 1) : 0, () => ['MonitorAgent', { agentId, ...colleague(random, seat) }]],
          [supervisor ? 1 : 0, plain('PrepareMonitor')],
          [supervisor ? 2 : 0, () => control(random, seat)],
          [1, () => ['SetFunctionSwitch', { agentId, functionCode: 'KeepLogon', isOn: random.chance(0.5) }]],
        ];
      case 28:
        return [
          [3, nothing],
          [5, plain('PreviewDial')],
          [2, plain('SkipDial')],
          [1, plain('DeletePreview')],
          [1, plain('CancelPreview')],
          [0.5, leave],
          [0.5, setMode],
          [0.5, () => ['Logoff', { agentId }]],
        ];
      case 29:
        return [
          [3, nothing],
          [4, plain('FinishNoneRealTimeWork')],
          [0.5, leave],
          [0.5, setMode],
        ];
      case 16:
        return [
          [4, nothing],
          [4, () => ['MonitorAgent', { agentId, ...colleague(random, seat) }]],
          [1, plain('CancelPrepareMonitor')],
        ];
      case 17:
        return [
          [4, nothing],
          [2, plain('WhisperAgent')],
          [3, plain('Intervence')],
          [2, plain('Intercept')],
          [0.5, plain('ForceDrop')],
          [1, plain('FinishMonitor')],
        ];
      case 18:
        return [
          [5, nothing],
          [1, plain('DropCall')],
          [1, plain('DropConf')],
          [1, plain('FinishConsult')],
          [1, () => ['DropConf', { agentId, functionCode: random.pick(CONF_FUNCTIONS) }]],
        ];
      case 31:
        return [
          [30, nothing],
          [1, plain('CancelWait')],
        ];
      case 8:
        return [
          [5, dial],
          [3, () => ['CancelPrepareDial', { agentId }]],
          [2, nothing],
        ];
      case 9:
      case 46:
      case 47:
        return [
          [4, nothing],
          [1, plain('CancelDial')],
        ];
      case 27:
      case 5:
        return [
          [4, nothing],
          [4, plain('AnswerCall')],
          [1, plain('DropCall')],
          [1, () => transfer(random, seat, config)],
        ];
      case 10:
      case 13:
      case 50:
        return [
          [5, nothing],
          [1, plain('CancelConsult')],
        ];
      case 11:
        return [
          [1, nothing],
          [1, plain('FinishConsult')],
          [2, plain('ConsultTransfer')],
          [8, plain('ConsultSwap')],
          [14, plain('ConsultConf')],
          [0.5, () => digits(random, agentId)],
        ];
      case 14:
        return [
          [1, plain('FinishConsult')],
          [1, plain('ConsultTransfer')],
          [6, plain('ConsultSwap')],
          [9, plain('ConsultConf')],
          [1, () => digits(random, agentId)],
        ];
      case 35:
        return [
          [8, nothing],
          [1, plain('FinishConsult')],
          [1, () => setData(random, agentId)],
        ];
      case 12:
      case 15:
        return [
          [1, nothing],
          [1, plain('FinishConsult')],
          [2, plain('ConsultTransfer')],
          [9, plain('ConsultSwapBack')],
          [6, plain('ConsultConf')],
          [0.5, () => digits(random, agentId)],
        ];
      case 20:
      case 38:
        return [
          [8, nothing],
          [1, plain('DropCall')],
          [1, leave],
          [1, () => setData(random, agentId)],
        ];
      case 21:
      case 22:
        return [
          [4, nothing],
          [30, () => consult(random, seat, config)],
          [2, plain('FinishConsult')],
          [1, () => setData(random, agentId)],
          [0.5, () => digits(random, agentId)],
          [2, plain('DropCall')],
          [2, () => ['DropConf', { agentId, functionCode: random.pick(CONF_FUNCTIONS) }]],
          [1, () => ['DropConf', { agentId }]],
        ];
      case 30:
        return [
          [6, nothing],
          [1, plain('DropCall')],
          [1, plain('DropConf')],
          [1, () => setData(random, agentId)],
          [0.5, leave],
        ];
      case 24:
        return [
          [5, () => callInner(random, seat, config)],
          [1, () => ['CancelPrepareCallInner', { agentId }]],
          [1, nothing],
        ];
      case 25:
      case 48:
      case 49:
        return [
          [6, nothing],
          [1, plain('CancelCallInner')],
        ];
      case 26:
        return [
          [4, nothing],
          [3, plain('Hold')],
          [1, () => setData(random, agentId)],
          [1, () => digits(random, agentId)],
          [2, plain('DropCall')],
        ];
      case 41:
        return [
          [4, plain('FetchHold')],
          [1, nothing],
          [1, plain('DropCall')],
        ];
      case 42:
      case 32:
        return [
          [5, nothing],
          [1, plain('DropCall')],
        ];
      case 4:
        return [
          [8, nothing],
          [1, plain('DropCall')],
        ];
      case 6:
        return [
          [6, nothing],
          [4, plain('Hold')],
          [3, plain('DropCall')],
          [12, () => consult(random, seat, config)],
          [1, () => setData(random, agentId)],
          [1, () => digits(random, agentId)],
          [2, () => transfer(random, seat, config)],
          [1, leave],
          [1, setMode],
          [0.3, dial],
          [0.5, () => ['TransferToIVR', { agentId, svn: '999', checkPassword: false, attached: { OrderID: 'S1' } }]],
          [0.5, () => ['TransferToIVR', { agentId, svn: '2000', checkPassword: true, attached: {} }]],
          [3, () => ['TransferToIVR', { agentId, svn: '8888', checkPassword: true, attached: {} }]],
        ];
      case 7:
        return [
          [5, plain('FetchHold')],
          [2, nothing],
          [1, plain('DropCall')],
        ];
      case 19:
        return [
          [4, nothing],
          [4, plain('FinishWrapup')],
          [1, leave],
          [1, setMode],
          [0.5, () => ['Logoff', { agentId }]],
        ];
      case 23:
        return [
          [4, () => ['ResumeWork', { agentId }]],
          [2, nothing],
          [1, setMode],
          [0.5, () => ['Logoff', { agentId }]],
        ];
      default:
        return [[1, nothing]];
    }
  })();
  return random.weighted(choices)();
}
