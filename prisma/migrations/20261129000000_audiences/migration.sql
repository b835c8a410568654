-- Audiences: kept segments, uploaded recipient lists, and the people of a launched campaign, frozen at one instant.

create table segments (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  name text not null,
  owner_id uuid,                          -- null: the whole team's
  rules jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete cascade
);
create unique index segments_name_key on segments (tenant_id, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), lower(name));

-- A CSV of recipients for a campaign. Nobody becomes a contact before a launch.
create table recipient_lists (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  file_name text not null,
  file_key text not null,
  size_bytes bigint not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
  delimiter text not null,
  encoding text not null,
  columns jsonb not null,
  mapping jsonb not null,                 -- {column: variable, phone, or '' for a column that is not known}
  total int,
  processed int not null default 0,
  ready int not null default 0,
  duplicates int not null default 0,
  invalid int not null default 0,
  error text,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  heartbeat_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references memberships (tenant_id, user_id) on delete set null (created_by)
);
create index recipient_lists_live_idx on recipient_lists (heartbeat_at) where status in ('queued', 'running');
create index recipient_lists_age_idx on recipient_lists (created_at);
alter table recipient_lists set (fillfactor = 50);

-- Its rows: those that can be written to, and those that cannot, with the reason and what stood there.
create table recipient_list_rows (
  tenant_id uuid not null references tenants on delete cascade,
  list_id uuid not null,
  row_number int not null,
  phone text,                             -- E.164
  phone_key text,
  name text,
  variables jsonb,
  reason text,
  cells jsonb,
  primary key (tenant_id, list_id, row_number),
  foreign key (tenant_id, list_id) references recipient_lists (tenant_id, id) on delete cascade
);
create unique index recipient_list_rows_line_key on recipient_list_rows (tenant_id, list_id, phone_key) where phone_key is not null;

-- Who receives a launched campaign, decided once. A row is a chunk: contacts with their own values, or a stretch of a list. It goes
-- when its recipients have been written.
create table campaign_audience (
  tenant_id uuid not null references tenants on delete cascade,
  campaign_id uuid not null,
  n int not null,
  contact_ids uuid[] not null default '{}',
  variables jsonb,                        -- {contact id: {variable: value}}
  list_id uuid,
  from_row int,
  to_row int,
  primary key (tenant_id, campaign_id, n),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, list_id) references recipient_lists (tenant_id, id),
  check ((list_id is null) <> (contact_ids = '{}'))
);

-- Campaigns whose recipients are being written at this moment keep who is still to come.
insert into campaign_audience (tenant_id, campaign_id, n, contact_ids, variables)
select m.tenant_id, m.campaign_id, m.n, array_agg(m.id order by m.id), jsonb_object_agg(m.id::text, m.variables) filter (where m.variables is not null)
from (
  select k.tenant_id, k.id as campaign_id, c.id, p.variables, (row_number() over (partition by k.tenant_id, k.id order by c.id) - 1) / 5000 as n
  from campaigns k join contacts c on c.tenant_id = k.tenant_id
  left join lateral (
    select e -> 'variables' as variables from jsonb_array_elements(case when k.audience ->> 'type' = 'inline' then k.audience -> 'people' end) e
    where e ->> 'contactId' = c.id::text limit 1
  ) p on true
  where k.audience_at is not null and k.audience_done_at is null and k.status in ('running', 'paused', 'cancelled') and c.created_at <= k.audience_at
    and (k.audience_cursor is null or c.id > k.audience_cursor)
    and (k.audience ->> 'ownerId' is null or c.owner_id = (k.audience ->> 'ownerId')::uuid)
    and case k.audience ->> 'type' when 'pending' then c.first_messaged_at is null when 'selected' then k.audience -> 'contactIds' ? c.id::text
      when 'inline' then p.variables is not null else true end
) m group by m.tenant_id, m.campaign_id, m.n;
alter table campaigns drop column audience_cursor;

-- Lists whose reading was left by its worker.
create function recipient_lists_stalled(older_than interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select l.tenant_id, l.id from recipient_lists l
  where l.status in ('queued', 'running') and coalesce(l.heartbeat_at, l.created_at) < now() - older_than
$$;

-- Lists that no campaign waits for any more.
create function recipient_lists_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select l.tenant_id, l.id from recipient_lists l
  where l.created_at < now() - older_than and not exists (
    select from campaigns k where k.tenant_id = l.tenant_id and k.audience ->> 'listId' = l.id::text and k.status in ('draft', 'scheduled', 'running', 'paused', 'failed'))
    and not exists (select from campaign_audience a where a.tenant_id = l.tenant_id and a.list_id = l.id)
  order by l.created_at limit at_most
$$;

do $$
declare of_table text;
begin
  foreach of_table in array array['segments', 'recipient_lists', 'recipient_list_rows', 'campaign_audience'] loop
    execute format('alter table %I enable row level security', of_table);
    execute format('alter table %I force row level security', of_table);
    execute format(
      'create policy tenant_rows on %I using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
      of_table);
    execute format('grant select, insert, update, delete on %I to parley_app', of_table);
  end loop;
end $$;

revoke execute on function recipient_lists_stalled(interval), recipient_lists_unused(interval, int) from public;
grant execute on function recipient_lists_stalled(interval), recipient_lists_unused(interval, int) to parley_app;
