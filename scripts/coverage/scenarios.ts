/**
 * What scenarios show, read off their sources, so that no row has to be kept by hand: what a page is `told` (states,
 * events), and what an agent does (methods, the functions behind them, commands). Of each item the first scenario.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { ESPCommand } from '@wssoftphone/protocol';
import ts from 'typescript';
import { FUNCTION_METHODS } from '../../packages/client/src/functions.ts';
import type { Proof, Row, Table } from './proofs.ts';

const FOLDER = 'e2e/scenarios';
/** How a page's `told` and `reaches` stand in a scenario. */
const TOLD = ['told', 'reaches'];

/** Functions that one method alone stands for; for the others a scenario must name the number. */
const METHODS = Object.entries(FUNCTION_METHODS);
const ONE_FUNCTION = new Map(
  METHODS.filter(([, name]) => METHODS.filter(([, other]) => other === name).length === 1).map(([id, name]) => [
    name as string,
    id,
  ]),
);
const COMMANDS: ReadonlySet<string> = new Set(Object.keys(ESPCommand));

interface Item {
  readonly kind: string;
  readonly key: string;
}

/** The table with a scenario behind the proofs of each item that one shows. */
export function withScenarios(table: Readonly<Record<string, Table>>, root: string): Readonly<Record<string, Table>> {
  const first = new Map<string, Proof>();
  const files = readdirSync(`${root}${FOLDER}`).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  // In the order in which they run: from the simple to the composed.
  const order = readFileSync(`${root}${FOLDER}/scenarios.ts`, 'utf8');
  const texts = files.map((name) => ({ name, text: readFileSync(`${root}${FOLDER}/${name}`, 'utf8') }));
  const place = ({ text }: { readonly text: string }): number =>
    order.indexOf(`  ${/export function (\w+)/.exec(text)?.[1]}(use)`);
  for (const { name, text } of texts.toSorted((a, b) => place(a) - place(b))) {
    const file = `${FOLDER}/${name}`;
    for (const { title, items } of scenariosOf(file, text)) {
      for (const { kind, key } of items) {
        if (!first.has(`${kind}\n${key}`)) first.set(`${kind}\n${key}`, { file, title });
      }
    }
  }
  return Object.fromEntries(
    Object.entries(table).map(([kind, rows]) => [kind, mapValues(rows, (row, key) => added(row, first, kind, key))]),
  );
}

function added(row: Row, first: ReadonlyMap<string, Proof>, kind: string, key: string): Row {
  const proof = first.get(`${kind}\n${key}`);
  return proof === undefined ? row : { ...row, proofs: [...row.proofs, proof] };
}
const mapValues = (rows: Table, change: (row: Row, key: string) => Row): Table =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, change(row, key)]));

export interface Scenario {
  readonly title: string;
  readonly items: readonly Item[];
}

/** The tests of a scenario file with what they show; a helper of the file counts for each test that calls it. */
export function scenariosOf(name: string, text: string): Scenario[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const helpers = new Map<string, ts.Node>();
  const found: Scenario[] = [];
  const visit = (node: ts.Node, about: string): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer)) {
      helpers.set(node.name.getText(), node.initializer);
    }
    if (ts.isCallExpression(node)) {
      const [title, body] = node.arguments;
      const words = node.expression.getText();
      if (title && body && ts.isStringLiteralLike(title)) {
        if (words === 'describe') {
          ts.forEachChild(body, (child) => visit(child, title.text));
          return;
        }
        if (words === 'it' || words.startsWith('it.each(')) {
          found.push({ title: about === '' ? title.text : `${about} > ${title.text}`, items: shownBy(body, helpers) });
          return;
        }
      }
    }
    ts.forEachChild(node, (child) => visit(child, about));
  };
  visit(file, '');
  return found;
}

function shownBy(body: ts.Node, helpers: ReadonlyMap<string, ts.Node>): Item[] {
  const items: Item[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) items.push(...ofCall(node));
    const helper = ts.isCallExpression(node) ? helpers.get(node.expression.getText()) : undefined;
    if (helper !== undefined) ts.forEachChild(helper, visit);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return items;
}

function ofCall({ expression, arguments: given }: ts.CallExpression): Item[] {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const name = expression.name.text;
  if (TOLD.includes(name)) {
    return given.flatMap((one) => {
      if (ts.isNumericLiteral(one)) return [{ kind: 'states', key: one.text }];
      // A failure is told with its code: `ConsultFailed NoAnswer`.
      const [event = ''] = ts.isStringLiteralLike(one) ? one.text.split(' ') : [];
      return event === '' ? [] : [{ kind: 'events', key: event }];
    });
  }
  if (!/\.page$/.test(expression.expression.getText())) return [];
  const [id] = given;
  if (name === 'callSPFunction' && id && ts.isNumericLiteral(id)) return [{ kind: 'functions', key: id.text }];
  const command = (name[0] ?? '').toUpperCase() + name.slice(1);
  const fn = ONE_FUNCTION.get(name);
  return [
    { kind: 'methods', key: name },
    ...(COMMANDS.has(command) ? [{ kind: 'commands', key: command }] : []),
    ...(fn === undefined ? [] : [{ kind: 'functions', key: fn }]),
  ];
}
