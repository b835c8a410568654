// A draft's plan: everything that is checked before it is saved, checked for launch or launched.
import {
  type Audience,
  type AutoPause,
  audience,
  type CampaignInput,
  type Channel,
  campaignInput,
  defaultAutoPause,
} from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found, notFound } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { loadVisibleConnection } from '../connections';
import { type Quiet, toMinutes } from '../outbox';
import { memberSql, openAudience, type StoredAudience, storedAudience } from './audience';
import { demandOwnPeople } from './inline';
import { type PlannedMessage, resolveMessage } from './message';
import { autoPauseOf, type Line, quietHoursOf } from './outlook';
import { audienceOwner } from './policy';
import type { LockedCampaign } from './queries';
import { enteredMessage, loadMessages } from './shown-message';

export interface Plan {
  connection: Line & { state: string };
  message: PlannedMessage;
  audience: StoredAudience;
  pacing: { minDelayMs: number; maxDelayMs: number } | null;
  sendAt: Date | null;
  quiet: Quiet | null;
  /** null = it never stops by itself. */
  autoPause: AutoPause | null;
  /** The coach of contacts that have none of their own. */
  ownerId: string | null;
}

/** Messenger and Instagram allow no first message to anybody, so they carry no campaigns. */
const campaignChannels: readonly Channel[] = ['whatsapp_evolution', 'whatsapp_cloud'];

/**
 * Resolves what was entered against what the actor may use.
 * @param coachId the coach whose contacts alone may be written to, null for everybody's
 * @throws AppError not_found (connection, segment, list), wrong_state while a list is being read, rule_broken for a line that carries no campaigns, and
 * what `resolveMessage` throws
 */
export async function planOf(
  tx: TenantTx,
  actor: Actor,
  input: CampaignInput,
  owner: { ownerId: string | null; coachId: string | null },
): Promise<Plan> {
  const connection = found(await loadVisibleConnection(tx, actor, input.connectionId), 'connection');
  if (!campaignChannels.includes(connection.channel))
    throw new AppError('rule_broken', 'Campaigns go out by WhatsApp. Choose a WhatsApp number.');
  const message = await resolveMessage(tx, actor, connection, input.message);
  const audience = await openAudience(tx, input.audience, {
    coachId: owner.coachId,
    userIds: owner.ownerId ? [actor.userId, owner.ownerId] : [actor.userId],
    seesAll: actor.can('contacts.viewAll'),
  });
  return {
    connection,
    message,
    audience,
    pacing: input.pacing ?? null,
    sendAt: input.sendAt ? new Date(input.sendAt) : null,
    quiet: input.quietHours ? { start: toMinutes(input.quietHours.start), end: toMinutes(input.quietHours.end) } : null,
    autoPause: input.autoPause === undefined ? defaultAutoPause : input.autoPause,
    ownerId: owner.ownerId,
  };
}

/**
 * A saved draft as whoever acts on it now may use it.
 * @throws AppError what `planOf` and `readEntered` throw
 */
export async function planOfSaved(context: TenantContext, row: LockedCampaign): Promise<Plan> {
  const { tx, actor } = context;
  const owner = { ownerId: row.owner_id, coachId: coachOf(row, actor) };
  return planOf(tx, actor, inputOf(row, await readEntered(context, row.id)), owner);
}

/**
 * What was entered into a saved draft.
 * @param message the saved one or another; see `readEntered`
 */
export function inputOf(row: LockedCampaign, message: CampaignInput['message']): CampaignInput {
  const pacing =
    row.min_delay_ms !== null && row.max_delay_ms !== null
      ? { minDelayMs: row.min_delay_ms, maxDelayMs: row.max_delay_ms }
      : undefined;
  return campaignInput.parse({
    name: row.name,
    connectionId: row.connection_id,
    message,
    audience: enteredAudience(row),
    pacing,
    sendAt: row.send_at?.toISOString(),
    quietHours: quietHoursOf(row),
    autoPause: autoPauseOf(row),
  });
}

/** The message of a saved draft as it was entered. @throws AppError not_found, validation_failed when its template has been deleted since */
export async function readEntered({ tx, parts }: TenantContext, id: string): Promise<CampaignInput['message']> {
  return enteredMessage(found((await loadMessages(tx, parts.config, [id])).get(id), 'campaign'));
}

function enteredAudience(row: LockedCampaign): Audience {
  return audience.parse(row.audience);
}

/** The limit that the draft was saved with, or the one of whoever acts on it now, if that is narrower. */
export function coachOf(row: LockedCampaign, actor: Actor): string | null {
  return audienceOwner(actor) ?? storedAudience.parse(row.audience).ownerId;
}

/**
 * Checks what was just chosen. Not repeated at launch: a contact deleted since then is simply no longer there.
 * @throws AppError not_found (selected contacts), validation_failed (phone numbers, contacts of somebody else)
 */
export async function checkChosen(tx: TenantTx, audience: StoredAudience): Promise<void> {
  if (audience.type === 'inline') await demandOwnPeople(tx, audience);
  if (audience.type !== 'selected') return;
  const params: unknown[] = [tx.tenantId];
  const where = memberSql(audience, params);
  const row = await tx.one<{ count: number }>(`select count(*)::int as count from contacts c where ${where}`, params);
  if (row?.count !== new Set(audience.contactIds).size) throw notFound('selection of contacts');
}
