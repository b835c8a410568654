// Two hundred contacts, half of them the coach's, met over the last two months.
import { createContact } from '@parley/contract';
import type { Parts } from '../../platform/parts';
import type { Client } from './client';
import { peopleCount, personAt, phoneOf } from './people';
import type { Team } from './team';

/** Contacts made at a time. */
const atOnce = 8;

export async function seedContacts(client: Client, parts: Parts, team: Team): Promise<void> {
  const rows = await parts.db.read<{ phone: string }>(team.tenantId, 'select phone from contacts');
  const there = new Set(rows.map((row) => row.phone));
  const missing = Array.from({ length: peopleCount }, (_, at) => at).filter((at) => !there.has(phoneOf(at)));
  for (let start = 0; start < missing.length; start += atOnce)
    await Promise.all(
      missing.slice(start, start + atOnce).map((at) =>
        client.call(createContact, {
          token: team.admin.token,
          // Two English, two Hebrew names in turn: the coach gets people of both.
          body: { ...personAt(at), ownerId: at % 4 < 2 ? team.coach.userId : null },
        }),
      ),
    );
  if (missing.length > 0)
    await parts.db.withTenant(team.tenantId, (tx) =>
      tx.query(
        `update contacts c set created_at = now() - make_interval(hours => (n.turn * 7)::int)
         from (select id, row_number() over (order by phone) as turn from contacts where tenant_id = $1) n
         where c.tenant_id = $1 and c.id = n.id`,
        [team.tenantId],
      ),
    );
}
