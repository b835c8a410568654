// Echoes: the gateway reports every message it accepted. An echo settles a message whose answer was lost (timeout, reset, crash),
// recognised by its recipient and its text.
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { phoneKey } from '../../platform/phone';
import { linkByOurIds } from './link';
import { heldSql, settleProven } from './proven';

export interface SentEcho {
  providerId: string;
  /** E.164. */
  phone?: string | undefined;
  lid?: string | undefined;
  scopedId?: string | undefined;
  /** Our own id, when the provider returned it: then nothing else is compared. */
  messageId?: string | undefined;
  kind?: string | undefined;
  text: string;
}

/**
 * Links echoes to messages that are on their way or uncertain. Where two messages fit (the same words twice to the same person) none is
 * linked: their own answers settle them. A message still held by a worker only gets its id; the worker settles it, or the end of its
 * lease does. Unknown echoes are ignored.
 * @returns ids of echoes that fit several messages
 */
export async function confirmSent(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  echoes: readonly SentEcho[],
): Promise<Set<string>> {
  await linkByOurIds(tx, parts, connectionId, echoes);
  const news = await withoutKnown(
    tx,
    connectionId,
    echoes.filter((echo) => echo.messageId === undefined),
  );
  if (news.length === 0) return new Set();
  const found = await tx.query<{ id: string; held: boolean; unclear: null } | { id: null; unclear: string }>(
    `with echo as (
       select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as e (provider_id, text, phone_key, lid, kind, scoped_id)
     ), person as (
       select e.provider_id, e.text, e.kind, c.id from echo e join contacts c on c.tenant_id = $1 and c.phone_key = e.phone_key
       union
       select e.provider_id, e.text, e.kind, i.contact_id from echo e join identities i on i.tenant_id = $1 and i.kind = 'lid' and i.scope = '' and i.value = e.lid
       union
       select e.provider_id, e.text, e.kind, i.contact_id from echo e join connections n on n.tenant_id = $1 and n.id = $2
         join identities i on i.tenant_id = $1 and i.kind in ('psid', 'igsid') and i.scope = n.external_id and i.value = e.scoped_id
     ), candidate as (
       -- A person's newest messages only, each read by index: whoever is still on the way is among them.
       select p.provider_id, min(m.id::text)::uuid as id, count(*) as fitting from person p
       cross join lateral (
         select x.id, x.connection_id, x.direction, x.state, x.provider_id, x.text, x.kind from messages x
         where x.tenant_id = $1 and x.contact_id = p.id order by x.id desc limit 50
       ) m
       where m.connection_id = $2 and m.direction = 'out' and m.state in ('sending', 'uncertain') and m.provider_id is null
         -- Buttons leave as text. A card or a place is recognised by its kind alone.
         and p.kind = case m.kind when 'interactive' then 'text' else m.kind end
         and (coalesce(m.text, '') = p.text or m.kind in ('location', 'contact', 'sticker', 'audio', 'reaction'))
       group by p.provider_id
     ), chosen as (
       select distinct on (c.id) c.id, c.provider_id from candidate c where c.fitting = 1 order by c.id, c.provider_id
     ), locked as materialized (
       -- In the order in which a batch is settled, and looked at once more: it may be settled while this waits.
       select m.id, x.provider_id from messages m join chosen x on x.id = m.id
       where m.tenant_id = $1 and m.state in ('sending', 'uncertain') and m.provider_id is null order by m.id for update of m
     ), linked as (
       update messages m set provider_id = l.provider_id from locked l where m.tenant_id = $1 and m.id = l.id
       returning m.id, ${heldSql} as held
     )
     select id, held, null as unclear from linked union all select null, null, provider_id from candidate where fitting > 1`,
    [
      tx.tenantId,
      connectionId,
      news.map((echo) => echo.providerId),
      news.map((echo) => echo.text),
      news.map((echo) => (echo.phone ? phoneKey(echo.phone) : null)),
      news.map((echo) => echo.lid ?? null),
      news.map((echo) => echo.kind ?? 'text'),
      news.map((echo) => echo.scopedId ?? null),
    ],
  );
  await settleProven(
    tx,
    parts,
    connectionId,
    found.flatMap((row) => (row.id !== null && !row.held ? [row.id] : [])),
  );
  return new Set(found.flatMap(({ unclear }) => unclear ?? []));
}

/** Most echoes are of messages whose answer came as it should. */
async function withoutKnown(tx: TenantTx, connectionId: string, echoes: readonly SentEcho[]): Promise<SentEcho[]> {
  if (echoes.length === 0) return [];
  const rows = await tx.query<{ provider_id: string }>(
    `select k.provider_id from unnest($3::text[]) as e (provider_id) cross join lateral (
       select m.provider_id from messages m where m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = e.provider_id limit 1) k`,
    [tx.tenantId, connectionId, echoes.map((echo) => echo.providerId)],
  );
  const known = new Set(rows.map((row) => row.provider_id));
  return echoes.filter((echo) => !known.has(echo.providerId));
}
