// Inline audiences: people given by phone number, each with their own values.
import type { AudienceCount, ErrorDetail } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import type { PublishEvent } from '../../platform/events';
import { type Phone, parsePhone } from '../../platform/phone';
import { countryOfTenant, firstNameOf, inReviewSql, resolveContacts } from '../contacts';
import type { Recipient, StoredAudience } from './audience';
import type { SampledPerson } from './samples';

type Inline = Extract<StoredAudience, { type: 'inline' }>;

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

interface Read {
  people: ParsedRecipient[];
  faults: ErrorDetail[];
}

/** Reads the numbers; of several spellings of one line the first stays. */
async function readNumbers(tx: TenantTx, recipients: readonly Recipient[]): Promise<Read> {
  const country = await countryOfTenant(tx);
  const byKey = new Map<string, ParsedRecipient>();
  const faults: ErrorDetail[] = [];
  for (const [at, { phone: text, name, variables }] of recipients.entries()) {
    const phone = parsePhone(text, country);
    if (!phone) faults.push({ path: `audience.recipients.${at}.phone`, message: `“${text}” is not a phone number` });
    else if (!byKey.has(phone.key))
      byKey.set(phone.key, { row: at, phone, name, variables: ownValues(name, variables) });
  }
  return { people: [...byKey.values()], faults };
}

/** @throws AppError validation_failed naming the rows that hold no phone number */
export async function parseRecipients(tx: TenantTx, recipients: readonly Recipient[]): Promise<ParsedRecipient[]> {
  const { people, faults } = await readNumbers(tx, recipients);
  if (faults.length > 0)
    throw new AppError(
      'validation_failed',
      `${faults.length} of ${recipients.length} recipients have no usable phone number. Correct or remove them; write numbers with their country code.`,
      { details: faults.slice(0, namedFaults) },
    );
  return people;
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

/** Finds or creates everybody's contact. @returns their own values by contact id */
export async function resolvePeople(
  tx: TenantTx,
  publish: PublishEvent,
  audience: Inline,
): Promise<Map<string, Record<string, string>>> {
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
  return people;
}

interface KnownRow {
  id: string;
  phone_key: string;
  owner_id: string | null;
  opted_out: boolean;
  in_review: boolean;
}

export interface InlinePreview {
  count: AudienceCount;
  /** Those who would be written to, with their contact if there is one already. */
  sendable: SampledPerson[];
}

/**
 * What launching would find, without creating anybody. People of another coach cannot be reached by this one.
 * @throws AppError validation_failed naming the rows that hold no phone number
 */
export async function previewInline(tx: TenantTx, audience: Inline): Promise<InlinePreview> {
  const people = await parseRecipients(tx, audience.recipients);
  return sortPeople(tx, audience, { people, faults: [] });
}

/** The same count while people are still being typed: wrong numbers are counted instead of refused. */
export async function countInline(tx: TenantTx, audience: Inline): Promise<AudienceCount> {
  return (await sortPeople(tx, audience, await readNumbers(tx, audience.recipients))).count;
}

async function sortPeople(tx: TenantTx, audience: Inline, { people, faults }: Read): Promise<InlinePreview> {
  const rows = await tx.query<KnownRow>(
    `select c.id, c.phone_key, c.owner_id, c.opted_out_at is not null as opted_out, ${inReviewSql} as in_review
     from contacts c where c.tenant_id = $1 and c.phone_key = any($2::text[])`,
    [tx.tenantId, people.map(({ phone }) => phone.key)],
  );
  const known = new Map(rows.map((row) => [row.phone_key, row]));
  const total = audience.recipients.length;
  const duplicates = total - people.length - faults.length;
  const leftOut = { optedOut: 0, noAddress: 0, inReview: 0, otherCoach: 0, duplicates, invalid: faults.length };
  const sendable: InlinePreview['sendable'] = [];
  for (const recipient of people) {
    const contact = known.get(recipient.phone.key);
    if (contact && audience.ownerId !== null && contact.owner_id !== audience.ownerId) leftOut.otherCoach += 1;
    else if (contact?.opted_out) leftOut.optedOut += 1;
    else if (contact?.in_review) leftOut.inReview += 1;
    else sendable.push({ ...recipient, e164: recipient.phone.e164, contactId: contact?.id });
  }
  return { count: { total, sendable: sendable.length, leftOut }, sendable };
}
