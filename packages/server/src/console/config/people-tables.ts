/** Agents, departments and what agents choose from. */
import { group } from '../../config/assemble.ts';
import { leaveReasonColumns } from '../../config/columns.ts';
import { DEFAULT_LEAVE_REASONS, DEFAULT_WORK_MODES } from '../../config/defaults.ts';
import { column, flag, ID_FORM, levels, list, number, numberOrNull, type TableDef, text, zh } from './table.ts';

export const tenant: TableDef = {
  table: 'tenants',
  title: zh('呼叫中心', 'Call centre'),
  help: zh('名称显示在控制台上。', 'The name is shown at the console.'),
  key: ['tenant'],
  fixed: true,
  columns: [
    column('text', 'tenant', zh('编号', 'Id'), { form: ID_FORM }),
    column('text', 'name', zh('名称', 'Name'), { max: 64, mayBeEmpty: true }),
    column('number', 'node', zh('节点', 'Node'), {
      help: zh('通话编号(COID)中的节点部分。', 'Node part of call ids (COID).'),
      min: 1,
      max: 99_999,
    }),
  ],
  read: ({ tenant, name, rows }) => [{ tenant, name, node: rows.node }],
  write: (config, [row]) =>
    row === undefined
      ? config
      : { ...config, name: text(row, 'name'), rows: { ...config.rows, node: number(row, 'node') } },
};

export const departments: TableDef = {
  table: 'departments',
  title: zh('部门', 'Departments'),
  help: zh(
    '座席所属的部门;班长管理的部门在座席中设置。',
    'Where agents belong. Whom a supervisor manages is said at the agent.',
  ),
  key: ['id'],
  columns: [
    column('text', 'id', zh('编号', 'Id'), { form: ID_FORM }),
    column('text', 'name', zh('名称', 'Name'), { max: 64 }),
  ],
  read: ({ rows }) => rows.departments.map(({ id, name }) => ({ id, name })),
  write: (config, rows) => ({
    ...config,
    rows: { ...config.rows, departments: rows.map((row) => ({ id: text(row, 'id'), name: text(row, 'name') })) },
  }),
};

export const agents: TableDef = {
  table: 'agents',
  title: zh('座席', 'Agents'),
  help: zh('工号、技能和班长管理的部门。', 'Who works here, with skills, and with the departments of supervisors.'),
  key: ['agent_id'],
  columns: [
    column('text', 'agent_id', zh('工号', 'Agent id'), { form: ID_FORM }),
    column('text', 'name', zh('姓名', 'Name'), { max: 64 }),
    column('choice', 'dept', zh('部门', 'Department'), { ref: 'departments', optional: true, initial: null }),
    column('choice', 'role', zh('角色', 'Role'), {
      choices: [
        { value: 'agent', title: zh('座席', 'Agent') },
        { value: 'supervisor', title: zh('班长', 'Supervisor') },
      ],
      initial: 'agent',
    }),
    column('levels', 'skills', zh('技能', 'Skills'), {
      help: zh('级别 0 到 99,高者优先接听。', 'Level 0 to 99; the higher one is served first.'),
      ref: 'skills',
      optional: true,
      min: 0,
      max: 99,
      initial: [],
    }),
    column('list', 'monitor_depts', zh('管理的部门', 'Manages'), {
      help: zh('班长可监控的部门。', 'Departments that this supervisor manages.'),
      ref: 'departments',
      optional: true,
      initial: [],
    }),
    column('number', 'wrapup_seconds', zh('话后秒数', 'Wrap-up seconds'), {
      help: zh('留空:按系统参数。', 'Empty: as the parameter says.'),
      optional: true,
      min: 0,
      max: 86_400,
      initial: null,
    }),
    column('flag', 'can_keep_logon', zh('可保持登录', 'May stay logged on'), {
      help: zh('关闭页面后仍可保持登录。', 'May keep the telephone when the page goes.'),
      initial: false,
    }),
  ],
  read: ({ rows }) => {
    const held = group(rows.agentSkills, ({ agentId }) => agentId);
    const managed = group(rows.monitorDepts, ({ agentId }) => agentId);
    return rows.agents.map((row) => ({
      agent_id: row.agentId,
      name: row.name,
      dept: row.dept === '' ? null : row.dept,
      role: row.role,
      skills: (held.get(row.agentId) ?? []).map(({ skillCode, level }) => ({ code: skillCode, level })),
      monitor_depts: (managed.get(row.agentId) ?? []).map(({ deptId }) => deptId),
      wrapup_seconds: row.wrapupSeconds,
      can_keep_logon: row.canKeepLogon,
    }));
  },
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      agents: rows.map((row) => ({
        agentId: text(row, 'agent_id'),
        name: text(row, 'name'),
        dept: text(row, 'dept'),
        role: text(row, 'role'),
        wrapupSeconds: numberOrNull(row, 'wrapup_seconds'),
        canKeepLogon: flag(row, 'can_keep_logon'),
      })),
      agentSkills: rows.flatMap((row) =>
        levels(row, 'skills').map(({ code, level }) => ({ agentId: text(row, 'agent_id'), skillCode: code, level })),
      ),
      monitorDepts: rows.flatMap((row) =>
        list(row, 'monitor_depts').map((deptId) => ({ agentId: text(row, 'agent_id'), deptId })),
      ),
    },
  }),
};

export const workModes: TableDef = {
  table: 'AgentWorkMode',
  title: zh('工作模式', 'Work modes'),
  help: zh(
    '工具条的模式菜单(手册 6.1)。删除全部即恢复默认。',
    'The menu of the toolbar (manual 6.1). Without any row the defaults are back.',
  ),
  key: ['ServiceWorkMode'],
  columns: [
    column('text', 'ServiceWorkMode', zh('编号', 'Number'), {
      // Written in one way only: the table holds the number, so 01 would be 1.
      form: { test: (value) => /^(0|-?[1-9]\d{0,8})$/.test(value), expected: zh('整数', 'a whole number') },
    }),
    column('text', 'ServiceWorkModeName', zh('名称', 'Name'), { max: 64 }),
    column('choice', 'BasicWorkMode', zh('基本模式', 'Basic mode'), {
      choices: [
        ['-1', '空', 'None'],
        ['0', '示闲', 'Ready'],
        ['1', '下班', 'Off work'],
        ['2', '非实时', 'Not in real time'],
        ['3', '示忙(外呼)', 'Busy (outbound)'],
        ['4', '班长', 'Supervisor'],
        ['5', '预览', 'Preview'],
        ['6', '离开', 'Leave'],
        ['7', '闭塞', 'Blocked'],
      ].map(([value = '', chinese = '', english = '']) => ({ value, title: zh(chinese, english) })),
    }),
    column('flag', 'Visible', zh('显示', 'Shown'), { initial: true }),
    column('choice', 'BindSkillCode', zh('绑定技能', 'Bound skill'), { ref: 'skills', optional: true, initial: null }),
    column('number', 'SortOrder', zh('顺序', 'Order'), { min: 0, max: 9_999, initial: 0 }),
  ],
  read: ({ rows }) =>
    (rows.workModes.length > 0 ? rows.workModes : DEFAULT_WORK_MODES).map((row) => ({
      ServiceWorkMode: row.serviceWorkMode,
      ServiceWorkModeName: row.serviceWorkModeName,
      BasicWorkMode: String(row.basicWorkMode),
      Visible: row.visible === 1,
      BindSkillCode: row.bindSkillCode === '' ? null : row.bindSkillCode,
      SortOrder: row.sortOrder,
    })),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      workModes: rows.map((row) => ({
        serviceWorkMode: text(row, 'ServiceWorkMode'),
        serviceWorkModeName: text(row, 'ServiceWorkModeName'),
        basicWorkMode: Number(text(row, 'BasicWorkMode')),
        visible: flag(row, 'Visible') ? 1 : 0,
        bindSkillCode: text(row, 'BindSkillCode'),
        sortOrder: number(row, 'SortOrder'),
      })),
    },
  }),
};

export const leaveReasons: TableDef = {
  table: 'leave_reasons',
  title: zh('离席原因', 'Leave reasons'),
  help: zh(
    '座席离席时选择的原因。删除全部即恢复默认。',
    'What agents choose from when they leave. Without any row the defaults are back.',
  ),
  key: ['reason_id'],
  columns: [
    column('text', 'reason_id', zh('编号', 'Id'), { form: ID_FORM }),
    column('text', 'name', zh('名称', 'Name'), { max: 64 }),
    column('flag', 'visible', zh('显示', 'Shown'), { initial: true }),
    column('number', 'sort_order', zh('顺序', 'Order'), { min: 0, max: 9_999, initial: 0 }),
  ],
  read: ({ rows }) =>
    (rows.leaveReasons.length > 0 ? rows.leaveReasons : DEFAULT_LEAVE_REASONS).map(leaveReasonColumns),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      leaveReasons: rows
        .map((row) => ({
          reasonId: text(row, 'reason_id'),
          name: text(row, 'name'),
          visible: flag(row, 'visible'),
          sortOrder: number(row, 'sort_order'),
        }))
        .sort((a, b) => a.sortOrder - b.sortOrder),
    },
  }),
};
