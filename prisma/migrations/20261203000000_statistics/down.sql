drop function if exists refresh_statistics(interval);
alter table webhook_events reset (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
alter table identities reset (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
alter table contacts reset (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
alter table chats reset (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
alter table messages reset (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
