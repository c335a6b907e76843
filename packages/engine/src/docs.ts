/** The reference page of states and functions (docs/reference/states.md), made from the tables the engine runs on. */
import type { ESPFunc, ESPState } from '@wssoftphone/protocol';
import { functionName, stateName } from '@wssoftphone/protocol/texts';
import {
  AVAILABLE_FUNCTIONS,
  BEYOND,
  type Condition,
  FUNCTION_TABLE,
  PLACES,
  PRESET_LEAVE_STATES,
} from './agent/function-table.ts';
import { AGENT_TRANSITIONS, UNUSED_STATES } from './agent/transitions.ts';
import { LEG_TRANSITIONS } from './call/legs.ts';
import { CALL_TRANSITIONS } from './call/model.ts';
import { COMMAND_GUARDS } from './commands.ts';
import { LIMITS } from './limits.ts';

const CONDITIONS: { readonly [C in Condition]: string } = {
  supervisor: 'supervisors',
  'server-answer': 'where the server can answer for the phone',
  'one-step-transfer': 'with ONESTEPTRANSFERSUPPORT',
  'call-can-end': 'while the call can still be ended',
};

const state = (id: ESPState): string => `${id} ${stateName(id, 'en')}`;
const func = (id: ESPFunc): string => `${id} ${functionName(id, 'en')}`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const list = (items: readonly string[]): string => (items.length === 0 ? '–' : items.join(', '));
const byFrom = <T extends { readonly from: string | number; readonly to: string | number; readonly why: string }>(
  rows: readonly T[],
  name: (key: T['from']) => string,
): string =>
  table(
    ['from', 'to', 'why'],
    rows.map(({ from, to, why }) => [name(from), name(to), why]),
  );

function functionRows(): string {
  return table(
    ['state', 'enabled'],
    FUNCTION_TABLE.map((row) => [
      state(row.state),
      list(row.functions.map(({ id, when }) => (when ? `${func(id)} (${CONDITIONS[when]})` : func(id)))),
    ]),
  );
}

const placeRows = (): string =>
  table(
    ['place', 'can show', 'at rest', 'in a call'],
    PLACES.map(({ name, shows, atRest, inCall, when }) => [
      when ? `${name} (${CONDITIONS[when]})` : name,
      list(shows.map(func)),
      func(atRest),
      func(inCall),
    ]),
  );

const guardRows = (): string =>
  table(
    ['command', 'needs one of', 'good in these states too'],
    Object.entries(COMMAND_GUARDS).map(([command, { functions, alsoIn }]) => [
      command,
      functions.length === 0 ? 'being logged on' : list(functions.map(func)),
      alsoIn === PRESET_LEAVE_STATES
        ? 'in a call (remembered)'
        : list([...(alsoIn ?? [])].map((id) => state(id as ESPState))),
    ]),
  );

const beyondText = (): string =>
  `Beyond the table, and shown to pages of \`wssp.v4\` only: ${[...BEYOND].map(([id, functions]) => `in ${state(id)} ${list(functions.map(func))}`).join('; ')} (who made a conference may consult a further one from it); in a call, ${func(54)} or ${func(55)}.`;

/** The whole page. */
export function statesPage(): string {
  return `# States, functions and what leads where

Generated from the tables in \`packages/engine/src\`; do not edit. \`npm run docs:tables\` writes it anew, and a test fails
when it differs. Numbers and names are those of the wire protocol.

## What an agent may do in which state

A command whose function is not enabled is refused; the same table makes the buttons. A function can be off for one of
these reasons, and the first that holds is the one a button gives: the agent has not the right (\`NotPermitted\`; where the
server or the tenant does not offer it, \`NotAvailable\`), the function is masked for this seat (\`FunctionMasked\`), the
state does not allow it (\`NotAllowedInState\`), or this server does not have it (\`NotAvailable\`).

${functionRows()}

${beyondText()}

This server has: ${list([...AVAILABLE_FUNCTIONS].map(func))}. All other functions are shown switched off.

Masks: SOFTPHONEMASKENABLED, and for seats whose name begins with \`RP_\` SOFTPHONEMASKENABLED_RPN in its place.

## Places of the toolbar

Buttons stand in fixed places, in this order. A place shows the function of the state that belongs to it, or one that is
off; further functions of the state follow after the places. 51 stands for 37 while messages are unread, and in a call 54 and 55
order a leave and take it back; pages that know the buttons by state alone see neither.

${placeRows()}

## Commands

The reply says that the command was taken; a refusal by this table, and whatever fails later, comes as the command's
\`…Failed\` event with a code. A dial that is refused gets \`DialDenied\` and then \`DialFailed\`; one that is taken gets
\`DialAccepted\`, \`DialBegin\` when the number is dialled, and then \`DialSucc\` or \`DialFailed\`. \`CancelDial\` gets
\`CancelDialSucc\`, and the dial it ends \`DialFailed\` with \`CallCancelled\`. \`AnswerCallSucc\` comes when the phone was picked
up. \`LeaveSucc\` and \`SetWorkModeSucc\` in a call say that the wish is remembered; \`StateChange\` or \`WorkModeChange\` come when
it is fulfilled, and of two wishes the later one counts. \`CheckWebSocket\`, \`Init\`, \`WSHello\` and \`SetFunctionSwitch\`
need no function.

${guardRows()}

## Ways between the states of an agent

An agent whose call is over stays in its state until the switch has taken the phone's leg down: nobody is idle with a
phone off the hook. Every state that is not at rest has a live leg or a timer.

${byFrom(AGENT_TRANSITIONS, (id) => state(id))}

### States that are never entered

Names of the protocol that this server does not use, and why:

${table(
  ['state', 'instead'],
  [...UNUSED_STATES].map(([id, why]) => [state(id), why]),
)}

## Phases of a call

${byFrom(CALL_TRANSITIONS, (phase) => phase)}

## Phases of a leg

${byFrom(LEG_TRANSITIONS, (phase) => phase)}

## Times and bounds

${table(
  ['name', 'value'],
  Object.entries(LIMITS).map(([name, value]) => [`\`${name}\``, String(value)]),
)}
`;
}
