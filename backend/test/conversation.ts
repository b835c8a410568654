// Contacts, chats and messages for tests, made through the same door as real intake.
import { chatKey, ensureChats } from '../src/features/chats';
import { type InboundMessage, receiveMessages } from '../src/features/messages';
import { newId } from '../src/platform/ids';
import type { Parts } from '../src/platform/parts';

let count = 0;
let lastMs = 0;

/** A valid number that no other contact of this process has. */
export function nextPhone(): string {
  count += 1;
  return `+97250${String(1_000_000 + count)}`;
}

export async function insertContact(
  parts: Parts,
  tenantId: string,
  values: { name?: string; phone?: string | null; ownerId?: string | null; optedOut?: boolean } = {},
): Promise<{ id: string; phone: string | null }> {
  const phone = values.phone === undefined ? nextPhone() : values.phone;
  const id = newId();
  const name = values.name ?? `Contact ${count}`;
  await parts.db.withTenant(tenantId, (tx) =>
    tx.query(
      `insert into contacts (tenant_id, id, name, first_name, phone, phone_key, owner_id, opted_out_at)
       values ($1, $2, $3, $3, $4, $4, $5, case when $6 then now() end)`,
      [tenantId, id, name, phone, values.ownerId ?? null, values.optedOut ?? false],
    ),
  );
  return { id, phone };
}

export async function insertChat(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  values: Parameters<typeof insertContact>[2] & { assigneeId?: string } = {},
): Promise<{ id: string; contactId: string; phone: string | null }> {
  const contact = await insertContact(parts, tenantId, values);
  const pair = { contactId: contact.id, connectionId };
  const id = await parts.db.withTenant(tenantId, async (tx) => {
    const chats = await ensureChats(tx, [pair]);
    const chatId = chats.get(chatKey(pair));
    if (!chatId) throw new Error('the chat was not made');
    if (values.assigneeId)
      await tx.query('update chats set assignee_id = $3 where tenant_id = $1 and id = $2', [
        tenantId,
        chatId,
        values.assigneeId,
      ]);
    return chatId;
  });
  return { id, contactId: contact.id, phone: contact.phone };
}

/** A text from a customer, later than the one before; fields may be replaced. */
export function inbound(phone: string, values: Partial<InboundMessage> = {}): InboundMessage {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return {
    providerId: newId(),
    from: { phone },
    fromMe: false,
    kind: 'text',
    text: 'Hello',
    content: {},
    at: new Date(lastMs),
    ...values,
  };
}

/** @returns ids of the messages that are new */
export function receive(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  messages: readonly InboundMessage[],
): Promise<string[]> {
  return parts.db.withTenant(tenantId, (tx) =>
    receiveMessages(tx, parts, { connectionId, channel: 'whatsapp_evolution', externalId: null }, messages),
  );
}
