/** All that there is to show: taken from the code where the code has a list, and from the manual where it has none. */
import { readFileSync } from 'node:fs';
import { PARAM_KEYS } from '@wssoftphone/engine';
import {
  BasicWorkMode,
  CallDirection,
  COMMAND_PARAMS,
  COMMAND_SPELLINGS,
  ControlType,
  DestType,
  EAgentListType,
  EEncryptMode,
  ESPCommand,
  ESPError,
  ESPEvent,
  ESPFunc,
  ESPState,
} from '@wssoftphone/protocol';
import ts from 'typescript';
import { ESPAttr } from '../../packages/client/src/globals.ts';
import { OWN_KEYS } from '../../packages/engine/src/call/own-keys.ts';

/** Kept in the call data for the server itself; no page is promised it. */
const INTERNAL = ['NUMBERHIDDEN'];

/** Every item by its kind, in the order of the page. */
export function allItems(root: string): Readonly<Record<string, readonly string[]>> {
  const source = (path: string) => ts.createSourceFile(path, readFileSync(`${root}${path}`, 'utf8'), 99, true);
  const client = (file: string) => source(`packages/client/src/${file}.ts`);
  const views = source('packages/protocol/src/views.ts');
  return {
    commands: [...Object.keys(ESPCommand), ...COMMAND_SPELLINGS.keys()],
    'command parameters': Object.entries(COMMAND_PARAMS).flatMap(([command, { properties }]) =>
      Object.keys(properties)
        .filter((name) => name !== 'agentId')
        .map((name) => `${command}.${name}`),
    ),
    events: Object.keys(ESPEvent),
    functions: Object.entries(ESPFunc).map(([name, id]) => `${id} ${name.replace('SPFunc_', '')}`),
    states: Object.entries(ESPState).map(([name, state]) => `${state} ${name.replace('AGENTSTATE_', '')}`),
    'response codes': Object.keys(ESPError),
    'agent lists': Object.keys(EAgentListType),
    'kinds of target': Object.keys(DestType),
    'encrypt modes': Object.keys(EEncryptMode),
    'basic work modes': Object.entries(BasicWorkMode).map(([name, mode]) => `${mode} ${name}`),
    directions: Object.keys(CallDirection),
    'monitor controls': Object.entries(ControlType).map(([name, type]) => `${type} ${name}`),
    'system parameters': Object.values(PARAM_KEYS),
    'call data': [...OWN_KEYS].filter((key) => !INTERNAL.includes(key)),
    'agent data': Object.keys(ESPAttr),
    settings: members(views, 'SettingsView'),
    'queue items': members(views, 'QueueItem'),
    'agent list items': members(views, 'AgentListItem'),
    'work mode columns': members(views, 'WorkModeSetting'),
    attributes: members(client('attrs'), 'WSSoftPhoneAttrs'),
    handlers: members(client('attrs'), 'NamedHandlers'),
    methods: [
      ...new Set([
        ...members(client('wssoftphone'), 'WSSoftPhone', 'methods'),
        ...members(client('phone-functions'), 'PhoneFunctions', 'methods'),
      ]),
    ],
    fields: [...members(client('mirror/fields'), 'PhoneFields'), 'ws', 'connectionStatus'],
    globals: globals(client('script')),
    ...BY_HAND,
  };
}

/** What only the manual and its pages list. */
const BY_HAND = {
  HTTP: [
    'processJsonpCommand.do',
    'jsonCommand',
    'callback',
    'processCommand.do',
    'ins and delegatorId',
    'reloadSystemParam.do',
    'cross-origin',
  ],
  addresses: ['/', '/WSAgentServer/websocket', '/WSAgentServer_111/websocket'],
  seats: ['RP_', 'INS_WAIT_FOR_DISPATCH', 'KeepLogon'],
  'custom parameters': ['agentWrapupSeconds', 'skillCode', 'skillLevel'],
  'OCX events': [
    ...['evtLogonSucc', 'evtLogonFailed', 'evtLogoffSucc', 'evtStateChange', 'evtDialBegin', 'evtDialSucc'],
    ...['evtDialFailed', 'evtCallArrive', 'evtDevConnected'],
  ],
  'OCX methods': ['getCOInfo', 'getAgentInfo', 'setCOInfo', 'transferToIVR', 'Dial', 'callout', 'setInitParam'],
  'shipped flows': ['main menu', 'satisfaction survey 999', 'password check 8888'],
} as const;

/** Names in an interface or class; what is private or protected is nobody's business. */
function members(file: ts.SourceFile, name: string, only?: 'methods'): string[] {
  const owner = file.statements.find(
    (one): one is ts.InterfaceDeclaration | ts.ClassDeclaration =>
      (ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one)) && one.name?.text === name,
  );
  if (!owner) throw new Error(`${file.fileName} has no ${name}`);
  return [...owner.members].flatMap((member) => {
    const hidden = ts.canHaveModifiers(member)
      ? (ts.getModifiers(member) ?? []).some(({ kind }) => HIDDEN.has(kind))
      : false;
    const wanted = only ? ts.isMethodDeclaration(member) : !ts.isConstructorDeclaration(member);
    return wanted && !hidden && member.name && ts.isIdentifier(member.name) ? [member.name.text] : [];
  });
}
const HIDDEN: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword]);

/** What the script file puts on the page: the second argument of Object.assign(globalThis, {…}). */
function globals(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) found.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
