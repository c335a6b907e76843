/** The whole table: for each kind of item, the rows that say which test shows it. */

import type { Table } from './proofs.ts';
import * as client from './proofs-client.ts';
import * as engine from './proofs-engine.ts';
import * as values from './proofs-values.ts';
import { withScenarios } from './scenarios.ts';

const ROWS: Readonly<Record<string, Table>> = {
  commands: engine.COMMANDS,
  'command parameters': engine.PARAMETERS,
  events: engine.EVENTS,
  functions: engine.FUNCTIONS,
  states: engine.STATES,
  'response codes': values.RESPONSE_CODES,
  'agent lists': values.LISTS,
  'kinds of target': values.TARGETS,
  'encrypt modes': values.ENCRYPT_MODES,
  'basic work modes': values.WORK_MODES,
  directions: values.DIRECTIONS,
  'monitor controls': values.CONTROLS,
  'system parameters': values.SYSTEM_PARAMETERS,
  'call data': values.CALL_DATA,
  'agent data': values.AGENT_DATA,
  settings: values.SETTINGS,
  'queue items': values.QUEUE_ITEMS,
  'agent list items': values.LIST_ITEMS,
  'work mode columns': values.MODE_COLUMNS,
  attributes: client.ATTRIBUTES,
  handlers: client.HANDLERS,
  methods: client.METHODS,
  fields: client.FIELDS,
  globals: client.GLOBALS,
  HTTP: values.HTTP,
  addresses: values.ADDRESSES,
  seats: values.SEATS,
  'custom parameters': values.CUSTOM,
  'OCX events': values.OCX_EVENTS,
  'OCX methods': values.OCX_METHODS,
  'shipped flows': values.FLOWS,
};

/** Of a checkout: the rows, and the scenarios beside them. */
export const tableOf = (root: string): Readonly<Record<string, Table>> => withScenarios(ROWS, root);
