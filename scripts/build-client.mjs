/**
 * Builds the browser library for publishing: dist/index.js (ESM), dist/wssoftphone.js (one script that sets the globals),
 * dist/wssoftphone-ocx.js (one script for pages of the old ActiveX control) and the types, each without a reference to the workspace's protocol package. `tsc -b` must have run: the types are its.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'packages/client');

/** The literal that `export const <name> = …` is set to in a source file. */
function literalOf(path, name) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
  let found;
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name) {
      found = node.initializer;
      while (ts.isAsExpression(found) || ts.isSatisfiesExpression(found)) found = found.expression;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (!found) throw new Error(`${path}: no ${name}`);
  return found;
}
const without = (text, node) => text.slice(0, node.getFullStart()) + text.slice(node.getEnd() + 1);
const instead = (text, node, code) => text.slice(0, node.getStart()) + code + text.slice(node.getEnd());
/** The value of a literal that holds constants only. */
const constantsOf = (node) => new Function(`return (${node.getText()})`)();

/**
 * Of the catalogue only what the client says itself, and without causes, which are for the reference. What is spread in
 * belongs to others.
 */
function ownErrors(path, text) {
  const own = new Set(literalOf(join(client, 'src/errors.ts'), 'OWN_CODES').elements.map((code) => code.text));
  const known = new Set(literalOf(path, 'ERRORS').properties.map(({ name }) => name?.text));
  for (const code of own) if (!known.has(code)) throw new Error(`${path}: ${code} is not in the table itself`);
  return literalOf(path, 'ERRORS').properties.reduceRight(
    (out, entry) =>
      own.has(entry.name?.text) ? instead(out, entry.initializer.arguments[2], "''") : without(out, entry),
    text,
  );
}

/** `{ A_X: 0, A_Y: 1, … }` as one string of names. */
function packedNumbers(path, text, name, prefix) {
  const node = literalOf(path, name);
  const names = Object.entries(constantsOf(node)).map(([key, value], index) => {
    if (value !== index || !key.startsWith(prefix)) throw new Error(`${name}.${key} is not ${prefix}… = ${index}`);
    return key.slice(prefix.length);
  });
  const code = `Object.fromEntries('${names.join(' ')}'.split(' ').map((n, i) => ['${prefix}' + n, i]))`;
  return instead(text, node, code);
}

/** `{ 1: 'a', 3: 'b' }` as one string, by place. */
function packedPlaces(path, text, name) {
  const node = literalOf(path, name);
  const values = constantsOf(node);
  const places = Array.from({ length: Math.max(...Object.keys(values).map(Number)) + 1 }, (_, at) => values[at] ?? '');
  return instead(text, node, `'${places.join(' ')}'.split(' ')`);
}

/** Tables `{ key: [zh, en], … }` as one string each; where the keys are 0, 1, 2 … they are left out. */
function packedTables(path, text, names) {
  const packed = names.reduceRight((out, name) => {
    const node = literalOf(path, name);
    const entries = Object.entries(constantsOf(node));
    if (entries.flat(2).some((word) => /[|/]/.test(word))) throw new Error(`${name} holds | or /`);
    const counted = entries.every(([key], index) => key === String(index));
    const lines = entries.map(([key, pair]) => (counted ? pair : [key, ...pair]).join('/'));
    return instead(out, node, `${counted ? 'unpackList' : 'unpackTable'}(${JSON.stringify(lines.join('|'))})`);
  }, text);
  return `${UNPACK_TABLES}\n${packed}`;
}
const UNPACK_TABLES = `const unpackList = (packed) => packed.split('|').map((line) => line.split('/'));
const unpackTable = (packed) => Object.fromEntries(unpackList(packed).map(([key, ...pair]) => [key, pair]));`;

/** `names('ASucc', 'AFailed', 'B')` as one string of names, `A* B`. */
function packedNames(text) {
  return text.replace(/\bnames\(\s*('[^)]*)\)/g, (_, list) => {
    const packed = list
      .match(/\w+/g)
      .join(' ')
      .replace(/\b(\w+)Succ \1Failed\b/g, '$1*');
    return `names(...unpackNames('${packed}'))`;
  });
}
const UNPACK_NAMES = `const unpackNames = (packed) =>
  packed.split(' ').flatMap((n) => n.endsWith('*') ? [n.slice(0, -1) + 'Succ', n.slice(0, -1) + 'Failed'] : n);`;

/** The tables of the protocol in the form that weighs least on the wire; what they say stays the same, and is tested. */
const compact = {
  name: 'compact',
  setup(setup) {
    const tables = {
      errors: (path, text) => ownErrors(path, text),
      enums: (path, text) =>
        UNPACK_NAMES +
        packedNames(packedNumbers(path, packedNumbers(path, text, 'ESPFunc', 'SPFunc_'), 'ESPState', 'AGENTSTATE_')),
      texts: (path, text) =>
        packedTables(path, text, ['STATE_TEXTS', 'FUNCTION_TEXTS', 'WORK_MODE_TEXTS', 'COMMAND_TEXTS', 'TIP_TEXTS']),
    };
    // The bounds are numbers: their names need not travel.
    const limits = constantsOf(literalOf(join(client, 'src/limits.ts'), 'LIMITS'));
    const methods = (path) => {
      const text = readFileSync(path, 'utf8');
      return path === join(client, 'src/functions.ts') ? packedPlaces(path, text, 'FUNCTION_METHODS') : text;
    };
    setup.onLoad({ filter: /client[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: methods(path).replace(/\bLIMITS\.(\w+)/g, (_, name) => limits[name]),
      loader: 'ts',
    }));
    setup.onLoad({ filter: /protocol[\\/]src[\\/](errors|enums|texts)\.ts$/ }, ({ path }) => ({
      contents: tables[basename(path, '.ts')](path, readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

export const shared = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  conditions: ['wssp-source'],
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [compact],
  target: ['es2022'],
};
/** Between the connection's own parts, never seen by a page or on the wire. */
const INSIDE = ['settleByState', 'lineLost', 'lineRestored', 'endAll', 'cancelTimer', 'socketOpened', 'socketLost'];
const INSIDE_TOO = ['isOwn', 'speaksV4', 'unwatch', 'hurry', 'identity', 'gate', 'onResponse', 'addresses', 'answered'];
const INSIDE_ALSO = ['phase', 'settled', 'refused', 'outcome', 'present', 'isOpen', 'person'];

export const SCRIPT = {
  ...shared,
  mangleProps: new RegExp(`^(${[...INSIDE, ...INSIDE_TOO, ...INSIDE_ALSO].join('|')})$`),
  entryPoints: [join(client, 'src/script.ts')],
  outfile: join(client, 'dist/wssoftphone.js'),
  banner: { js: '/* WSSoftPhone, MIT licence */' },
  format: 'iife',
  minify: true,
};
export const OCX_SCRIPT = {
  ...SCRIPT,
  entryPoints: [join(client, 'src/ocx/script.ts')],
  outfile: join(client, 'dist/wssoftphone-ocx.js'),
  banner: { js: '/* WSSoftPhone for pages of the old control, MIT licence */' },
};
/** The telephone in the browser, with the SIP library in it. */
export const MEDIA_SCRIPT = {
  ...shared,
  entryPoints: [join(client, 'src/media/script.ts')],
  outfile: join(client, 'dist/wssoftphone-media.js'),
  banner: { js: '/* WSSoftPhone, telephone in the browser, MIT licence; with JsSIP, MIT licence */' },
  format: 'iife',
  minify: true,
};
export const MEDIA_MODULE = {
  ...shared,
  entryPoints: [join(client, 'src/media/index.ts')],
  outfile: join(client, 'dist/media.js'),
  format: 'esm',
};
export const MODULE = {
  ...shared,
  entryPoints: [join(client, 'src/index.ts')],
  outfile: join(client, 'dist/index.js'),
  format: 'esm',
};

/** The `.d.ts` of the modules and of the protocol, side by side, so that no import leads out of dist. */
function bringTypes() {
  const modules = join(client, 'dist/modules');
  const types = join(client, 'dist/types');
  if (!existsSync(join(modules, 'index.d.ts'))) throw new Error('Run `npx tsc -b` first: the types come from it.');
  rmSync(types, { recursive: true, force: true });
  const onlyTypes = (from) => !/\.(js|map|tsbuildinfo)$/.test(from);
  cpSync(modules, types, { recursive: true, filter: onlyTypes });
  mkdirSync(join(types, 'protocol'));
  for (const name of [
    'enums',
    'error-entry',
    'errors',
    'errors-phone',
    'texts',
    'views',
    'commands',
    'encode',
    'wire',
  ]) {
    cpSync(join(root, `packages/protocol/dist/${name}.d.ts`), join(types, `protocol/${name}.d.ts`));
  }
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    const path = join(types, file);
    if (!file.endsWith('.d.ts')) continue;
    const up = relative(dirname(path), join(types, 'protocol')) || '.';
    const text = readFileSync(path, 'utf8')
      .replace(/(['"])@wssoftphone\/protocol\/([\w-]+)\1/g, (_, quote, name) => {
        const to = `${up}/${name}.js`;
        return `${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`;
      })
      .replace(/(from '|import\(')(\.[^']*)\.ts'/g, "$1$2.js'")
      .replace(/^\/\/# sourceMappingURL=.*$/m, '');
    writeFileSync(path, text);
  }
}

export async function buildClient() {
  await Promise.all(
    [SCRIPT, OCX_SCRIPT, MODULE, MEDIA_SCRIPT, MEDIA_MODULE].map((file) => build({ ...file, sourcemap: true })),
  );
  bringTypes();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient();
