-- The file that Meta reviews a template's media header with. Each change of the template hands it over again.

alter table provider_templates
  add column sample_asset_id uuid,
  add constraint provider_templates_sample_fkey foreign key (tenant_id, sample_asset_id) references assets (tenant_id, id) on delete set null (sample_asset_id);
create index provider_templates_sample_idx on provider_templates (tenant_id, sample_asset_id) where sample_asset_id is not null;

-- A sample is in use.
create or replace function assets_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.tenant_id, a.id from assets a where a.uploaded_by is not null and a.created_at < now() - older_than
    and not exists (select from messages m where m.tenant_id = a.tenant_id and m.asset_id = a.id)
    and not exists (select from campaign_files f where f.tenant_id = a.tenant_id and f.asset_id = a.id)
    and not exists (select from provider_templates t where t.tenant_id = a.tenant_id and t.sample_asset_id = a.id)
  order by a.created_at limit at_most
$$;
