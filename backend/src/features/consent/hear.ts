// What arriving messages say about consent: recorded in the transaction that stores them, so that it happens once and is never lost.
import type { ConsentLanguage, MessageContent } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { aboutPeople, recordConsents } from '../contacts';
import type { DueConfirmation } from './confirm';
import { isTalk, type Match, matchConsent } from './match';
import { type ConsentRules, readRules } from './settings';

/** A new message as intake stored it. */
export interface HeardMessage {
  id: string;
  contactId: string;
  chatId: string;
  fromMe: boolean;
  text: string | null;
  choice: MessageContent['choice'];
  /** E.164, where the channel tells it. */
  phone: string | null;
  at: Date;
}

interface Said {
  message: HeardMessage;
  match: Match;
  words: string;
}

export interface Heard {
  rules: ConsentRules;
  /** Whose standing changed by which message. */
  due: DueConfirmation[];
}

/**
 * Records decisions and queues near misses. Costs nothing for messages that are plainly about something else, and a fixed number of statements
 * for any number of others. Only what the person wrote counts, never our own side of the conversation.
 * @returns undefined when nothing was said
 */
export async function hearConsent(
  tx: TenantTx,
  parts: Parts,
  messages: readonly HeardMessage[],
): Promise<Heard | undefined> {
  const candidates = messages.filter((message) => !message.fromMe && wordsOf(message).some((words) => !isTalk(words)));
  if (candidates.length === 0) return undefined;
  const rules = await readRules(tx);
  const said = candidates.flatMap((message) => understand(message, rules) ?? []);
  if (said.length === 0) return undefined;
  const sure = said.filter(({ match }) => match.sure);
  const reviewed = await openReviews(
    tx,
    parts,
    said.filter(({ match }) => !match.sure),
  );
  const changes = await recordConsents(
    tx,
    parts.publish,
    sure.map(({ message, match, words }) => ({
      contactId: message.contactId,
      decision: match.decision,
      origin: 'message' as const,
      messageId: message.id,
      words,
      keyword: match.keyword,
      language: match.language,
      saidAt: message.at,
    })),
  );
  await markMessages(tx, [
    ...sure.map((one) => ({ ...one, stage: 'recorded' as const })),
    ...said.filter(({ message }) => reviewed.has(message.id)).map((one) => ({ ...one, stage: 'open' as const })),
  ]);
  const due = changes.flatMap(({ contactId, decision }) => {
    const last = sure.findLast((one) => one.message.contactId === contactId && one.match.decision === decision);
    return last ? [{ ...last.message, decision, language: last.match.language }] : [];
  });
  return { rules, due };
}

/** A button speaks by its title and by its id. */
function wordsOf({ text, choice }: HeardMessage): string[] {
  return [text, choice?.title, choice?.id].filter((words): words is string => typeof words === 'string');
}

function understand(message: HeardMessage, { ownWords }: ConsentRules): Said | undefined {
  const button = message.choice !== undefined;
  const options = { own: ownWords, prefer: languageOf(message.phone), button };
  for (const words of wordsOf(message)) {
    const match = matchConsent(words, options);
    if (match) return { message, match, words: (message.text ?? words).replaceAll('\0', '').slice(0, 500) };
  }
  return undefined;
}

const portuguese = /^\+(55|351|244|258|238|239)/;

/** Spanish and Portuguese share words; the number's country tells them apart. */
function languageOf(phone: string | null): ConsentLanguage | undefined {
  return phone && portuguese.test(phone) ? 'pt' : undefined;
}

/**
 * Queues near misses that would change somebody's standing.
 * @returns ids of the messages that were queued
 */
async function openReviews(tx: TenantTx, parts: Parts, said: readonly Said[]): Promise<Set<string>> {
  if (said.length === 0) return new Set();
  const column = <T>(read: (one: Said) => T) => said.map(read);
  const rows = await tx.query<{ message_id: string; contact_id: string; owner_id: string | null }>(
    `with opened as (
       insert into consent_reviews (tenant_id, contact_id, message_id, guess, language, keyword, words, said_at)
       select $1, k.id, s.message_id, s.guess, s.language, s.keyword, s.words, least(s.said_at, now())
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
         with ordinality as s (contact_id, message_id, guess, language, keyword, words, said_at, n)
       join contacts k on k.tenant_id = $1 and k.id = s.contact_id and (k.opted_out_at is null) = (s.guess = 'opt_out')
       where not exists (
         select from consent_entries e where e.tenant_id = $1 and e.contact_id = k.id and e.said_at > s.said_at)
       order by s.n on conflict do nothing returning contact_id, message_id
     )
     select o.message_id, o.contact_id, k.owner_id from opened o join contacts k on k.tenant_id = $1 and k.id = o.contact_id`,
    [
      tx.tenantId,
      column(({ message }) => message.contactId),
      column(({ message }) => message.id),
      column(({ match }) => match.decision),
      column(({ match }) => match.language),
      column(({ match }) => match.keyword),
      column(({ words }) => words),
      column(({ message }) => message.at),
    ],
  );
  if (rows.length > 0) await recordEvent(tx, parts.publish, { type: 'consent.review_opened', ...aboutPeople(rows) });
  return new Set(rows.map((row) => row.message_id));
}

/** The thread shows below a message what it was taken for. */
async function markMessages(tx: TenantTx, marks: readonly (Said & { stage: 'recorded' | 'open' })[]): Promise<void> {
  if (marks.length === 0) return;
  await tx.query(
    `update messages m set content = m.content || jsonb_build_object('consent', jsonb_build_object('decision', u.decision, 'stage', u.stage))
     from unnest($2::uuid[], $3::text[], $4::text[]) as u (id, decision, stage) where m.tenant_id = $1 and m.id = u.id`,
    [
      tx.tenantId,
      marks.map(({ message }) => message.id),
      marks.map(({ match }) => match.decision),
      marks.map(({ stage }) => stage),
    ],
  );
}
