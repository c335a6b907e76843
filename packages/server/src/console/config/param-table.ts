/** SystemParam: every parameter there is, with its default where nobody wrote another value. */
import { defaultParams, PARAM_KEYS, PARAM_MEANINGS } from '@wssoftphone/engine';
import type { Bilingual } from '@wssoftphone/protocol/console';
import { column, type TableDef, text, zh } from './table.ts';

type Name = keyof typeof PARAM_KEYS;
const CODE = /`/g;
/** The reference's words, without its marks for code. */
const meaning = (name: Name): Bilingual => {
  const { en, zh: chinese } = PARAM_MEANINGS[name];
  return zh(chinese.replace(CODE, ''), en.replace(CODE, ''));
};
const NAMES = Object.keys(PARAM_KEYS) as Name[];

/** The text that stands for a parameter's default. Lists have simple items, or none. */
function defaultText(name: Name): string {
  const value = defaultParams()[name];
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(',') : String(value);
}

export const systemParams: TableDef = {
  table: 'SystemParam',
  title: zh('系统参数', 'Parameters'),
  help: zh('删除一项即恢复其默认值。', 'A parameter that is deleted has its default again.'),
  key: ['ParamKey'],
  defaults: Object.fromEntries(NAMES.map((name) => [PARAM_KEYS[name], defaultText(name)])),
  columns: [
    column('choice', 'ParamKey', zh('参数', 'Parameter'), {
      choices: NAMES.map((name) => ({ value: PARAM_KEYS[name], title: meaning(name) })),
    }),
    column('text', 'ParamValue', zh('值', 'Value'), { max: 4_000, mayBeEmpty: true }),
  ],
  read: ({ rows }) => rows.params.map(({ paramKey, paramValue }) => ({ ParamKey: paramKey, ParamValue: paramValue })),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      params: rows.map((row) => ({ paramKey: text(row, 'ParamKey'), paramValue: text(row, 'ParamValue') })),
    },
  }),
  view: (config) => {
    const written = new Map(config.rows.params.map(({ paramKey, paramValue }) => [paramKey, paramValue]));
    const known = NAMES.map((name) => ({
      ParamKey: PARAM_KEYS[name],
      ParamValue: written.get(PARAM_KEYS[name]) ?? defaultText(name),
    }));
    const ours = new Set(known.map(({ ParamKey }) => ParamKey));
    // Keys of scripts that use the table for themselves.
    const others = config.rows.params.filter(({ paramKey }) => !ours.has(paramKey));
    return [...known, ...others.map(({ paramKey, paramValue }) => ({ ParamKey: paramKey, ParamValue: paramValue }))];
  },
};
