-- Removes everything the foundation made.
drop function if exists memberships_of(uuid);
drop function if exists find_invitation(bytea);
drop function if exists store_webhook_events(uuid[], uuid[], text[], text[], jsonb[]);
drop function if exists lanes_due();
drop function if exists intakes_due();
drop function if exists events_unpublished(interval, int);
drop function if exists imports_stalled(interval);
drop function if exists campaigns_due();
drop function if exists connections_due();
drop function if exists purge_idempotency_keys(interval);
drop function if exists early_statuses_due();
drop function if exists purge_outbox();
drop table if exists lane_usage, idempotency_keys, events, credit_entries, credit_accounts, webhook_events, early_statuses, messages, chats, campaigns, template_versions, templates, connections, import_changes, import_errors, imports, consent_entries, identities, contacts, invitations, memberships, connection_routes, mail_tokens, sessions, tenants, users cascade;
