// Applying stored webhooks: in the order they were stored, in batches, each batch in one transaction. An event that cannot be applied
// is tried again on its own a few times and then set aside with its error, so that it holds up nobody.
import type { ChannelEvent, ReceivedMessage } from '../../channels/events';
import { translate } from '../../channels/evolution/translate';
import { translateMeta } from '../../channels/meta/translate';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { applyConnectionEvents, applyLineReport, noteHeard } from '../connections';
import { receiveMessages } from '../messages';
import { applyKnownEarlyStatuses, applyStatuses, applyWatermarks, confirmSent } from '../outbox';
import { applyTemplateReports } from '../provider-templates';
import { changeMessages, storeReactions } from './changes';
import { applyAddresses, applyConsents } from './people';
import {
  findLine,
  forgetOldEvents,
  type IntakeLine,
  lockIntake,
  markApplied,
  markFailed,
  takeOpenEvents,
  type WebhookEvent,
} from './queries';

const batchSize = 200;
const triesAtMost = 5;

/** `more`: call again; `busy`: another worker is at it; `waiting`: what is left could not be applied now. */
export type Progress = 'done' | 'more' | 'busy' | 'waiting';

/** Applies the next batch of a connection. @throws when the database fails; nothing is applied then */
export async function applyNext(parts: Parts, tenantId: string, connectionId: string): Promise<Progress> {
  try {
    return await parts.db.withTenant(tenantId, async (tx) => {
      if (!(await lockIntake(tx, connectionId))) return 'busy';
      const events = await takeOpenEvents(tx, connectionId, batchSize);
      const line = events.length > 0 ? await findLine(tx, connectionId) : undefined;
      if (!line) return 'done';
      await noteHeard(tx, connectionId);
      // What failed before goes alone and last: it cannot spoil the others, and what it waits for may be among them.
      const fresh = events.filter((event) => event.attempts === 0);
      const missed = await applyEvents(tx, parts, line, fresh);
      await finish(tx, parts, connectionId, fresh, missed);
      const failed = await applySingly(
        tx,
        parts,
        line,
        events.filter((event) => event.attempts > 0),
      );
      if (Math.random() < 0.01) await forgetOldEvents(tx);
      return progressOf(events.length, missed.size + failed);
    });
  } catch (error) {
    parts.logger.warn('a batch of webhooks failed; its events are applied one by one', {
      tenantId,
      connectionId,
      error,
    });
    return parts.db.withTenant(tenantId, async (tx) => {
      if (!(await lockIntake(tx, connectionId))) return 'busy';
      const events = await takeOpenEvents(tx, connectionId, batchSize);
      const line = events.length > 0 ? await findLine(tx, connectionId) : undefined;
      if (!line) return 'done';
      const ordered = [...events].sort((a, b) => Math.sign(a.attempts) - Math.sign(b.attempts) || a.id - b.id);
      return progressOf(events.length, await applySingly(tx, parts, line, ordered));
    });
  }
}

function progressOf(taken: number, failed: number): Progress {
  if (taken === batchSize) return 'more';
  return failed > 0 ? 'waiting' : 'done';
}

/** Each event in a savepoint of its own. @returns how many could not be applied */
async function applySingly(
  tx: TenantTx,
  parts: Parts,
  line: IntakeLine,
  events: readonly WebhookEvent[],
): Promise<number> {
  let failed = 0;
  for (const event of events) {
    await tx.query('savepoint webhook');
    try {
      const missed = await applyEvents(tx, parts, line, [event]);
      await tx.query('release savepoint webhook');
      if (missed.size > 0) failed += 1;
      await finish(tx, parts, line.id, [event], missed);
    } catch (error) {
      await tx.query('rollback to savepoint webhook');
      failed += 1;
      await setAside(tx, parts, line.id, event, error);
    }
  }
  return failed;
}

async function finish(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  events: readonly WebhookEvent[],
  missed: ReadonlySet<number>,
): Promise<void> {
  await markApplied(
    tx,
    events.filter((event) => !missed.has(event.id)).map((event) => event.id),
  );
  for (const event of events.filter(({ id }) => missed.has(id)))
    await setAside(tx, parts, connectionId, event, new Error('The message it is about is not known'));
}

async function setAside(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  event: WebhookEvent,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const givenUp = await markFailed(tx, event.id, reason, triesAtMost);
  const facts = { tenantId: tx.tenantId, connectionId, eventId: event.id, kind: event.kind, error };
  if (givenUp) parts.logger.error('a webhook could not be applied and is set aside', facts);
  else parts.logger.warn('a webhook could not be applied yet', facts);
}

interface Told {
  id: number;
  of: ChannelEvent;
}

/** @returns ids of events about messages that are not known (yet): they overtook them */
async function applyEvents(
  tx: TenantTx,
  parts: Parts,
  line: IntakeLine,
  events: readonly WebhookEvent[],
): Promise<Set<number>> {
  const told = events.flatMap((event) =>
    translateFor(line, event.payload, event.receivedAt).map((of): Told => ({ id: event.id, of })),
  );
  const pick = <T extends ChannelEvent['type']>(type: T) =>
    told.flatMap(({ of }) => (of.type === type ? [of as ChannelEvent & { type: T }] : []));
  const { id: connectionId } = line;
  await applyConnectionEvents(
    tx,
    parts,
    connectionId,
    pick('connection').map(({ event }) => event),
  );
  await applyAddresses(
    tx,
    pick('address').map(({ address }) => address),
  );
  const messages = told.flatMap(({ id, of }) => (of.type === 'message' ? [{ ...of.message, arrival: id }] : []));
  const { channel, externalId } = line;
  // Instagram's echoes carry no id of ours: one that fits a message on its way is that message, and is known by its id from here on. One that
  // fits several (three pictures at once) waits until the answers to the sends have told which is which.
  const unclear =
    channel === 'instagram' ? await confirmSent(tx, parts, connectionId, messages.flatMap(echoOf)) : new Set<string>();
  const clear = messages.filter(({ providerId }) => !unclear.has(providerId));
  if (clear.length > 0) await receiveMessages(tx, parts, { connectionId, channel, externalId }, clear);
  // Before statuses, which end with the campaign and the account: people are locked first everywhere.
  await applyConsents(
    tx,
    parts,
    line,
    pick('consent').map(({ consent }) => consent),
  );
  const own = clear.filter(({ fromMe }) => fromMe).map(({ providerId }) => providerId);
  await applyKnownEarlyStatuses(tx, parts, connectionId, own);
  await confirmSent(
    tx,
    parts,
    connectionId,
    pick('accepted').map(({ accepted }) => accepted),
  );
  await applyStatuses(
    tx,
    parts,
    connectionId,
    pick('status').map(({ status }) => status),
  );
  await applyWatermarks(
    tx,
    parts,
    connectionId,
    externalId ?? '',
    pick('watermark').map(({ watermark }) => watermark),
  );
  const missed = await applyReactions(tx, parts, line, told);
  for (const id of await applyChanges(tx, parts, connectionId, told)) missed.add(id);
  for (const { id, of } of told) if (of.type === 'message' && unclear.has(of.message.providerId)) missed.add(id);
  const templates = pick('template').map(({ template }) => template);
  if (templates.length > 0) await applyTemplateReports(tx, parts, connectionId, templates);
  for (const { line: report } of pick('line')) await applyLineReport(tx, parts, connectionId, report);
  return missed;
}

function echoOf({ fromMe, providerId, from, kind, text }: ReceivedMessage) {
  return fromMe ? [{ providerId, scopedId: from.scopedId ?? undefined, kind, text: text ?? '' }] : [];
}

function translateFor({ channel }: IntakeLine, payload: unknown, receivedAt: Date): ChannelEvent[] {
  return channel === 'whatsapp_evolution'
    ? translate(payload, receivedAt)
    : translateMeta(channel, payload, receivedAt);
}

/** @returns ids of events about messages that are not known (yet) */
async function applyReactions(
  tx: TenantTx,
  parts: Parts,
  line: IntakeLine,
  told: readonly Told[],
): Promise<Set<number>> {
  const reactions = told.flatMap(({ id, of }) => (of.type === 'reaction' ? [{ id, reaction: of.reaction }] : []));
  if (reactions.length === 0) return new Set();
  const { known, targetIds } = await storeReactions(
    tx,
    line.id,
    reactions.map(({ reaction }) => reaction),
  );
  if (targetIds.length > 0)
    await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: targetIds } });
  return new Set(reactions.filter(({ reaction }) => !known.has(reaction.targetProviderId)).map(({ id }) => id));
}

async function applyChanges(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  told: readonly Told[],
): Promise<Set<number>> {
  const changes = told.flatMap(({ id, of }) => (of.type === 'change' ? [{ id, change: of.change }] : []));
  if (changes.length === 0) return new Set();
  const { known, changedIds } = await changeMessages(
    tx,
    connectionId,
    changes.map(({ change }) => ({
      providerId: change.providerId,
      text: change.type === 'edited' ? change.text : null,
      at: change.at,
    })),
  );
  if (changedIds.length > 0)
    await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: changedIds } });
  return new Set(changes.filter(({ change }) => !known.has(change.providerId)).map(({ id }) => id));
}
