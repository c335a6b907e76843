-- A small call centre in an empty database: one skill, two agents, a supervisor, three telephones, one number.
-- Start the server once before (it makes the tables), then:
--   psql postgres://wssoftphone@db.example.com/wssoftphone -v secret="$(openssl rand -base64 12)" -f examples/call-centre.sql
--   curl http://127.0.0.1:8887/WSAgentServer/softphone/reloadSystemParam.do        must answer true
begin;
insert into tenants (tenant, name) values ('1', 'My call centre');
insert into departments (tenant, id, name) values ('1', '1', 'Service');
insert into skills (tenant, code, name, max_wait_seconds, overflow, announce_seconds, service_hours)
  values ('1', '1001', 'Service', 300, 'hangup', 30, '1-5 09:00-18:00; 6 09:00-12:00');
insert into agents (tenant, agent_id, name, dept, role) values
  ('1', '801', 'Ann', '1', 'agent'),
  ('1', '802', 'Ben', '1', 'agent'),
  ('1', '800', 'Sue', '1', 'supervisor');
insert into agent_skills (tenant, agent_id, skill_code, level) values ('1', '801', '1001', 5), ('1', '802', '1001', 3);
insert into monitor_depts (tenant, agent_id, dept_id) values ('1', '800', '1');
-- Telephones of the same password here; give each its own where they are not in one room.
insert into extensions (tenant, number, kind, secret) values
  ('1', '6001', 'desk', :'secret'),
  ('1', '6002', 'desk', :'secret'),
  ('1', '6003', 'webrtc', :'secret');
insert into dnis_routes (tenant, pattern, target) values ('1', '4008110512', 'skill:1001');
insert into dial_rules (tenant, prefix, action) values ('1', '', 'allow'), ('1', '00', 'deny'), ('1', '+', 'deny');
insert into leave_reasons (tenant, reason_id, name) values ('1', '0', '小休'), ('1', '1', '开会'), ('1', '2', '就餐');
insert into "AgentWorkMode" ("Tenant", "ServiceWorkMode", "ServiceWorkModeName", "BasicWorkMode", "SortOrder") values
  ('1', 0, '普通', 0, 1), ('1', 3, '外拨', 3, 2), ('1', 6, '离席', 6, 3);
insert into "SystemParam" ("Tenant", "ParamKey", "ParamValue") values
  ('1', 'AGENTWRAPUPSECONDS', '20'), ('1', 'ONESTEPTRANSFERSUPPORT', '1');
commit;
