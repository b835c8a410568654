// Taking a message back: one that has not left is cancelled, one that left is withdrawn where the channel can, any other is hidden here.
import type { Message } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import { ChannelError } from '../../channels/channel';
import { isTimeout } from '../../channels/transport';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { ActorContext } from '../../platform/http/context';
import { renewLastMessages } from '../chats';
import { cancelQueued } from '../outbox';
import type { MessageRow } from './columns';
import { presentMessage } from './present';
import { findVisibleMessage } from './queries';
import { readReach } from './reach';

type Withdrawn = { withdrawn: 'cancelled' | 'everywhere' | 'here' };

/**
 * The provider is asked outside of any transaction; only what it took back is marked as withdrawn.
 * @throws AppError not_found, wrong_state while it is leaving, rule_broken when the provider refuses, upstream_failed,
 * upstream_timeout
 */
export async function removeMessage(context: ActorContext, messageId: string): Promise<Withdrawn> {
  const { parts, actor } = context;
  const first = await parts.db.withTenant(actor.tenantId, async (tx) => {
    const row = found(await findVisibleMessage(tx, actor, messageId), 'message');
    if (row.state === 'sending')
      throw new AppError('wrong_state', 'This message is leaving just now. Try again in a moment.');
    if (row.state === 'queued' && row.direction === 'out') {
      await cancel(tx, context, row);
      return { done: { withdrawn: 'cancelled' as const }, row };
    }
    if (row.deleted_at !== null) return { done: { withdrawn: 'here' as const }, row };
    if (mayWithdraw(row)) return { done: null, row };
    await markDeleted(tx, context, row);
    return { done: { withdrawn: 'here' as const }, row };
  });
  if (first.done) return first.done;
  const withdrawn = await withdraw(context, first.row);
  await parts.db.withTenant(actor.tenantId, (tx) => markDeleted(tx, context, first.row));
  return { withdrawn: withdrawn ? 'everywhere' : 'here' };
}

function mayWithdraw(row: MessageRow): boolean {
  return (
    row.direction === 'out' &&
    row.provider_id !== null &&
    row.chat_id !== null &&
    !row.connection_removed &&
    row.state !== 'failed' &&
    row.state !== 'skipped' &&
    capabilitiesOf[row.channel].withdraw
  );
}

async function cancel(tx: TenantTx, { parts, actor, requestId }: ActorContext, row: MessageRow): Promise<void> {
  if (row.campaign_id !== null)
    throw new AppError('wrong_state', 'This message belongs to a campaign. Pause or cancel the campaign instead.');
  if (!(await cancelQueued(tx, row.id)))
    throw new AppError('wrong_state', 'This message is leaving just now. Try again in a moment.');
  if (row.chat_id) await renewLastMessages(tx, [row.chat_id]);
  // Its row is gone: what those who see it are to hear is written down with the event, without its words.
  const tombstone: Message = presentMessage({ ...row, state: 'skipped', deleted_at: new Date() }, parts, null);
  await recordEvent(tx, parts.publish, {
    type: 'message.deleted',
    subjectId: row.id,
    actorId: actor.userId,
    requestId,
    data: { cancelled: tombstone },
  });
}

/** @returns false when the channel has no such call in this installation */
async function withdraw({ parts, actor }: ActorContext, row: MessageRow): Promise<boolean> {
  const reach = row.chat_id ? await readReach(parts, actor.tenantId, row.chat_id) : undefined;
  if (!reach?.channel.withdraw || row.provider_id === null) return false;
  try {
    await reach.channel.withdraw(reach.connection, { providerId: row.provider_id, fromUs: true, to: reach.to });
    return true;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.kind === 'unreachable')
      throw new AppError(
        isTimeout(error) ? 'upstream_timeout' : 'upstream_failed',
        'WhatsApp could not be reached, so the message is still there. Try again in a moment.',
        {
          internal: error.message,
        },
      );
    throw new AppError('rule_broken', 'WhatsApp does not take this message back any more. The customer keeps it.', {
      internal: error.message,
    });
  }
}

/** Its words and its file's place go; what the customer got is the provider's. Repeating it changes nothing. */
async function markDeleted(tx: TenantTx, { parts, actor, requestId }: ActorContext, row: MessageRow): Promise<void> {
  const gone = await tx.one(
    `update messages set deleted_at = now(), deleted_by = $3, text = null, content = '{}', asset_id = null, media_state = null
     where tenant_id = $1 and id = $2 and deleted_at is null and state <> 'sending' returning id`,
    [tx.tenantId, row.id, actor.userId],
  );
  if (!gone) return;
  await tx.query('delete from media_fetches where tenant_id = $1 and message_id = $2', [tx.tenantId, row.id]);
  if (row.chat_id) await renewLastMessages(tx, [row.chat_id]);
  await recordEvent(tx, parts.publish, {
    type: 'message.deleted',
    subjectId: row.id,
    actorId: actor.userId,
    requestId,
    data: { messageIds: [row.id] },
  });
}
