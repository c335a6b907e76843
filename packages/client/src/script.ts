/** The script file for pages without modules: everything under the names that deployed pages use. */
import {
  EAgentListType,
  EEncryptMode,
  ESPCommand,
  ESPError,
  ESPEvent,
  ESPFunc,
  ESPState,
} from '@wssoftphone/protocol/enums';
import { WSSoftPhoneError } from './errors.ts';
import {
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
import { WSLocalLogger } from './local-logger.ts';
import { WSSoftPhone } from './wssoftphone.ts';

Object.assign(globalThis, {
  WSSoftPhone,
  WSSoftPhoneError,
  SPCommand,
  SPTransferIVRInfo,
  SPOneStepTransferInfo,
  CustomInitParms,
  EmployeeSkill,
  WSLocalLogger,
  ESPCommand,
  ESPEvent,
  ESPFunc,
  ESPState,
  ESPAttr,
  ESPError,
  EAgentListType,
  EEncryptMode,
  getWSSoftPhoneText,
  getStateName,
  getWorkModeName,
  getWorkModeStateName,
});
