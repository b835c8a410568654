-- Which of two pictures of a chat is the newer one: frames and answers that were read before a change may arrive after it. Counted under the row's
-- lock, so that the order is that of the changes; a clock would tell when a transaction began.
alter table chats add column version bigint not null default 1;

create function count_chat_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger chats_count_version before update on chats for each row execute function count_chat_version();
