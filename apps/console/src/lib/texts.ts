/**
 * Words in two languages. Every area has its own table (`pages/<area>/texts.ts`), typed by its Chinese half: a key that one
 * language lacks does not compile.
 */
import { ref } from 'vue';

export type Lang = 'zh-CN' | 'en';
export type Table<Keys extends string> = Readonly<Record<Lang, Readonly<Record<Keys, string>>>>;

const KEPT = 'wssp-console-lang';

function firstLang(): Lang {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const lang = ref<Lang>('zh-CN');

export function startLang(): void {
  setLang(firstLang());
}
export function setLang(next: Lang): void {
  lang.value = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
}

export const texts = <Keys extends string>(table: Table<Keys>): Table<Keys> => table;

/** `t('key', { name })` of one table, in the language chosen; `{name}` in a text is replaced. */
export function useTexts<Keys extends string>(
  table: Table<Keys>,
): (key: Keys, args?: Readonly<Record<string, string | number>>) => string {
  return (key, args = {}) => fill(table[lang.value][key], args);
}

export const fill = (text: string, args: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => (name in args ? String(args[name]) : all));

/** What the server says in both languages, in the one chosen. */
export const word = (both: Readonly<Record<Lang, string>>): string => both[lang.value];
