/** Records as an engine makes them, for the store's tests. */
import type { AgentStateRecord, AuditRecord, CallRecord } from '@wssoftphone/engine';

export const T0 = Date.UTC(2026, 10, 22, 1, 2, 3, 456);

export function callRecord(nth: number, more: Partial<CallRecord> = {}): CallRecord {
  const startedAt = T0 + nth * 60_000;
  return {
    type: 'call',
    callId: `c${String(nth).padStart(22, '0')}`,
    coid: `BC_1_58aaabff_${4001 + nth}`,
    direction: '0',
    ani: '13800138000',
    dnis: '10010',
    skill: '1001',
    startedAt,
    answeredAt: startedAt + 5_000,
    endedAt: startedAt + 30_000,
    outcome: 'answered',
    endedBy: 'customer',
    ins: '6001',
    agentId: '888',
    queueMs: 2_000,
    ringMs: 3_000,
    talkMs: 24_999,
    holdMs: 1,
    data: { OrderID: 'SVC_1234567', 备注: '“你好”' },
    segments: [
      {
        kind: 'queue',
        from: startedAt,
        to: startedAt + 2_000,
        ins: null,
        agentId: null,
        skill: '1001',
        outcome: 'offered',
      },
      {
        kind: 'ring',
        from: startedAt + 2_000,
        to: startedAt + 5_000,
        ins: '6002',
        agentId: '999',
        skill: '1001',
        outcome: 'no-answer',
      },
      {
        kind: 'talk',
        from: startedAt + 5_000,
        to: startedAt + 30_000,
        ins: '6001',
        agentId: '888',
        skill: '1001',
        outcome: 'answered',
      },
    ],
    ...more,
  };
}
export const stateRecord = (from: number, to: number, more: Partial<AgentStateRecord> = {}): AgentStateRecord => ({
  type: 'agent-state',
  agentId: '888',
  ins: '6001',
  state: 3,
  workMode: '0',
  leaveReason: null,
  callId: null,
  from: T0 + from,
  to: T0 + to,
  ...more,
});
export const auditRecord = (at: number, more: Partial<AuditRecord> = {}): AuditRecord => ({
  type: 'audit',
  at: T0 + at,
  agentId: '800',
  ins: '6005',
  action: 'force-logoff',
  target: '888',
  outcome: 'done',
  ...more,
});
