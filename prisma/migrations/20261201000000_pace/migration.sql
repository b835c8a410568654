-- Pace: quiet hours where the recipient lives, the warm-up of new numbers, a line that the provider slowed down, and campaigns that stop by themselves.

alter table campaigns
  add column quiet_start smallint check (quiet_start between 0 and 1439),   -- minutes after midnight where the recipient lives; null = no quiet hours
  add column quiet_end smallint check (quiet_end between 0 and 1439),
  add column countries jsonb not null default '{}',                         -- recipients written, by country; kept for the forecast while quiet hours are on
  add column holds jsonb not null default '[]',                             -- [{country, until, count}]: who waits for the end of their quiet hours
  add column auto_pause_percent smallint default 20 check (auto_pause_percent between 1 and 100),  -- null = never stops by itself
  add column auto_pause_sample int not null default 50 check (auto_pause_sample between 1 and 10000),
  add column recent_settled int not null default 0,                         -- the latest that got an answer, at most twice the sample
  add column recent_failed int not null default 0,
  add column status_data jsonb,                                             -- what the reason of a stop is made of: {percent, sample, code, detail}
  add constraint campaigns_quiet_whole check ((quiet_start is null) = (quiet_end is null));

alter table connections
  add column warm_up_started_at timestamptz,                                -- null = no warm-up
  add column warm_up_start int not null default 50 check (warm_up_start between 1 and 100000),
  add column warm_up_growth int not null default 50 check (warm_up_growth between 5 and 300),      -- percent more each day
  add column slow_speed double precision check (slow_speed > 0 and slow_speed < 1),     -- share of full speed left at slowed_at; recovers with time alone
  add column slowed_at timestamptz;
