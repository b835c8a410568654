// Test send: the message as one person would read it, sent to oneself through the very line it is meant for.
import type { EndpointParsed, NewOutboundMessage, testCampaign, testMessage } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, found, notFound } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { parsePhone } from '../../../platform/phone';
import { chatKey, ensureChats, findVisibleChat } from '../../chats';
import { loadVisibleConnection } from '../../connections';
import { countryOfTenant, resolveContacts, visibleContactsSql } from '../../contacts';
import { presentMessages, sendMessage } from '../../messages';
import { renderParams } from '../../provider-templates';
import { compileTemplate, loadRenderValues, loadSampleValues } from '../../templates';
import { planOfSaved } from '../draft';
import { type PlannedMessage, resolveMessage } from '../message';
import { visibleOwner } from '../policy';
import { readDraft } from '../queries';

type Target = EndpointParsed<typeof testCampaign>['body'];
type Answer = { phone: string; message: Awaited<ReturnType<typeof sendMessage>> };

/** @throws AppError what `deliver` throws, and what resolving the message throws */
export async function sendTest(
  context: TenantContext,
  { connectionId, message, name = '', ...target }: EndpointParsed<typeof testMessage>['body'],
): Promise<Answer> {
  const line = found(await loadVisibleConnection(context.tx, context.actor, connectionId), 'connection');
  const plan = await resolveMessage(context.tx, context.actor, line, message);
  return deliver(context, line, { name, plan }, target);
}

/** @throws AppError not_found, and as above */
export async function sendTestOf(context: TenantContext, id: string, target: Target): Promise<Answer> {
  const row = found(await readDraft(context.tx, visibleOwner(context.actor), id), 'campaign');
  const plan = await planOfSaved(context, row);
  return deliver(context, plan.connection, { name: row.name, plan: plan.message }, target);
}

/**
 * An ordinary message in that person's chat: it costs credits, keeps the window's rules and shows its ticks.
 * @throws AppError validation_failed without a number of one's own, invalid_phone, forbidden for a number of nobody the actor may see or of a chat that is a colleague's, not_connected,
 * window_closed, insufficient_credits
 */
async function deliver(
  context: TenantContext,
  line: { id: string; state: string },
  { name, plan }: { name: string; plan: PlannedMessage },
  target: Target,
): Promise<Answer> {
  const { tx, parts, actor } = context;
  if (line.state !== 'connected')
    throw new AppError('not_connected', 'This number is not connected. Connect it first, then send the test.');
  const phone = await allowedPhone(context, target.phone);
  const values = await valuesOf(context, target.contactId);
  const [person] = await resolveContacts(tx, [{ phone }], { ownerId: actor.userId, publish: parts.publish });
  const pair = { contactId: found(person, 'contact').contactId, connectionId: line.id };
  const chatId = found((await ensureChats(tx, [pair])).get(chatKey(pair)), 'chat');
  if (!(await findVisibleChat(tx, actor, chatId)))
    throw new AppError(
      'forbidden',
      `The number ${phone} is a contact of a colleague, who would get this test into their chat. Ask an admin to give you that contact, or enter another number.`,
      { data: { reason: 'colleagues_contact', phone } },
    );
  const sent = await sendMessage(context, { chatId, ...bodyOf(plan, target.variant, values) });
  await markTest(tx, chatId, actor.userId, name);
  const [message] = await presentMessages(tx, parts, actor, [sent.id]);
  return { phone, message: found(message, 'message') };
}

/** One's own number, or one of a contact that the actor may see: a test reaches nobody whom a campaign could not. */
async function allowedPhone({ tx, actor }: TenantContext, asked: string | undefined): Promise<string> {
  const country = await countryOfTenant(tx);
  const user = await tx.one<{ whatsapp: string | null }>(
    "select coach_profile->>'whatsapp' as whatsapp from users where id = $1",
    [actor.userId],
  );
  const own = user?.whatsapp ? parsePhone(user.whatsapp, country) : undefined;
  if (asked === undefined) {
    if (own) return own.e164;
    throw new AppError(
      'validation_failed',
      'Your profile has no WhatsApp number. Add it there, or enter a number here.',
      {
        details: [{ path: 'phone', message: 'Enter the number that the test goes to' }],
      },
    );
  }
  const phone = parsePhone(asked, country);
  if (!phone) throw new AppError('invalid_phone', `“${asked}” is not a phone number. Write it with its country code.`);
  if (phone.key === own?.key) return phone.e164;
  const params: unknown[] = [tx.tenantId, phone.key];
  const contact = await tx.one(
    `select 1 from contacts c where c.tenant_id = $1 and c.phone_key = $2 and c.opted_out_at is null and ${visibleContactsSql(actor, 'c', params)}`,
    params,
  );
  if (!contact)
    throw new AppError(
      'forbidden',
      'A test goes to the WhatsApp number in your profile or to one of your contacts. Add the number there first.',
      { data: { reason: 'strangers_number' } },
    );
  return phone.e164;
}

async function valuesOf({ tx, actor }: TenantContext, contactId: string | undefined): Promise<Record<string, string>> {
  if (contactId === undefined) return loadSampleValues(tx, actor.userId);
  const params: unknown[] = [tx.tenantId, contactId];
  const seen = await tx.one(
    `select 1 from contacts c where c.tenant_id = $1 and c.id = $2 and ${visibleContactsSql(actor, 'c', params)}`,
    params,
  );
  if (!seen) throw notFound('contact');
  const values = await loadRenderValues(tx, [contactId], { campaignOwnerId: actor.userId });
  return values.get(contactId) ?? {};
}

function bodyOf(
  plan: PlannedMessage,
  variant: number,
  values: Record<string, string>,
): Pick<NewOutboundMessage, 'text' | 'assetIds' | 'template'> {
  const wording = variant === 0 ? plan : found(plan.variants[variant - 1], 'variant');
  const render = (text: string) => compileTemplate(text).render(values).text;
  const { provider, body } = wording;
  if (provider) {
    const { filled } = renderParams(provider.template, provider.params, render);
    return { template: { id: provider.templateId, params: filled } };
  }
  const text = render(body).trim();
  return {
    ...(text ? { text } : {}),
    ...(plan.files.length > 0 ? { assetIds: plan.files.map(({ id }) => id) } : {}),
  };
}

/** What was queued in this transaction says that it is a test, and of which campaign. */
async function markTest(tx: TenantTx, chatId: string, userId: string, name: string): Promise<void> {
  await tx.query(
    `update messages set content = content || $4::jsonb where tenant_id = $1 and chat_id = $2 and sender_id = $3 and created_at = now()`,
    [tx.tenantId, chatId, userId, JSON.stringify({ test: true, ...(name ? { testOf: name } : {}) })],
  );
}
