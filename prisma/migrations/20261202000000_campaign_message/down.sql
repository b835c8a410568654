create or replace function assets_unused(older_than interval, at_most int) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.tenant_id, a.id from assets a where a.uploaded_by is not null and a.created_at < now() - older_than
    and not exists (select from messages m where m.tenant_id = a.tenant_id and m.asset_id = a.id)
  order by a.created_at limit at_most
$$;
delete from messages where part > 0;
drop index if exists messages_recipient_key;
create unique index messages_recipient_key on messages (tenant_id, campaign_id, contact_id) where campaign_id is not null;
alter table messages drop column if exists part, drop column if exists variant;
drop table if exists campaign_variants;
drop table if exists campaign_files;
alter table campaigns drop column if exists provider_template_id, drop column if exists provider_params, drop column if exists parts, drop column if exists parts_pending;
