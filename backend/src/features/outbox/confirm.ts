// Echoes: the gateway reports every message it accepted. An echo settles a message whose answer was lost (timeout, reset, crash),
// recognised by its recipient and its text.

import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { applyStatuses } from './statuses';

export interface SentEcho {
  providerId: string;
  /** E.164. */
  phone?: string | undefined;
  lid?: string | undefined;
  text: string;
  at: Date;
}

/**
 * Links echoes to messages that are on their way or uncertain. Each echo settles at most one message, and a message that already has
 * a provider id is left alone. Unknown echoes are ignored.
 */
export async function confirmSent(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  echoes: readonly SentEcho[],
): Promise<void> {
  for (const echo of echoes) {
    const linked = await tx.one<{ id: string }>(
      `update messages m set provider_id = $3 where m.tenant_id = $1 and m.id = (
         select x.id from messages x join contacts c on c.tenant_id = x.tenant_id and c.id = x.contact_id
         where x.tenant_id = $1 and x.connection_id = $2 and x.direction = 'out' and x.provider_id is null and x.text = $4
           and (x.state = 'uncertain' or (x.state = 'sending' and x.error_code = 'unconfirmed') or (x.state = 'sending' and x.lease_until < now()))
           and (c.phone = $5 or exists (select from identities i where i.tenant_id = $1 and i.contact_id = c.id and i.kind = 'lid' and i.value = $6))
         order by x.id limit 1 for update of x skip locked)
         and not exists (select from messages y where y.tenant_id = $1 and y.connection_id = $2 and y.provider_id = $3)
       returning m.id`,
      [tx.tenantId, connectionId, echo.providerId, echo.text, echo.phone ?? null, echo.lid ?? null],
    );
    if (linked)
      await applyStatuses(tx, parts, connectionId, [{ providerId: echo.providerId, state: 'sent', at: echo.at }]);
  }
}
