drop function if exists recipient_lists_unused(interval, int);
drop function if exists recipient_lists_stalled(interval);
alter table campaigns add column if not exists audience_cursor uuid;
drop table if exists campaign_audience;
drop table if exists recipient_list_rows;
drop table if exists recipient_lists;
drop table if exists segments;
