// The latest things that happened, with names instead of ids.
import type { activityItem, EventType } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';

/** What people want to read about; movements of single messages and progress ticks are not news. */
const news: readonly EventType[] = [
  'tenant.created',
  'user.joined',
  'user.removed',
  'import.finished',
  'import.undone',
  'connection.created',
  'connection.deleted',
  'template.created',
  'template.updated',
  'template.deleted',
  'campaign.created',
  'campaign.scheduled',
  'campaign.unscheduled',
  'campaign.started',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'campaign.failed',
  'campaign.retried',
  'contact.opted_out',
  'credits.topped_up',
];
const maxItems = 30;

interface ActivityRow {
  id: string;
  type: string;
  subject_id: string | null;
  actor_name: string | null;
  subject_name: string | null;
  created_at: Date;
}

/**
 * The newest events, newest first; each type is read from the end of its own index range, so that a busy inbox does not slow this down.
 * @param ownerId limits to what this person did and to what happened to their campaigns; null means everybody's
 */
export async function readActivity(tx: TenantTx, ownerId: string | null): Promise<z.input<typeof activityItem>[]> {
  const rows = await tx.query<ActivityRow>(
    `select e.id, e.type, e.subject_id, e.created_at, u.name as actor_name,
       coalesce(case split_part(e.type, '.', 1)
         when 'campaign' then (select k.name from campaigns k where k.tenant_id = $1 and k.id = e.subject_id)
         when 'template' then (select t.name from templates t where t.tenant_id = $1 and t.id = e.subject_id)
         when 'connection' then (select c.name from connections c where c.tenant_id = $1 and c.id = e.subject_id)
         when 'contact' then (select c.name from contacts c where c.tenant_id = $1 and c.id = e.subject_id)
         when 'import' then (select i.file_name from imports i where i.tenant_id = $1 and i.id = e.subject_id)
         when 'user' then (select s.name from users s where s.id = e.subject_id)
       end, e.data ->> 'name') as subject_name
     from (
       select n.* from unnest($2::text[]) wanted (type)
       cross join lateral (
         select x.id, x.type, x.actor_id, x.subject_id, x.data, x.created_at from events x
         where x.tenant_id = $1 and x.type = wanted.type
           and ($3::uuid is null or x.actor_id = $3
             or exists (select from campaigns k where k.tenant_id = $1 and k.id = x.subject_id and k.owner_id = $3))
         order by x.id desc limit ${maxItems}
       ) n
       order by n.id desc limit ${maxItems}
     ) e
     left join users u on u.id = e.actor_id
     order by e.id desc`,
    [tx.tenantId, news, ownerId],
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    actorName: row.actor_name,
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    at: row.created_at.toISOString(),
  }));
}
