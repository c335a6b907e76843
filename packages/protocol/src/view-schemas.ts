/**
 * The views that HTTP callers read (views.ts) as JSON Schema, for the OpenAPI description. The compiler holds the two
 * together: a view whose schema says something else does not compile.
 */
import Type, { type Static } from 'typebox';
import type { AgentView, Reply, SessionView } from './views.ts';

const text = (description?: string) => Type.String(description === undefined ? {} : { description });
const nullable = <T extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const millis = (description: string) => Type.Integer({ description: `${description}; epoch milliseconds` });

export const AGENT_VIEW = Type.Object({
  ins: text('the seat'),
  agentId: text('work number'),
  agentName: text(),
  agentState: Type.Integer({ minimum: 0, description: 'ESPState' }),
  stateSince: millis('since when the agent is in this state'),
  agentWorkMode: text('service work mode, a decimal'),
  leaveReason: nullable(Type.String()),
  delegatorId: text(),
  isMonitor: Type.Boolean({ description: 'may supervise' }),
  monitorDepts: Type.Array(Type.String()),
  canKeepLogon: Type.Boolean(),
  isKeepLogon: Type.Boolean(),
  isDigitalDevice: Type.Boolean({ description: 'the server can answer for the telephone' }),
});

const FAULT = Type.Object({
  code: text('of the error catalogue'),
  args: Type.Optional(Type.Record(Type.String(), Type.String())),
});
const FUNCTION = { id: Type.Integer({ description: 'ESPFunc' }), enabled: Type.Boolean() };
const QUEUE_ITEM = Type.Object({
  mCOType: text(),
  level: Type.Integer(),
  cotype: Type.Integer(),
  ani: text(),
  aid: text(),
  isOut: text(),
  dnis: text(),
  coid: text(),
  sk: text(),
  qtm: Type.Integer({ description: 'seconds waited when the list was made' }),
  reserved: Type.Null(),
  tenantID: text(),
  isValid: Type.Boolean(),
  keyStr: text(),
  iconKey: text(),
  phoneNum: text(),
});
const IVR_SETTING = Type.Object({ svn: text(), name: text(), checkPassword: Type.Boolean() });
const SETTINGS = Type.Object({
  stateSettings: Type.Array(
    Type.Object({ state: text('ESPState, a decimal'), functions: Type.Array(Type.Object(FUNCTION)) }),
  ),
  workModeSettings: Type.Array(
    Type.Object({
      serviceWorkMode: text(),
      serviceWorkModeName: text(),
      basicWorkMode: text(),
      visible: Type.Boolean(),
      bindSkillCode: text(),
      sortOrder: Type.Integer(),
    }),
  ),
  leaveReasonSettings: Type.Array(Type.Object({ reasonId: text(), reasonName: text(), visible: Type.Boolean() })),
  transferSubItems: Type.Array(Type.Object({ type: Type.Enum(['Agent', 'OutLine', 'Skill', 'IVR']), name: text() })),
  transferIVRInfo: Type.Array(IVR_SETTING),
  transferAgentSkillInfo: Type.Array(Type.Object({ skillCode: text(), skillName: text() })),
  ivrButtonSettings: Type.Array(IVR_SETTING),
});

export const SESSION_VIEW = Type.Object({
  seq: Type.Integer({ minimum: 0, description: 'number of the last event of the session' }),
  agent: AGENT_VIEW,
  buttons: Type.Array(Type.Object({ ...FUNCTION, why: Type.Optional(FAULT) })),
  call: Type.Union([
    Type.Record(Type.String(), Type.String(), {
      description: 'call data: COID, ANI, DNIS, SK, IT, 17, … and attached data',
    }),
    Type.Null(),
  ]),
  queue: Type.Array(QUEUE_ITEM),
  settings: SETTINGS,
  wrapupLeft: nullable(Type.Integer({ description: 'seconds' })),
  pendingLeaveReason: nullable(Type.String()),
  pendingWorkMode: nullable(Type.String()),
});

/** The answer to a command that was taken. */
export const COMMAND_ANSWER = Type.Object({
  command: text(),
  ins: text(),
  at: millis('the server’s time'),
  datas: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  agent: Type.Optional(AGENT_VIEW),
});
export type CommandAnswer = Pick<Reply, 'command' | 'ins' | 'at' | 'datas' | 'agent'>;

export const ERROR_ANSWER = Type.Object({
  error: Type.Object({
    code: text('of the error catalogue; a code never changes its meaning'),
    text: text('for the agent, in the language asked for'),
    remedy: Type.Optional(text('what to do about it')),
    args: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'the values that the text names' })),
  }),
});

/** Does every view fit its schema? A line that does not compile names the one that does not. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Mismatch =
  | (AgentView extends Frozen<Static<typeof AGENT_VIEW>> ? never : 'AgentView')
  | (SessionView extends Frozen<Static<typeof SESSION_VIEW>> ? never : 'SessionView')
  | (CommandAnswer extends Frozen<Static<typeof COMMAND_ANSWER>> ? never : 'CommandAnswer');
type MustBeNever<T extends never> = T;
export type NoViewMismatch = MustBeNever<Mismatch>;
