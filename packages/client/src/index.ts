export * from '@wssoftphone/protocol/enums';
export type { ErrorCode, Lang } from '@wssoftphone/protocol/errors';
export type {
  AgentListItem,
  AgentListView,
  AgentMessage,
  IvrSetting,
  LeaveReasonSetting,
  QueueItem,
  StateSetting,
  TransferSkill,
  TransferSubItem,
  WorkModeSetting,
} from '@wssoftphone/protocol/views';
export type {
  CoInfosMap,
  ConnectionStatus,
  FunctionButton,
  NamedHandlers,
  StateButtons,
  WSSoftPhoneAttrs,
  WSSoftPhoneHandlers,
} from './attrs.ts';
export type { Environment } from './environment.ts';
export { WSSoftPhoneError } from './errors.ts';
export {
  CustomInitParms,
  EmployeeSkill,
  ESPAttr,
  getStateName,
  getWorkModeName,
  getWorkModeStateName,
  getWSSoftPhoneText,
  SPCommand,
  SPOneStepTransferInfo,
  SPTransferIVRInfo,
} from './globals.ts';
export { WSLocalLogger } from './local-logger.ts';
export type { SPEvent, SPMessage, SPResponse } from './mirror/dialect.ts';
export { WSSoftPhone } from './wssoftphone.ts';
