/** The reference page of the client's names and types (docs/reference/client-api.md), made from the sources and their comments. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const FOLDER = 'packages/client/src';
const HEAD = `# The client library by name

Every attribute, function, handler and field of \`WSSoftPhone\` with its types, from the sources and their comments. What
they are for, and how they belong together, is in [the client library](client.md). \`npm run docs:tables\` writes this page.
`;

interface Part {
  readonly title: string;
  readonly file: string;
  readonly owner: string;
  readonly kind: 'methods' | 'properties';
}
const PARTS: readonly Part[] = [
  { title: 'Attributes', file: 'attrs', owner: 'WSSoftPhoneAttrs', kind: 'properties' },
  { title: 'Functions: line, settings, call data', file: 'wssoftphone', owner: 'WSSoftPhone', kind: 'methods' },
  { title: 'Functions: what an agent does', file: 'phone-functions', owner: 'PhoneFunctions', kind: 'methods' },
  { title: 'Handlers', file: 'attrs', owner: 'NamedHandlers', kind: 'properties' },
  { title: 'Fields', file: 'mirror/fields', owner: 'PhoneFields', kind: 'properties' },
  { title: 'Errors', file: 'errors', owner: 'WSSoftPhoneError', kind: 'properties' },
];

export function clientPage(root: string): string {
  const parts = PARTS.map(({ title, file, owner, kind }) => {
    const path = `${root}${FOLDER}/${file}.ts`;
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const rows = membersOf(source, owner).flatMap((member) => row(member, source, kind));
    if (rows.length === 0) throw new Error(`${path} has no ${kind} of ${owner}`);
    return `## ${title}\n\n| | |\n|---|---|\n${rows.join('\n')}\n`;
  });
  return `${HEAD}\n${parts.join('\n')}`;
}

function membersOf(source: ts.SourceFile, owner: string): readonly (ts.ClassElement | ts.TypeElement)[] {
  const found = source.statements.find(
    (one): one is ts.InterfaceDeclaration | ts.ClassDeclaration =>
      (ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one)) && one.name?.text === owner,
  );
  return found ? [...found.members] : [];
}

const HIDDEN: readonly ts.SyntaxKind[] = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];

function row(member: ts.ClassElement | ts.TypeElement, source: ts.SourceFile, kind: Part['kind']): string[] {
  const { name } = member;
  if (!name || !ts.isIdentifier(name)) return [];
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  if (modifiers.some(({ kind: one }) => HIDDEN.includes(one))) return [];
  const signature = ts.isMethodDeclaration(member)
    ? kind === 'methods' && methodOf(name.text, member, source)
    : kind === 'properties' && propertyOf(name.text, member, source);
  if (!signature) return [];
  return [`| \`${signature.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\` | ${commentOf(member)} |`];
}

function methodOf(name: string, { parameters, type }: ts.MethodDeclaration, source: ts.SourceFile): string {
  const given = parameters.map((one) => one.getText(source)).join(', ');
  return `${name}(${given})${type ? `: ${type.getText(source)}` : ''}`;
}

function propertyOf(name: string, member: ts.ClassElement | ts.TypeElement, source: ts.SourceFile): string | null {
  if (ts.isPropertySignature(member)) {
    return `${name}${member.questionToken ? '?' : ''}${member.type ? `: ${member.type.getText(source)}` : ''}`;
  }
  if (ts.isGetAccessorDeclaration(member)) return `${name}${member.type ? `: ${member.type.getText(source)}` : ''}`;
  if (!ts.isPropertyDeclaration(member)) return null;
  const { type, initializer } = member;
  return `${name}${type ? `: ${type.getText(source)}` : initializer ? ` = ${initializer.getText(source)}` : ''}`;
}

/** The comment above as one line of Markdown. */
function commentOf(member: ts.Node): string {
  const text = ts
    .getJSDocCommentsAndTags(member)
    .flatMap((one) => (ts.isJSDoc(one) ? [ts.getTextOfJSDocComment(one.comment) ?? ''] : []))
    .join(' ');
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
