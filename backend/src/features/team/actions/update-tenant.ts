// The tenant's own settings.
import type { EndpointParsed, Tenant, updateTenant as updateEndpoint } from '@parley/contract';
import { prisma } from '../../../platform/db/prisma';
import type { TenantContext } from '../../../platform/http/context';
import { checkPlace } from '../../auth';
import { presentTenant } from '../present';

type Changes = EndpointParsed<typeof updateEndpoint>['body'];

/** @throws AppError validation_failed for an unknown time zone or country */
export async function updateTenant(context: TenantContext, changes: Changes): Promise<Tenant> {
  const { tx } = context;
  checkPlace(changes);
  const { name, website, locale, timezone, country } = changes;
  const row = await prisma.tenant.update({
    where: { id: tx.tenantId },
    data: { name, website, locale, timezone, country, updatedAt: new Date() },
  });
  await context.record({ type: 'tenant.updated', subjectId: tx.tenantId, data: { fields: Object.keys(changes) } });
  return presentTenant(row);
}
