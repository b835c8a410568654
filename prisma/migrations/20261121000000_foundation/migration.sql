-- Parley's foundation: accounts, tenants, contacts, connections, chats, messages, campaigns, credits, events.
-- Every tenant table has tenant_id first in its primary key, tenant-carrying foreign keys and forced row-level security.
-- The application connects as parley_app, which owns nothing and cannot bypass the policies.

do $$
begin
  if not (select rolbypassrls or rolsuper from pg_roles where rolname = current_user) then
    raise exception 'Migrations must run as a role with BYPASSRLS, because the doors between tenants are SECURITY DEFINER functions that it owns. Run as a superuser: alter role % bypassrls', current_user;
  end if;
  if not exists (select from pg_roles where rolname = 'parley_app') then
    raise exception 'The application role is missing. Run as a superuser: create role parley_app login nosuperuser nobypassrls';
  end if;
end $$;


-- ---------------------------------------------------------------- global tables

create table users (
  id uuid primary key default uuidv7(),
  email text not null,
  name text not null,
  password_hash text not null,
  locale text not null default 'en',
  coach_profile jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email_key on users (lower(email));

create table tenants (
  id uuid primary key default uuidv7(),
  name text not null,
  website text,
  locale text not null default 'en',
  timezone text not null default 'UTC',
  country text not null default 'US',
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One row per sign-in. The refresh token of a session carries its generation; an older generation than the current one,
-- outside the grace period, proves reuse and revokes the session.
create table sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  tenant_id uuid not null references tenants on delete cascade,
  generation int not null default 0,
  rotated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  user_agent text,
  ip text,
  created_at timestamptz not null default now()
);
create index sessions_user_idx on sessions (user_id) where revoked_at is null;

-- Hashes of tokens sent by mail (password reset): one use, short life.
create table mail_tokens (
  token_hash bytea primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('password_reset')),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);

-- From a webhook's secret path token to the tenant and connection it belongs to.
create table connection_routes (
  token_hash bytea primary key,
  tenant_id uuid not null references tenants on delete cascade,
  connection_id uuid not null,
  header_hash bytea not null,
  created_at timestamptz not null default now()
);
create index connection_routes_connection_idx on connection_routes (tenant_id, connection_id);

-- ---------------------------------------------------------------- team

create table memberships (
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'manager', 'coach', 'agent')),
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_user_idx on memberships (user_id);

create table invitations (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  email text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'coach', 'agent')),
  token_hash bytea not null unique,
  invited_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, invited_by) references memberships (tenant_id, user_id) on delete set null (invited_by)
);
create unique index invitations_open_key on invitations (tenant_id, lower(email)) where accepted_at is null;

-- ---------------------------------------------------------------- contacts

create table contacts (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  name text not null,
  first_name text not null,
  phone text,                     -- E.164
  phone_key text,                 -- the phone reduced so that every spelling of one line is equal (BR 9, MX 1, AR 9)
  email text,
  owner_id uuid,
  status text not null default 'new',
  temperature text,
  source text,
  country text,
  city text,
  client jsonb not null default '{}',
  attributes jsonb not null default '{}',
  tags text[] not null default '{}',
  opted_out_at timestamptz,
  first_messaged_at timestamptz,  -- first outbound message; null = never messaged before
  last_message_at timestamptz,
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text generated always as (lower(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))) stored,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id)
);
create unique index contacts_phone_key on contacts (tenant_id, phone_key);
create index contacts_list_idx on contacts (tenant_id, created_at desc, id desc);
create index contacts_owner_idx on contacts (tenant_id, owner_id, created_at desc, id desc);
-- No trigram index on search: under row-level security LIKE is not leakproof, so the planner may not use it (measured), and it would cost
-- a third of an import. A search reads one tenant's contacts.
create index contacts_import_idx on contacts (tenant_id, import_id) where import_id is not null;

-- One address of a contact on a channel. `scope` separates ids that are only unique per page (PSID, IGSID); empty otherwise.
create table identities (
  tenant_id uuid not null references tenants on delete cascade,
  kind text not null check (kind in ('phone', 'lid', 'psid', 'igsid')),
  scope text not null default '',
  value text not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, scope, value),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index identities_contact_idx on identities (tenant_id, contact_id);

-- Append-only: who said yes or no, when, and on what evidence.
create table consent_entries (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  decision text not null check (decision in ('opt_in', 'opt_out')),
  origin text not null check (origin in ('user', 'message', 'import', 'api')),
  actor_id uuid,
  message_id uuid,
  note text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index consent_entries_contact_idx on consent_entries (tenant_id, contact_id, id desc);

create table imports (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  file_name text not null,
  file_key text not null,
  size_bytes bigint not null,
  status text not null default 'uploaded' check (status in ('uploaded', 'queued', 'running', 'completed', 'failed', 'undoing', 'undone')),
  delimiter text not null,
  encoding text not null,
  columns jsonb not null,
  preview jsonb not null,
  suggested_mapping jsonb not null,
  mapping jsonb,
  duplicates text not null default 'skip' check (duplicates in ('skip', 'update')),
  tags text[] not null default '{}',
  owner_id uuid,
  total int,
  processed int not null default 0,
  created int not null default 0,
  updated int not null default 0,
  skipped int not null default 0,
  failed int not null default 0,
  error text,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  heartbeat_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references memberships (tenant_id, user_id) on delete set null (created_by),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id)
);
create index imports_list_idx on imports (tenant_id, created_at desc);
create index imports_live_idx on imports (heartbeat_at) where status in ('queued', 'running', 'undoing');

create table import_errors (
  tenant_id uuid not null references tenants on delete cascade,
  import_id uuid not null,
  row_number int not null,
  reason text not null,
  cells jsonb not null,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);

-- What an updating import changed, so that it can be undone.
create table import_changes (
  tenant_id uuid not null references tenants on delete cascade,
  import_id uuid not null,
  contact_id uuid not null,
  before jsonb not null,
  primary key (tenant_id, import_id, contact_id),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);

-- ---------------------------------------------------------------- connections

create table connections (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  channel text not null check (channel in ('whatsapp_evolution', 'whatsapp_cloud', 'messenger', 'instagram')),
  name text not null,
  external_name text,            -- the client's own name for it, unique in the tenant
  instance_name text,            -- the name at the Evolution API server
  credentials text,              -- AES-256-GCM, see platform/crypto
  owner_id uuid,
  state text not null default 'disconnected' check (state in ('connected', 'connecting', 'disconnected', 'error')),
  reason text default 'never_connected',
  state_since timestamptz not null default now(),
  next_retry_at timestamptz,
  recovery_attempts int not null default 0,
  phone text,
  profile_name text,
  qr jsonb,                      -- {code, image, pairingCode, expiresAt} while waiting for a scan
  per_second int,
  per_minute int,
  per_hour int,
  per_day int,
  min_delay_ms int not null default 2000,
  max_delay_ms int not null default 5000,
  last_event_at timestamptz,
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id)
);
create unique index connections_external_name_key on connections (tenant_id, external_name) where external_name is not null and removed_at is null;
create unique index connections_name_key on connections (tenant_id, lower(name)) where removed_at is null;
create unique index connections_instance_key on connections (instance_name) where instance_name is not null and removed_at is null;

-- ---------------------------------------------------------------- templates

create table templates (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  name text not null,
  description text,
  category text not null default 'general',
  scope text not null default 'personal' check (scope in ('personal', 'global')),
  owner_id uuid,
  body text not null,
  variables text[] not null default '{}',
  required_variables text[] not null default '{}',
  tags text[] not null default '{}',
  version int not null default 1,
  uses int not null default 0,
  last_used_at timestamptz,
  delivered int not null default 0,
  failed int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id)
);
create unique index templates_name_key on templates (tenant_id, scope, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), lower(name));

create table template_versions (
  tenant_id uuid not null references tenants on delete cascade,
  template_id uuid not null,
  version int not null,
  body text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, template_id, version),
  foreign key (tenant_id, template_id) references templates (tenant_id, id) on delete cascade
);

-- ---------------------------------------------------------------- campaigns

create table campaigns (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  name text not null,
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled', 'failed')),
  status_reason text,
  connection_id uuid not null,
  owner_id uuid,
  text text,                     -- what was written, when no template is used
  template_id uuid,
  body text not null default '', -- frozen at launch
  audience jsonb not null,
  min_delay_ms int,
  max_delay_ms int,
  send_at timestamptz,
  audience_cursor uuid,          -- how far the recipients have been written
  audience_at timestamptz,       -- contacts created later are not in the audience
  audience_done_at timestamptz,
  attempt int not null default 0,
  total_count int not null default 0,
  pending_count int not null default 0,  -- queued + sending
  sent_count int not null default 0,     -- reached sent or beyond
  delivered_count int not null default 0,
  read_count int not null default 0,
  failed_count int not null default 0,
  skipped_count int not null default 0,
  uncertain_count int not null default 0,
  replied_count int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id),
  foreign key (tenant_id, template_id) references templates (tenant_id, id) on delete set null (template_id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id)
);
create index campaigns_list_idx on campaigns (tenant_id, created_at desc, id desc);
create index campaigns_due_idx on campaigns (send_at) where status = 'scheduled';
create index campaigns_live_idx on campaigns (tenant_id, connection_id) where status in ('running', 'paused', 'scheduled');

-- ---------------------------------------------------------------- chats and messages

create table chats (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  connection_id uuid not null,
  owner_id uuid,                 -- the contact's coach, copied so that a coach's list is one index range
  status text not null default 'open' check (status in ('open', 'pending', 'snoozed', 'closed')),
  snoozed_until timestamptz,
  assignee_id uuid,
  unread_count int not null default 0,
  last_message_id uuid,
  last_message_at timestamptz not null default now(),
  last_message jsonb,            -- {preview, direction, state, kind}
  last_inbound_at timestamptz,
  human_until timestamptz,       -- a person answered: automations are silent until then
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, contact_id, connection_id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, connection_id) references connections (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete set null (owner_id),
  foreign key (tenant_id, assignee_id) references memberships (tenant_id, user_id) on delete set null (assignee_id)
);
create index chats_list_idx on chats (tenant_id, last_message_at desc, id desc);
create index chats_assignee_idx on chats (tenant_id, assignee_id, last_message_at desc, id desc);
create index chats_owner_idx on chats (tenant_id, owner_id, last_message_at desc, id desc);
create index chats_unread_idx on chats (tenant_id, last_message_at desc, id desc) where unread_count > 0;

-- A recipient of a campaign is a message with a campaign_id. Outbound states: queued → sending → sent → delivered → read,
-- or failed, skipped, uncertain. Inbound messages are 'received'.
create table messages (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  connection_id uuid not null,
  contact_id uuid not null,
  chat_id uuid,                  -- null until a campaign message is claimed
  campaign_id uuid,
  direction text not null check (direction in ('in', 'out')),
  source text not null check (source in ('contact', 'inbox', 'campaign', 'phone', 'api', 'automation')),
  kind text not null default 'text',
  text text,                     -- rendered text; for a queued campaign message null until it is sent
  content jsonb not null default '{}',
  variables jsonb,               -- a recipient's own values (inline audience)
  state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'uncertain', 'received')),
  error_code text,
  error_detail text,
  due_at timestamptz not null default now(),
  lease_id uuid,                 -- the claim that holds it while 'sending'
  lease_until timestamptz,
  attempts smallint not null default 0,
  provider_id text,              -- the provider's message id
  sender_id uuid,
  reply_to_id uuid,
  client_key text,
  at timestamptz not null default now(),  -- its place in the thread
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  replied_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, chat_id) references chats (tenant_id, id) on delete cascade,
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
create index messages_thread_idx on messages (tenant_id, chat_id, at desc, id desc) where chat_id is not null;
-- People's replies and campaign messages wait in two ranges, so that a paused campaign of a million rows is never read past.
create index messages_lane_idx on messages (tenant_id, connection_id, due_at, id) where state = 'queued' and campaign_id is null;
create index messages_campaign_lane_idx on messages (tenant_id, campaign_id, due_at, id) where state = 'queued' and campaign_id is not null;
create index messages_lease_idx on messages (tenant_id, connection_id, lease_until) where state = 'sending';
create index messages_campaign_idx on messages (tenant_id, campaign_id, state, id) where campaign_id is not null;
create unique index messages_recipient_key on messages (tenant_id, campaign_id, contact_id) where campaign_id is not null;
create unique index messages_provider_key on messages (tenant_id, connection_id, provider_id) where provider_id is not null;
create index messages_contact_idx on messages (tenant_id, contact_id, id desc);

-- Messages claimed per connection and minute. The pacer's memory is Redis; when that is lost, its windows are refilled from here,
-- so that a flushed Redis cannot burst. Also the source of the "today's use" meters.
create table lane_usage (
  tenant_id uuid not null references tenants on delete cascade,
  connection_id uuid not null,
  minute timestamptz not null,
  count int not null,
  primary key (tenant_id, connection_id, minute),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);

-- Statuses that arrived before we knew the provider's id of the message they belong to (an ack can overtake the HTTP answer).
create table early_statuses (
  tenant_id uuid not null references tenants on delete cascade,
  connection_id uuid not null,
  provider_id text not null,
  state text not null check (state in ('sent', 'delivered', 'read', 'failed')),
  at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, connection_id, provider_id, state),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);

-- What providers sent us, stored before it is acknowledged and applied exactly once.
create table webhook_events (
  tenant_id uuid not null references tenants on delete cascade,
  id bigint generated always as identity,
  connection_id uuid not null,
  kind text not null,
  dedupe_key text not null,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  applied_at timestamptz,
  attempts smallint not null default 0,
  error text,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create unique index webhook_events_dedupe_key on webhook_events (tenant_id, connection_id, dedupe_key);
create index webhook_events_open_idx on webhook_events (tenant_id, connection_id, id) where applied_at is null;

-- ---------------------------------------------------------------- credits

create table credit_accounts (
  tenant_id uuid primary key references tenants on delete cascade,
  balance bigint not null default 0 check (balance >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  used bigint not null default 0 check (used >= 0)
);

create table credit_entries (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('signup', 'top_up', 'reserve', 'capture', 'release')),
  amount bigint not null,
  reserved_change bigint not null default 0,
  used_change bigint not null default 0,
  balance_after bigint not null,
  campaign_id uuid,
  actor_id uuid,
  reason text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete set null (campaign_id)
);
create index credit_entries_campaign_idx on credit_entries (tenant_id, campaign_id, id) where campaign_id is not null;

-- ---------------------------------------------------------------- events and idempotency

-- What happened, one row per change, written in the change's own transaction. Feeds audit, live feed, webhooks, automations.
create table events (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  type text not null,
  actor_id uuid,
  subject_id uuid,
  data jsonb not null default '{}',
  request_id text,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  primary key (tenant_id, id)
);
create index events_unpublished_idx on events (created_at) where published_at is null;
create index events_type_idx on events (tenant_id, type, id desc);

create table idempotency_keys (
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status int,                    -- null while the first request is still being answered
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, key)
);
create index idempotency_keys_age_idx on idempotency_keys (created_at);

-- Rows that are updated often in columns that no index holds keep room on their page, so that such an update touches no index.
alter table contacts set (fillfactor = 85);
alter table campaigns set (fillfactor = 50);
alter table credit_accounts set (fillfactor = 50);
alter table connections set (fillfactor = 70);
alter table lane_usage set (fillfactor = 50);
alter table imports set (fillfactor = 50);

-- ---------------------------------------------------------------- row-level security

do $$
declare
  t text;
begin
  foreach t in array array[
    'memberships', 'invitations', 'contacts', 'identities', 'consent_entries', 'imports', 'import_errors', 'import_changes', 'connections', 'templates',
    'template_versions', 'campaigns', 'chats', 'messages', 'lane_usage', 'early_statuses', 'webhook_events', 'credit_accounts', 'credit_entries', 'events', 'idempotency_keys'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_rows on %I using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
      'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
  end loop;
end $$;

grant usage on schema public to parley_app;
grant select, insert, update, delete on all tables in schema public to parley_app;
grant usage on all sequences in schema public to parley_app;
-- The ledger, consent and events are append-only for the application.
revoke update, delete on credit_entries, consent_entries from parley_app;
revoke delete on events, users, tenants from parley_app;
do $$
begin
  if to_regclass('_prisma_migrations') is not null then
    revoke all on _prisma_migrations from parley_app;
  end if;
end $$;

-- ---------------------------------------------------------------- doors between "who is calling" and a tenant
-- The only code that sees across tenants. Each is SECURITY DEFINER, owned by the migration role, and returns ids, not content.

create function memberships_of(of_user uuid) returns table (tenant_id uuid, tenant_name text, role text)
language sql stable security definer set search_path = public as $$
  select m.tenant_id, t.name, m.role from memberships m join tenants t on t.id = m.tenant_id
  where m.user_id = of_user and m.status = 'active' and t.status = 'active' order by m.created_at
$$;

create function find_invitation(of_token bytea) returns table (tenant_id uuid, id uuid, email text)
language sql stable security definer set search_path = public as $$
  select i.tenant_id, i.id, i.email from invitations i where i.token_hash = of_token
$$;

-- Stores a batch of webhook events of any tenants in one round trip. Duplicates are dropped by their key.
-- Returns one row per connection that received something new, for ringing.
create function store_webhook_events(tenant_ids uuid[], connection_ids uuid[], kinds text[], keys text[], payloads jsonb[])
returns table (tenant_id uuid, connection_id uuid)
language sql security definer set search_path = public as $$
  with stored as (
    insert into webhook_events (tenant_id, connection_id, kind, dedupe_key, payload)
    select t, c, k, d, p from unnest(tenant_ids, connection_ids, kinds, keys, payloads) with ordinality as u (t, c, k, d, p, n)
    where exists (select from connections x where x.tenant_id = t and x.id = c)
    order by n
    on conflict (tenant_id, connection_id, dedupe_key) do nothing
    returning webhook_events.tenant_id, webhook_events.connection_id
  )
  select distinct s.tenant_id, s.connection_id from stored s
$$;

-- Lanes with work: a due queued message, or a claim whose lease has run out.
create function lanes_due() returns table (tenant_id uuid, connection_id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c
  where (c.state = 'connected' and (
       exists (select from messages m where m.tenant_id = c.tenant_id and m.connection_id = c.id and m.state = 'queued' and m.campaign_id is null and m.due_at <= now())
       or exists (
         select from campaigns k where k.tenant_id = c.tenant_id and k.connection_id = c.id and k.status = 'running'
           and exists (select from messages m where m.tenant_id = k.tenant_id and m.campaign_id = k.id and m.state = 'queued' and m.due_at <= now()))))
     or exists (select from messages m where m.tenant_id = c.tenant_id and m.connection_id = c.id and m.state = 'sending' and m.lease_until < now())
$$;

-- Connections holding statuses whose message is known by now (the two met in the wrong order).
create function early_statuses_due() returns table (tenant_id uuid, connection_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct s.tenant_id, s.connection_id from early_statuses s
  where exists (select from messages m where m.tenant_id = s.tenant_id and m.connection_id = s.connection_id and m.provider_id = s.provider_id and m.state not in ('sending', 'queued'))
$$;

-- Forgets what no longer matters: statuses of foreign messages after a day, usage after two.
create function purge_outbox() returns void
language sql security definer set search_path = public as $$
  delete from early_statuses where created_at < now() - interval '1 day';
  delete from lane_usage where minute < now() - interval '2 days';
$$;

-- Connections with webhook events that were stored but not applied.
create function intakes_due() returns table (tenant_id uuid, connection_id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c
  where exists (select from webhook_events w where w.tenant_id = c.tenant_id and w.connection_id = c.id and w.applied_at is null)
$$;

create function events_unpublished(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select e.tenant_id, e.id from events e where e.published_at is null and e.created_at < now() - older_than order by e.created_at limit at_most
$$;

create function imports_stalled(older_than interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select i.tenant_id, i.id from imports i
  where i.status in ('queued', 'running', 'undoing') and coalesce(i.heartbeat_at, i.created_at) < now() - older_than
$$;

-- Campaigns that need a hand: scheduled ones whose time has come, running ones whose recipients are not all written
-- or whose last message has settled, cancelled ones whose unsent messages are not all taken back.
create function campaigns_due() returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from campaigns c
  where (c.status = 'scheduled' and c.send_at <= now())
     or (c.status = 'running' and (c.audience_done_at is null or c.pending_count = 0))
     or (c.status = 'cancelled' and c.finished_at is null)
$$;

-- Connections that should be looked at: due for a recovery attempt, or waiting for the gateway too long.
create function connections_due() returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c where c.removed_at is null and c.next_retry_at <= now()
$$;

create function purge_idempotency_keys(older_than interval) returns bigint
language sql security definer set search_path = public as $$
  with gone as (delete from idempotency_keys where created_at < now() - older_than returning 1) select count(*) from gone
$$;

revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to parley_app;
