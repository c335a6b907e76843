/** Words by key and language. A page brings another language as a table; what it lacks is said in English. */
import { getStateName, getWorkModeName, getWSSoftPhoneText, type Lang } from 'wssoftphone';
import { EN } from './en.ts';
import { type TextKey, ZH_CN } from './zh-cn.ts';

/**
 * Texts of another language, or other words: keys of the toolbar's own tables, `AGENTSTATE_<n>`, `SPFunc_<n>`, `WORKMODE_<n>`, and
 * `Tip_<event>` for what the client library says (docs/guides/toolbar.md).
 */
export type TextTable = Readonly<Partial<Record<string, string>>>;
export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: string;
  /** The language that the client and the server know. */
  readonly lang: Lang;
  readonly say: (key: TextKey, values?: Values) => string;
  readonly state: (state: string | number) => string;
  readonly func: (id: number) => string;
  readonly workMode: (mode: string | number) => string;
  /** A tip of another language; undefined: what the client said is right. */
  readonly tip: (event: string) => string | undefined;
}

export function wordsOf(language: string, own: TextTable = {}): Words {
  const lang: Lang = language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const table = lang === 'en' ? EN : ZH_CN;
  return {
    language,
    lang,
    say: (key, values) => fill(own[key] ?? table[key], values),
    state: (state) => own[`AGENTSTATE_${state}`] ?? getStateName(state, lang),
    func: (id) => own[`SPFunc_${id}`] ?? getWSSoftPhoneText(`SPFunc_${id}`, lang),
    workMode: (mode) => own[`WORKMODE_${mode}`] ?? getWorkModeName(mode, lang),
    tip: (event) => own[`Tip_${event}`],
  };
}

const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
