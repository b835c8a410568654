-- The inbox reads chats that are not closed. A campaign to 100,000 people makes 100,000 closed chats with the newest messages of all; these
-- indexes leave them out, so that the list and the counts cost what the inbox holds.
create index chats_live_idx on chats (tenant_id, last_message_at desc, id desc) include (status, assignee_id, owner_id) where status <> 'closed';
create index chats_live_assignee_idx on chats (tenant_id, assignee_id, last_message_at desc, id desc) where status <> 'closed';
create index chats_live_owner_idx on chats (tenant_id, owner_id, last_message_at desc, id desc) where status <> 'closed';

-- A message that is sent twice with the same key of its sender is one message.
create unique index messages_client_key on messages (tenant_id, chat_id, client_key) where client_key is not null;
