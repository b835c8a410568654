-- The inbox: token channels, media, reactions, notes, tags, canned replies, send later, search, outages.

create extension if not exists btree_gin;

-- ---------------------------------------------------------------- connections by token

alter table connections
  add column external_id text,            -- phone number id, page id or Instagram account id
  add column account_id text,             -- WhatsApp Business Account id
  add column health jsonb,                -- {quality, messagingLimit, throughput, problems}
  add column token_expires_at timestamptz,
  add column checked_at timestamptz,      -- when the token was last proved
  add column watched_at timestamptz,      -- when the watchdog last looked at a silent line
  add column heard_at timestamptz;        -- when its newest webhook came, to the half minute

-- A number or page belongs to one connection of the whole installation: its webhooks name nobody else.
create unique index connections_external_key on connections (channel, external_id) where external_id is not null and removed_at is null;
create index connections_account_idx on connections (account_id) where account_id is not null and removed_at is null;

-- From the id that a provider's webhook names to the connections it belongs to. `account` is a WhatsApp Business Account.
create function connections_of_external(of_channel text, of_external text) returns table (tenant_id uuid, connection_id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c where c.removed_at is null
    and case when of_channel = 'account' then c.account_id = of_external else c.channel = of_channel and c.external_id = of_external end
$$;

-- Times without the line. While open, nothing arrives; afterwards messages may be missing unless the history could be fetched.
create table connection_gaps (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  connection_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  cause text,
  state text not null default 'open' check (state in ('open', 'may_be_missing', 'recovered')),
  recovered int not null default 0,
  reconciled_at timestamptz,
  attempts smallint not null default 0,   -- failed tries to fetch the history
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index connection_gaps_idx on connection_gaps (tenant_id, connection_id, started_at desc);
create index connection_gaps_due_idx on connection_gaps (next_at) where state = 'may_be_missing' and reconciled_at is null;
create unique index connection_gaps_open_key on connection_gaps (tenant_id, connection_id) where state = 'open';

alter table identities drop constraint identities_kind_check;
alter table identities add constraint identities_kind_check check (kind in ('phone', 'lid', 'psid', 'igsid', 'bsuid'));

alter table contacts
  add column picture_key text,            -- the profile picture in our storage
  add column profile_at timestamptz;      -- when a channel was last asked who this is

-- ---------------------------------------------------------------- assets

create table assets (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('image', 'video', 'audio', 'document')),
  mime text not null,
  file_name text not null,
  size_bytes bigint not null,
  width int,
  height int,
  duration_seconds double precision,
  sha256 bytea not null,
  storage_key text not null,
  thumbnail_key text,
  provider_ids jsonb not null default '{}', -- {connection id: {id, expiresAt}}: uploads that can be used again
  uploaded_by uuid,                          -- null: a customer sent it
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, uploaded_by) references memberships (tenant_id, user_id) on delete set null (uploaded_by)
);
create index assets_unused_idx on assets (created_at) where uploaded_by is not null;

-- ---------------------------------------------------------------- messages

alter table messages
  add column asset_id uuid,
  add column media_state text check (media_state in ('pending', 'ready', 'failed')),
  add column scheduled_at timestamptz,    -- waits for this time; null again once it left
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  add column deleted_by uuid,
  add constraint messages_asset_fkey foreign key (tenant_id, asset_id) references assets (tenant_id, id);
create index messages_asset_idx on messages (tenant_id, asset_id) where asset_id is not null;
create index messages_reactions_idx on messages (tenant_id, reply_to_id, at) where kind = 'reaction';
create index messages_scheduled_idx on messages (tenant_id, scheduled_at, id) where scheduled_at is not null;
-- Words of conversations. Texts of campaigns are left out: one text to a million people is no conversation, and their sends stay cheap.
create index messages_search_idx on messages using gin (tenant_id, to_tsvector('simple', text)) where campaign_id is null and text is not null;

-- A failure that overtook the answer to its send keeps the provider's words and what they mean.
alter table early_statuses add column detail text, add column code text;

-- Files that customers sent and that still have to be fetched from the provider.
create table media_fetches (
  tenant_id uuid not null references tenants on delete cascade,
  message_id uuid not null,
  connection_id uuid not null,
  reference jsonb not null,               -- what the channel needs to find the file; never shown
  attempts smallint not null default 0,
  next_at timestamptz not null default now(),
  error text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete cascade,
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index media_fetches_due_idx on media_fetches (next_at);

create function media_fetches_due(at_most int) returns table (tenant_id uuid, message_id uuid)
language sql stable security definer set search_path = public as $$
  select f.tenant_id, f.message_id from media_fetches f where f.next_at <= now() order by f.next_at limit at_most
$$;

-- Uploads that no message used within the given time.
create function assets_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.tenant_id, a.id from assets a where a.uploaded_by is not null and a.created_at < now() - older_than
    and not exists (select from messages m where m.tenant_id = a.tenant_id and m.asset_id = a.id)
  order by a.created_at limit at_most
$$;

-- Full-text search cannot use its index under row-level security (the match operator is not leakproof), so this door reads past the policy, but
-- only inside the tenant that the transaction is bound to, and returns ids, newest first. Who may see them is decided by the caller's query.
create function search_messages(query tsquery, before_at timestamptz, before_id uuid, in_chat uuid, on_connection uuid, at_most int)
returns table (id uuid, at timestamptz)
language sql stable security definer set search_path = public as $$
  select m.id, m.at from messages m
  where m.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and m.campaign_id is null and m.text is not null
    and to_tsvector('simple', m.text) @@ query and m.deleted_at is null and m.chat_id is not null
    and (before_at is null or (m.at, m.id) < (before_at, before_id))
    and (in_chat is null or m.chat_id = in_chat) and (on_connection is null or m.connection_id = on_connection)
  order by m.at desc, m.id desc limit at_most
$$;

-- ---------------------------------------------------------------- chats

alter table chats
  add column taken_over boolean not null default false,  -- automations are silent until somebody lets them in again
  add column last_answer_by uuid,
  add column last_answer_at timestamptz,
  add column waiting_since timestamptz;                  -- unassigned and waiting for somebody: its place in the queue

-- Chats waiting to be given to somebody, oldest first.
create index chats_waiting_idx on chats (tenant_id, waiting_since, id) where waiting_since is not null and assignee_id is null;

create table tags (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  name text not null,
  color text not null default 'grey',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index tags_name_key on tags (tenant_id, lower(name));

create table chat_tags (
  tenant_id uuid not null references tenants on delete cascade,
  chat_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, chat_id, tag_id),
  foreign key (tenant_id, chat_id) references chats (tenant_id, id) on delete cascade,
  foreign key (tenant_id, tag_id) references tags (tenant_id, id) on delete cascade
);
create index chat_tags_tag_idx on chat_tags (tenant_id, tag_id, chat_id);

create table notes (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  chat_id uuid not null,
  author_id uuid,
  visibility text not null default 'public' check (visibility in ('private', 'public')),
  pinned boolean not null default false,
  text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, chat_id) references chats (tenant_id, id) on delete cascade,
  foreign key (tenant_id, author_id) references memberships (tenant_id, user_id) on delete set null (author_id)
);
create index notes_chat_idx on notes (tenant_id, chat_id, pinned desc, created_at desc, id desc);

create table canned_replies (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  shortcut text not null,
  title text not null,
  text text not null,
  owner_id uuid,                          -- null: the whole team's
  uses int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references memberships (tenant_id, user_id) on delete cascade
);
create unique index canned_replies_shortcut_key on canned_replies (tenant_id, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), shortcut);

alter table tenants
  add column read_receipts boolean not null default true,
  add column typing_indicator boolean not null default true,
  add column auto_assign boolean not null default false,
  add column auto_assign_limit int not null default 20 check (auto_assign_limit between 1 and 500),
  add column auto_assign_connection_ids jsonb;

alter table memberships
  add column available boolean not null default true,   -- takes new chats
  add column last_assigned_at timestamptz;

-- Tenants whose queue may move: somebody waits and chats are given automatically.
create function assignments_due() returns table (tenant_id uuid)
language sql stable security definer set search_path = public as $$
  select t.id from tenants t where t.auto_assign
    and exists (select from chats c where c.tenant_id = t.id and c.waiting_since is not null and c.assignee_id is null)
$$;

-- ---------------------------------------------------------------- templates of the provider

create table provider_templates (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  account_id text not null,               -- WhatsApp Business Account
  provider_id text,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text,
  rejected_reason text,
  parameter_format text not null default 'POSITIONAL',
  components jsonb not null,
  synced_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index provider_templates_key on provider_templates (tenant_id, account_id, name, language);

-- ---------------------------------------------------------------- upkeep

-- Lines that should be looked at: due for a recovery attempt, or quiet for longer than they should be.
create function connections_silent(quiet_for interval, looked_before interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c
  where c.removed_at is null and c.state = 'connected' and greatest(c.heard_at, c.state_since) < now() - quiet_for
    and coalesce(c.watched_at, '-infinity') < now() - looked_before
$$;

-- Tokens to prove or renew: unproved for a day, or running out.
create function tokens_due(older_than interval, ends_within interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c
  where c.removed_at is null and c.credentials is not null
    and (coalesce(c.checked_at, '-infinity') < now() - older_than
      or (c.token_expires_at < now() + ends_within and c.checked_at < now() - interval '6 hours'))
$$;

-- Outages that ended and whose history was not fetched yet.
create function gaps_due(at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select g.tenant_id, g.id from connection_gaps g
  where g.state = 'may_be_missing' and g.reconciled_at is null and g.next_at <= now() order by g.next_at limit at_most
$$;

-- One connected line for each account whose templates were not fetched lately.
create function template_syncs_due(older_than interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select distinct on (c.tenant_id, c.account_id) c.tenant_id, c.id from connections c
  where c.removed_at is null and c.state = 'connected' and c.channel = 'whatsapp_cloud' and c.account_id is not null
    and not exists (select from provider_templates t where t.tenant_id = c.tenant_id and t.account_id = c.account_id and t.synced_at > now() - older_than)
  order by c.tenant_id, c.account_id, c.id
$$;

-- A lane serves any channel; one that needs no instance is told apart by its channel.
do $$
declare of_table text;
begin
  foreach of_table in array array['connection_gaps', 'assets', 'media_fetches', 'tags', 'chat_tags', 'notes', 'canned_replies', 'provider_templates'] loop
    execute format('alter table %I enable row level security', of_table);
    execute format('alter table %I force row level security', of_table);
    execute format(
      'create policy tenant_rows on %I using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
      of_table);
    execute format('grant select, insert, update, delete on %I to parley_app', of_table);
  end loop;
end $$;

revoke execute on function connections_of_external(text, text), media_fetches_due(int), assets_unused(interval, int),
  search_messages(tsquery, timestamptz, uuid, uuid, uuid, int), assignments_due(), connections_silent(interval, interval),
  tokens_due(interval, interval), gaps_due(int), template_syncs_due(interval) from public;
grant execute on function connections_of_external(text, text), media_fetches_due(int), assets_unused(interval, int),
  search_messages(tsquery, timestamptz, uuid, uuid, uuid, int), assignments_due(), connections_silent(interval, interval),
  tokens_due(interval, interval), gaps_due(int), template_syncs_due(interval) to parley_app;
