drop index if exists messages_client_key;
drop index if exists chats_live_owner_idx;
drop index if exists chats_live_assignee_idx;
drop index if exists chats_live_idx;
