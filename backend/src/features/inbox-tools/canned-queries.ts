// What ready answers read: one's own and the team's.
import type { CannedReply } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { cannedVisibleSql, mayChangeCanned } from './canned-policy';

/** Ready answers shown at once; whoever has more finds them by searching. */
export const cannedAtMost = 200;

export interface CannedRow {
  id: string;
  shortcut: string;
  title: string;
  text: string;
  owner_id: string | null;
  uses: number;
  updated_at: Date;
}

const cannedColumns = 'r.id, r.shortcut, r.title, r.text, r.owner_id, r.uses, r.updated_at';

/** Most used first. Every word of the search stands somewhere in shortcut, title or text. */
export function findCannedReplies(tx: TenantTx, actor: Actor, search: string | undefined): Promise<CannedRow[]> {
  const params: unknown[] = [tx.tenantId, actor.userId];
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const matches = words.map((word) => {
    params.push(word);
    return `strpos(lower(r.shortcut || ' ' || r.title || ' ' || r.text), $${params.length}) > 0`;
  });
  const where = ['r.tenant_id = $1', cannedVisibleSql('r', '$2'), ...matches];
  // A shortcut that begins with what was typed is what was meant.
  const [first] = words;
  const meant = first === undefined ? '' : 'starts_with(r.shortcut, $3) desc,';
  return tx.query<CannedRow>(
    `select ${cannedColumns} from canned_replies r where ${where.join(' and ')} order by ${meant} r.uses desc, r.shortcut, r.id limit ${cannedAtMost}`,
    params,
  );
}

/** `lock` holds it until the transaction ends. */
export function findCannedReply(
  tx: TenantTx,
  actor: Actor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<CannedRow | undefined> {
  return tx.one<CannedRow>(
    `select ${cannedColumns} from canned_replies r where r.tenant_id = $1 and r.id = $3 and ${cannedVisibleSql('r', '$2')} ${lock ? 'for no key update' : ''}`,
    [tx.tenantId, actor.userId, id],
  );
}

export function presentCannedReply(actor: Actor, row: CannedRow): CannedReply {
  return {
    id: row.id,
    shortcut: row.shortcut,
    title: row.title,
    text: row.text,
    ownerId: row.owner_id,
    uses: row.uses,
    updatedAt: row.updated_at.toISOString(),
    abilities: { edit: mayChangeCanned(actor, row.owner_id) },
  };
}
