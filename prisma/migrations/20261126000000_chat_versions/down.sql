drop trigger if exists chats_count_version on chats;
drop function if exists count_chat_version();
alter table chats drop column if exists version;
