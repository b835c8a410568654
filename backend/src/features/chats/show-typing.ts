// Tells the customer that somebody of the team writes. A courtesy: it is tried once and nothing depends on it.
import { channelOf } from '../../channels';
import { openConnection, type SealedConnection, sealedColumns } from '../../channels/open-connection';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';

/** Told at most this often per chat; WhatsApp shows it for up to 25 s, Messenger for 20 s. */
const everyMs = 10_000;

interface TypingRow extends SealedConnection {
  channel: string;
  phone: string | null;
  lid: string | null;
  scoped_id: string | null;
  provider_id: string | null;
}

/** Call outside a transaction. @throws ChannelError when the provider does not take it */
export async function showTypingToCustomer(parts: Parts, tenantId: string, chatId: string): Promise<void> {
  const key = redisKey(parts.config.redis, 'typing-told', tenantId, chatId);
  if ((await parts.redis.set(key, '1', 'PX', everyMs, 'NX')) !== 'OK') return;
  const [row] = await parts.db.read<TypingRow>(
    tenantId,
    `select ${sealedColumns}, c.channel, k.phone,
       (select i.value from identities i where i.tenant_id = k.tenant_id and i.contact_id = k.id and i.kind = 'lid' limit 1) as lid,
       (select i.value from identities i where i.tenant_id = k.tenant_id and i.contact_id = k.id
          and i.kind = case c.channel when 'messenger' then 'psid' when 'instagram' then 'igsid' else 'bsuid' end
          and i.scope = case c.channel when 'whatsapp_cloud' then '' else coalesce(c.external_id, '') end
        order by i.created_at desc limit 1) as scoped_id,
       (select m.provider_id from messages m where m.tenant_id = h.tenant_id and m.chat_id = h.id and m.direction = 'in' and m.provider_id is not null
          and m.kind <> 'reaction' order by m.at desc, m.id desc limit 1) as provider_id
     from chats h join contacts k on k.tenant_id = h.tenant_id and k.id = h.contact_id
     join connections c on c.tenant_id = h.tenant_id and c.id = h.connection_id
     where h.tenant_id = $1 and h.id = $2`,
    [tenantId, chatId],
  );
  if (!row) return;
  const to = { phone: row.phone, lid: row.lid, scopedId: row.scoped_id };
  const last = row.provider_id === null ? null : { providerId: row.provider_id, fromUs: false, to };
  await channelOf(parts.config, row.channel).showTyping?.(openConnection(parts.vault, row), to, last);
}
