// The tenant's own settings.
import type { EndpointParsed, Tenant, updateTenant as updateEndpoint } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { checkPlace } from '../../auth';
import { presentTenant } from '../present';
import type { TenantRow } from '../queries';

type Changes = EndpointParsed<typeof updateEndpoint>['body'];

/** @throws AppError validation_failed for an unknown time zone or country */
export async function updateTenant(context: TenantContext, changes: Changes): Promise<Tenant> {
  const { tx } = context;
  checkPlace(changes);
  const row = await tx.one<TenantRow>(
    `update tenants set name = coalesce($2, name), website = case when $3 then $4 else website end, locale = coalesce($5, locale),
       timezone = coalesce($6, timezone), country = coalesce($7, country), updated_at = now()
     where id = $1 returning id, name, website, locale, timezone, country, created_at`,
    [
      tx.tenantId,
      changes.name ?? null,
      changes.website !== undefined,
      changes.website ?? null,
      changes.locale ?? null,
      changes.timezone ?? null,
      changes.country ?? null,
    ],
  );
  await context.record({ type: 'tenant.updated', subjectId: tx.tenantId, data: { fields: Object.keys(changes) } });
  return presentTenant(found(row, 'team'));
}
