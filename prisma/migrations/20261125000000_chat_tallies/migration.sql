-- Counters of the inbox that cost the same however many chats there are. Every change of a chat adds what it changed to the counts as a row of
-- its own, so that no two transactions wait for each other over a counter; a sweep folds the rows together. The counts are the sums.

create table chat_tallies (
  tenant_id uuid not null references tenants on delete cascade,
  id uuid not null default uuidv7(),
  assignee_id uuid,              -- whose chats, as in chats; no foreign keys, the rows speak of the past
  owner_id uuid,
  open int not null,             -- chats that are open
  unread_chats int not null,     -- chats with something unread
  unread_messages int not null,
  folded boolean not null default false,
  primary key (tenant_id, id)
);
create index chat_tallies_fresh_idx on chat_tallies (tenant_id) where not folded;

-- What is there already. The owner of the tables does not see through the policies either, unless they are not forced.
alter table chats no force row level security;
insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages, folded)
select tenant_id, assignee_id, owner_id, count(*) filter (where status = 'open'), count(*) filter (where unread_count > 0), sum(unread_count), true
from chats where status = 'open' or unread_count > 0 group by tenant_id, assignee_id, owner_id;
alter table chats force row level security;

alter table chat_tallies enable row level security;
alter table chat_tallies force row level security;
create policy tenant_rows on chat_tallies using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on chat_tallies to parley_app;

-- A tenant that is being removed takes its chats with it; then there is nothing to count for.
create function tally_chats() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages)
    select n.tenant_id, n.assignee_id, n.owner_id, sum((n.status = 'open')::int), sum((n.unread_count > 0)::int), sum(n.unread_count)
    from new_rows n where n.status = 'open' or n.unread_count > 0 group by n.tenant_id, n.assignee_id, n.owner_id;
  elsif tg_op = 'DELETE' then
    insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages)
    select o.tenant_id, o.assignee_id, o.owner_id, -sum((o.status = 'open')::int), -sum((o.unread_count > 0)::int), -sum(o.unread_count)
    from old_rows o where (o.status = 'open' or o.unread_count > 0) and exists (select from tenants t where t.id = o.tenant_id)
    group by o.tenant_id, o.assignee_id, o.owner_id;
  else
    insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages)
    select x.tenant_id, x.assignee_id, x.owner_id, sum(x.open), sum(x.unread_chats), sum(x.unread_messages) from (
      select n.tenant_id, n.assignee_id, n.owner_id, (n.status = 'open')::int as open, (n.unread_count > 0)::int as unread_chats, n.unread_count as unread_messages
      from new_rows n
      union all
      select o.tenant_id, o.assignee_id, o.owner_id, -(o.status = 'open')::int, -(o.unread_count > 0)::int, -o.unread_count from old_rows o
    ) x group by x.tenant_id, x.assignee_id, x.owner_id having sum(x.open) <> 0 or sum(x.unread_chats) <> 0 or sum(x.unread_messages) <> 0;
  end if;
  return null;
end $$;
create trigger chats_tally_insert after insert on chats referencing new table as new_rows for each statement execute function tally_chats();
create trigger chats_tally_update after update on chats referencing old table as old_rows new table as new_rows
  for each statement execute function tally_chats();
create trigger chats_tally_delete after delete on chats referencing old table as old_rows for each statement execute function tally_chats();

-- Tenants with more loose rows than a reader should have to add up.
create function tallies_due(more_than int) returns table (tenant_id uuid)
language sql stable security definer set search_path = public as $$
  select t.tenant_id from chat_tallies t where not t.folded group by t.tenant_id having count(*) > more_than
$$;
revoke execute on function tallies_due(int) from public;
grant execute on function tallies_due(int) to parley_app;
