/** A value of the configuration, as words. */
import type { ConfigColumn, ConfigValue } from '@wssoftphone/protocol/console';
import { listed, useTexts, word } from '../../lib/texts.ts';
import { flows, labelIn, optionsOf } from './config.ts';
import { targetOf } from './target.ts';
import { ADMIN } from './texts.ts';

const t = useTexts(ADMIN);

export function wordsOf(column: ConfigColumn, value: ConfigValue): string {
  if (column.kind === 'flag') return t(value === true ? 'yes' : 'no');
  if (column.kind === 'secret') return t(value === true ? 'set' : 'unset');
  if (column.kind === 'hours') return value === '' || value === null ? t('alwaysShort') : String(value);
  if (Array.isArray(value) && value.length === 0) return '–';
  if (Array.isArray(value)) {
    const words = value.map((one: string | { code: string; level: number }) => {
      if (typeof one !== 'string') return `${one.code}·${one.level}`;
      return column.ref === undefined ? one : labelIn(optionsOf(column.ref), one);
    });
    return listed(words);
  }
  if (value === null || value === '') return '–';
  const text = String(value);
  if (column.kind === 'target') return targetWords(text);
  const title = column.choices?.find((one) => one.value === text)?.title;
  if (title !== undefined) return word(title);
  return column.ref === undefined ? text : labelIn(optionsOf(column.ref), text);
}

function targetWords(written: string): string {
  const target = targetOf(written);
  if (target === null) return written;
  if (target.type === 'hangup') return t('toHangup');
  if (target.type === 'outside') return `${t('toOutside')} ${target.value}`;
  const options = target.type === 'skill' ? optionsOf('skills') : flows.value;
  return `${t(target.type === 'skill' ? 'toSkill' : 'toIvr')} ${labelIn(options, target.value)}`;
}
