/**
 * Rows → TenantConfig. Every value is checked by itself: one that cannot be understood keeps the running value (or, when
 * there is none, the default), and is reported with its key, its text and what was expected.
 */
import {
  type AgentConfig,
  type DialRule,
  type DnisRoute,
  defaultParams,
  type ExtensionConfig,
  type IvrFlow,
  type LeaveReasonConfig,
  parseParams,
  type SkillConfig,
  type Target,
  type TenantConfig,
  type WorkModeConfig,
} from '@wssoftphone/engine';
import { BasicWorkMode } from '@wssoftphone/protocol';
import type { ConfigProblem, LoadedConfig } from '../ports/store.ts';
import type { PhoneSetup } from '../ports/switch.ts';
import { DEFAULT_LEAVE_REASONS, DEFAULT_WORK_MODES } from './defaults.ts';
import { parseFlow } from './flow-schema.ts';
import type { ConfigRows, ExtensionRow, SkillRow } from './rows.ts';
import { HOURS_FORM, isPhoneNumber, parseServiceHours, parseTarget, TARGET_FORM } from './values.ts';

const HANGUP: Target = { type: 'hangup' };
const BASIC_MODES: ReadonlySet<number> = new Set(Object.values(BasicWorkMode));
const ID_FORM = '1 to 32 letters, digits, _ or -';

/** @param running supplies the values that stay where a new one cannot be understood. */
export function assembleConfig(tenant: string, rows: ConfigRows, running?: TenantConfig): LoadedConfig {
  const check = new Check();
  const skillCodes = new Set(rows.skills.map((skill) => skill.code));
  const skills = rows.skills
    .filter((row) => check.id('skills', row.code))
    .map((row) =>
      skill(
        row,
        skillCodes,
        check,
        running?.skills.find((s) => s.code === row.code),
      ),
    );
  const extensions = rows.extensions
    .filter((row) => check.id('extensions', row.number))
    .map((row) =>
      extension(
        row,
        check,
        running?.extensions.find((e) => e.number === row.number),
      ),
    );
  const secrets = new Map(rows.extensions.map((row) => [row.number, row.secret]));
  const phones: PhoneSetup[] = extensions.map((phone) => ({ ...phone, secret: secrets.get(phone.number) ?? null }));
  const { params, problems } = parseParams(
    new Map(rows.params.map((row) => [row.paramKey, row.paramValue])),
    running?.params ?? defaultParams(),
  );
  check.problems.push(...problems);
  const config: TenantConfig = {
    tenant,
    node: check.int('tenants.node', rows.node, 1, 99_999, running?.node ?? 1),
    agents: agents(rows, skillCodes, check, running),
    departments: rows.departments,
    skills,
    extensions,
    dnisRoutes: dnisRoutes(rows, skillCodes, check, running),
    dialRules: dialRules(rows, check, running),
    workModes: workModes(rows, skillCodes, check, running),
    leaveReasons: leaveReasons(rows, check),
    ivrFlows: ivrFlows(rows, skillCodes, check, running),
    params,
  };
  return { config, phones, recordings: rows.recordings ?? [], problems: check.problems };
}

class Check {
  readonly problems: ConfigProblem[] = [];

  /** The value when it is good, else the running or default one and a problem. */
  value<T>(key: string, raw: unknown, expected: string, good: T | undefined, instead: T): T {
    if (good !== undefined) return good;
    this.problem(key, raw, expected);
    return instead;
  }
  int(key: string, raw: number, least: number, most: number, instead: number): number {
    const good = Number.isInteger(raw) && raw >= least && raw <= most;
    return this.value(key, raw, `a whole number from ${least} to ${most}`, good ? raw : undefined, instead);
  }
  /** False: the row has no usable name and is left out. */
  id(table: string, id: string): boolean {
    if (/^[\w-]{1,32}$/.test(id)) return true;
    return this.problem(table, id, ID_FORM);
  }
  /** Always false, so that a filter can end in it. */
  problem(key: string, raw: unknown, expected: string): false {
    this.problems.push({ key, value: String(raw), expected });
    return false;
  }
}

function target(
  key: string,
  text: string,
  skills: ReadonlySet<string>,
  check: Check,
  instead: Target = HANGUP,
): Target {
  const good = parseTarget(text);
  if (good?.type === 'skill' && !skills.has(good.code)) {
    return check.value<Target>(key, text, 'a skill that exists', undefined, instead);
  }
  return check.value(key, text, TARGET_FORM, good, instead);
}

function skill(row: SkillRow, codes: ReadonlySet<string>, check: Check, old: SkillConfig | undefined): SkillConfig {
  const key = `skills.${row.code}`;
  const seconds = (name: string, raw: number | null, instead: number | null): number | null =>
    raw === null ? null : check.int(`${key}.${name}`, raw, 1, 86_400, instead ?? 0) || null;
  const overflow = target(`${key}.overflow`, row.overflow, codes, check, old?.overflow);
  return {
    code: row.code,
    name: row.name,
    priority: check.int(`${key}.priority`, row.priority, 0, 99, old?.priority ?? 0),
    maxWaitSeconds: seconds('max_wait_seconds', row.maxWaitSeconds, old?.maxWaitSeconds ?? null),
    overflow:
      overflow.type === 'skill' && overflow.code === row.code
        ? check.value<Target>(`${key}.overflow`, row.overflow, 'another skill than itself', undefined, HANGUP)
        : overflow,
    musicClass: row.musicClass || 'default',
    announceSeconds: seconds('announce_seconds', row.announceSeconds, old?.announceSeconds ?? null),
    serviceHours: check.value(
      `${key}.service_hours`,
      row.serviceHours,
      HOURS_FORM,
      parseServiceHours(row.serviceHours),
      old?.serviceHours ?? null,
    ),
    closedTarget: target(`${key}.closed_target`, row.closedTarget, codes, check, old?.closedTarget),
  };
}

function extension(row: ExtensionRow, check: Check, old: ExtensionConfig | undefined): ExtensionConfig {
  const key = `extensions.${row.number}`;
  const kind = row.kind === 'desk' || row.kind === 'webrtc' || row.kind === 'virtual' ? row.kind : undefined;
  const phone: ExtensionConfig = {
    number: row.number,
    kind: check.value(`${key}.kind`, row.kind, 'desk, webrtc or virtual', kind, old?.kind ?? 'desk'),
    serverAnswer: row.serverAnswer,
  };
  // The value of a secret is never reported, present or not.
  if (phone.kind === 'webrtc' && !row.secret) check.problem(`${key}.secret`, '', 'a SIP password');
  return phone;
}

function agents(
  rows: ConfigRows,
  skills: ReadonlySet<string>,
  check: Check,
  running: TenantConfig | undefined,
): AgentConfig[] {
  const before = new Map(running?.agents.map((agent) => [agent.agentId, agent]));
  const held = group(rows.agentSkills, (row) => row.agentId);
  const managed = group(rows.monitorDepts, (row) => row.agentId);
  return rows.agents
    .filter((row) => check.id('agents', row.agentId))
    .map((row) => {
      const key = `agents.${row.agentId}`;
      const old = before.get(row.agentId);
      const role = row.role === 'agent' || row.role === 'supervisor' ? row.role : undefined;
      return {
        agentId: row.agentId,
        name: row.name,
        dept: row.dept,
        role: check.value(`${key}.role`, row.role, 'agent or supervisor', role, old?.role ?? 'agent'),
        monitorDepts: (managed.get(row.agentId) ?? []).map((dept) => dept.deptId),
        skills: (held.get(row.agentId) ?? [])
          .filter((s) => skills.has(s.skillCode) || check.problem(`${key}.skills`, s.skillCode, 'a skill that exists'))
          .map((s) => ({
            code: s.skillCode,
            level: check.int(
              `${key}.skills.${s.skillCode}`,
              s.level,
              0,
              99,
              old?.skills.find((o) => o.code === s.skillCode)?.level ?? 0,
            ),
          })),
        wrapupSeconds:
          row.wrapupSeconds === null
            ? null
            : check.int(`${key}.wrapup_seconds`, row.wrapupSeconds, 0, 86_400, old?.wrapupSeconds ?? 0),
        canKeepLogon: row.canKeepLogon,
      };
    });
}

function dnisRoutes(
  rows: ConfigRows,
  skills: ReadonlySet<string>,
  check: Check,
  running: TenantConfig | undefined,
): DnisRoute[] {
  return rows.dnisRoutes
    .filter(
      (row) => /^\+?\d{0,31}\*?$/.test(row.pattern) || check.problem('dnis_routes', row.pattern, 'digits, then *'),
    )
    .map((row) => {
      const old = running?.dnisRoutes.find((route) => route.pattern === row.pattern);
      return {
        pattern: row.pattern,
        target: target(`dnis_routes.${row.pattern}.target`, row.target, skills, check, old?.target),
        priority: check.int(`dnis_routes.${row.pattern}.priority`, row.priority, 0, 99, old?.priority ?? 0),
      };
    });
}

function dialRules(rows: ConfigRows, check: Check, running: TenantConfig | undefined): DialRule[] {
  return rows.dialRules
    .filter(
      ({ prefix }) =>
        prefix === '' ||
        prefix === '+' ||
        isPhoneNumber(prefix) ||
        check.problem('dial_rules', prefix, 'digits, *, # or a leading +'),
    )
    .map((row) => {
      const old = running?.dialRules.find((rule) => rule.prefix === row.prefix && rule.agentId === row.agentId);
      const action = row.action === 'allow' || row.action === 'deny' ? row.action : undefined;
      return {
        prefix: row.prefix,
        // A new rule that cannot be understood must not open a door.
        action: check.value(`dial_rules.${row.prefix}`, row.action, 'allow or deny', action, old?.action ?? 'deny'),
        agentId: row.agentId,
      };
    });
}

function workModes(
  rows: ConfigRows,
  skills: ReadonlySet<string>,
  check: Check,
  running: TenantConfig | undefined,
): WorkModeConfig[] {
  const table = rows.workModes.length > 0 ? rows.workModes : DEFAULT_WORK_MODES;
  return table
    .filter(
      ({ serviceWorkMode }) =>
        /^-?\d{1,9}$/.test(serviceWorkMode) ||
        check.problem('AgentWorkMode.ServiceWorkMode', serviceWorkMode, 'a whole number'),
    )
    .map((row) => {
      const key = `AgentWorkMode.${row.serviceWorkMode}`;
      const old = running?.workModes.find((mode) => mode.serviceWorkMode === row.serviceWorkMode);
      const basic = BASIC_MODES.has(row.basicWorkMode) ? (row.basicWorkMode as BasicWorkMode) : undefined;
      const visible = row.visible === 0 || row.visible === 1 ? row.visible === 1 : undefined;
      const bound = row.bindSkillCode.trim();
      return {
        serviceWorkMode: row.serviceWorkMode,
        name: row.serviceWorkModeName,
        basic: check.value(
          `${key}.BasicWorkMode`,
          row.basicWorkMode,
          'a whole number from -1 to 7',
          basic,
          old?.basic ?? BasicWorkMode.EMPTY,
        ),
        visible: check.value(`${key}.Visible`, row.visible, '0 or 1', visible, old?.visible ?? false),
        bindSkillCode: check.value(
          `${key}.BindSkillCode`,
          bound,
          'empty, or a skill that exists',
          bound === '' || skills.has(bound) ? bound : undefined,
          old?.bindSkillCode ?? '',
        ),
        sortOrder: row.sortOrder,
      };
    })
    .sort((a, b) => a.sortOrder - b.sortOrder);
}

function leaveReasons(rows: ConfigRows, check: Check): LeaveReasonConfig[] {
  const table = rows.leaveReasons.length > 0 ? rows.leaveReasons : DEFAULT_LEAVE_REASONS;
  return table
    .filter((row) => check.id('leave_reasons', row.reasonId))
    .map(({ reasonId, name, visible }) => ({ reasonId, name, visible }));
}

/** A flow that cannot run is left as it was; one that names what is not there runs, because its callers are there. */
function ivrFlows(
  rows: ConfigRows,
  skills: ReadonlySet<string>,
  check: Check,
  running: TenantConfig | undefined,
): IvrFlow[] {
  const recordings = new Set(rows.recordings?.map(({ name }) => name));
  return (rows.ivrFlows ?? []).flatMap(({ svn, flow: written }) => {
    const { flow, faults } = parseFlow(written, { skills, recordings });
    for (const { at, text } of faults) check.problem(`ivr_flows.${svn}`, at, text);
    const named = flow !== null && flow.svn !== svn ? check.problem(`ivr_flows.${svn}`, flow.svn, `svn ${svn}`) : true;
    const good = named ? flow : null;
    const kept = good ?? running?.ivrFlows?.find((old) => old.svn === svn);
    return kept === undefined ? [] : [kept];
  });
}

export function group<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(key(row));
    if (list) list.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
