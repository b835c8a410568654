-- What a campaign may send again besides failed people: files that failed after the first one arrived, and people who were passed over while
-- nobody had decided what they meant. Holds only those, so that asking for them costs nothing where there are none.
create index messages_second_chance_idx on messages (tenant_id, campaign_id, contact_id)
  where campaign_id is not null and ((part > 0 and state = 'failed') or (state = 'skipped' and error_code = 'consent_review'));
