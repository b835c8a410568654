// Every read and write of the provider's templates, and what they need to know of connections.

import type { ReportedTemplate } from '../../channels/events';
import type { Fields } from '../../channels/foreign';
import { type SealedConnection, sealedColumns } from '../../channels/open-connection';
import type { ListedTemplate } from '../../channels/whatsapp-cloud/templates';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';

export interface TemplateRow {
  id: string;
  account_id: string;
  provider_id: string | null;
  name: string;
  language: string;
  category: string;
  status: string;
  quality: string | null;
  rejected_reason: string | null;
  parameter_format: string;
  components: Fields[];
  /** Our variables by the key of their blank. */
  variables: Record<string, string>;
  synced_at: Date;
  /** What its media header was submitted with from here. */
  sample: { id: string; file_name: string; thumbnail_key: string | null } | null;
}

export const columns = `t.id, t.account_id, t.provider_id, t.name, t.language, t.category, t.status, t.quality, t.rejected_reason, t.parameter_format, t.components,
  t.variables, t.synced_at, (select jsonb_build_object('id', a.id, 'file_name', a.file_name, 'thumbnail_key', a.thumbnail_key)
    from assets a where a.tenant_id = t.tenant_id and a.id = t.sample_asset_id) as sample`;

/** The line whose account's templates are asked for. */
export interface TemplateLine extends SealedConnection {
  channel: string;
}

/** A connection that the actor may see: shared ones, their own, or all. */
export function findVisibleLine(tx: TenantTx, actor: Actor, connectionId: string): Promise<TemplateLine | undefined> {
  return tx.one<TemplateLine>(
    `select c.channel, ${sealedColumns} from connections c
     where c.tenant_id = $1 and c.id = $2 and c.removed_at is null and ($3::uuid is null or c.owner_id is null or c.owner_id = $3)`,
    [tx.tenantId, connectionId, actor.can('connections.viewAll') ? null : actor.userId],
  );
}

/** The same whoever asks. */
export function findLine(tx: TenantTx, connectionId: string): Promise<TemplateLine | undefined> {
  return tx.one<TemplateLine>(
    `select c.channel, ${sealedColumns} from connections c where c.tenant_id = $1 and c.id = $2 and c.removed_at is null`,
    [tx.tenantId, connectionId],
  );
}

/** By name and language; an account has few enough for one answer. Those that the provider no longer has are left out. */
export function listTemplates(
  tx: TenantTx,
  accountId: string,
  filter: { approvedOnly: boolean; search: string | undefined },
): Promise<TemplateRow[]> {
  const search = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : null;
  return tx.query<TemplateRow>(
    `select ${columns} from provider_templates t
     where t.tenant_id = $1 and t.account_id = $2 and t.status <> 'DELETED' and (not $3 or t.status = 'APPROVED')
       and ($4::text is null or t.name ilike $4 or t.components::text ilike $4)
     order by t.name, t.language`,
    [tx.tenantId, accountId, filter.approvedOnly, search],
  );
}

export function findTemplate(tx: TenantTx, accountId: string, id: string): Promise<TemplateRow | undefined> {
  return tx.one<TemplateRow>(
    `select ${columns} from provider_templates t where t.tenant_id = $1 and t.account_id = $2 and t.id = $3`,
    [tx.tenantId, accountId, id],
  );
}

/** Those of the given ones that belong to the connection's account. */
export function findTemplatesOfLine(
  tx: TenantTx,
  connectionId: string,
  ids: readonly string[],
): Promise<TemplateRow[]> {
  return tx.query<TemplateRow>(
    `select ${columns} from provider_templates t join connections c on c.tenant_id = t.tenant_id and c.account_id = t.account_id
     where t.tenant_id = $1 and c.id = $2 and t.id = any($3::uuid[])`,
    [tx.tenantId, connectionId, ids],
  );
}

/** One of any account whose lines the actor may see, with one of these lines. */
export function findTemplateOfTenant(
  tx: TenantTx,
  actor: Actor,
  id: string,
): Promise<(TemplateRow & { connection_id: string }) | undefined> {
  return tx.one(
    `select ${columns}, c.id as connection_id from provider_templates t join connections c on c.tenant_id = t.tenant_id and c.account_id = t.account_id
     where t.tenant_id = $1 and t.id = $2 and t.status <> 'DELETED' and c.channel = 'whatsapp_cloud' and c.removed_at is null
       and ($3::uuid is null or c.owner_id is null or c.owner_id = $3)
     order by c.id limit 1`,
    [tx.tenantId, id, actor.can('connections.viewAll') ? null : actor.userId],
  );
}

/**
 * Makes our list of an account equal to Meta's: new ones are added, changed ones updated, vanished ones marked DELETED.
 * What was submitted while Meta was being asked may be missing in its answer; it stays.
 * @param askedAt when Meta was asked
 * @returns how many rows changed in more than their time
 */
export async function storeTemplates(
  tx: TenantTx,
  accountId: string,
  listed: readonly ListedTemplate[],
  askedAt: Date,
): Promise<number> {
  const unique = [...new Map(listed.map((one) => [`${one.name} ${one.language}`, one])).values()];
  const rows = await tx.query<{ changed: boolean }>(
    `with listed as (
       select * from jsonb_to_recordset($3::jsonb)
         as l (id text, name text, language text, status text, category text, components jsonb, quality text, "rejectedReason" text, "parameterFormat" text)
     ), before as (
       select * from provider_templates where tenant_id = $1 and account_id = $2
     ), stored as (
       insert into provider_templates as t
         (tenant_id, account_id, provider_id, name, language, category, status, quality, rejected_reason, parameter_format, components, synced_at)
       select $1, $2, id, name, language, category, status, quality, "rejectedReason", "parameterFormat", components, now() from listed
       on conflict (tenant_id, account_id, name, language) do update set provider_id = excluded.provider_id, category = excluded.category,
         status = excluded.status, quality = excluded.quality, rejected_reason = excluded.rejected_reason,
         parameter_format = excluded.parameter_format, components = excluded.components, synced_at = excluded.synced_at
       returning t.*
     ), gone as (
       update provider_templates t set status = 'DELETED', sample_asset_id = null, synced_at = now()
       where t.tenant_id = $1 and t.account_id = $2 and t.status <> 'DELETED' and t.synced_at < $4
         and not exists (select from listed l where l.name = t.name and l.language = t.language)
       returning true as changed
     )
     select (b.id is null or (b.category, b.status, b.parameter_format, b.components) is distinct from (s.category, s.status, s.parameter_format, s.components)
       or b.quality is distinct from s.quality or b.rejected_reason is distinct from s.rejected_reason) as changed
     from stored s left join before b on b.id = s.id
     union all select changed from gone`,
    [tx.tenantId, accountId, JSON.stringify(unique), askedAt],
  );
  return rows.filter(({ changed }) => changed).length;
}

/** Applies what webhooks told; what is not known yet comes with the next fetch. @returns how many rows changed */
export async function applyNews(
  tx: TenantTx,
  accountId: string,
  news: readonly ReportedTemplate[],
): Promise<{ known: number; changed: { id: string; name: string }[] }> {
  const changed: { id: string; name: string }[] = [];
  for (const { name, language, status, reason, quality, category } of news) {
    const row = await tx.one<{ id: string; name: string }>(
      `update provider_templates set status = coalesce($5, status), quality = coalesce($6, quality), category = coalesce($7, category),
         rejected_reason = case when $5::text is null then rejected_reason else $8 end
       where tenant_id = $1 and account_id = $2 and name = $3 and language = $4 returning id, name`,
      [tx.tenantId, accountId, name, language, status ?? null, quality ?? null, category ?? null, reason ?? null],
    );
    if (row) changed.push(row);
  }
  return { known: changed.length, changed };
}

/** When the account's list was last fetched whole; undefined when never. */
export async function lastSync(tx: TenantTx, accountId: string): Promise<Date | undefined> {
  const row = await tx.one<{ at: Date | null }>(
    'select max(synced_at) as at from provider_templates where tenant_id = $1 and account_id = $2',
    [tx.tenantId, accountId],
  );
  return row?.at ?? undefined;
}
