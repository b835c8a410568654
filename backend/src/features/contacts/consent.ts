// Consent: an append-only ledger of who said yes or no; the contact carries its latest word.
import type { ConsentDecision, ConsentOrigin } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { type PublishEvent, recordEvent } from '../../platform/events';
import { type AboutRow, aboutPeople } from './about-people';

export interface NewConsent {
  contactId: string;
  decision: ConsentDecision;
  origin: ConsentOrigin;
  /** The person of the team who recorded it. */
  actorId?: string | null;
  /** The message that says it, what it said then, and the word it was recognised by. */
  messageId?: string | null;
  words?: string | null;
  keyword?: string | null;
  language?: string | null;
  note?: string | null;
  /** When the person said it; left out: now. What is older than the latest word is kept as evidence and changes nothing. */
  saidAt?: Date | null;
}

export interface ConsentChange {
  contactId: string;
  decision: ConsentDecision;
}

/** Records one decision. @returns true when the contact's standing changed */
export async function recordConsent(
  tx: TenantTx,
  publish: PublishEvent,
  { requestId, ...said }: NewConsent & { requestId?: string | null },
): Promise<boolean> {
  return (await recordConsents(tx, publish, [said], requestId)).length > 0;
}

/**
 * Appends decisions with their evidence and sets the latest of each person on the contact, in a fixed number of statements. Repeating a decision
 * adds evidence and changes nothing else. Open questions about what a person meant are settled by it. One event for all who left, one for
 * all who came back.
 * @param said in the order it was said
 * @returns whose standing changed
 */
export async function recordConsents(
  tx: TenantTx,
  publish: PublishEvent,
  said: readonly NewConsent[],
  requestId?: string | null,
): Promise<ConsentChange[]> {
  if (said.length === 0) return [];
  const changed = await setStanding(tx, said);
  await appendEntries(tx, said);
  await settleReviews(tx, publish, said);
  for (const decision of ['opt_out', 'opt_in'] as const) {
    const of = changed.filter((row) => row.decision === decision);
    const [first] = of;
    if (!first) continue;
    const { subjectId, data } = aboutPeople(of);
    const source = said.find((one) => one.contactId === first.contact_id && one.decision === decision);
    await recordEvent(tx, publish, {
      type: decision === 'opt_out' ? 'contact.opted_out' : 'contact.opted_in',
      actorId: source?.actorId ?? null,
      requestId: requestId ?? null,
      subjectId,
      data: { ...data, origin: source?.origin },
    });
  }
  return changed.map(({ contact_id: contactId, decision }) => ({ contactId, decision }));
}

type ChangedRow = AboutRow & { decision: ConsentDecision };

function setStanding(tx: TenantTx, said: readonly NewConsent[]): Promise<ChangedRow[]> {
  return tx.query<ChangedRow>(
    `with latest as (
       select distinct on (s.contact_id) s.contact_id, s.decision, s.said_at
       from unnest($2::uuid[], $3::text[], $4::timestamptz[]) with ordinality as s (contact_id, decision, said_at, n)
       order by s.contact_id, coalesce(s.said_at, now()) desc, s.n desc
     ), locked as (
       select k.id from contacts k join latest l on l.contact_id = k.id where k.tenant_id = $1 order by k.id for no key update of k
     )
     update contacts k set opted_out_at = case when l.decision = 'opt_out' then now() end, updated_at = now()
     from latest l join locked on locked.id = l.contact_id
     where k.tenant_id = $1 and k.id = l.contact_id and (k.opted_out_at is null) = (l.decision = 'opt_out')
       and not exists (
         select from consent_entries e where e.tenant_id = $1 and e.contact_id = k.id and l.said_at is not null and e.said_at > l.said_at)
     returning k.id as contact_id, k.owner_id, l.decision`,
    [
      tx.tenantId,
      said.map((one) => one.contactId),
      said.map((one) => one.decision),
      said.map((one) => one.saidAt ?? null),
    ],
  );
}

async function appendEntries(tx: TenantTx, said: readonly NewConsent[]): Promise<void> {
  const column = <T>(read: (one: NewConsent) => T) => said.map((one) => read(one) ?? null);
  await tx.query(
    `insert into consent_entries (tenant_id, contact_id, decision, origin, actor_id, message_id, words, keyword, language, note, said_at)
     select $1, s.contact_id, s.decision, s.origin, s.actor_id, s.message_id, s.words, s.keyword, s.language, s.note, least(s.said_at, now())
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[])
       with ordinality as s (contact_id, decision, origin, actor_id, message_id, words, keyword, language, note, said_at, n) order by s.n`,
    [
      tx.tenantId,
      column((one) => one.contactId),
      column((one) => one.decision),
      column((one) => one.origin),
      column((one) => one.actorId),
      column((one) => one.messageId),
      column((one) => one.words),
      column((one) => one.keyword),
      column((one) => one.language),
      column((one) => one.note),
      column((one) => one.saidAt),
    ],
  );
}

/** Whoever has said it plainly since need not be guessed about any more. */
async function settleReviews(tx: TenantTx, publish: PublishEvent, said: readonly NewConsent[]): Promise<void> {
  const rows = await tx.query<AboutRow & { message_id: string | null }>(
    `with latest as (
       select distinct on (s.contact_id) * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[]) with ordinality as s (contact_id, decision, actor_id, said_at, n)
       order by s.contact_id, coalesce(s.said_at, now()) desc, s.n desc
     ), settled as (
       update consent_reviews r set state = case when r.guess = l.decision then 'confirmed' else 'dismissed' end, decided_by = l.actor_id, decided_at = now()
       from latest l where r.tenant_id = $1 and r.contact_id = l.contact_id and r.state = 'open' and r.said_at <= coalesce(l.said_at, now())
       returning r.contact_id, r.message_id, r.state
     ), marked as (
       update messages m set content = jsonb_set(m.content, '{consent,stage}', to_jsonb(s.state)) from settled s
       where m.tenant_id = $1 and m.id = s.message_id and m.content ? 'consent'
     )
     select s.contact_id, s.message_id, k.owner_id from settled s join contacts k on k.tenant_id = $1 and k.id = s.contact_id`,
    [
      tx.tenantId,
      said.map((one) => one.contactId),
      said.map((one) => one.decision),
      said.map((one) => one.actorId ?? null),
      said.map((one) => one.saidAt ?? null),
    ],
  );
  if (rows.length === 0) return;
  await recordEvent(tx, publish, {
    type: 'consent.reviewed',
    actorId: said[0]?.actorId ?? null,
    ...aboutPeople(rows),
  });
  const messageIds = rows.flatMap((row) => row.message_id ?? []);
  if (messageIds.length > 0) await recordEvent(tx, publish, { type: 'message.status', data: { messageIds } });
}
