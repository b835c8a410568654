-- Approval of coaches' templates, usage that is counted from campaigns, and templates submitted to Meta from here.

alter table tenants add column template_approval boolean not null default false; -- campaigns may use approved personal templates alone

alter table templates
  -- Counted from the campaigns whenever they are asked for: a kept count missed late statuses and retries.
  drop column uses, drop column last_used_at, drop column delivered, drop column failed,
  add column approval text not null default 'draft' check (approval in ('draft', 'submitted', 'approved', 'rejected')),
  add column approval_reason text,         -- why it was rejected
  add column approved_version int,         -- the version that campaigns may use; stays while a newer one waits
  add column submitted_at timestamptz,
  add column decided_at timestamptz,
  add column decided_by uuid,
  add foreign key (tenant_id, decided_by) references memberships (tenant_id, user_id) on delete set null (decided_by);

-- What those who may approve have written is approved as it stands. The owner of the tables sees all rows while this runs.
alter table templates no force row level security;
alter table memberships no force row level security;
update templates t set approval = 'approved', approved_version = t.version
where t.scope = 'global'
  or exists (select from memberships m where m.tenant_id = t.tenant_id and m.user_id = t.owner_id and m.role in ('owner', 'admin', 'manager'));
alter table templates force row level security;
alter table memberships force row level security;
alter table templates add check (approval <> 'approved' or approved_version = version);

create index templates_queue_idx on templates (tenant_id, submitted_at) where approval = 'submitted';
create index campaigns_template_idx on campaigns (tenant_id, template_id) where template_id is not null;

-- Which of our variables stands behind a blank, by the blank's key: {"body.1": "lead.name"}.
alter table provider_templates add column variables jsonb not null default '{}';
