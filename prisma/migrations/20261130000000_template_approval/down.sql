alter table provider_templates drop column if exists variables;
drop index if exists campaigns_template_idx, templates_queue_idx;
alter table templates add column if not exists uses int not null default 0, add column if not exists last_used_at timestamptz,
  add column if not exists delivered int not null default 0, add column if not exists failed int not null default 0,
  drop column if exists approval, drop column if exists approval_reason,
  drop column if exists approved_version, drop column if exists submitted_at, drop column if exists decided_at, drop column if exists decided_by;
alter table tenants drop column if exists template_approval;
