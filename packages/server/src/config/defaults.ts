/** What a tenant has before anybody wrote a row: the manual's own tables (6.1, and the usual leave reasons). */
import type { LeaveReasonRow, WorkModeRow } from './rows.ts';

const mode = (
  serviceWorkMode: string,
  serviceWorkModeName: string,
  basicWorkMode: number,
  visible: number,
  sortOrder: number,
): WorkModeRow => ({ serviceWorkMode, serviceWorkModeName, basicWorkMode, visible, bindSkillCode: '', sortOrder });

/** Manual 6.1: three modes to choose from; 示忙 is the outbound mode, 离开 the leave mode. */
export const DEFAULT_WORK_MODES: readonly WorkModeRow[] = [
  mode('-1', '空 模式', -1, 0, 0),
  mode('0', '示闲', 0, 1, 1),
  mode('1', '下班 模式', 1, 0, 6),
  mode('2', '非实时 模式', 2, 0, 5),
  mode('3', '示忙', 3, 1, 3),
  mode('4', '班长 模式', 4, 0, 2),
  mode('5', '预览 模式', 5, 0, 4),
  mode('6', '离开', 6, 1, 7),
  mode('7', '闭塞 模式', 7, 0, 8),
];

export const DEFAULT_LEAVE_REASONS: readonly LeaveReasonRow[] = [
  { reasonId: '0', name: '小休', visible: true },
  { reasonId: '1', name: '开会', visible: true },
  { reasonId: '2', name: '就餐', visible: true },
  { reasonId: '3', name: '其他工作', visible: true },
];
