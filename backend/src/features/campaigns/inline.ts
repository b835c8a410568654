// Inline audiences: people given by phone number, each with their own values.
import type { ErrorDetail } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import type { PublishEvent } from '../../platform/events';
import { type Phone, parsePhone } from '../../platform/phone';
import { countryOfTenant, firstNameOf, resolveContacts } from '../contacts';
import type { AudienceCount, Recipient, StoredAudience } from './audience';

type Inline = StoredAudience & { type: 'inline' };

export interface ParsedRecipient {
  /** Its place in the list, from 0. */
  row: number;
  phone: Phone;
  name: string | undefined;
  /** What they alone are told; their given name counts as a value too. */
  variables: Record<string, string>;
}

/** How many wrong numbers are named one by one. */
const namedFaults = 20;

/**
 * Reads the numbers; of several spellings of one line the first stays.
 * @throws AppError validation_failed naming the rows that hold no phone number
 */
export async function parseRecipients(tx: TenantTx, recipients: readonly Recipient[]): Promise<ParsedRecipient[]> {
  const country = await countryOfTenant(tx);
  const byKey = new Map<string, ParsedRecipient>();
  const faults: ErrorDetail[] = [];
  for (const [at, { phone: text, name, variables }] of recipients.entries()) {
    const phone = parsePhone(text, country);
    if (!phone) faults.push({ path: `audience.recipients.${at}.phone`, message: `“${text}” is not a phone number` });
    else if (!byKey.has(phone.key))
      byKey.set(phone.key, { row: at, phone, name, variables: ownValues(name, variables) });
  }
  if (faults.length > 0)
    throw new AppError(
      'validation_failed',
      `${faults.length} of ${recipients.length} recipients have no usable phone number. Correct or remove them; write numbers with their country code.`,
      { details: faults.slice(0, namedFaults) },
    );
  return [...byKey.values()];
}

/**
 * A coach writes to people of their own. Numbers that belong to somebody else's contact are refused before anything is saved or launched;
 * should one change hands later, the audience's own limit leaves it out.
 * @throws AppError validation_failed naming the rows that hold no phone number or somebody else's contact
 */
export async function demandOwnPeople(tx: TenantTx, audience: Inline): Promise<void> {
  const recipients = await parseRecipients(tx, audience.recipients);
  if (audience.ownerId === null) return;
  const rows = await tx.query<{ phone_key: string }>(
    'select phone_key from contacts where tenant_id = $1 and phone_key = any($2::text[]) and owner_id is distinct from $3',
    [tx.tenantId, recipients.map(({ phone }) => phone.key), audience.ownerId],
  );
  if (rows.length === 0) return;
  const foreign = new Set(rows.map((row) => row.phone_key));
  const details = recipients
    .filter(({ phone }) => foreign.has(phone.key))
    .map(({ row, phone }) => ({
      path: `audience.recipients.${row}.phone`,
      message: `${phone.e164} belongs to a contact of your team that is not yours`,
    }));
  throw new AppError(
    'validation_failed',
    `${details.length} of ${audience.recipients.length} recipients are contacts of somebody else in your team. Remove them, or ask an admin to give them to you.`,
    { details: details.slice(0, namedFaults) },
  );
}

function ownValues(name: string | undefined, variables: Record<string, string> = {}): Record<string, string> {
  return name ? { name, first_name: firstNameOf(name), ...variables } : { ...variables };
}

/** Finds or creates everybody's contact. @returns the audience with its people, in contact id order */
export async function resolvePeople(tx: TenantTx, publish: PublishEvent, audience: Inline): Promise<Inline> {
  const recipients = await parseRecipients(tx, audience.recipients);
  const resolved = await resolveContacts(
    tx,
    recipients.map(({ phone, name }) => ({ phone: phone.e164, ...(name ? { name } : {}) })),
    { ownerId: audience.ownerId, publish },
  );
  const people = new Map<string, Record<string, string>>();
  for (const [at, { variables }] of recipients.entries()) {
    const contactId = resolved[at]?.contactId;
    if (contactId && !people.has(contactId)) people.set(contactId, variables);
  }
  const sorted = [...people].map(([contactId, variables]) => ({ contactId, variables }));
  sorted.sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  return { ...audience, people: sorted };
}

interface KnownRow {
  id: string;
  phone_key: string;
  owner_id: string | null;
  opted_out: boolean;
}

export interface InlinePreview {
  count: AudienceCount & { duplicates: number };
  /** Those who would be written to, with their contact if there is one already. */
  sendable: (ParsedRecipient & { contactId: string | undefined })[];
}

/** What launching would find, without creating anybody. People of another coach cannot be reached by this one. */
export async function previewInline(tx: TenantTx, audience: Inline): Promise<InlinePreview> {
  const recipients = await parseRecipients(tx, audience.recipients);
  const rows = await tx.query<KnownRow>(
    'select id, phone_key, owner_id, opted_out_at is not null as opted_out from contacts where tenant_id = $1 and phone_key = any($2::text[])',
    [tx.tenantId, recipients.map(({ phone }) => phone.key)],
  );
  const known = new Map(rows.map((row) => [row.phone_key, row]));
  const count = { total: audience.recipients.length, sendable: 0, optedOut: 0, noAddress: 0, duplicates: 0 };
  const sendable: InlinePreview['sendable'] = [];
  for (const recipient of recipients) {
    const contact = known.get(recipient.phone.key);
    const foreign = contact !== undefined && audience.ownerId !== null && contact.owner_id !== audience.ownerId;
    if (foreign) count.noAddress += 1;
    else if (contact?.opted_out) count.optedOut += 1;
    else sendable.push({ ...recipient, contactId: contact?.id });
  }
  count.sendable = sendable.length;
  count.duplicates = audience.recipients.length - recipients.length;
  return { count, sendable };
}
