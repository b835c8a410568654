// Find-or-create contacts by an id that means somebody only within a page or an Instagram account, for a whole batch.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import { firstNameOf } from './names';
import { nameless, type Resolved, type ResolveOptions } from './resolve';

export interface ScopedPerson {
  /** PSID or IGSID. */
  scopedId: string;
  name: string | null;
}

/**
 * @param scope the page or account; the same id elsewhere is somebody else
 * @returns one entry per person, in order
 */
export async function resolveScoped(
  tx: TenantTx,
  kind: 'psid' | 'igsid',
  scope: string,
  people: readonly ScopedPerson[],
  { ownerId = null, publish }: Omit<ResolveOptions, 'hiddenKind'> = {},
): Promise<Resolved[]> {
  if (people.length === 0) return [];
  // Two batches that meet the same person would each create a contact.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('contact-scoped:' || $1::text || $2, 0))", [
    tx.tenantId,
    scope,
  ]);
  const names = new Map<string, string | null>();
  for (const { scopedId, name } of people) names.set(scopedId, names.get(scopedId) ?? name);
  const known = await findScoped(tx, kind, scope, [...names.keys()]);
  const missing = [...names].filter(([scopedId]) => !known.has(scopedId));
  const created = missing.length > 0 ? await create(tx, kind, scope, missing, ownerId) : new Map<string, string>();
  if (publish && created.size > 0)
    await recordEvent(tx, publish, {
      type: 'contact.created',
      data: { contactIds: [...created.values()].slice(0, 100), ownerIds: [ownerId], count: created.size },
    });
  return people.map(({ scopedId }) => {
    const contactId = known.get(scopedId) ?? created.get(scopedId);
    if (!contactId) throw new Error('A contact could neither be found nor created');
    return { contactId, created: created.has(scopedId) };
  });
}

/** Contacts that are known by these ids. */
export async function findScoped(
  tx: TenantTx,
  kind: 'psid' | 'igsid',
  scope: string,
  scopedIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ value: string; contact_id: string }>(
    'select value, contact_id from identities where tenant_id = $1 and kind = $2 and scope = $3 and value = any($4::text[])',
    [tx.tenantId, kind, scope, scopedIds],
  );
  return new Map(rows.map((row) => [row.value, row.contact_id]));
}

async function create(
  tx: TenantTx,
  kind: 'psid' | 'igsid',
  scope: string,
  people: readonly (readonly [scopedId: string, name: string | null])[],
  ownerId: string | null,
): Promise<Map<string, string>> {
  const rows = await tx.query<{ value: string; contact_id: string }>(
    `with wanted as (
       select uuidv7() as id, w.* from unnest($2::text[], $3::text[], $4::text[]) with ordinality as w (value, name, first_name, n)
     ), created as (
       insert into contacts (tenant_id, id, name, first_name, owner_id, source) select $1, id, name, first_name, $5, $6 from wanted order by n returning id
     )
     insert into identities (tenant_id, kind, scope, value, contact_id)
     select $1, $7, $8, w.value, w.id from wanted w join created c on c.id = w.id returning value, contact_id`,
    [
      tx.tenantId,
      people.map(([scopedId]) => scopedId),
      people.map(([, name]) => name ?? nameless),
      people.map(([, name]) => (name ? firstNameOf(name) : '')),
      ownerId,
      kind === 'psid' ? 'messenger' : 'instagram',
      kind,
      scope,
    ],
  );
  return new Map(rows.map((row) => [row.value, row.contact_id]));
}
