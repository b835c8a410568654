// What templates read.
import type { EndpointParsed, listTemplates } from '@parley/contract';
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
  uses: number;
  last_used_at: Date | null;
  delivered: number;
  failed: number;
  created_at: Date;
  updated_at: Date;
}

const columns = `t.id, t.name, t.description, t.category, t.scope, t.owner_id, u.name as owner_name, t.body, t.variables, t.required_variables,
  t.tags, t.version, t.uses, t.last_used_at, t.delivered, t.failed, t.created_at, t.updated_at`;
// $2 is the owner the reader is limited to, null for none.
const visible = "t.tenant_id = $1 and ($2::uuid is null or t.scope = 'global' or t.owner_id = $2)";

/** @param ownerId the owner the reader is limited to, null for none */
export function findTemplate(tx: TenantTx, ownerId: string | null, id: string): Promise<TemplateRow | undefined> {
  return tx.one<TemplateRow>(
    `select ${columns} from templates t left join users u on u.id = t.owner_id where ${visible} and t.id = $3`,
    [tx.tenantId, ownerId, id],
  );
}

/** By name; a tenant keeps few enough templates for pages by number. */
export async function listVisible(
  tx: TenantTx,
  ownerId: string | null,
  { scope, category, search, page, limit }: EndpointParsed<typeof listTemplates>['query'],
): Promise<{ rows: TemplateRow[]; total: number }> {
  const where = `${visible} and ($3::text is null or t.scope = $3) and ($4::text is null or t.category = $4)
    and ($5::text is null or strpos(lower(t.name || ' ' || t.body), lower($5)) > 0)`;
  const params = [tx.tenantId, ownerId, scope ?? null, category ?? null, search || null];
  const rows = await tx.query<TemplateRow>(
    `select ${columns} from templates t left join users u on u.id = t.owner_id where ${where} order by lower(t.name), t.id limit $6 offset $7`,
    [...params, limit, (page - 1) * limit],
  );
  const counted = await tx.one<{ total: number }>(
    `select count(*)::int as total from templates t where ${where}`,
    params,
  );
  return { rows, total: counted?.total ?? 0 };
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
