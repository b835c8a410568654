create or replace function lanes_due() returns table (tenant_id uuid, connection_id uuid)
language sql stable security definer set search_path = public as $$
  select c.tenant_id, c.id from connections c
  where (c.state = 'connected' and (
       exists (select from messages m where m.tenant_id = c.tenant_id and m.connection_id = c.id and m.state = 'queued' and m.campaign_id is null and m.due_at <= now())
       or exists (
         select from campaigns k where k.tenant_id = c.tenant_id and k.connection_id = c.id and k.status = 'running'
           and exists (select from messages m where m.tenant_id = k.tenant_id and m.campaign_id = k.id and m.state = 'queued' and m.due_at <= now()))))
     or exists (select from messages m where m.tenant_id = c.tenant_id and m.connection_id = c.id and m.state = 'sending' and m.lease_until < now())
$$;
