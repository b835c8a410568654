// Rows of accounts and sessions → the contract's shapes.
import type { EndpointOutput, listSessions, Session } from '@parley/contract';
import { rolePermissions } from '@parley/contract';
import type { DeviceRow, WhoAmIRow } from './queries';

/** @param sandboxPhoneUrl null outside a demo */
export function presentSession(row: WhoAmIRow, sandboxPhoneUrl: string | null): Session {
  return {
    user: {
      id: row.id,
      name: row.name,
      email: row.email,
      locale: row.locale,
      coachProfile: row.coach_profile,
      createdAt: row.created_at.toISOString(),
    },
    tenant: {
      id: row.tenant_id,
      name: row.tenant_name,
      locale: row.tenant_locale,
      timezone: row.timezone,
      country: row.country,
    },
    role: row.role,
    permissions: [...rolePermissions[row.role]],
    tenants: row.tenants,
    sandboxPhoneUrl,
  };
}

/** @param currentId the session that asks */
export function presentDevice(row: DeviceRow, currentId: string): EndpointOutput<typeof listSessions> {
  return {
    id: row.id,
    userAgent: row.userAgent,
    ip: row.ip,
    current: row.id === currentId,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.rotatedAt.toISOString(),
  };
}
