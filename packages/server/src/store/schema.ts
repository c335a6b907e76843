/** The tables as kysely sees them; migrations/ makes them. Column names are those of the database. */
import type { Generated, JSONColumnType } from 'kysely';

export interface Database {
  tenants: { tenant: string; name: Generated<string>; node: Generated<number> };
  departments: { tenant: string; id: string; name: string };
  skills: {
    tenant: string;
    code: string;
    name: string;
    priority: number;
    max_wait_seconds: number | null;
    overflow: string;
    music_class: string;
    announce_seconds: number | null;
    service_hours: string;
    closed_target: string;
  };
  agents: {
    tenant: string;
    agent_id: string;
    name: string;
    dept: string;
    role: string;
    wrapup_seconds: number | null;
    can_keep_logon: boolean;
  };
  agent_skills: { tenant: string; agent_id: string; skill_code: string; level: number };
  monitor_depts: { tenant: string; agent_id: string; dept_id: string };
  extensions: { tenant: string; number: string; kind: string; server_answer: boolean; secret: string | null };
  dnis_routes: { tenant: string; pattern: string; target: string; priority: number };
  dial_rules: { tenant: string; id: Generated<number>; prefix: string; action: string; agent_id: string | null };
  leave_reasons: { tenant: string; reason_id: string; name: string; visible: boolean; sort_order: Generated<number> };
  /** Manual 6.1. */
  AgentWorkMode: {
    Tenant: Generated<string>;
    ServiceWorkMode: number;
    ServiceWorkModeName: string;
    BasicWorkMode: number;
    Visible: number;
    BindSkillCode: string | null;
    SortOrder: number;
  };
  /** Manual 6.2 and after. */
  SystemParam: { Tenant: Generated<string>; ParamKey: string; ParamValue: string };
  ivr_flows: { tenant: string; svn: string; flow: JSONColumnType<object>; changed_at: Generated<Date> };
  recordings: {
    tenant: string;
    name: string;
    digest: string;
    rate: number;
    ms: number;
    wav: Buffer;
    changed_at: Generated<Date>;
  };
  console_users: {
    tenant: string;
    user_name: string;
    name: string;
    role: string;
    agent_id: string | null;
    password: string;
    disabled: boolean;
    must_change: boolean;
    last_sign_in_at: Date | null;
  };
  console_sessions: {
    tenant: string;
    digest: string;
    user_name: string;
    mark: string;
    since: Date;
    used_at: Date;
  };
  api_keys: {
    tenant: string;
    id: string;
    name: string;
    digest: string;
    created_at: Date;
    created_by: string;
    last_used_at: Date | null;
  };
  origins: { tenant: string; origin: string };
  live_heads: { tenant: string; epoch: bigint; rev: bigint };
  live_docs: { tenant: string; key: string; doc: JSONColumnType<object> };
  call_records: {
    tenant: string;
    call_id: string;
    coid: string;
    direction: '0' | '1' | '2';
    ani: string;
    dnis: string;
    skill: string | null;
    started_at: Date;
    answered_at: Date | null;
    ended_at: Date;
    outcome: string;
    ended_by: string;
    ins: string | null;
    agent_id: string | null;
    queue_ms: bigint;
    ring_ms: bigint;
    talk_ms: bigint;
    hold_ms: bigint;
    data: JSONColumnType<Record<string, string>>;
  };
  call_segments: {
    tenant: string;
    call_id: string;
    position: number;
    kind: string;
    from_at: Date;
    to_at: Date;
    ins: string | null;
    agent_id: string | null;
    skill: string | null;
    outcome: string;
  };
  call_waits: {
    tenant: string;
    call_id: string;
    position: number;
    skill: string | null;
    from_at: Date;
    outcome: string;
    wait_ms: bigint;
    talk_ms: bigint;
  };
  call_agents: {
    tenant: string;
    call_id: string;
    agent_id: string;
    at: Date;
    handled: number;
    missed: number;
    outbound: number;
    talk_ms: bigint;
    hold_ms: bigint;
    score: number | null;
  };
  agent_state_records: {
    tenant: string;
    id: string;
    seq: Generated<bigint>;
    agent_id: string;
    ins: string;
    state: number;
    work_mode: string;
    leave_reason: string | null;
    call_id: string | null;
    from_at: Date;
    to_at: Date;
  };
  call_recordings: {
    tenant: string;
    recording: string;
    call_id: string;
    started_at: Date;
    ended_at: Date;
    seconds: number;
    agent_ids: JSONColumnType<string[]>;
    state: 'kept' | 'deleted' | 'failed';
  };
  audit_log: {
    tenant: string;
    id: string;
    seq: Generated<bigint>;
    at: Date;
    agent_id: string;
    ins: string;
    action: string;
    target: string;
    outcome: string;
  };
}
