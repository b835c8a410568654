alter table connections
  drop column if exists warm_up_started_at, drop column if exists warm_up_start, drop column if exists warm_up_growth,
  drop column if exists slow_speed, drop column if exists slowed_at;
alter table campaigns
  drop column if exists quiet_start, drop column if exists quiet_end, drop column if exists countries, drop column if exists holds,
  drop column if exists auto_pause_percent, drop column if exists auto_pause_sample, drop column if exists recent_settled, drop column if exists recent_failed,
  drop column if exists status_data;
