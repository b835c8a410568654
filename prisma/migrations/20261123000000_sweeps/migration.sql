-- Sweeps for what would otherwise hang on Redis or on nobody: snoozes that are over, uploads that were never started, instances of removed
-- connections. Each function returns ids alone.

create function chats_due(at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from chats c where c.status = 'snoozed' and c.snoozed_until <= now() order by c.snoozed_until limit at_most
$$;
create index chats_snoozed_idx on chats (snoozed_until) where status = 'snoozed';

create function imports_abandoned(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select i.tenant_id, i.id from imports i where i.status = 'uploaded' and i.created_at < now() - older_than order by i.created_at limit at_most
$$;
create index imports_uploaded_idx on imports (created_at) where status = 'uploaded';

-- Removed connections whose instance may still be at the gateway; one that is taken down loses its name.
create function instances_abandoned(younger_than interval) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c where c.instance_name is not null and c.removed_at > now() - younger_than
$$;
create index connections_abandoned_idx on connections (removed_at) where removed_at is not null and instance_name is not null;

revoke execute on function chats_due(int), imports_abandoned(interval, int), instances_abandoned(interval) from public;
grant execute on function chats_due(int), imports_abandoned(interval, int), instances_abandoned(interval) to parley_app;
