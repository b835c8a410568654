// How the customer of a chat is reached through its channel, for the few calls that are not sends.
import { channelOf } from '../../channels';
import type { Address, Channel, ChannelConnection } from '../../channels/channel';
import { openConnection, type SealedConnection, sealedColumns } from '../../channels/open-connection';
import type { Parts } from '../../platform/parts';

export interface Reach {
  channel: Channel;
  connection: ChannelConnection;
  to: Address;
}

interface ReachRow extends SealedConnection {
  channel: string;
  phone: string | null;
  lid: string | null;
  scoped_id: string | null;
}

/** One read of its own; call it outside a transaction. @returns undefined when the chat or its number is gone */
export async function readReach(parts: Parts, tenantId: string, chatId: string): Promise<Reach | undefined> {
  const [row] = await parts.db.read<ReachRow>(
    tenantId,
    `select ${sealedColumns}, c.channel, k.phone,
       (select i.value from identities i where i.tenant_id = k.tenant_id and i.contact_id = k.id and i.kind = 'lid' limit 1) as lid,
       (select i.value from identities i where i.tenant_id = k.tenant_id and i.contact_id = k.id
          and i.kind = case c.channel when 'messenger' then 'psid' when 'instagram' then 'igsid' else 'bsuid' end
          and i.scope = case c.channel when 'whatsapp_cloud' then '' else coalesce(c.external_id, '') end
        order by i.created_at desc limit 1) as scoped_id
     from chats h join contacts k on k.tenant_id = h.tenant_id and k.id = h.contact_id
     join connections c on c.tenant_id = h.tenant_id and c.id = h.connection_id and c.removed_at is null
     where h.tenant_id = $1 and h.id = $2`,
    [tenantId, chatId],
  );
  if (!row) return undefined;
  return {
    channel: channelOf(parts.config, row.channel),
    connection: openConnection(parts.vault, row),
    to: { phone: row.phone, lid: row.lid, scopedId: row.scoped_id },
  };
}
