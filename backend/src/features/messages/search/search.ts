// Full-text search over the messages of the chats that one may see, newest first.
import type { EndpointParsed, FoundMessage, Page, searchMessages } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import type { TenantContext } from '../../../platform/http/context';
import {
  decodeTimeCursor,
  encodeTimeCursor,
  microsOf,
  type TimeCursor,
  timeOfMicros,
} from '../../../platform/http/time-cursor';
import { chatVisibleSql, presentChats } from '../../chats';
import { presentMessages, type Viewer } from '../present';
import { excerptOf } from './excerpt';
import { readTerms } from './words';

type Asked = EndpointParsed<typeof searchMessages>['query'];

/** Found messages looked at per statement, and statements per page: whoever sees few of many chats pages on from where the last page ended. */
const batchSize = 200;
const batchesAtMost = 8;

/** @throws AppError validation_failed for a cursor that is not of this list */
export async function search({ tx, parts, actor }: TenantContext, asked: Asked): Promise<Page<FoundMessage>> {
  const { limit, cursor, q } = asked;
  const terms = readTerms(q);
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  const page = terms.query === '' ? { ids: [], next: null } : await findPage(tx, actor, terms.query, asked, after);
  const messages = await presentMessages(tx, parts, actor, page.ids);
  const chats = await presentChats(tx, parts, actor, [...new Set(messages.flatMap(({ chatId }) => chatId ?? []))]);
  const items = messages.reverse().flatMap((message) => {
    const chat = message.chatId ? chats.get(message.chatId) : undefined;
    return chat && message.text !== null ? [{ message, chat, ...excerptOf(message.text, terms) }] : [];
  });
  return { items, pagination: { limit, nextCursor: page.next ? encodeTimeCursor(page.next) : null } };
}

interface Hit extends TimeCursor {
  visible: boolean;
}

/** @returns the ids of the page, and where the next one begins: after the last message that was looked at */
async function findPage(
  tx: TenantTx,
  actor: Viewer,
  query: string,
  { limit, chatId, connectionId }: Asked,
  after: TimeCursor | undefined,
): Promise<{ ids: string[]; next: TimeCursor | null }> {
  const ids: string[] = [];
  const size = actor.can('chats.viewAll') ? limit + 1 : batchSize;
  let last = after;
  for (let batch = 0; batch < batchesAtMost; batch += 1) {
    const hits = await findHits(tx, actor, query, { chatId, connectionId, after: last, size });
    for (const hit of hits) {
      if (hit.visible && ids.length === limit) return { ids, next: last ?? null };
      if (hit.visible) ids.push(hit.id);
      last = hit;
    }
    if (hits.length < size) return { ids, next: null };
  }
  return { ids, next: last ?? null };
}

interface Part {
  chatId: string | undefined;
  connectionId: string | undefined;
  after: TimeCursor | undefined;
  size: number;
}

function findHits(
  tx: TenantTx,
  actor: Viewer,
  query: string,
  { chatId, connectionId, after, size }: Part,
): Promise<Hit[]> {
  const params: unknown[] = [
    tx.tenantId,
    query,
    after?.micros ?? null,
    after?.id ?? null,
    chatId ?? null,
    connectionId ?? null,
    size,
  ];
  const visible = chatVisibleSql(actor, 'c', params);
  return tx.query<Hit>(
    `select f.id, ${microsOf('f.at')} as micros, coalesce(m.kind <> 'reaction' and ${visible}, false) as visible
     from search_messages(to_tsquery('simple', $2), ${timeOfMicros('$3')}, $4::uuid, $5::uuid, $6::uuid, $7::int) f
     join messages m on m.tenant_id = $1 and m.id = f.id
     left join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
     order by f.at desc, f.id desc`,
    params,
  );
}
