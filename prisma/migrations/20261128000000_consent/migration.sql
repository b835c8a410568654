-- Consent by words: what people wrote as evidence, near misses that wait for a person, and each team's own words.

alter table consent_entries drop constraint consent_entries_origin_check;
alter table consent_entries add constraint consent_entries_origin_check
  check (origin in ('user', 'message', 'import', 'api', 'provider'));
alter table consent_entries
  add column words text,                  -- what the person wrote; stays when the message is withdrawn
  add column keyword text,                -- the word it was recognised by
  add column language text,
  add column said_at timestamptz not null default now();  -- when it was said; the latest word counts, whatever arrives first
create index consent_entries_said_idx on consent_entries (tenant_id, said_at desc, id desc);

-- Messages that may be meant as an opt-out or opt-in: a person decides.
create table consent_reviews (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  message_id uuid,
  guess text not null check (guess in ('opt_in', 'opt_out')),
  language text not null,
  keyword text not null,
  words text not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'dismissed')),
  decided_by uuid,                        -- null when decided: the person's own later word settled it
  decided_at timestamptz,
  said_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete set null (message_id),
  foreign key (tenant_id, decided_by) references memberships (tenant_id, user_id) on delete set null (decided_by)
);
create unique index consent_reviews_message_key on consent_reviews (tenant_id, message_id);
-- Asked for every campaign message at its claim: holds only what is open.
create index consent_reviews_open_idx on consent_reviews (tenant_id, contact_id) where state = 'open';
create index consent_reviews_state_idx on consent_reviews (tenant_id, state, id desc);

create table consent_settings (
  tenant_id uuid not null references tenants on delete cascade,
  confirm boolean not null default true,
  own_words jsonb not null default '[]',  -- [{word, decision, language}]
  texts jsonb not null default '{}',      -- {decision: {language: text}}, where they differ from the built-in ones
  updated_at timestamptz not null default now(),
  primary key (tenant_id)
);

do $$
declare of_table text;
begin
  foreach of_table in array array['consent_reviews', 'consent_settings'] loop
    execute format('alter table %I enable row level security', of_table);
    execute format('alter table %I force row level security', of_table);
    execute format(
      'create policy tenant_rows on %I using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
      of_table);
    execute format('grant select, insert, update, delete on %I to parley_app', of_table);
  end loop;
end $$;
