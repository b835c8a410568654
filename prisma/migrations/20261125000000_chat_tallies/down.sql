drop function if exists tallies_due(int);
drop trigger if exists chats_tally_insert on chats;
drop trigger if exists chats_tally_update on chats;
drop trigger if exists chats_tally_delete on chats;
drop function if exists tally_chats();
drop table if exists chat_tallies;
