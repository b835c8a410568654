// From a chat's row to its contract shape, for one reader or for the live feed.
import type { Channel, Chat, ChatStatus, FrameAudience, MessageState, Role } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { pictureUrl } from '../assets';
import { abilitiesFor, audienceOf, type ChatRoles, type Viewer, windowCloses } from './policy';

export interface ChatRow {
  tenant_id: string;
  id: string;
  contact_id: string;
  contact_name: string;
  contact_phone: string | null;
  contact_picture_key: string | null;
  opted_out: boolean;
  connection_id: string;
  connection_name: string;
  connection_removed: boolean;
  connection_state: string;
  channel: Channel;
  status: ChatStatus;
  snoozed_until: Date | null;
  assignee_id: string | null;
  assignee_name: string | null;
  assignee_role: Role | null;
  owner_id: string | null;
  owner_role: Role | null;
  unread_count: number;
  last_message: { preview: string; direction: 'in' | 'out'; state: MessageState; kind: string } | null;
  last_message_at: Date;
  last_inbound_at: Date | null;
  taken_over: boolean;
  human_until: Date | null;
  last_answer_by: string | null;
  last_answer_name: string | null;
  last_answer_at: Date | null;
  tags: Chat['tags'];
  created_at: Date;
  version: number;
}

/** Everything a presented chat needs, over `chats c`; `chatJoins` belongs to it. */
export const chatColumns = `c.tenant_id, c.id, c.contact_id, k.name as contact_name, k.phone as contact_phone, k.picture_key as contact_picture_key, k.opted_out_at is not null as opted_out, c.connection_id,
  n.name as connection_name, n.removed_at is not null as connection_removed, n.state as connection_state, n.channel, c.status, c.snoozed_until, c.assignee_id, au.name as assignee_name,
  am.role as assignee_role, c.owner_id, om.role as owner_role, c.unread_count, c.last_message, c.last_message_at, c.last_inbound_at,
  c.taken_over, c.human_until, c.last_answer_by, lu.name as last_answer_name, c.last_answer_at, c.created_at, c.version::float8 as version,
  coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by lower(t.name)) from chat_tags ct
    join tags t on t.tenant_id = ct.tenant_id and t.id = ct.tag_id where ct.tenant_id = c.tenant_id and ct.chat_id = c.id), '[]'::json) as tags`;

export const chatJoins = `join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
  join connections n on n.tenant_id = c.tenant_id and n.id = c.connection_id
  left join memberships am on am.tenant_id = c.tenant_id and am.user_id = c.assignee_id
  left join users au on au.id = c.assignee_id
  left join users lu on lu.id = c.last_answer_by
  left join memberships om on om.tenant_id = c.tenant_id and om.user_id = c.owner_id`;

/** Of the parts, what presenting needs. */
export type Presenting = Pick<Parts, 'config' | 'vault'>;

/** @param actor null: as everybody hears it over the live feed */
export function presentChat(row: ChatRow, { config }: Presenting, actor: Viewer | null): Chat {
  const humanAgent = config.meta?.humanAgent ?? false;
  return {
    id: row.id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    optedOut: row.opted_out,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    channel: row.channel,
    status: row.status,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name,
    unreadCount: row.unread_count,
    lastMessage: row.last_message ? { ...row.last_message, at: row.last_message_at.toISOString() } : null,
    lastInboundAt: row.last_inbound_at?.toISOString() ?? null,
    windowClosesAt:
      windowCloses(row.channel, row.last_inbound_at, row.created_at, { humanAgent })?.toISOString() ?? null,
    tags: row.tags,
    contactPictureUrl: row.contact_picture_key ? pictureUrl(config, row.tenant_id, row.contact_picture_key) : null,
    takeover: takeoverOf(row),
    lastAnswer:
      row.last_answer_by && row.last_answer_at
        ? { userId: row.last_answer_by, name: row.last_answer_name ?? '', at: row.last_answer_at.toISOString() }
        : null,
    connectionState: row.connection_state,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    abilities: abilitiesFor(actor, row.connection_removed),
  };
}

function takeoverOf(row: ChatRow): Chat['takeover'] {
  if (row.taken_over) return { until: null };
  return row.human_until && row.human_until.getTime() > Date.now() ? { until: row.human_until.toISOString() } : null;
}

/** Chats by id, without asking who may see them. */
export async function readChats(tx: TenantTx, ids: readonly string[]): Promise<ChatRow[]> {
  if (ids.length === 0) return [];
  return tx.query<ChatRow>(
    `select ${chatColumns} from chats c ${chatJoins} where c.tenant_id = $1 and c.id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
}

/** Chats by id, without asking whether the actor may see them. Those that do not exist are left out. */
export async function presentChats(
  tx: TenantTx,
  parts: Presenting,
  actor: Viewer | null,
  ids: readonly string[],
): Promise<Map<string, Chat>> {
  return new Map((await readChats(tx, ids)).map((row) => [row.id, presentChat(row, parts, actor)]));
}

/** Chats by id as the live feed carries them, each with who may hear of it. */
export async function presentChatsForFeed(
  tx: TenantTx,
  parts: Presenting,
  ids: readonly string[],
): Promise<Map<string, { chat: Chat; audience: FrameAudience }>> {
  const rows = await readChats(tx, ids);
  return new Map(
    rows.map((row) => [row.id, { chat: presentChat(row, parts, null), audience: audienceOf(peopleOf(row)) }]),
  );
}

/** The contact's coach and the person who answers, with their roles. */
export function peopleOf(row: ChatRow): ChatRoles {
  return {
    ownerId: row.owner_id,
    ownerRole: row.owner_role,
    assigneeId: row.assignee_id,
    assigneeRole: row.assignee_role,
  };
}
