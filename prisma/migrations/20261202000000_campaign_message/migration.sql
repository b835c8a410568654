-- What a campaign says: approved templates of Meta with their blanks, files, and variants that are compared.

alter table campaigns
  add column provider_template_id uuid,
  add column provider_params jsonb not null default '{}', -- by the keys of its blanks, each a text in the template language; media blanks hold asset ids
  add column parts smallint not null default 1 check (parts between 1 and 10), -- messages per recipient: one per file
  add column parts_pending int not null default 0, -- further parts queued or sending; the first is counted as the recipient
  add constraint campaigns_provider_template_fkey foreign key (tenant_id, provider_template_id) references provider_templates (tenant_id, id);

-- Everything a campaign sends besides words. Variants above 0 hold the header file of their own template only.
create table campaign_files (
  tenant_id uuid not null references tenants on delete cascade,
  campaign_id uuid not null,
  variant smallint not null default 0,
  position smallint not null,
  asset_id uuid not null,
  primary key (tenant_id, campaign_id, variant, position),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, asset_id) references assets (tenant_id, id)
);
create index campaign_files_asset_idx on campaign_files (tenant_id, asset_id);

-- The variants of a campaign that compares several. Number 0 is the campaign's own message and has its counters here too.
create table campaign_variants (
  tenant_id uuid not null references tenants on delete cascade,
  campaign_id uuid not null,
  number smallint not null check (number between 0 and 3),
  share smallint not null check (share between 1 and 99), -- percent of the recipients
  text text,
  template_id uuid,
  body text not null default '', -- frozen at launch
  provider_template_id uuid,
  provider_params jsonb not null default '{}',
  sent_count int not null default 0, -- reached sent or beyond
  delivered_count int not null default 0,
  read_count int not null default 0,
  failed_count int not null default 0,
  replied_count int not null default 0,
  primary key (tenant_id, campaign_id, number),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, template_id) references templates (tenant_id, id) on delete set null (template_id),
  foreign key (tenant_id, provider_template_id) references provider_templates (tenant_id, id)
);
alter table campaign_variants set (fillfactor = 50);

alter table messages
  add column part smallint not null default 0, -- which file of a campaign's message; 0 is the recipient itself
  add column variant smallint; -- set when it is first rendered, in campaigns that compare variants
drop index messages_recipient_key;
create unique index messages_recipient_key on messages (tenant_id, campaign_id, contact_id, part) where campaign_id is not null;

do $$
declare of_table text;
begin
  foreach of_table in array array['campaign_files', 'campaign_variants'] loop
    execute format('alter table %I enable row level security', of_table);
    execute format('alter table %I force row level security', of_table);
    execute format(
      'create policy tenant_rows on %I using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
      of_table);
    execute format('grant select, insert, update, delete on %I to parley_app', of_table);
  end loop;
end $$;

-- A file that a campaign still needs is in use.
create or replace function assets_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.tenant_id, a.id from assets a where a.uploaded_by is not null and a.created_at < now() - older_than
    and not exists (select from messages m where m.tenant_id = a.tenant_id and m.asset_id = a.id)
    and not exists (select from campaign_files f where f.tenant_id = a.tenant_id and f.asset_id = a.id)
  order by a.created_at limit at_most
$$;
