drop index if exists connections_abandoned_idx;
drop function if exists instances_abandoned(interval);
drop index if exists imports_uploaded_idx;
drop function if exists imports_abandoned(interval, int);
drop index if exists chats_snoozed_idx;
drop function if exists chats_due(int);
