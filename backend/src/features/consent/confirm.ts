// The answer to an opt-out or opt-in: one automatic message, so that the person knows they were heard.
import type { Channel, ConsentDecision, ConsentLanguage } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { touchChats } from '../chats';
import { enqueueMessage } from '../outbox';
import { type ConsentRules, readRules } from './settings';
import { confirmationText } from './texts';

interface Due {
  contactId: string;
  chatId: string;
  decision: ConsentDecision;
  language: ConsentLanguage;
}

export interface DueConfirmation extends Due {
  at: Date;
}

/** What was said longer ago arrived late (recovered history): an answer would come out of the blue. */
const freshMs = 3_600_000;

/**
 * Confirms what messages of one connection said just now. Comes last in a transaction: it ends with the account.
 */
export async function confirmConsent(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  rules: ConsentRules,
  due: readonly DueConfirmation[],
): Promise<void> {
  const fresh = due.filter(({ at }) => Date.now() - at.getTime() < freshMs);
  await queueConfirmations(
    tx,
    parts,
    rules,
    fresh.map((one) => ({ ...one, connectionId })),
  );
}

/** The longest that a decision may come after the person’s last words, where the channel itself sets no window. */
const usualWindowHours = 24;

/**
 * Confirms what a person of the team decided about near misses: like a plain word, as long as free text may be written into the chat. Comes last in a
 * transaction, as above.
 */
export async function confirmDecisions(tx: TenantTx, parts: Parts, decided: readonly Due[]): Promise<void> {
  if (decided.length === 0) return;
  const rows = await tx.query<{ id: string; connection_id: string; channel: Channel; silent_hours: number | null }>(
    `select h.id, h.connection_id, n.channel, extract(epoch from (now() - h.last_inbound_at))::float8 / 3600 as silent_hours
     from chats h join connections n on n.tenant_id = h.tenant_id and n.id = h.connection_id and n.removed_at is null
     where h.tenant_id = $1 and h.id = any($2::uuid[]) order by h.id for no key update of h`,
    [tx.tenantId, decided.map(({ chatId }) => chatId)],
  );
  const lines = new Map(
    rows
      .filter((row) => (row.silent_hours ?? Infinity) < (capabilitiesOf[row.channel].windowHours ?? usualWindowHours))
      .map((row) => [row.id, row.connection_id]),
  );
  const due = decided.flatMap((one) => {
    const connectionId = lines.get(one.chatId);
    return connectionId ? [{ ...one, connectionId }] : [];
  });
  await queueConfirmations(tx, parts, await readRules(tx), due);
}

/**
 * Queues confirmations, each for one credit. At most one per person and day, so that two machines cannot talk to each other without end. Where
 * credits are short nothing is said, because what the person wanted is recorded all the same.
 */
async function queueConfirmations(
  tx: TenantTx,
  parts: Parts,
  { confirm, texts, business }: ConsentRules,
  due: readonly (Due & { connectionId: string })[],
): Promise<void> {
  if (!confirm || due.length === 0) return;
  const answered = await answeredToday(
    tx,
    due.map(({ contactId }) => contactId),
  );
  const sent: { chatId: string; messageId: string; text: string }[] = [];
  try {
    for (const { contactId, chatId, connectionId, decision, language } of due) {
      if (answered.has(contactId)) continue;
      const text = confirmationText(texts, decision, language, business);
      const content = { consent: { decision, stage: 'confirmation' as const } };
      const message = { contactId, chatId, connectionId, text, content, source: 'automation' as const };
      sent.push({ chatId, messageId: await enqueueMessage(tx, parts, message), text });
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
    parts.logger.warn('consent is recorded but not confirmed: credits are short', { tenantId: tx.tenantId });
  }
  if (sent.length === 0) return;
  await showConfirmations(tx, parts, sent);
}

async function answeredToday(tx: TenantTx, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ contact_id: string }>(
    `select distinct m.contact_id from messages m where m.tenant_id = $1 and m.contact_id = any($2::uuid[]) and m.direction = 'out'
       and m.content #>> '{consent,stage}' = 'confirmation' and m.created_at > now() - interval '24 hours'`,
    [tx.tenantId, contactIds],
  );
  return new Set(rows.map((row) => row.contact_id));
}

async function showConfirmations(
  tx: TenantTx,
  parts: Parts,
  sent: readonly { chatId: string; messageId: string; text: string }[],
): Promise<void> {
  const places = await tx.query<{ id: string; at: Date }>(
    'select id, at from messages where tenant_id = $1 and id = any($2::uuid[])',
    [tx.tenantId, sent.map(({ messageId }) => messageId)],
  );
  const at = new Map(places.map((row) => [row.id, row.at]));
  await touchChats(
    tx,
    sent.map(({ chatId, messageId, text }) => ({
      chatId,
      messageId,
      at: at.get(messageId) ?? new Date(),
      preview: text,
      direction: 'out' as const,
      state: 'queued' as const,
      kind: 'text' as const,
    })),
  );
  const messageIds = sent.map(({ messageId }) => messageId);
  await recordEvent(tx, parts.publish, { type: 'message.created', data: { messageIds } });
}
