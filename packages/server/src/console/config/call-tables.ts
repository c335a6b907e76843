/** Telephones, and the ways of calls. */
import { randomBytes } from 'node:crypto';
import { dialRuleColumns, extensionColumns, skillColumns } from '../../config/columns.ts';
import { isPhoneNumber } from '../../config/values.ts';
import { column, flag, ID_FORM, number, numberOrNull, type TableDef, text, zh } from './table.ts';

const TARGET = zh(
  '技能 skill:1001、外线 outside:号码、流程 ivr:999 或 hangup（挂断）。',
  'skill:1001, outside:number, ivr:999 or hangup.',
);

export const skills: TableDef = {
  table: 'skills',
  title: zh('技能', 'Skills'),
  help: zh('每个技能一个队列。', 'A queue for each.'),
  key: ['code'],
  columns: [
    column('text', 'code', zh('编号', 'Code'), { form: ID_FORM }),
    column('text', 'name', zh('名称', 'Name'), { max: 64 }),
    column('number', 'priority', zh('优先级', 'Priority'), {
      help: zh('0 到 99，高者先接。', '0 to 99; the higher one is served first.'),
      min: 0,
      max: 99,
      initial: 0,
    }),
    column('number', 'max_wait_seconds', zh('最长等待（秒）', 'Longest wait, seconds'), {
      help: zh('留空：不限。', 'Empty: no limit.'),
      optional: true,
      min: 1,
      max: 86_400,
      initial: null,
    }),
    column('target', 'overflow', zh('溢出到', 'Overflow'), { help: TARGET, initial: 'hangup' }),
    column('text', 'music_class', zh('等待音乐', 'Music'), { max: 32, initial: 'default' }),
    column('number', 'announce_seconds', zh('排队播报间隔（秒）', 'Announce position every, seconds'), {
      help: zh('留空：不播报。', 'Empty: never.'),
      optional: true,
      min: 1,
      max: 86_400,
      initial: null,
    }),
    column('hours', 'service_hours', zh('服务时间', 'Service hours'), {
      help: zh(
        '如 1-5 09:00-12:00,13:00-18:00; 6 09:00-12:00（0 为星期日）；留空：全天。',
        'For example 1-5 09:00-12:00,13:00-18:00; 6 09:00-12:00 (0 is Sunday). Empty: always.',
      ),
      optional: true,
      initial: '',
    }),
    column('target', 'closed_target', zh('非服务时间转到', 'When closed'), { help: TARGET, initial: 'hangup' }),
  ],
  read: ({ rows }) => rows.skills.map(skillColumns),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      skills: rows.map((row) => ({
        code: text(row, 'code'),
        name: text(row, 'name'),
        priority: number(row, 'priority'),
        maxWaitSeconds: numberOrNull(row, 'max_wait_seconds'),
        overflow: text(row, 'overflow'),
        musicClass: text(row, 'music_class'),
        announceSeconds: numberOrNull(row, 'announce_seconds'),
        serviceHours: text(row, 'service_hours'),
        closedTarget: text(row, 'closed_target'),
      })),
    },
  }),
};

export const extensions: TableDef = {
  table: 'extensions',
  title: zh('分机', 'Extensions'),
  help: zh('座席使用的话机。', 'The telephones that agents sit at.'),
  key: ['number'],
  columns: [
    column('text', 'number', zh('号码', 'Number'), { form: ID_FORM }),
    column('choice', 'kind', zh('类型', 'Kind'), {
      choices: [
        { value: 'desk', title: zh('桌面话机', 'Desk telephone') },
        { value: 'webrtc', title: zh('浏览器话机', 'In the browser') },
        { value: 'virtual', title: zh('虚拟话机', 'Virtual') },
      ],
      initial: 'desk',
    }),
    column('flag', 'server_answer', zh('可由服务器摘机', 'The server can answer'), { initial: false }),
    column('secret', 'secret', zh('SIP 密码', 'SIP password'), {
      help: zh('浏览器话机留空时由服务器生成。', 'Made by the server for a telephone in the browser that has none.'),
      optional: true,
      max: 128,
      initial: null,
    }),
  ],
  read: ({ rows }) => rows.extensions.map(extensionColumns),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      extensions: rows.map((row) => ({
        number: text(row, 'number'),
        kind: text(row, 'kind'),
        serverAnswer: flag(row, 'server_answer'),
        secret: typeof row.secret === 'string' ? row.secret : secretOf(text(row, 'kind')),
      })),
    },
  }),
};

/**
 * Nobody types that of a telephone in the browser: its page asks the server. So it has one without being given any, also
 * when it comes out of a file, which has no secrets in it.
 */
const secretOf = (kind: string): string | null => (kind === 'webrtc' ? randomBytes(18).toString('base64url') : null);

export const dnisRoutes: TableDef = {
  table: 'dnis_routes',
  title: zh('呼入路由', 'Routes'),
  help: zh(
    '按客户拨打的号码决定来电接到哪里；最长匹配优先。',
    'From the number called to where the call goes; the longest match wins.',
  ),
  key: ['pattern'],
  columns: [
    column('text', 'pattern', zh('被叫号码', 'Number called'), {
      help: zh('完整号码，或前缀加 *。', 'A whole number, or a prefix and *.'),
      form: {
        test: (value) => /^\+?\d{0,31}\*?$/.test(value),
        expected: zh('数字，末尾可加 *', 'digits, then * at most'),
      },
    }),
    column('target', 'target', zh('目标', 'Target'), { help: TARGET }),
    column('number', 'priority', zh('优先级', 'Priority'), {
      help: zh('与技能的优先级相加。', 'Added to that of the skill.'),
      min: 0,
      max: 99,
      initial: 0,
    }),
  ],
  read: ({ rows }) => rows.dnisRoutes.map(({ pattern, target, priority }) => ({ pattern, target, priority })),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      dnisRoutes: rows.map((row) => ({
        pattern: text(row, 'pattern'),
        target: text(row, 'target'),
        priority: number(row, 'priority'),
      })),
    },
  }),
};

export const dialRules: TableDef = {
  table: 'dial_rules',
  title: zh('呼出规则', 'Dial rules'),
  help: zh(
    '按最长前缀匹配，座席专属的规则优先；没有规则允许的号码不能拨打。',
    'The longest prefix decides, an agent’s own before the others; what no rule allows is denied.',
  ),
  key: ['prefix', 'agent_id'],
  columns: [
    column('text', 'prefix', zh('前缀', 'Prefix'), {
      help: zh('留空：所有号码。', 'Empty: every number.'),
      mayBeEmpty: true,
      form: {
        test: (value) => value === '' || value === '+' || isPhoneNumber(value),
        expected: zh('数字、*、#，可以 + 开头', 'digits, *, # or a leading +'),
      },
    }),
    column('choice', 'agent_id', zh('座席', 'Agent'), {
      help: zh('留空：所有座席。', 'Empty: all of them.'),
      ref: 'agents',
      optional: true,
      initial: null,
    }),
    column('choice', 'action', zh('动作', 'Action'), {
      choices: [
        { value: 'allow', title: zh('允许', 'Allow') },
        { value: 'deny', title: zh('禁止', 'Deny') },
      ],
      initial: 'deny',
    }),
  ],
  read: ({ rows }) => rows.dialRules.map(dialRuleColumns),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      dialRules: rows.map((row) => ({
        prefix: text(row, 'prefix'),
        agentId: row.agent_id === null || row.agent_id === undefined ? null : text(row, 'agent_id'),
        action: text(row, 'action'),
      })),
    },
  }),
};
