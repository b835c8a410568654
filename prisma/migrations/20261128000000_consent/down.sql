drop table if exists consent_settings;
drop table if exists consent_reviews;
drop index if exists consent_entries_said_idx;
alter table consent_entries drop column if exists said_at, drop column if exists language, drop column if exists keyword, drop column if exists words;
update consent_entries set origin = 'message' where origin = 'provider';
alter table consent_entries drop constraint if exists consent_entries_origin_check;
alter table consent_entries add constraint consent_entries_origin_check check (origin in ('user', 'message', 'import', 'api'));
