// What the panel beside a chat shows of its person: five statements, whatever there is to show.
import type { Channel, ChatStatus, ContactPanel, MessageState } from '@parley/contract';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { chatVisibleSql } from './policy';
import { findVisibleChat } from './queries';

/** Of each kind of thing, newest first. */
const itemsAtMost = 10;

/** @throws AppError not_found */
export async function getPanel(context: TenantContext, chatId: string): Promise<ContactPanel> {
  const chat = found(await findVisibleChat(context.tx, context.actor, chatId), 'chat');
  const contactId = chat.contact_id;
  const [identities, consent, campaigns, chats] = await Promise.all([
    readIdentities(context, contactId),
    readConsent(context, contactId),
    readCampaigns(context, contactId),
    readOtherChats(context, contactId, chatId),
  ]);
  return { contactId, identities, consent, campaigns, chats };
}

function readIdentities({ tx }: TenantContext, contactId: string): Promise<ContactPanel['identities']> {
  return tx.query(
    `select i.kind, i.value, i.scope from identities i where i.tenant_id = $1 and i.contact_id = $2
     order by i.created_at desc limit ${itemsAtMost}`,
    [tx.tenantId, contactId],
  );
}

interface ConsentRow {
  opted_out_at: Date | null;
  decision: 'opt_in' | 'opt_out' | null;
  origin: string;
  note: string | null;
  created_at: Date;
}

async function readConsent({ tx }: TenantContext, contactId: string): Promise<ContactPanel['consent']> {
  const rows = await tx.query<ConsentRow>(
    `select k.opted_out_at, e.decision, e.origin, e.note, e.created_at from contacts k
     left join lateral (
       select x.id, x.decision, x.origin, x.note, x.created_at from consent_entries x
       where x.tenant_id = k.tenant_id and x.contact_id = k.id order by x.id desc limit ${itemsAtMost}
     ) e on true
     where k.tenant_id = $1 and k.id = $2 order by e.id desc`,
    [tx.tenantId, contactId],
  );
  return {
    optedOutAt: rows[0]?.opted_out_at?.toISOString() ?? null,
    entries: rows.flatMap(({ decision, origin, note, created_at: at }) =>
      decision ? [{ decision, origin, note, at: at.toISOString() }] : [],
    ),
  };
}

interface CampaignRow {
  id: string;
  name: string;
  state: MessageState;
  at: Date;
  replied_at: Date | null;
}

/** A campaign's message is seen with its chat; before it has one, by those who see the campaign. */
async function readCampaigns({ tx, actor }: TenantContext, contactId: string): Promise<ContactPanel['campaigns']> {
  const params: unknown[] = [tx.tenantId, contactId, actor.can('campaigns.viewAll'), actor.userId];
  const rows = await tx.query<CampaignRow>(
    `select g.id, g.name, m.state, m.at, m.replied_at from messages m
     join campaigns g on g.tenant_id = m.tenant_id and g.id = m.campaign_id
     left join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
     where m.tenant_id = $1 and m.contact_id = $2 and m.campaign_id is not null and m.part = 0
       and case when c.id is null then $3 or g.owner_id = $4 else ${chatVisibleSql(actor, 'c', params)} end
     order by m.id desc limit ${itemsAtMost}`,
    params,
  );
  return rows.map(({ id, name, state, at, replied_at: repliedAt }) => ({
    id,
    name,
    state,
    at: at.toISOString(),
    repliedAt: repliedAt?.toISOString() ?? null,
  }));
}

interface OtherChatRow {
  id: string;
  channel: Channel;
  connection_name: string;
  status: ChatStatus;
  last_message_at: Date;
  preview: string | null;
  unread_count: number;
}

async function readOtherChats(
  { tx, actor }: TenantContext,
  contactId: string,
  chatId: string,
): Promise<ContactPanel['chats']> {
  const params: unknown[] = [tx.tenantId, contactId, chatId];
  const rows = await tx.query<OtherChatRow>(
    `select c.id, n.channel, n.name as connection_name, c.status, c.last_message_at, c.last_message ->> 'preview' as preview, c.unread_count
     from chats c join connections n on n.tenant_id = c.tenant_id and n.id = c.connection_id
     where c.tenant_id = $1 and c.contact_id = $2 and c.id <> $3 and ${chatVisibleSql(actor, 'c', params)}
     order by c.last_message_at desc, c.id desc limit ${itemsAtMost}`,
    params,
  );
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    connectionName: row.connection_name,
    status: row.status,
    lastMessageAt: row.last_message_at.toISOString(),
    preview: row.preview ?? '',
    unreadCount: row.unread_count,
  }));
}
