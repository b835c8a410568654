// Writes one batch of rows: creates, updates or skips contacts by set-based SQL, keeps the reasons, and advances the counters, all in one
// transaction. What repeats inside the file is known from the database (contacts this import created or changed), so memory stays flat and a
// restart needs no memory of what came before.
import type { RowFault } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import type { MappedRow, RowContact } from './map-row';

export interface BatchRow {
  line: number;
  cells: string[];
  mapped: MappedRow;
}

export interface BatchTarget {
  importId: string;
  duplicates: 'skip' | 'update';
  ownerId: string | null;
  /** Put on every contact that is created or updated. */
  tags: readonly string[];
  /** Whose contacts may be updated: everybody's, or only this person's. */
  mayUpdate: 'all' | { userId: string };
}

export interface BatchCounts {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

interface Refusal {
  line: number;
  fault: RowFault;
  cells: string[];
}

interface Existing {
  phone_key: string;
  owner_id: string | null;
  of_this_import: boolean;
}

const repeats: RowFault = { code: 'repeated' };
const known: RowFault = { code: 'exists' };
const foreign: RowFault = { code: 'of_colleague' };

/** @returns what happened to the rows; the caller adds it to the import's counters in the same transaction */
export async function writeBatch(tx: TenantTx, target: BatchTarget, rows: readonly BatchRow[]): Promise<BatchCounts> {
  const { wanted, refusals, failed } = sortRows(rows);
  const refuse = (key: string, fault: RowFault) => {
    const row = wanted.get(key);
    if (row) refusals.push({ line: row.line, fault, cells: row.cells });
    wanted.delete(key);
  };
  const updates: RowContact[] = [];
  for (const existing of await findExisting(tx, target.importId, [...wanted.keys()])) {
    const fault = whyNotUpdate(target, existing);
    const row = wanted.get(existing.phone_key);
    if (fault) refuse(existing.phone_key, fault);
    else if (row) updates.push(row.contact);
    wanted.delete(existing.phone_key);
  }
  const created = new Set(
    await createContacts(
      tx,
      target,
      [...wanted.values()].map(({ contact }) => contact),
    ),
  );
  // Somebody else created these between our look and our insert.
  for (const key of [...wanted.keys()]) if (!created.has(key)) refuse(key, known);
  const updated = await updateContacts(tx, target, updates);
  await keepRefusals(tx, target.importId, refusals);
  return { created: created.size, updated, skipped: refusals.length - failed, failed };
}

/** Parts what can be imported, by phone key, from what cannot; the first of several rows with one number wins. */
function sortRows(rows: readonly BatchRow[]) {
  const wanted = new Map<string, BatchRow & { contact: RowContact }>();
  const refusals: Refusal[] = [];
  let failed = 0;
  for (const row of rows) {
    const { line, cells, mapped } = row;
    if ('fault' in mapped) {
      failed += 1;
      refusals.push({ line, cells, fault: mapped.fault });
    } else if (wanted.has(mapped.contact.key)) refusals.push({ line, cells, fault: repeats });
    else wanted.set(mapped.contact.key, { ...row, contact: mapped.contact });
  }
  return { wanted, refusals, failed };
}

function whyNotUpdate({ duplicates, mayUpdate }: BatchTarget, existing: Existing): RowFault | undefined {
  if (existing.of_this_import) return repeats;
  if (duplicates === 'skip') return known;
  return mayUpdate === 'all' || existing.owner_id === mayUpdate.userId ? undefined : foreign;
}

function findExisting(tx: TenantTx, importId: string, keys: readonly string[]): Promise<Existing[]> {
  return tx.query(
    `select c.phone_key, c.owner_id, (c.import_id is not distinct from $2 or exists (
         select from import_changes h where h.tenant_id = c.tenant_id and h.import_id = $2 and h.contact_id = c.id)) as of_this_import
     from contacts c where c.tenant_id = $1 and c.phone_key = any($3)`,
    [tx.tenantId, importId, keys],
  );
}

/** Rows travel as one JSON text: nested fields stay whole, and it is encoded natively. */
const recordset = `json_to_recordset($3::json) as r (name text, first_name text, phone text, key text, email text, tags text[], status text,
  temperature text, source text, country text, city text, client jsonb, attributes jsonb)`;

/** @returns the keys that were created */
async function createContacts(tx: TenantTx, target: BatchTarget, contacts: readonly RowContact[]): Promise<string[]> {
  if (contacts.length === 0) return [];
  const rows = await tx.query<{ phone_key: string }>(
    `with created as (
       insert into contacts (tenant_id, import_id, name, first_name, phone, phone_key, email, owner_id, status, temperature, source, country, city, client, attributes, tags)
       select $1, $2, coalesce(r.name, r.phone), coalesce(r.first_name, ''), r.phone, r.key, r.email, $4, coalesce(r.status, 'new'), r.temperature,
         r.source, r.country, r.city, r.client, r.attributes, r.tags
       from ${recordset}
       on conflict (tenant_id, phone_key) do nothing returning id, phone_key
     ), named as (
       insert into identities (tenant_id, kind, value, contact_id) select $1, 'phone', phone_key, id from created
       on conflict (tenant_id, kind, scope, value) do update set contact_id = excluded.contact_id
     )
     select phone_key from created`,
    [tx.tenantId, target.importId, JSON.stringify(tagged(contacts, target.tags)), target.ownerId],
  );
  return rows.map((row) => row.phone_key);
}

/** Mapped cells that are not blank replace what is there; tags are added; what was there before is kept for undo. */
async function updateContacts(tx: TenantTx, target: BatchTarget, contacts: readonly RowContact[]): Promise<number> {
  if (contacts.length === 0) return 0;
  const rows = await tx.query(
    `with r as (select * from ${recordset}), kept as (
       insert into import_changes (tenant_id, import_id, contact_id, before)
       select $1, $2, c.id, jsonb_build_object('name', c.name, 'first_name', c.first_name, 'email', c.email, 'status', c.status,
         'temperature', c.temperature, 'source', c.source, 'country', c.country, 'city', c.city, 'client', c.client,
         'attributes', c.attributes, 'tags', to_jsonb(c.tags))
       from r join contacts c on c.tenant_id = $1 and c.phone_key = r.key
     )
     update contacts c set name = coalesce(r.name, c.name), first_name = coalesce(r.first_name, c.first_name), email = coalesce(r.email, c.email),
       status = coalesce(r.status, c.status), temperature = coalesce(r.temperature, c.temperature), source = coalesce(r.source, c.source),
       country = coalesce(r.country, c.country), city = coalesce(r.city, c.city), client = c.client || r.client,
       attributes = c.attributes || r.attributes, tags = array(select distinct unnest(c.tags || r.tags)), updated_at = now()
     from r where c.tenant_id = $1 and c.phone_key = r.key returning c.id`,
    [tx.tenantId, target.importId, JSON.stringify(tagged(contacts, target.tags))],
  );
  return rows.length;
}

function tagged(contacts: readonly RowContact[], tags: readonly string[]): readonly RowContact[] {
  if (tags.length === 0) return contacts;
  return contacts.map((contact) => ({ ...contact, tags: [...new Set([...contact.tags, ...tags])] }));
}

async function keepRefusals(tx: TenantTx, importId: string, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await tx.query(
    `insert into import_errors (tenant_id, import_id, row_number, reason, cells)
     select $1, $2, r.line, r.fault::text, r.cells from json_to_recordset($3::json) as r (line int, fault jsonb, cells jsonb)
     on conflict do nothing`,
    [tx.tenantId, importId, JSON.stringify(refusals)],
  );
}
