// Undoing an import: what it created is deleted unless it has been used since, what it changed is put back. In batches, resumable.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import type { JobResult } from '../../platform/queues';

const batchRows = 1000;

/** Carries the undoing on from where it stands. Harmless when run twice. */
export async function runUndo(
  parts: Parts,
  { tenantId, importId }: { tenantId: string; importId: string },
  signal: AbortSignal,
): Promise<JobResult> {
  for (const step of [deleteCreated, restoreChanged]) {
    let touched = batchRows;
    while (touched === batchRows) {
      if (signal.aborted) return { againInMs: 1000 };
      touched = await parts.db.withTenant(tenantId, async (tx) => {
        await tx.query('update imports set heartbeat_at = now() where tenant_id = $1 and id = $2', [
          tenantId,
          importId,
        ]);
        return step(tx, importId);
      });
    }
  }
  await parts.db.withTenant(tenantId, (tx) => end(tx, parts, importId));
  return undefined;
}

/**
 * Deletes contacts that this import created and nothing has happened to: no chat, no message, not chosen for a campaign that is still to run.
 * @returns how many were looked at; fewer than a batch when none is left
 */
async function deleteCreated(tx: TenantTx, importId: string): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `with chosen as materialized (
       select distinct jsonb_array_elements_text(k.audience -> 'contactIds')::uuid as id from campaigns k
       where k.tenant_id = $1 and k.audience ->> 'type' = 'selected' and k.status in ('draft', 'scheduled', 'running', 'paused')
     )
     select c.id from contacts c where c.tenant_id = $1 and c.import_id = $2
       and not exists (${messageOf('c')}) and not exists (${chatOf('c')}) and not exists (select from chosen where chosen.id = c.id)
     order by c.id limit ${batchRows} for update of c`,
    [tx.tenantId, importId],
  );
  // Looked at again now that nothing more can be written to them: a campaign may have chosen them while we waited.
  await tx.query(
    `delete from contacts d where d.tenant_id = $1 and d.id = any($2::uuid[]) and not exists (${messageOf('d')}) and not exists (${chatOf('d')})`,
    [tx.tenantId, rows.map((row) => row.id)],
  );
  return rows.length;
}

const messageOf = (contact: string) =>
  `select from messages m where m.tenant_id = ${contact}.tenant_id and m.contact_id = ${contact}.id`;
const chatOf = (contact: string) =>
  `select from chats h where h.tenant_id = ${contact}.tenant_id and h.contact_id = ${contact}.id`;

/** Puts back what the contacts were before. @returns how many */
async function restoreChanged(tx: TenantTx, importId: string): Promise<number> {
  const rows = await tx.query(
    `with gone as (
       delete from import_changes where tenant_id = $1 and import_id = $2 and contact_id in (
         select contact_id from import_changes where tenant_id = $1 and import_id = $2 limit ${batchRows}) returning contact_id, before
     ), restored as (
       update contacts c set name = g.before ->> 'name', first_name = g.before ->> 'first_name', email = g.before ->> 'email',
         status = g.before ->> 'status', temperature = g.before ->> 'temperature', source = g.before ->> 'source',
         country = g.before ->> 'country', city = g.before ->> 'city', client = g.before -> 'client', attributes = g.before -> 'attributes',
         tags = array(select jsonb_array_elements_text(g.before -> 'tags')), updated_at = now()
       from gone g where c.tenant_id = $1 and c.id = g.contact_id
     )
     select contact_id from gone`,
    [tx.tenantId, importId],
  );
  return rows.length;
}

async function end(tx: TenantTx, parts: Parts, importId: string): Promise<void> {
  const counted = await tx.one<{ kept: number }>(
    'select count(*) as kept from contacts where tenant_id = $1 and import_id = $2',
    [tx.tenantId, importId],
  );
  const kept = counted?.kept ?? 0;
  const ended = await tx.one<{ created_by: string | null }>(
    "update imports set status = 'undone', error = $3, finished_at = now() where tenant_id = $1 and id = $2 and status = 'undoing' returning created_by",
    [tx.tenantId, importId, kept === 0 ? null : keptNote(kept)],
  );
  if (!ended) return;
  await recordEvent(tx, parts.publish, {
    type: 'import.undone',
    actorId: ended.created_by,
    subjectId: importId,
    data: { kept },
  });
}

function keptNote(kept: number): string {
  const who = kept === 1 ? '1 contact was' : `${kept} contacts were`;
  return `${who} kept, because they have chats or messages or belong to a campaign.`;
}
