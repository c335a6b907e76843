import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorEntry, errorRemedy, errorText } from '../src/errors.ts';
import { errorsPage } from '../src/errors-page.ts';

const entries = Object.entries<ErrorEntry>(ERRORS);

describe('the catalogue of errors', () => {
  it('is what the reference page says (`npm run docs:tables` writes it)', async () => {
    await expect(errorsPage()).toMatchFileSnapshot('../../../docs/reference/errors.md');
  });

  it.each(entries)('%s has all its texts, and names the same values in both languages', (_code, entry) => {
    for (const text of [entry.zh, entry.en, entry.cause, entry.remedy.zh, entry.remedy.en]) {
      expect(text.trim()).not.toBe('');
    }
    expect(entry.zh).toContain('失败');
  });

  it('fills in what a text names, and only that', () => {
    const args = { name: 'phoneNum', expected: 'a number' };
    expect(errorText('ParamInvalid', 'en', args)).toBe('Parameter phoneNum is invalid: expected a number');
    expect(errorText('ParamInvalid', 'zh-CN', args)).toBe('参数 phoneNum 无效,处理失败');
    expect(errorText('ParamInvalid', 'en')).toBe('Parameter  is invalid: expected ');
    expect(errorRemedy('ParamMissing', 'en', { name: '$&' })).toBe('Send parameter $&');
  });

  it('answers an unknown code with the code, and with no remedy', () => {
    expect(errorText('constructor', 'en')).toBe('constructor');
    expect(errorRemedy('Nothing', 'zh-CN')).toBe('');
  });
});

describe('codes in the sources', () => {
  const sources = sourceTexts();

  it('stand in the catalogue', () => {
    const unknown = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/\bfault(?:\(\s*|: \{ code: )'(\w+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((code) => !Object.hasOwn(ERRORS, code))
        .map((code) => `${code} in ${file}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are all used, or kept for functions to come', () => {
    const all = sources
      .filter(({ file }) => !/errors(-page)?\.ts$/.test(file))
      .map(({ text }) => text)
      .join('\n');
    const unused = entries.map(([code]) => code).filter((code) => !all.includes(`'${code}'`));
    if (unused.length > 0) console.warn(`codes nobody uses yet: ${unused.join(', ')}`);
    expect(unused.length).toBeLessThan(entries.length);
  });
});

function sourceTexts(): readonly { readonly file: string; readonly text: string }[] {
  const packages = fileURLToPath(new URL('../../', import.meta.url));
  return readdirSync(packages).flatMap((name) => {
    const folder = `${packages}${name}/src`;
    let files: string[];
    try {
      files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    } catch {
      return [];
    }
    return files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: `${name}/src/${file}`, text: readFileSync(`${folder}/${file}`, 'utf8') }));
  });
}
