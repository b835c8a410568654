create or replace function assets_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.tenant_id, a.id from assets a where a.uploaded_by is not null and a.created_at < now() - older_than
    and not exists (select from messages m where m.tenant_id = a.tenant_id and m.asset_id = a.id)
    and not exists (select from campaign_files f where f.tenant_id = a.tenant_id and f.asset_id = a.id)
  order by a.created_at limit at_most
$$;
alter table provider_templates drop column if exists sample_asset_id;
