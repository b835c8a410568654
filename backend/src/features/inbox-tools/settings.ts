// How the inbox behaves for the whole tenant: what customers are told, and who gets new chats.
import type { EndpointParsed, InboxSettings, updateInboxSettings } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';

type Changes = EndpointParsed<typeof updateInboxSettings>['body'];

/** @param lock holds the tenant's row until the transaction ends */
export async function readSettings(tx: TenantTx, { lock = false }: { lock?: boolean } = {}): Promise<InboxSettings> {
  const row = await tx.one<InboxSettings>(
    `select t.read_receipts as "readReceipts", t.typing_indicator as "typingIndicator", t.auto_assign as "autoAssign",
       t.auto_assign_limit as "autoAssignLimit", t.auto_assign_connection_ids as "autoAssignConnectionIds"
     from tenants t where t.id = $1 ${lock ? 'for no key update' : ''}`,
    [tx.tenantId],
  );
  return found(row, 'team');
}

/** What is not said stays. @throws AppError validation_failed for a connection that is not the tenant's */
export async function changeSettings(context: TenantContext, changes: Changes): Promise<InboxSettings> {
  const { tx } = context;
  if (changes.autoAssignConnectionIds) await checkConnections(tx, changes.autoAssignConnectionIds);
  const after = { ...(await readSettings(tx, { lock: true })), ...changes };
  await tx.query(
    `update tenants set read_receipts = $2, typing_indicator = $3, auto_assign = $4, auto_assign_limit = $5, auto_assign_connection_ids = $6,
       updated_at = now() where id = $1`,
    [
      tx.tenantId,
      after.readReceipts,
      after.typingIndicator,
      after.autoAssign,
      after.autoAssignLimit,
      after.autoAssignConnectionIds && JSON.stringify(after.autoAssignConnectionIds),
    ],
  );
  await context.record({ type: 'inbox.settings', data: { changes } });
  return after;
}

async function checkConnections(tx: TenantTx, ids: readonly string[]): Promise<void> {
  const known = await tx.query<{ id: string }>(
    'select id from connections where tenant_id = $1 and id = any($2::uuid[]) and removed_at is null',
    [tx.tenantId, ids],
  );
  if (known.length === new Set(ids).size) return;
  throw new AppError('validation_failed', 'One of these numbers does not exist any more. Choose again.', {
    details: [{ path: 'autoAssignConnectionIds', message: 'Not a number of your team' }],
  });
}
