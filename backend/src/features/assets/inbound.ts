// Files that customers sent: fetched from the provider by a job as soon as their message is stored, again after a while when that fails, and
// given up when the provider does not have them any more.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AssetKind, Channel, MessageContent } from '@parley/contract';
import { z } from 'zod';
import { channelOf } from '../../channels';
import { ChannelError, type FetchedFile } from '../../channels/channel';
import { openConnection, type SealedConnection, sealedColumns } from '../../channels/open-connection';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { defineJob, type JobResult } from '../../platform/queues';
import { readContentType } from './content-type';
import { discardAssets, insertAssets, type PreparedAsset, prepareAsset } from './store';

export const fetchMediaJob = defineJob({
  name: 'fetch-media',
  payload: z.object({ tenantId: z.uuid(), messageId: z.uuid() }),
  concurrency: 6,
  lockMs: 30_000,
});

/** The largest file that any of the channels carries (documents of WhatsApp). */
const largestBytes = 100 * 1024 * 1024;
/** Seconds until the next try, after the first, second … failure. */
const retrySeconds = [10, 60, 300, 1200, 3600];

/** Asks for a customer's file; harmless to repeat. */
export async function ringMediaFetch(parts: Parts, tenantId: string, messageId: string): Promise<void> {
  await parts.queues.ring(fetchMediaJob, { tenantId, messageId }, { key: messageId });
}

interface PendingFetch extends SealedConnection {
  channel: Channel;
  reference: Record<string, unknown>;
  attempts: number;
  content: MessageContent;
}

/** Fetches one file if it is still missing. Running it twice at once stores it once. */
export async function fetchMedia(parts: Parts, tenantId: string, messageId: string): Promise<JobResult> {
  const [pending] = await parts.db.read<PendingFetch>(
    tenantId,
    `select ${sealedColumns}, c.channel, f.reference, f.attempts, m.content from media_fetches f
     join connections c on c.tenant_id = f.tenant_id and c.id = f.connection_id
     join messages m on m.tenant_id = f.tenant_id and m.id = f.message_id
     where f.tenant_id = $1 and f.message_id = $2`,
    [tenantId, messageId],
  );
  if (!pending) return undefined;
  try {
    const channel = channelOf(parts.config, pending.channel);
    if (!channel.fetchMedia) throw new ChannelError('refused', 'This channel hands out no files');
    const file = await channel.fetchMedia(openConnection(parts.vault, pending), pending.reference, largestBytes);
    await keep(parts, tenantId, messageId, pending, file);
    return undefined;
  } catch (error) {
    return noteFailure(parts, tenantId, messageId, pending.attempts, error);
  }
}

async function keep(
  parts: Parts,
  tenantId: string,
  messageId: string,
  { content }: PendingFetch,
  file: FetchedFile,
): Promise<void> {
  const prepared = await prepare(parts, tenantId, file, content);
  const kept = await parts.db.withTenant(tenantId, async (tx) => {
    // Whoever takes the order away has the right to fill it.
    const order = await tx.one(
      'delete from media_fetches where tenant_id = $1 and message_id = $2 returning message_id',
      [tenantId, messageId],
    );
    if (!order) return false;
    const [asset] = await insertAssets(tx, [prepared], null);
    await tx.query(`update messages set asset_id = $3, media_state = 'ready' where tenant_id = $1 and id = $2`, [
      tenantId,
      messageId,
      asset?.id,
    ]);
    await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: [messageId] } });
    return true;
  });
  if (!kept) await discardAssets(parts, [prepared]);
}

/** What came is stored as what it is; what a browser might run, or nobody knows, is a download without a type. */
async function prepare(
  parts: Parts,
  tenantId: string,
  file: FetchedFile,
  content: MessageContent,
): Promise<PreparedAsset> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-inbound-'));
  try {
    const at = path.join(folder, 'file');
    await writeFile(at, file.bytes);
    const fileName = (file.fileName ?? content.media?.fileName ?? nameOf(file.mime)).slice(0, 200);
    const type = await readContentType(at, fileName);
    const given = { path: at, fileName, sizeBytes: file.bytes.length };
    const unknown = { kind: 'document' as AssetKind, mime: 'application/octet-stream' };
    return await prepareAsset(parts, tenantId, given, type ?? unknown).catch(() =>
      prepareAsset(parts, tenantId, given, unknown),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(mime: string): string {
  const [kind = 'file', subtype = ''] = mime.split(';')[0]?.split('/') ?? [];
  const extension = { jpeg: 'jpg', 'svg+xml': 'txt', plain: 'txt', mpeg: kind === 'audio' ? 'mp3' : 'mpg' }[subtype];
  return `${kind === 'application' ? 'document' : kind}.${extension ?? (/^[\w-]{1,5}$/.test(subtype) ? subtype : 'bin')}`;
}

async function noteFailure(
  parts: Parts,
  tenantId: string,
  messageId: string,
  attempts: number,
  error: unknown,
): Promise<JobResult> {
  const reason = error instanceof Error ? error.message : String(error);
  const final =
    error instanceof ChannelError && (error.kind === 'missing' || (error.kind === 'refused' && !error.reason));
  const waitSeconds = final ? undefined : retrySeconds[attempts];
  parts.logger.warn('a file of a customer could not be fetched', {
    tenantId,
    messageId,
    attempts,
    waitSeconds,
    reason,
  });
  await parts.db.withTenant(tenantId, async (tx) => {
    if (waitSeconds !== undefined) {
      await tx.query(
        `update media_fetches set attempts = attempts + 1, next_at = now() + make_interval(secs => $3), error = $4 where tenant_id = $1 and message_id = $2`,
        [tenantId, messageId, waitSeconds, reason.slice(0, 500)],
      );
      return;
    }
    await tx.query('delete from media_fetches where tenant_id = $1 and message_id = $2', [tenantId, messageId]);
    await tx.query(
      `update messages set media_state = 'failed' where tenant_id = $1 and id = $2 and media_state = 'pending'`,
      [tenantId, messageId],
    );
    await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: [messageId] } });
  });
  return waitSeconds === undefined ? undefined : { againInMs: waitSeconds * 1000 };
}
