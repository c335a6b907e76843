/** The tests of a file as they are written: every `it` and `test`, under its `describe`s. Skipped ones prove nothing. */
import ts from 'typescript';

export interface Test {
  /** Describes and title, joined by ` > `; templates and printf forms stand as in the source. */
  readonly path: string;
  /** Stands for many: `it.each`, or a title made in a loop. */
  readonly template: boolean;
}

const KINDS = ['it', 'test', 'describe'];
const SKIPPED = ['skip', 'todo', 'fails'];

export function testsOf(name: string, text: string): Test[] {
  const found: Test[] = [];
  const visit = (node: ts.Node, above: readonly string[], each: boolean): void => {
    const named = ts.isCallExpression(node) ? titled(node) : null;
    if (named === 'skipped') return;
    if (named?.kind === 'describe') {
      ts.forEachChild(node, (child) => visit(child, [...above, named.title], each || named.template));
      return;
    }
    if (named) found.push({ path: [...above, named.title].join(' > '), template: each || named.template });
    ts.forEachChild(node, (child) => visit(child, above, each));
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), [], false);
  return found;
}

function titled(call: ts.CallExpression): { kind: string; title: string; template: boolean } | 'skipped' | null {
  const [first, body] = call.arguments;
  if (!first || !body) return null;
  const words = chain(call.expression);
  const [kind = ''] = words;
  if (!KINDS.includes(kind)) return null;
  if (words.some((word) => SKIPPED.includes(word))) return 'skipped';
  if (ts.isStringLiteralLike(first)) return { kind, title: first.text, template: words.includes('each') };
  if (ts.isTemplateExpression(first)) return { kind, title: first.getText().slice(1, -1), template: true };
  return null;
}

/** `it.each(rows)` is it, each. */
function chain(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [...chain(node.expression), node.name.text];
  if (ts.isCallExpression(node)) return chain(node.expression);
  return [];
}
