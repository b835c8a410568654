// Rows of the team → the contract's shapes, with what the caller may do.
import type { Invitation, Member, Tenant } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { mayTouch } from './policy';
import type { InvitationRow, MemberRow, TenantRow } from './queries';

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
    role: row.role,
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentTenant(row: TenantRow): Tenant {
  return {
    id: row.id,
    name: row.name,
    website: row.website,
    locale: row.locale,
    timezone: row.timezone,
    country: row.country,
    createdAt: row.created_at.toISOString(),
  };
}
