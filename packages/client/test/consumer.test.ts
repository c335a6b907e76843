import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

it('a page’s code compiles in strict mode, and its mistakes do not', { timeout: 60_000 }, () => {
  const program = ts.createProgram([fileURLToPath(new URL('typecheck/consumer.ts', import.meta.url))], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    customConditions: ['wssp-source'],
    types: [],
  });
  const problems = ts.getPreEmitDiagnostics(program).map((one) => {
    const line = one.file?.getLineAndCharacterOfPosition(one.start ?? 0).line ?? 0;
    return `${one.file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`;
  });
  expect(problems).toEqual([]);
});
