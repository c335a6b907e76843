/** The script file of the toolbar, with the client library in it: what it weighs on the wire. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { UI_SCRIPT } from '../../../scripts/build-ui.mjs';

let code = '';
beforeAll(async () => {
  const result = await build({ ...UI_SCRIPT, write: false, sourcemap: false });
  code = result.outputFiles?.[0]?.text ?? '';
});

it('weighs at most 60 kB, client and toolbar together', () => {
  const bytes = gzipSync(code, { level: 9 }).length;
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(60_000);
});

it('holds one client library, lit for production, and both languages', () => {
  expect(code.match(/"wssp\.v4"/g)).toHaveLength(1);
  expect(code).not.toContain('Lit is in dev mode');
  expect(code).toContain('来电桌面通知');
  expect(code).toContain('Desktop notifications of calls');
});
