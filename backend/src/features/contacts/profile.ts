// Who somebody is on a channel that tells only an id: asked once after their first message, for a name and a picture. It never holds up intake.
import { z } from 'zod';
import { channelOf } from '../../channels';
import { openConnection, type SealedConnection, sealedColumns } from '../../channels/open-connection';
import { recordEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import { createGuardedFetch } from '../../platform/guarded-fetch';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { storePicture } from '../assets';
import { firstNameOf } from './names';
import { nameless } from './resolve';

export const readProfileJob = defineJob({
  name: 'read-profile',
  payload: z.object({ tenantId: z.uuid(), contactId: z.uuid(), connectionId: z.uuid() }),
  concurrency: 4,
});

const largestPictureBytes = 5 * 1024 * 1024;

/** Asks for somebody's name and picture; harmless to repeat, asked at most once a week. */
export async function ringProfile(
  parts: Parts,
  payload: { tenantId: string; contactId: string; connectionId: string },
): Promise<void> {
  await parts.queues.ring(readProfileJob, payload, { key: payload.contactId });
}

export const profileJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(readProfileJob, async ({ tenantId, contactId, connectionId }) => {
    await readProfile(parts, tenantId, contactId, connectionId);
    return undefined;
  }),
];

interface Asked extends SealedConnection {
  channel: string;
  scoped_id: string;
}

async function readProfile(parts: Parts, tenantId: string, contactId: string, connectionId: string): Promise<void> {
  const [asked] = await parts.db.read<Asked>(
    tenantId,
    `select ${sealedColumns}, c.channel, i.value as scoped_id from connections c
     join identities i on i.tenant_id = c.tenant_id and i.contact_id = $2 and i.scope = c.external_id
     join contacts k on k.tenant_id = c.tenant_id and k.id = $2
     where c.tenant_id = $1 and c.id = $3 and c.removed_at is null and coalesce(k.profile_at, '-infinity') < now() - interval '7 days'`,
    [tenantId, contactId, connectionId],
  );
  const channel = asked && channelOf(parts.config, asked.channel);
  if (!asked || !channel?.readProfile) return;
  const profile = await channel.readProfile(openConnection(parts.vault, asked), { scopedId: asked.scoped_id });
  const pictureKey = profile?.pictureUrl ? await fetchPicture(parts, tenantId, profile.pictureUrl) : null;
  const name = profile?.name?.trim().slice(0, 120) || null;
  await parts.db.withTenant(tenantId, async (tx) => {
    const changed = await tx.one<{ owner_id: string | null }>(
      `update contacts set profile_at = now(), picture_key = coalesce($3, picture_key),
         name = case when name = $5 then coalesce($4, name) else name end, first_name = case when name = $5 and $4::text is not null then $6 else first_name end
       where tenant_id = $1 and id = $2 returning owner_id`,
      [tenantId, contactId, pictureKey, name, nameless, name ? firstNameOf(name) : ''],
    );
    if (changed)
      await recordEvent(tx, parts.publish, {
        type: 'contact.updated',
        data: { contactIds: [contactId], ownerIds: [changed.owner_id] },
      });
  });
}

/** A picture that cannot be had is nobody's trouble. */
async function fetchPicture(parts: Parts, tenantId: string, url: string): Promise<string | null> {
  try {
    const { bytes } = await createGuardedFetch(parts.config)(url, largestPictureBytes);
    return await storePicture(parts, tenantId, bytes);
  } catch (error) {
    parts.logger.debug('a profile picture could not be fetched', { tenantId, error });
    return null;
  }
}
