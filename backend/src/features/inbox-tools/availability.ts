// Who takes new chats: members who can answer, whether they are taking, and how many open chats they have.
import type { availability, EndpointParsed, Page, Role, setAvailability as setEndpoint } from '@parley/contract';
import type { z } from 'zod';
import { demand } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { answersChats } from './assign/deal-out';

type Availability = z.output<typeof availability>;
type Wish = EndpointParsed<typeof setEndpoint>['body'];

interface MemberRow {
  user_id: string;
  name: string;
  role: Role;
  available: boolean;
  open: number;
  last_assigned_at: Date | null;
}

/** By name. */
export async function listAvailability({ tx }: TenantContext): Promise<Page<Availability>> {
  const items = (await readMembers(tx)).map(present);
  return { items, pagination: { limit: items.length, nextCursor: null } };
}

/** @throws AppError not_found for somebody who does not answer chats, forbidden for another person without inbox.manage */
export async function setAvailability(context: TenantContext, { available, userId }: Wish): Promise<Availability> {
  const { tx, actor } = context;
  const whom = userId ?? actor.userId;
  const [before] = await readMembers(tx, whom);
  const member = found(before, 'team member');
  if (whom !== actor.userId) demand(actor, 'inbox.manage');
  const changed = await tx.one(
    `update memberships set available = $3 where tenant_id = $1 and user_id = $2 and available <> $3 returning user_id`,
    [tx.tenantId, whom, available],
  );
  if (changed) await context.record({ type: 'inbox.availability', subjectId: whom, data: { available } });
  return present({ ...member, available });
}

async function readMembers(tx: TenantTx, userId: string | null = null): Promise<MemberRow[]> {
  const rows = await tx.query<MemberRow>(
    `select m.user_id, u.name, m.role, m.available, m.last_assigned_at,
       (select count(*)::int from chats c where c.tenant_id = m.tenant_id and c.assignee_id = m.user_id and c.status = 'open' and c.status <> 'closed') as open
     from memberships m join users u on u.id = m.user_id
     where m.tenant_id = $1 and m.status = 'active' and ($2::uuid is null or m.user_id = $2) order by lower(u.name), m.user_id`,
    [tx.tenantId, userId],
  );
  return rows.filter(({ role }) => answersChats(role));
}

function present(row: MemberRow): Availability {
  return {
    userId: row.user_id,
    name: row.name,
    available: row.available,
    open: row.open,
    lastAssignedAt: row.last_assigned_at?.toISOString() ?? null,
  };
}
