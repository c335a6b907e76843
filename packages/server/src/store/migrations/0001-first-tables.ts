/**
 * The first tables. Plain SQL, so that what a database administrator reads here is what the database has.
 * A migration is never edited once released: add the next one.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // ── configuration ──
  `create table tenants (
    tenant text primary key,
    name text not null default '',
    node integer not null default 1
  )`,
  `create table departments (
    tenant text not null,
    id text not null,
    name text not null,
    primary key (tenant, id)
  )`,
  `create table skills (
    tenant text not null,
    code text not null,
    name text not null,
    priority integer not null default 0,
    max_wait_seconds integer,
    overflow text not null default 'hangup',
    music_class text not null default 'default',
    announce_seconds integer,
    service_hours text not null default '',
    closed_target text not null default 'hangup',
    primary key (tenant, code)
  )`,
  `create table agents (
    tenant text not null,
    agent_id text not null,
    name text not null,
    dept text not null default '',
    role text not null default 'agent' check (role in ('agent', 'supervisor')),
    wrapup_seconds integer,
    can_keep_logon boolean not null default false,
    primary key (tenant, agent_id)
  )`,
  `create table agent_skills (
    tenant text not null,
    agent_id text not null,
    skill_code text not null,
    level integer not null default 0 check (level between 0 and 99),
    primary key (tenant, agent_id, skill_code),
    foreign key (tenant, agent_id) references agents on delete cascade,
    foreign key (tenant, skill_code) references skills on delete cascade
  )`,
  `create table monitor_depts (
    tenant text not null,
    agent_id text not null,
    dept_id text not null,
    primary key (tenant, agent_id, dept_id),
    foreign key (tenant, agent_id) references agents on delete cascade,
    foreign key (tenant, dept_id) references departments on delete cascade
  )`,
  `create table extensions (
    tenant text not null,
    number text not null,
    kind text not null check (kind in ('desk', 'webrtc', 'virtual')),
    server_answer boolean not null default false,
    secret text,
    primary key (tenant, number)
  )`,
  `create table dnis_routes (
    tenant text not null,
    pattern text not null,
    target text not null,
    priority integer not null default 0,
    primary key (tenant, pattern)
  )`,
  `create table dial_rules (
    id integer generated always as identity primary key,
    tenant text not null,
    prefix text not null,
    action text not null check (action in ('allow', 'deny')),
    agent_id text
  )`,
  // Two unique indexes, because a null agent equals no other null.
  `create unique index dial_rules_all on dial_rules (tenant, prefix) where agent_id is null`,
  `create unique index dial_rules_agent on dial_rules (tenant, agent_id, prefix) where agent_id is not null`,
  `create table leave_reasons (
    tenant text not null,
    reason_id text not null,
    name text not null,
    visible boolean not null default true,
    sort_order integer not null default 0,
    primary key (tenant, reason_id)
  )`,
  // The manual's two tables keep its names and columns, so that scripts written for them go on working; they carry
  // no checks for the same reason: a bad value is reported at reload, and the running one stays.
  `create table "AgentWorkMode" (
    "Tenant" text not null default '1',
    "ServiceWorkMode" integer not null,
    "ServiceWorkModeName" text not null,
    "BasicWorkMode" integer not null,
    "Visible" integer not null default 1,
    "BindSkillCode" text,
    "SortOrder" integer not null default 0,
    primary key ("Tenant", "ServiceWorkMode")
  )`,
  `create table "SystemParam" (
    "Tenant" text not null default '1',
    "ParamKey" text not null,
    "ParamValue" text not null,
    primary key ("Tenant", "ParamKey")
  )`,

  // ── live state ──
  // Who may write a tenant's documents (epoch), and how far they are (rev). See commit.ts.
  `create table live_heads (
    tenant text primary key,
    epoch bigint not null,
    rev bigint not null
  ) with (fillfactor = 50)`,
  // json, not jsonb: documents come back exactly as they were written, with any character a page may have sent.
  `create table live_docs (
    tenant text not null,
    key text not null,
    doc json not null,
    primary key (tenant, key)
  ) with (fillfactor = 70)`,

  // ── records ──
  `create table call_records (
    tenant text not null,
    call_id text not null,
    coid text not null,
    direction text not null,
    ani text not null,
    dnis text not null,
    skill text,
    started_at timestamptz(3) not null,
    answered_at timestamptz(3),
    ended_at timestamptz(3) not null,
    outcome text not null,
    ended_by text not null,
    ins text,
    agent_id text,
    queue_ms bigint not null,
    ring_ms bigint not null,
    talk_ms bigint not null,
    hold_ms bigint not null,
    data json not null,
    primary key (tenant, call_id)
  )`,
  `create index call_records_started on call_records (tenant, started_at desc)`,
  `create index call_records_agent on call_records (tenant, agent_id, started_at desc)`,
  `create index call_records_ani on call_records (tenant, ani, started_at desc)`,
  `create index call_records_coid on call_records (tenant, coid)`,
  `create table call_segments (
    tenant text not null,
    call_id text not null,
    position integer not null,
    kind text not null,
    from_at timestamptz(3) not null,
    to_at timestamptz(3) not null,
    ins text,
    agent_id text,
    skill text,
    outcome text not null,
    primary key (tenant, call_id, position),
    foreign key (tenant, call_id) references call_records on delete cascade
  )`,
  `create index call_segments_agent on call_segments (tenant, agent_id, from_at desc) where agent_id is not null`,
  // These two have no natural name: theirs is a digest of what they say, so that the same one is stored once.
  `create table agent_state_records (
    tenant text not null,
    id uuid not null,
    seq bigint generated always as identity,
    agent_id text not null,
    ins text not null,
    state integer not null,
    work_mode text not null,
    leave_reason text,
    call_id text,
    from_at timestamptz(3) not null,
    to_at timestamptz(3) not null,
    primary key (tenant, id)
  )`,
  `create index agent_state_records_agent on agent_state_records (tenant, agent_id, from_at desc, seq desc)`,
  `create index agent_state_records_from on agent_state_records (tenant, from_at desc, seq desc)`,
  `create table audit_log (
    tenant text not null,
    id uuid not null,
    seq bigint generated always as identity,
    at timestamptz(3) not null,
    agent_id text not null,
    ins text not null,
    action text not null,
    target text not null,
    outcome text not null,
    primary key (tenant, id)
  )`,
  `create index audit_log_at on audit_log (tenant, at desc, seq desc)`,
];
