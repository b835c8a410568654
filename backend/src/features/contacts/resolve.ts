// Find-or-create contacts by phone or hidden identity (LID, BSUID), for a whole batch in a constant number of statements.
//
// The rule when both are seen: the phone decides and the lid follows it. A contact known only by the lid becomes the phone's contact: if
// nobody has the phone yet it receives it, otherwise it is merged into the phone's contact (see merge.ts). A lid that belonged to a contact
// with another phone means that the person changed their number: the lid moves, both contacts stay.
import type { TenantTx } from '../../platform/db/database';
import { type PublishEvent, recordEvent } from '../../platform/events';
import { type Group, groupPeople, type Person } from './groups';
import { mergeContacts } from './merge';
import { firstNameOf } from './names';

export type { Person } from './groups';

export interface Resolved {
  contactId: string;
  created: boolean;
}

/** What a person's `lid` is: WhatsApp's own hidden identity, or the Cloud API's id of a person within a business. */
export type HiddenKind = 'lid' | 'bsuid';

export interface ResolveOptions {
  /** Default `lid`. */
  hiddenKind?: HiddenKind;
  /** Owner of the contacts that are created. */
  ownerId?: string | null;
  /** Records one `contact.created` event for all that are created. */
  publish?: PublishEvent;
}

/** What somebody is called who has shown neither name nor number. */
export const nameless = 'Unknown contact';

/**
 * @param people each with a phone (E.164), a lid or both
 * @returns one entry per person, in order
 * @throws Error when a person has neither
 */
export async function resolveContacts(
  tx: TenantTx,
  people: readonly Person[],
  { ownerId = null, publish, hiddenKind = 'lid' }: ResolveOptions = {},
): Promise<Resolved[]> {
  if (people.length === 0) return [];
  const { groups, groupOf } = groupPeople(people);
  const hasLids = groups.some((group) => group.lids.length > 0);
  // Two batches that meet the same lid would each create a contact for it; phones are kept apart by their unique index.
  if (hasLids)
    await tx.query("select pg_advisory_xact_lock(hashtextextended('contact-lids:' || $1::text, 0))", [tx.tenantId]);
  const known = await findKnown(tx, groups, hiddenKind);
  const adopted = await adoptPhones(tx, groups, known);
  const created = await createMissing(tx, groups, known, ownerId);
  if (hasLids) await joinLids(tx, groups, known, hiddenKind);
  await nameThem(tx, groups, known);
  if (publish && created.size > 0)
    await recordEvent(tx, publish, {
      type: 'contact.created',
      data: { contactIds: [...created].slice(0, 100), ownerIds: [ownerId], count: created.size },
    });
  if (publish && adopted.length > 0)
    await recordEvent(tx, publish, { type: 'contact.updated', data: { contactIds: adopted, ownerIds: [] } });
  return groupOf.map((index) => {
    const contactId = known.byGroup[index];
    if (!contactId) throw new Error('A contact could neither be found nor created');
    return { contactId, created: created.has(contactId) };
  });
}

interface Known {
  /** Contact ids by group index. */
  byGroup: (string | undefined)[];
  /** Contacts of the groups' lids, with whether they have a phone. */
  lids: Map<string, { contactId: string; phone: string | null }>;
}

async function findKnown(tx: TenantTx, groups: readonly Group[], hiddenKind: HiddenKind): Promise<Known> {
  const lids = groups.flatMap((group) => group.lids);
  const [byPhone, byLid] = await Promise.all([
    findByKeys(tx, groups),
    tx.query<{ value: string; contact_id: string; phone: string | null }>(
      `select i.value, i.contact_id, c.phone from identities i join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
       where i.tenant_id = $1 and i.kind = $3 and i.scope = '' and i.value = any($2)`,
      [tx.tenantId, lids, hiddenKind],
    ),
  ]);
  const known = new Map(byLid.map((row) => [row.value, { contactId: row.contact_id, phone: row.phone }]));
  return {
    lids: known,
    byGroup: groups.map(({ key, lids: own }) =>
      key ? byPhone.get(key) : own.map((lid) => known.get(lid)?.contactId).find(Boolean),
    ),
  };
}

async function findByKeys(tx: TenantTx, groups: readonly Group[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; phone_key: string }>(
    'select id, phone_key from contacts where tenant_id = $1 and phone_key = any($2)',
    [tx.tenantId, groups.flatMap(({ key }) => key ?? [])],
  );
  return new Map(rows.map((row) => [row.phone_key, row.id]));
}

/** A contact known by its lid alone receives the phone that is now known of it. @returns the ids of those that did */
async function adoptPhones(tx: TenantTx, groups: readonly Group[], known: Known): Promise<string[]> {
  const adopting = groups.flatMap(({ key, phone, lids }, index) => {
    if (!key || known.byGroup[index]) return [];
    const of = lids.map((lid) => known.lids.get(lid)).find((entry) => entry && entry.phone === null);
    return of ? [{ index, key, phone, contactId: of.contactId }] : [];
  });
  if (adopting.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `update contacts c set phone = a.phone, phone_key = a.key, updated_at = now()
     from (select distinct on (id) * from unnest($2::uuid[], $3::text[], $4::text[]) as a (id, phone, key) order by id) a
     where c.tenant_id = $1 and c.id = a.id
       and not exists (select from contacts o where o.tenant_id = $1 and o.phone_key = a.key)
     returning c.id`,
    [
      tx.tenantId,
      adopting.map((each) => each.contactId),
      adopting.map((each) => each.phone),
      adopting.map((each) => each.key),
    ],
  );
  const done = new Set(rows.map((row) => row.id));
  for (const { index, contactId } of adopting) {
    if (!done.delete(contactId)) continue;
    known.byGroup[index] = contactId;
    for (const entry of known.lids.values())
      if (entry.contactId === contactId) entry.phone = groups[index]?.phone ?? null;
  }
  await addPhoneIdentities(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => row.id);
}

async function createMissing(
  tx: TenantTx,
  groups: readonly Group[],
  known: Known,
  ownerId: string | null,
): Promise<Set<string>> {
  const missing = groups
    .map((group, index) => ({ ...group, index }))
    .filter(({ index }) => !known.byGroup[index])
    // One order for all batches, so that two of them cannot wait for each other.
    .sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  if (missing.length === 0) return new Set();
  const names = missing.map(({ name, phone }) => name ?? phone ?? nameless);
  const rows = await tx.query<{ id: string; phone_key: string | null; n: number }>(
    `with wanted as (
       select uuidv7() as id, w.* from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as w (phone, key, name, first_name, n)
     ), created as (
       insert into contacts (tenant_id, id, name, first_name, phone, phone_key, owner_id)
       select $1, id, name, first_name, phone, key, $6 from wanted order by n
       on conflict (tenant_id, phone_key) do nothing returning id, phone_key
     )
     select c.id, c.phone_key, w.n::int from created c join wanted w on w.id = c.id`,
    [
      tx.tenantId,
      missing.map(({ phone }) => phone),
      missing.map(({ key }) => key),
      names,
      missing.map(({ name }) => (name ? firstNameOf(name) : '')),
      ownerId,
    ],
  );
  for (const row of rows) {
    const at = missing[row.n - 1]?.index;
    if (at !== undefined) known.byGroup[at] = row.id;
  }
  const created = new Set(rows.map((row) => row.id));
  await addPhoneIdentities(tx, [...created]);
  // Somebody else created these lines between our look and our insert.
  const lost = missing.filter(({ index }) => !known.byGroup[index]);
  if (lost.length > 0) {
    const byKey = await findByKeys(tx, lost);
    for (const { key, index } of lost) known.byGroup[index] = key ? byKey.get(key) : undefined;
  }
  return created;
}

function addPhoneIdentities(tx: TenantTx, contactIds: readonly string[]): Promise<unknown> {
  return tx.query(
    `insert into identities (tenant_id, kind, value, contact_id)
     select tenant_id, 'phone', phone_key, id from contacts where tenant_id = $1 and id = any($2) and phone_key is not null
     on conflict (tenant_id, kind, scope, value) do update set contact_id = excluded.contact_id`,
    [tx.tenantId, contactIds],
  );
}

/** Gives every lid to its group's contact; contacts that were known by that lid alone are merged into it. */
async function joinLids(tx: TenantTx, groups: readonly Group[], known: Known, hiddenKind: HiddenKind): Promise<void> {
  const wanted = groups.flatMap(({ lids }, index) => {
    const contactId = known.byGroup[index];
    return contactId ? lids.map((lid) => ({ lid, contactId })) : [];
  });
  const moving = wanted.filter(({ lid, contactId }) => known.lids.get(lid)?.contactId !== contactId);
  if (moving.length === 0) return;
  await tx.query(
    `insert into identities (tenant_id, kind, value, contact_id)
     select $1, $4, w.lid, w.contact_id from unnest($2::text[], $3::uuid[]) as w (lid, contact_id)
     on conflict (tenant_id, kind, scope, value) do update set contact_id = excluded.contact_id`,
    [tx.tenantId, moving.map(({ lid }) => lid), moving.map(({ contactId }) => contactId), hiddenKind],
  );
  const merged = new Map<string, string>();
  for (const { lid, contactId } of moving) {
    const before = known.lids.get(lid);
    if (before && before.phone === null && before.contactId !== contactId) merged.set(before.contactId, contactId);
  }
  for (const [from, into] of merged) {
    await mergeContacts(tx, from, into);
    known.byGroup = known.byGroup.map((id) => (id === from ? into : id));
  }
}

/** Contacts that had to be called by their number (or nothing) take the first name that is seen. */
async function nameThem(tx: TenantTx, groups: readonly Group[], known: Known): Promise<void> {
  const named = groups.flatMap(({ name }, index) => {
    const id = known.byGroup[index];
    return name && id ? [{ id, name }] : [];
  });
  if (named.length === 0) return;
  await tx.query(
    `update contacts c set name = n.name, first_name = n.first_name, updated_at = now()
     from unnest($2::uuid[], $3::text[], $4::text[]) as n (id, name, first_name)
     where c.tenant_id = $1 and c.id = n.id and (c.name = c.phone or c.name = $5)`,
    [
      tx.tenantId,
      named.map(({ id }) => id),
      named.map(({ name }) => name),
      named.map(({ name }) => firstNameOf(name)),
      nameless,
    ],
  );
}
