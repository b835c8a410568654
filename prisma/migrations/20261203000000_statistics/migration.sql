-- Statistics that keep up with a tenant that grows by a hundred thousand rows in a minute. Until a tenant is in them, the planner takes it for
-- small, and finds it cheap to read all its rows for a batch of fifty keys.

-- Looked at again after one row in fifty has changed, instead of one in ten.
alter table messages set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
alter table chats set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);
alter table contacts set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);
alter table identities set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);
alter table webhook_events set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);

-- At once, for who has just written many rows: ANALYZE belongs to the owner of a table. What was looked at within `rest` is left alone.
create function refresh_statistics(rest interval) returns void
language plpgsql security definer set search_path = public as $$
declare
  stale text;
begin
  for stale in
    select s.relname from pg_stat_user_tables s
    where s.schemaname = 'public' and s.relname in ('messages', 'chats', 'contacts')
      and coalesce(greatest(s.last_analyze, s.last_autoanalyze), '-infinity') < now() - rest
  loop
    execute format('analyze %I', stale);
  end loop;
end $$;
revoke execute on function refresh_statistics(interval) from public;
grant execute on function refresh_statistics(interval) to parley_app;
