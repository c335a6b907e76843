/** What the server's own checks expect of a value (assemble.ts, the engine's params.ts), in both languages. */
import type { Bilingual } from '@wssoftphone/protocol/console';

const CHINESE: readonly (readonly [RegExp, string])[] = [
  [/^0 or 1$/, '0 或 1'],
  [/^a whole number from (-?\d+) to (-?\d+)$/, '$1 到 $2 的整数'],
  [
    /^two whole numbers from (-?\d+) to (-?\d+), the second no higher, such as (.*)$/,
    '$1 到 $2 的两个整数,用逗号分隔,后一个不大于前一个,如 $3',
  ],
  [
    /^two whole numbers from (-?\d+) to (-?\d+), the second no lower, such as (.*)$/,
    '$1 到 $2 的两个整数,用逗号分隔,后一个不小于前一个,如 $3',
  ],
  [/^at most (\d+) digits$/, '最多 $1 位数字'],
  [/^a text of (\d+) to (\d+) characters$/, '$1 到 $2 个字符'],
  [/^function numbers separated by commas, such as (.*)$/, '用逗号分隔的功能号,如 $1'],
  [/^skill code,name pairs separated by \|, such as (.*)$/, '用 | 分隔的 技能编号,名称,如 $1'],
  [/^svn,name or svn,name,1 entries separated by \|, such as (.*)$/, '用 | 分隔的 流程编号,名称[,1],如 $1'],
  [/^telephone numbers separated by commas$/, '用逗号分隔的电话号码'],
  [/^zh-CN or en$/, 'zh-CN 或 en'],
  [/^another skill than itself$/, '不能是技能自身'],
  [/^a skill that exists$/, '已有的技能'],
  [/^a SIP password$/, '需要 SIP 密码'],
];

export function inWords(expected: string): Bilingual {
  const known = CHINESE.find(([form]) => form.test(expected));
  const chinese = known === undefined ? expected : expected.replace(known[0], known[1]);
  return { 'zh-CN': `应为:${chinese}`, en: `expected ${expected}` };
}
