/** One row as somebody sent it → a row that its table can hold, or what is wrong with it, column by column. */
import type { Bilingual, ConfigRow, ConfigValue } from '@wssoftphone/protocol/console';
import { parseServiceHours, parseTarget } from '../../config/values.ts';
import { type Column, type TableDef, zh } from './table.ts';

export interface Fault {
  readonly column: string;
  readonly text: Bilingual;
}
export interface Fitted {
  readonly row: ConfigRow;
  readonly faults: readonly Fault[];
}
type Judged = { readonly value: ConfigValue } | { readonly expected: Bilingual };

const LONGEST_LIST = 500;
const LONGEST_TEXT = 256;

/** @param old the row it takes the place of: what is not sent, or sent as it is, stays */
export function fit({ columns }: TableDef, sent: ConfigRow, old: ConfigRow | null): Fitted {
  const faults: Fault[] = [];
  const row: Record<string, ConfigValue> = {};
  for (const one of columns) {
    const given = Object.hasOwn(sent, one.name) ? sent[one.name] : undefined;
    // Of a secret the asker knows no more than that there is one.
    const stays =
      given === undefined || (one.kind === 'secret' && given === true) || (old !== null && given === old[one.name]);
    if (stays && old !== null && Object.hasOwn(old, one.name)) {
      row[one.name] = old[one.name] ?? null;
      continue;
    }
    const judged = judge(one, stays ? one.initial : given);
    if ('value' in judged) row[one.name] = judged.value;
    else {
      row[one.name] = null;
      faults.push({ column: one.name, text: judged.expected });
    }
  }
  const known = new Set(columns.map(({ name }) => name));
  for (const name of Object.keys(sent)) {
    if (!known.has(name)) faults.push({ column: name.slice(0, 64), text: zh('没有这一列', 'there is no such column') });
  }
  return { row, faults };
}

const EMPTY = zh('不能为空', 'this is needed');

function judge(column: Column, given: ConfigValue | undefined): Judged {
  const { kind, optional } = column;
  if (given === undefined || given === null) {
    if (optional) return { value: kind === 'list' || kind === 'levels' ? [] : kind === 'hours' ? '' : null };
    return column.mayBeEmpty ? { value: '' } : { expected: EMPTY };
  }
  switch (kind) {
    case 'flag':
      return typeof given === 'boolean' ? { value: given } : { expected: zh('是或否', 'yes or no') };
    case 'number':
      return judgeNumber(column, given);
    case 'list':
      return judgeList(
        given,
        (item) => typeof item === 'string' && item.length <= LONGEST_TEXT && item,
        (item) => item,
      );
    case 'levels':
      return judgeList(
        given,
        (item) => readLevel(item, column),
        ({ code }) => code,
      );
    default:
      return typeof given === 'string' ? judgeText(column, given.trim()) : { expected: zh('文字', 'a text') };
  }
}

function judgeNumber({ min = 0, max = 999_999_999 }: Column, given: ConfigValue): Judged {
  const good = typeof given === 'number' && Number.isInteger(given) && given >= min && given <= max;
  return good ? { value: given } : { expected: zh(`${min} 到 ${max} 的整数`, `a whole number from ${min} to ${max}`) };
}

function judgeText(column: Column, given: string): Judged {
  const { kind, optional, max = LONGEST_TEXT, choices, ref, form } = column;
  if (given === '' && !column.mayBeEmpty) {
    if (!optional) return { expected: EMPTY };
    return { value: kind === 'hours' ? '' : null };
  }
  if (given.length > max) return { expected: zh(`最多 ${max} 个字符`, `at most ${max} characters`) };
  // What a line of text cannot hold, a configuration file of the switch cannot either.
  if (/\p{Cc}/u.test(given)) return { expected: zh('不含控制字符', 'no control characters') };
  if (form !== undefined && !form.test(given)) return { expected: form.expected };
  if (kind === 'choice' && ref === undefined && !choices?.some(({ value }) => value === given)) {
    return { expected: zh('列出的值之一', 'one of the values listed') };
  }
  if (kind === 'target' && parseTarget(given) === undefined) {
    return {
      expected: zh('skill:编号、outside:号码、ivr:流程 或 hangup', 'skill:code, outside:number, ivr:svn or hangup'),
    };
  }
  if (kind === 'hours' && parseServiceHours(given) === undefined) {
    return { expected: zh('如 1-5 09:00-18:00; 6 09:00-12:00', 'such as 1-5 09:00-18:00; 6 09:00-12:00') };
  }
  if (kind === 'secret' && !/^[!-~]{8,}$/.test(given)) {
    return { expected: zh('至少 8 个字母、数字或符号，不含空格', 'at least 8 letters, digits or signs, no blanks') };
  }
  return { value: given };
}

function judgeList<T extends string | { readonly code: string; readonly level: number }>(
  given: ConfigValue,
  read: (item: unknown) => T | false,
  name: (item: T) => string,
): Judged {
  const wrong: Judged = { expected: zh(`最多 ${LONGEST_LIST} 项的列表`, `a list of at most ${LONGEST_LIST}`) };
  if (!Array.isArray(given) || given.length > LONGEST_LIST) return wrong;
  const items: T[] = [];
  for (const one of given) {
    const item = read(one);
    if (item === false) return { expected: zh('列表中有无效项', 'a list without items that are not understood') };
    items.push(item);
  }
  if (new Set(items.map(name)).size < items.length) return { expected: zh('不能重复', 'each at most once') };
  const inOrder = items.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return { value: inOrder as readonly string[] };
}

function readLevel(item: unknown, column: Column): { readonly code: string; readonly level: number } | false {
  if (typeof item !== 'object' || item === null || !('code' in item) || !('level' in item)) return false;
  const { code, level } = item;
  if (typeof code !== 'string' || code.length > LONGEST_TEXT) return false;
  const judged = judgeNumber(column, level as ConfigValue);
  return 'value' in judged ? { code, level: Number(judged.value) } : false;
}
