// Further files of a campaign's message: queued for a person when the first one reached them, one after the other.
import type { TenantTx } from '../../platform/db/database';

/**
 * Queues the further files for people whose first message left. Those queued before and taken back since are queued again; nobody gets a file twice.
 * They are due before every first message that still waits, so that nobody sits with half of it.
 * @param messageIds first messages of one campaign
 * @returns how many messages were queued
 */
export async function queueParts(tx: TenantTx, campaignId: string, messageIds: readonly string[]): Promise<number> {
  if (messageIds.length === 0) return 0;
  const rows = await tx.query(
    `insert into messages (tenant_id, connection_id, contact_id, chat_id, campaign_id, direction, source, kind, content, asset_id, media_state, state, part, variant, due_at)
     select m.tenant_id, m.connection_id, m.contact_id, m.chat_id, m.campaign_id, 'out', 'campaign', a.kind,
       jsonb_build_object('media', jsonb_build_object('kind', a.kind, 'mime', a.mime, 'fileName', a.file_name, 'sizeBytes', a.size_bytes, 'durationSeconds', a.duration_seconds, 'voice', false)),
       a.id, 'ready', 'queued', f.position, m.variant, coalesce(k.started_at, now())
     from messages m
     join campaigns k on k.tenant_id = m.tenant_id and k.id = m.campaign_id
     join campaign_files f on f.tenant_id = m.tenant_id and f.campaign_id = m.campaign_id and f.variant = 0 and f.position > 0
     join assets a on a.tenant_id = f.tenant_id and a.id = f.asset_id
     where m.tenant_id = $1 and m.campaign_id = $2 and m.id = any($3::uuid[]) and m.part = 0
     order by m.id, f.position
     on conflict (tenant_id, campaign_id, contact_id, part) where campaign_id is not null do update
       set state = 'queued', due_at = excluded.due_at, error_code = null, error_detail = null where messages.state = 'skipped'
     returning id`,
    [tx.tenantId, campaignId, messageIds],
  );
  return rows.length;
}

/**
 * Takes back the files that still wait for people whose first message failed after all.
 * @returns how many messages were taken back
 */
export async function skipParts(tx: TenantTx, campaignId: string, messageIds: readonly string[]): Promise<number> {
  if (messageIds.length === 0) return 0;
  const rows = await tx.query(
    `with waiting as (
       select p.id, m.error_code from messages m
       join messages p on p.tenant_id = $1 and p.campaign_id = $2 and p.contact_id = m.contact_id and p.part > 0 and p.state = 'queued'
       where m.tenant_id = $1 and m.id = any($3::uuid[]) order by p.id for update of p skip locked
     )
     update messages p set state = 'skipped', error_code = w.error_code from waiting w where p.tenant_id = $1 and p.id = w.id returning p.id`,
    [tx.tenantId, campaignId, messageIds],
  );
  return rows.length;
}
