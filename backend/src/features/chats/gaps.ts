// Times in which messages of a chat may be missing, because its connection was out.
import type { ChatGap, Page } from '@parley/contract';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { findVisibleChat } from './queries';

/** Older outages are no use to whoever reads a thread. */
const gapsAtMost = 50;

interface GapRow {
  id: string;
  started_at: Date;
  ended_at: Date | null;
  state: ChatGap['state'];
  recovered: number;
}

/** Newest first. @throws AppError not_found */
export async function listGaps({ tx, actor }: TenantContext, chatId: string): Promise<Page<ChatGap>> {
  const chat = found(await findVisibleChat(tx, actor, chatId), 'chat');
  const rows = await tx.query<GapRow>(
    `select g.id, g.started_at, g.ended_at, g.state, g.recovered from connection_gaps g
     where g.tenant_id = $1 and g.connection_id = $2 and coalesce(g.ended_at, 'infinity') > $3
     order by g.started_at desc, g.id desc limit ${gapsAtMost}`,
    [tx.tenantId, chat.connection_id, chat.created_at],
  );
  const items = rows.map(({ id, started_at: from, ended_at: to, state, recovered }) => ({
    id,
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
    state,
    recovered,
  }));
  return { items, pagination: { limit: gapsAtMost, nextCursor: null } };
}
