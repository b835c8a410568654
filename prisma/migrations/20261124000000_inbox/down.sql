drop function if exists template_syncs_due(interval);
drop function if exists gaps_due(int);
drop function if exists tokens_due(interval, interval);
drop function if exists connections_silent(interval, interval);
drop function if exists assignments_due();
drop function if exists search_messages(tsquery, timestamptz, uuid, uuid, uuid, int);
drop function if exists assets_unused(interval, int);
drop function if exists media_fetches_due(int);
drop function if exists connections_of_external(text, text);
drop table if exists provider_templates;
alter table memberships drop column if exists available, drop column if exists last_assigned_at;
alter table tenants drop column if exists read_receipts, drop column if exists typing_indicator, drop column if exists auto_assign,
  drop column if exists auto_assign_limit, drop column if exists auto_assign_connection_ids;
drop table if exists canned_replies;
drop table if exists notes;
drop table if exists chat_tags;
drop table if exists tags;
drop index if exists chats_waiting_idx;
alter table chats drop column if exists taken_over, drop column if exists last_answer_by, drop column if exists last_answer_at, drop column if exists waiting_since;
drop table if exists media_fetches;
alter table early_statuses drop column if exists detail, drop column if exists code;
drop index if exists messages_search_idx, messages_scheduled_idx, messages_reactions_idx, messages_asset_idx;
alter table messages drop constraint if exists messages_asset_fkey, drop column if exists asset_id, drop column if exists media_state,
  drop column if exists scheduled_at, drop column if exists edited_at, drop column if exists deleted_at, drop column if exists deleted_by;
drop table if exists assets;
alter table contacts drop column if exists picture_key, drop column if exists profile_at;
delete from identities where kind = 'bsuid';
alter table identities drop constraint if exists identities_kind_check;
alter table identities add constraint identities_kind_check check (kind in ('phone', 'lid', 'psid', 'igsid'));
drop table if exists connection_gaps;
drop index if exists connections_external_key, connections_account_idx;
alter table connections drop column if exists external_id, drop column if exists account_id, drop column if exists health,
  drop column if exists token_expires_at, drop column if exists checked_at, drop column if exists watched_at, drop column if exists heard_at;
drop extension if exists btree_gin;
