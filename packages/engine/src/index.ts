export {
  AVAILABLE_FUNCTIONS,
  buttonsFor,
  type Condition,
  FUNCTION_TABLE,
  type FunctionRule,
  PLACES,
  type Seat,
  type StateRow,
  stateSettings,
} from './agent/function-table.ts';
export { maskNumber } from './call/privacy.ts';
export * from './config.ts';
export { armedTimers, documentOf, restoreState } from './documents.ts';
export * from './effects.ts';
export * from './inputs.ts';
export * from './ivr/flow.ts';
export { type FlowProblem, type FlowWorld, flowProblems } from './ivr/problems.ts';
export * from './limits.ts';
export { defaultParams, PARAM_KEYS, type ParamProblem, parseParams } from './params.ts';
export { PARAM_MEANINGS } from './params-page.ts';
export { type Call, createState, type Leg, type Queue, type Session, type TenantState } from './state.ts';
export { step } from './step.ts';
export * from './switch-contract.ts';
export { type Board, type BoardAgent, type BoardCall, type BoardQueue, boardView } from './views/board.ts';
export { sessionView } from './views/session-view.ts';
