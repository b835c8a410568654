// Free texts through the Cloud API reach only people who wrote within the last day; everybody else would be skipped.
import { capabilitiesOf } from '../../channels/capabilities';
import type { TenantTx } from '../../platform/db/database';
import { leftOutSql } from '../contacts';
import { memberSql } from './audience';
import type { Plan } from './draft';
import type { InlinePreview } from './inline';

/**
 * How many of those who would be written to are outside their window and get a free text.
 * @param sendable how many would be written to
 */
export async function countClosedWindows(
  tx: TenantTx,
  { connection, audience, message }: Plan,
  inline: InlinePreview | undefined,
  sendable: number,
): Promise<number> {
  const { windowHours } = capabilitiesOf[connection.channel];
  const freeShare = shareOfFreeTexts(message);
  if (windowHours === null || freeShare === 0) return 0;
  const params: unknown[] = [tx.tenantId, connection.channel, connection.id, windowHours];
  const row = await tx.one<{ open: number }>(
    `select count(*)::int as open from contacts c
     where ${memberWhere(audience, inline, params)} and ${leftOutSql('$2')} is null and exists (
       select from chats h where h.tenant_id = c.tenant_id and h.contact_id = c.id and h.connection_id = $3
         and h.last_inbound_at > now() - make_interval(hours => $4))`,
    params,
  );
  return Math.round((Math.max(0, sendable - (row?.open ?? 0)) * freeShare) / 100);
}

/** Over contacts `c`; people of a list who are no contacts yet have never written. */
function memberWhere(audience: Plan['audience'], inline: InlinePreview | undefined, params: unknown[]): string {
  if (audience.type === 'inline') {
    params.push(inline?.sendable.flatMap(({ contactId }) => contactId ?? []) ?? []);
    return `c.tenant_id = $1 and c.id = any($${params.length}::uuid[])`;
  }
  if (audience.type !== 'list') return memberSql(audience, params);
  params.push(audience.listId, audience.ownerId);
  return `c.tenant_id = $1 and ($${params.length}::uuid is null or c.owner_id = $${params.length}) and c.phone_key in (
    select r.phone_key from recipient_list_rows r where r.tenant_id = $1 and r.list_id = $${params.length - 1} and r.reason is null)`;
}

function shareOfFreeTexts({ provider, variants }: Plan['message']): number {
  const others = variants.reduce((sum, { share }) => sum + share, 0);
  const free = variants.reduce((sum, one) => sum + (one.provider ? 0 : one.share), 0);
  return free + (provider ? 0 : 100 - others);
}
