/**
 * The decoded parameters of each command as JSON Schema: the decoder reads its rules from here, and so can an OpenAPI
 * description. `description` is what a refusal names as expected. Lengths are checked by the decoder in UTF-16 units
 * before the schema is, because JSON Schema counts characters, and one character may be of any length.
 */
import Type, { type Static, type TObject, type TProperties } from 'typebox';
import type { CommandParams } from './commands.ts';
import type { ESPCommand } from './enums.ts';
import { ControlType, DestType, EAgentListType, EEncryptMode } from './enums.ts';
import { PROTOCOL_LIMITS as MAX } from './limits.ts';

const text = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, description: `a text of 1 to ${maxLength} characters` });
/** A text with line breaks in which every word means itself, `undefined` too. */
const prose = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, description: `a text of 1 to ${maxLength} characters`, prose: true });
const oneOf = <const V extends string>(values: readonly V[], defaultValue?: NoInfer<V>) =>
  Type.Enum<V[]>([...values], {
    description: `one of ${values.filter((value) => value !== '').join(', ')}`,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
  });
const flag = (defaultValue?: boolean) =>
  Type.Boolean({ description: 'true or false', ...(defaultValue === undefined ? {} : { default: defaultValue }) });

const agentId = Type.Optional(text(MAX.agentId));
const name = Type.Optional(text(MAX.agentName));
const note = Type.Optional(text(MAX.note));
const code = text(MAX.code);
const phoneNum = text(MAX.phoneNumber);
const ani = Type.Optional(text(MAX.phoneNumber));
const delegatorId = Type.Optional(text(MAX.delegatorId));
const destSPIns = text(MAX.phoneNumber);
const attached = Type.Record(Type.String(), Type.String(), {
  description: `at most ${MAX.attachedKeys} keys of ${MAX.attachedKeyChars} characters with values of ${MAX.attachedValueChars}`,
  default: {},
});

/** What customInitParams must hold: manual section 7.3. */
export const CUSTOM_INIT_PARAMS = Type.Object({
  agentWrapupSeconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: MAX.wrapupSeconds, description: `seconds from 0 to ${MAX.wrapupSeconds}` }),
  ),
  skills: Type.Optional(
    Type.Array(
      Type.Object({
        skillCode: text(MAX.code),
        skillLevel: Type.Integer({ minimum: 0, maximum: MAX.skillLevel }),
      }),
      { maxItems: MAX.customSkills },
    ),
  ),
});
const customInitParams = Type.Optional(
  Type.Object(CUSTOM_INIT_PARAMS.properties, {
    description: `a JSON string of at most ${MAX.customInitParams} characters: {"agentWrapupSeconds":0–${MAX.wrapupSeconds},"skills":[{"skillCode","skillLevel":0–${MAX.skillLevel}}]}`,
  }),
);

const params = <T extends TProperties>(own: T) => Type.Object({ agentId, ...own }, { additionalProperties: false });
const plain = params({});
const AGT_EXT = oneOf([DestType.AGT, DestType.EXT]);
const ANY_DEST = oneOf(Object.values(DestType));

export const COMMAND_PARAMS = {
  CheckWebSocket: params({ agentName: name, delegatorId }),
  Init: params({
    agentName: name,
    delegatorId,
    customInitParams,
    lastSeq: Type.Optional(Type.Integer({ minimum: 0, description: 'the number of the last event applied' })),
  }),
  Logon: params({
    agentName: name,
    agentWorkMode: Type.Optional(code),
    softPhoneCode: Type.Optional(text(MAX.token)),
    customInitParams,
  }),
  Logoff: plain,
  SetWorkMode: params({ workMode: code }),
  Leave: params({ leaveReason: Type.String({ ...code, default: '0' }) }),
  ResumeWork: plain,
  PrepareDial: plain,
  CancelPrepareDial: plain,
  Dial: params({ phoneNum, ani, attached }),
  EncryptDial: params({
    prefix: Type.Optional(text(MAX.code)),
    phoneNum: text(MAX.encryptedNumber),
    encryptMode: oneOf([EEncryptMode.NONE, EEncryptMode.HIDE, EEncryptMode.RSA, EEncryptMode.DES], ''),
    ani,
  }),
  CancelDial: plain,
  DropCall: plain,
  FinishWrapup: plain,
  Hold: plain,
  FetchHold: plain,
  RefreshAgentList: params({ agentListType: oneOf(Object.values(EAgentListType)) }),
  Consult: params({ destSPType: ANY_DEST, destSPIns }),
  CancelConsult: plain,
  FinishConsult: plain,
  ConsultTransfer: plain,
  ConsultSwap: plain,
  ConsultSwapBack: plain,
  ConsultConf: plain,
  DropConf: params({ functionCode: Type.Optional(oneOf(['48', '49', '50'])) }),
  PrepareCallInner: plain,
  CancelPrepareCallInner: plain,
  CancelCallInner: plain,
  CallInner: params({ destSPType: AGT_EXT, destSPIns }),
  PrepareMonitor: plain,
  CancelPrepareMonitor: plain,
  FinishMonitor: plain,
  MonitorAgent: params({ destSPType: AGT_EXT, destSPIns }),
  Intervence: plain,
  WhisperAgent: params({ isOn: Type.Optional(flag()) }),
  Intercept: plain,
  ForceDrop: plain,
  MonitorControl: params({
    destSPType: oneOf([DestType.AGT]),
    destSPIns,
    controlType: oneOf(Object.values(ControlType)),
    extraControlParam: Type.Optional(code),
  }),
  OneStepTransfer: params({ destType: ANY_DEST, destIns: text(MAX.phoneNumber), attached }),
  TransferToIVR: params({ svn: code, checkPassword: flag(false), attached }),
  CancelWait: plain,
  AnswerCall: plain,
  SendAgentMsg: params({ destSPIns, msg: prose(MAX.message) }),
  SetCOInfo: params({ attached }),
  SendDigits: params({
    digits: Type.String({
      pattern: `^[0-9*#A-D]{1,${MAX.digits}}$`,
      maxLength: MAX.digits,
      description: `1 to ${MAX.digits} of the keys 0–9 * # A–D`,
    }),
  }),
  SetFunctionSwitch: params({ functionCode: code, isOn: flag() }),
  ImportTasks: params({
    kind: oneOf(['dial', 'work'], 'dial'),
    skillCode: code,
    items: prose(MAX.taskItems),
    attached,
  }),
  PreviewDial: plain,
  SkipDial: plain,
  DeletePreview: plain,
  CancelPreview: plain,
  FinishNoneRealTimeWork: plain,
  WSHello: params({ helloInfo: note, time: note }),
} as const satisfies Record<ESPCommand, TObject>;

/** Does every schema decode to the type that the server works with? A line that does not compile names the command. */
type Mismatch = {
  [C in ESPCommand]: Static<(typeof COMMAND_PARAMS)[C]> extends CommandParams[C] ? never : C;
}[ESPCommand];
type MustBeNever<T extends never> = T;
export type NoMismatch = MustBeNever<Mismatch>;

/** Spellings under which pages send a parameter, best first; where none is listed, its own name. */
export const PARAM_SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['svn', ['SVN', 'svn']],
  ['checkPassword', ['TRANSFERPREPARE_CHECKPASSWORD', 'checkPassword']],
  ['destSPType', ['destSPType', 'destSPTType', 'destSPTtype']],
  ['destSPIns', ['destSPIns', 'destSPIIns']],
]);

/** Spellings of commands that pages send beside the name in ESPCommand. */
export const COMMAND_SPELLINGS: ReadonlyMap<string, ESPCommand> = new Map([['Intervene', 'Intervence']]);
