// Rows of the team → the contract's shapes, with what the caller may do.
import { type Invitation, locale, type Member, role, type Tenant } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantRow } from '../../platform/db/prisma';
import { mayTouch } from './policy';
import type { InvitationRow, MemberRow } from './queries';

export function presentMember(row: MemberRow, actor: Actor): Member {
  const allowed = actor.can('team.manage') && mayTouch(actor.role, row.role);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    status: row.status,
    joinedAt: row.created_at.toISOString(),
    abilities: { changeRole: allowed, remove: allowed },
  };
}

export function presentInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: role.parse(row.role),
    expiresAt: row.expiresAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export function presentTenant(row: TenantRow): Tenant {
  return {
    id: row.id,
    name: row.name,
    website: row.website,
    locale: locale.parse(row.locale),
    timezone: row.timezone,
    country: row.country,
    createdAt: row.createdAt.toISOString(),
  };
}
