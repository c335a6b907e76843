/** Rows under the names of their columns, which the database and the console have in common. */
import type { DialRuleRow, ExtensionRow, LeaveReasonRow, SkillRow } from './rows.ts';

export const skillColumns = (row: SkillRow) => ({
  code: row.code,
  name: row.name,
  priority: row.priority,
  max_wait_seconds: row.maxWaitSeconds,
  overflow: row.overflow,
  music_class: row.musicClass,
  announce_seconds: row.announceSeconds,
  service_hours: row.serviceHours,
  closed_target: row.closedTarget,
});

export const extensionColumns = (row: ExtensionRow) => ({
  number: row.number,
  kind: row.kind,
  server_answer: row.serverAnswer,
  secret: row.secret,
});

export const dialRuleColumns = (row: DialRuleRow) => ({
  prefix: row.prefix,
  agent_id: row.agentId,
  action: row.action,
});

/** @param nth its place in the list, which is its order where it has none */
export const leaveReasonColumns = (row: LeaveReasonRow, nth: number) => ({
  reason_id: row.reasonId,
  name: row.name,
  visible: row.visible,
  sort_order: row.sortOrder ?? nth,
});
