// What templates read.
import type { ApprovalState, EndpointParsed, listTemplates } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { prisma } from '../../platform/db/prisma';

export interface TemplateRow {
  id: string;
  name: string;
  description: string | null;
  category: string;
  scope: 'personal' | 'global';
  owner_id: string | null;
  owner_name: string | null;
  body: string;
  variables: string[];
  required_variables: string[];
  tags: string[];
  version: number;
  approval: ApprovalState;
  approval_reason: string | null;
  approved_version: number | null;
  submitted_at: Date | null;
  decided_at: Date | null;
  decided_by_name: string | null;
  /** Campaigns may use it only as approved. */
  approval_required: boolean;
  /** Campaigns that were started with it. */
  uses: number;
  last_used_at: Date | null;
  /** Messages of those campaigns: that left, that failed, that were answered. */
  sent: number;
  failed: number;
  replied: number;
  created_at: Date;
  updated_at: Date;
}

const columns = `t.id, t.name, t.description, t.category, t.scope, t.owner_id, u.name as owner_name, t.body, t.variables, t.required_variables, t.tags, t.version,
  t.approval, t.approval_reason, t.approved_version, t.submitted_at, t.decided_at, d.name as decided_by_name,
  (n.template_approval and t.scope = 'personal') as approval_required, k.uses, k.last_used_at, k.sent, k.failed, k.replied, t.created_at, t.updated_at`;
// Campaigns of a template are few, so that its figures are never older than theirs: late statuses, retries and answers count at once.
const joined = `templates t join tenants n on n.id = t.tenant_id left join users u on u.id = t.owner_id left join users d on d.id = t.decided_by
  cross join lateral (
    select count(*)::int as uses, max(k.started_at) as last_used_at, coalesce(sum(k.sent_count), 0)::int as sent,
      coalesce(sum(k.failed_count), 0)::int as failed, coalesce(sum(k.replied_count), 0)::int as replied
    from campaigns k where k.tenant_id = t.tenant_id and k.template_id = t.id and k.started_at is not null
  ) k`;
// $2 is the owner the reader is limited to, null for none.
const visible = "t.tenant_id = $1 and ($2::uuid is null or t.scope = 'global' or t.owner_id = $2)";

/** @param ownerId the owner the reader is limited to, null for none */
export function findTemplate(tx: TenantTx, ownerId: string | null, id: string): Promise<TemplateRow | undefined> {
  return tx.one<TemplateRow>(`select ${columns} from ${joined} where ${visible} and t.id = $3`, [
    tx.tenantId,
    ownerId,
    id,
  ]);
}

type ListQuery = EndpointParsed<typeof listTemplates>['query'];

const orders: Record<ListQuery['sort'], string> = {
  name: 'lower(t.name)',
  uses: 'k.uses desc, lower(t.name)',
  lastUsed: 'k.last_used_at desc nulls last, lower(t.name)',
  submittedAt: 't.submitted_at nulls last',
};

/** A tenant keeps few enough templates for pages by number. @param reader the one whose own `mine` are, and the owner they are limited to */
export async function listVisible(
  tx: TenantTx,
  reader: { userId: string; ownerId: string | null },
  { scope, category, search, status, mine, sort, page, limit }: ListQuery,
): Promise<{ rows: TemplateRow[]; total: number }> {
  const where = `${visible} and ($3::text is null or t.scope = $3) and ($4::text is null or t.category = $4)
    and ($5::text is null or strpos(lower(t.name || ' ' || t.body), lower($5)) > 0) and ($6::text is null or t.approval = $6)
    and ($7::uuid is null or t.owner_id = $7)`;
  const words = [scope ?? null, category ?? null, search || null, status ?? null];
  const params = [tx.tenantId, reader.ownerId, ...words, mine ? reader.userId : null];
  const rows = await tx.query<TemplateRow>(
    `select ${columns} from ${joined} where ${where} order by ${orders[sort]}, t.id limit $8 offset $9`,
    [...params, limit, (page - 1) * limit],
  );
  const counted = await tx.one<{ total: number }>(
    `select count(*)::int as total from templates t where ${where}`,
    params,
  );
  return { rows, total: counted?.total ?? 0 };
}

/** The wording of one version. */
export async function findVersionBody(tx: TenantTx, id: string, version: number): Promise<string | undefined> {
  const row = await tx.one<{ body: string }>(
    'select v.body from template_versions v where v.tenant_id = $1 and v.template_id = $2 and v.version = $3',
    [tx.tenantId, id, version],
  );
  return row?.body;
}

export interface VersionRow {
  version: number;
  body: string;
  created_at: Date;
  created_by_name: string | null;
}

/** Newest first, at most 200. */
export function listVersions(tx: TenantTx, id: string): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `select v.version, v.body, v.created_at, u.name as created_by_name from template_versions v left join users u on u.id = v.created_by
     where v.tenant_id = $1 and v.template_id = $2 order by v.version desc limit 200`,
    [tx.tenantId, id],
  );
}

/** @param ownerId the coach the reader is limited to, null for none */
export function findContactName(
  tx: TenantTx,
  ownerId: string | null,
  contactId: string,
): Promise<{ name: string } | null> {
  return prisma.contact.findFirst({
    where: { tenantId: tx.tenantId, id: contactId, ownerId: ownerId ?? undefined },
    select: { name: true },
  });
}
