// What team reads: members, invitations, the tenant.
import type { Role } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { prisma } from '../../platform/db/prisma';

export interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: 'active' | 'deactivated';
  created_at: Date;
}

const memberColumns = 'u.id, u.name, u.email, m.role, m.status, m.created_at';

/** A tenant's team is read whole; larger ones than this are cut. */
const maxMembers = 1000;

export function findMembers(tx: TenantTx): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select ${memberColumns} from memberships m join users u on u.id = m.user_id
     where m.tenant_id = $1 order by m.created_at, u.id limit ${maxMembers}`,
    [tx.tenantId],
  );
}

/** The member, locked until the transaction ends. */
export function lockMember(tx: TenantTx, userId: string): Promise<MemberRow | undefined> {
  return tx.one<MemberRow>(
    `select ${memberColumns} from memberships m join users u on u.id = m.user_id
     where m.tenant_id = $1 and m.user_id = $2 for no key update of m`,
    [tx.tenantId, userId],
  );
}

/** The acting owners, locked in one order, so that two owners cannot unmake each other at the same moment. */
export async function lockOwners(tx: TenantTx): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(
    `select user_id from memberships where tenant_id = $1 and role = 'owner' and status = 'active' order by user_id for no key update`,
    [tx.tenantId],
  );
  return rows.map((row) => row.user_id);
}

/** True when someone with this address (in lower case) belongs to the tenant already. */
export async function isMember(tx: TenantTx, email: string): Promise<boolean> {
  const row = await tx.one(
    'select 1 from memberships m join users u on u.id = m.user_id where m.tenant_id = $1 and lower(u.email) = $2',
    [tx.tenantId, email],
  );
  return row !== undefined;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: string;
  expiresAt: Date;
  acceptedAt: Date | null;
  createdAt: Date;
}

/** Invitations nobody has accepted, newest first; expired ones too, so that they can be withdrawn or sent again. */
export function findOpenInvitations(tx: TenantTx): Promise<InvitationRow[]> {
  return prisma.invitation.findMany({
    where: { tenantId: tx.tenantId, acceptedAt: null },
    select: { id: true, email: true, role: true, expiresAt: true, acceptedAt: true, createdAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  });
}

export function findTenant(tx: TenantTx) {
  return prisma.tenant.findFirst({ where: { id: tx.tenantId } });
}
