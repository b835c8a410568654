// The answer to an opt-out or opt-in: one automatic message, so that the person knows they were heard.
import type { ConsentDecision, ConsentLanguage } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { touchChats } from '../chats';
import { enqueueMessage } from '../outbox';
import type { ConsentRules } from './settings';
import { confirmationText } from './texts';

export interface DueConfirmation {
  contactId: string;
  chatId: string;
  at: Date;
  decision: ConsentDecision;
  language: ConsentLanguage;
}

/** What was said longer ago arrived late (recovered history): an answer would come out of the blue. */
const freshMs = 3_600_000;

/**
 * Queues confirmations, each for one credit. At most one per person and day, so that two machines cannot talk to each other without end. Where
 * credits are short nothing is said, because what the person wanted is recorded all the same. Comes last in a transaction: it ends with
 * the account.
 */
export async function confirmConsent(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  { confirm, texts, business }: ConsentRules,
  due: readonly DueConfirmation[],
): Promise<void> {
  const fresh = due.filter(({ at }) => Date.now() - at.getTime() < freshMs);
  if (!confirm || fresh.length === 0) return;
  const answered = await answeredToday(
    tx,
    fresh.map(({ contactId }) => contactId),
  );
  const sent: { chatId: string; messageId: string; text: string }[] = [];
  try {
    for (const { contactId, chatId, decision, language } of fresh.filter((one) => !answered.has(one.contactId))) {
      const text = confirmationText(texts, decision, language, business);
      const content = { consent: { decision, stage: 'confirmation' as const } };
      const message = { contactId, chatId, connectionId, text, content, source: 'automation' as const };
      sent.push({ chatId, messageId: await enqueueMessage(tx, parts, message), text });
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
    parts.logger.warn('consent is recorded but not confirmed: credits are short', {
      tenantId: tx.tenantId,
      connectionId,
    });
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
