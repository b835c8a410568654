-- Budgets of members: how much of the tenant's credits each of them may spend. Every entry of the ledger says whose budget it moved; a budget
-- is the sum of its entries, as the account is the sum of all.

alter table credit_accounts add column low_below bigint not null default 100 check (low_below >= 0); -- a warning is due below this balance

create table credit_budgets (
  tenant_id uuid not null references tenants on delete cascade,
  user_id uuid not null,               -- no foreign key: what was spent outlives the membership
  allowance bigint check (allowance >= 0), -- null: no limit
  reserved bigint not null default 0 check (reserved >= 0),
  used bigint not null default 0 check (used >= 0),
  used_before bigint not null default 0, -- what had been used when the limit began; only what follows counts towards it
  primary key (tenant_id, user_id)
);
alter table credit_budgets set (fillfactor = 50);

alter table credit_budgets enable row level security;
alter table credit_budgets force row level security;
create policy tenant_rows on credit_budgets using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on credit_budgets to parley_app;

alter table credit_entries add column user_id uuid;
alter table credit_entries add column allowance bigint; -- of an entry of kind 'budget': the limit from then on
alter table credit_entries drop constraint credit_entries_kind_check;
alter table credit_entries add constraint credit_entries_kind_check check (kind in ('signup', 'top_up', 'reserve', 'capture', 'release', 'budget'));
create index credit_entries_user_idx on credit_entries (tenant_id, user_id, id) where user_id is not null;

-- What was spent before budgets: campaigns by their owner; messages of the inbox by their sender, whom the entries do not name, so that it is
-- carried over in a pair of entries that leaves the account as it is.
update credit_entries e set user_id = k.owner_id from campaigns k where k.tenant_id = e.tenant_id and k.id = e.campaign_id and k.owner_id is not null;
with spent as (
  select tenant_id, sender_id as user_id, count(*) filter (where state in ('queued', 'sending')) as reserved,
    count(*) filter (where state in ('sent', 'delivered', 'read', 'uncertain')) as used
  from messages where direction = 'out' and source = 'inbox' and campaign_id is null and sender_id is not null and kind <> 'reaction'
    and state in ('queued', 'sending', 'sent', 'delivered', 'read', 'uncertain')
  group by tenant_id, sender_id
)
insert into credit_entries (tenant_id, kind, amount, reserved_change, used_change, balance_after, user_id, reason)
select s.tenant_id, 'budget', 0, s.reserved * side.sign, s.used * side.sign, a.balance, case side.sign when 1 then s.user_id end, 'Spent before budgets'
from spent s join credit_accounts a on a.tenant_id = s.tenant_id cross join (values (1), (-1)) as side (sign);

insert into credit_budgets (tenant_id, user_id) select tenant_id, user_id from memberships;
insert into credit_budgets (tenant_id, user_id, reserved, used)
select tenant_id, user_id, sum(reserved_change), sum(used_change) from credit_entries where user_id is not null group by tenant_id, user_id
on conflict (tenant_id, user_id) do update set reserved = excluded.reserved, used = excluded.used;

-- Every member has a budget from the first moment, so that a limit set while they spend is never overlooked.
create function open_credit_budget() returns trigger language plpgsql as $$
begin
  insert into credit_budgets (tenant_id, user_id) values (new.tenant_id, new.user_id) on conflict do nothing;
  return null;
end $$;
create trigger memberships_open_budget after insert on memberships for each row execute function open_credit_budget();

-- Accounts and budgets that differ from the sum of their entries; there are none unless somebody wrote past the ledger.
-- `user_id` is null for an account.
create function credit_faults(at_most int) returns table (tenant_id uuid, user_id uuid)
language sql stable security definer set search_path = public as $$
  (select a.tenant_id, null::uuid from credit_accounts a
   left join (select e.tenant_id, sum(e.amount) as balance, sum(e.reserved_change) as reserved, sum(e.used_change) as used from credit_entries e group by e.tenant_id) s
     on s.tenant_id = a.tenant_id
   where (a.balance, a.reserved, a.used) is distinct from (coalesce(s.balance, 0), coalesce(s.reserved, 0), coalesce(s.used, 0)))
  union all
  (select b.tenant_id, b.user_id from credit_budgets b
   left join (
     select e.tenant_id, e.user_id, sum(e.reserved_change) as reserved, sum(e.used_change) as used from credit_entries e where e.user_id is not null
     group by e.tenant_id, e.user_id) s on s.tenant_id = b.tenant_id and s.user_id = b.user_id
   where (b.reserved, b.used) is distinct from (coalesce(s.reserved, 0), coalesce(s.used, 0)))
  limit at_most
$$;
revoke execute on function credit_faults(int) from public;
grant execute on function credit_faults(int) to parley_app;
