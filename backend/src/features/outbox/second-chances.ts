// Which messages of campaigns may be sent again although nobody failed: clauses that the partial index `messages_second_chance_idx` answers.
import { inReviewSql } from '../contacts';

const arrived = "('sent', 'delivered', 'read')";

/** Message `m` is a further file that failed after its person's first message had arrived. */
export const fileFailedSql = `(m.part > 0 and m.state = 'failed' and ${firstArrivedSql()})`;

/** Message `m` was passed over because of what its person, contact `c`, wrote; it turned out that they stay. A further file only if the first one arrived. */
export const passedOverSql = `(m.state = 'skipped' and m.error_code = 'consent_review' and c.opted_out_at is null and not ${inReviewSql}
  and (m.part = 0 or ${firstArrivedSql()}))`;

function firstArrivedSql(): string {
  return `exists (select from messages f where f.tenant_id = m.tenant_id and f.campaign_id = m.campaign_id and f.contact_id = m.contact_id and f.part = 0 and f.state in ${arrived})`;
}

/** Campaign `k` has something of either kind. */
export const hasSecondChanceSql = `(exists (select from messages m where m.tenant_id = k.tenant_id and m.campaign_id = k.id and ${fileFailedSql})
  or exists (select from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
    where m.tenant_id = k.tenant_id and m.campaign_id = k.id and ${passedOverSql}))`;
