// What auth reads. Users, tenants and sessions are global tables; memberships are the tenant's.
import type { CoachProfile, Locale, Role, TenantSummary } from '@parley/contract';
import type { Sql, TenantTx } from '../../platform/db/database';
import { prisma } from '../../platform/db/prisma';
import type { Parts } from '../../platform/parts';
import type { AccessClaims } from './tokens';

export interface WhoAmIRow {
  id: string;
  name: string;
  email: string;
  locale: Locale;
  coach_profile: CoachProfile;
  created_at: Date;
  tenant_id: string;
  tenant_name: string;
  tenant_locale: Locale;
  timezone: string;
  country: string;
  role: Role;
  tenants: TenantSummary[];
}

/** The user in the transaction's tenant, with every tenant they may switch to. */
export function findWhoAmI(tx: TenantTx, userId: string): Promise<WhoAmIRow | undefined> {
  return tx.one<WhoAmIRow>(
    `select u.id, u.name, u.email, u.locale, u.coach_profile, u.created_at,
            t.id as tenant_id, t.name as tenant_name, t.locale as tenant_locale, t.timezone, t.country, m.role,
            (select coalesce(json_agg(json_build_object('id', o.tenant_id, 'name', o.tenant_name, 'role', o.role)), '[]')
             from memberships_of(u.id) o) as tenants
     from users u
     join memberships m on m.tenant_id = $1 and m.user_id = u.id and m.status = 'active'
     join tenants t on t.id = m.tenant_id and t.status = 'active'
     where u.id = $2`,
    [tx.tenantId, userId],
  );
}

export interface CallerRow {
  name: string;
  /** Null when the user is no active member of an active tenant. */
  role: Role | null;
  open: boolean;
}

/** The one read of every request: is the session open, and what is its user in the tenant. */
export async function findCaller(
  parts: Parts,
  { userId, tenantId, sessionId }: AccessClaims,
): Promise<CallerRow | undefined> {
  const rows = await parts.db.read<CallerRow>(
    tenantId,
    `select u.name, case when t.status = 'active' then m.role end as role, s.revoked_at is null and s.expires_at > now() as open
     from sessions s
     join users u on u.id = s.user_id
     join tenants t on t.id = s.tenant_id
     left join memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'active'
     where s.id = $1 and s.user_id = $2 and s.tenant_id = $3`,
    [sessionId, userId, tenantId],
    'caller',
  );
  return rows[0];
}

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  locale: Locale;
  password_hash: string;
}

/** @param email in lower case */
export async function findAccount(sql: Sql, email: string): Promise<AccountRow | undefined> {
  const rows = await sql.query<AccountRow>(
    'select id, name, email, locale, password_hash from users where lower(email) = $1',
    [email],
  );
  return rows[0];
}

/** The tenant a person continues in: the one they used last of those they may enter. */
export async function findHomeTenant(sql: Sql, userId: string): Promise<string | undefined> {
  const rows = await sql.query<{ tenant_id: string }>(
    `select m.tenant_id from memberships_of($1) m
     left join lateral (select max(s.created_at) as at from sessions s where s.user_id = $1 and s.tenant_id = m.tenant_id) last on true
     order by last.at desc nulls last limit 1`,
    [userId],
  );
  return rows[0]?.tenant_id;
}

/** The user's open sessions in every tenant, the last used first. */
export function findDevices(userId: string) {
  return prisma.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, userAgent: true, ip: true, createdAt: true, rotatedAt: true },
    orderBy: { rotatedAt: 'desc' },
    take: 100,
  });
}

export type DeviceRow = Awaited<ReturnType<typeof findDevices>>[number];
