// Counting an audience that is being put together, before there is a draft.
import type { AudienceCount, countCampaignAudience, EndpointParsed } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import { loadVisibleConnection } from '../connections';
import { usualChannel } from '../contacts';
import { openAudience } from './audience';
import { countAudience } from './count';
import { audienceOwner } from './policy';

/** @throws AppError not_found (connection, segment, list), wrong_state while a list is being read */
export async function countEntered(
  tx: TenantTx,
  actor: Actor,
  { audience, connectionId }: EndpointParsed<typeof countCampaignAudience>['body'],
): Promise<AudienceCount> {
  const line = connectionId ? found(await loadVisibleConnection(tx, actor, connectionId), 'connection') : undefined;
  const opened = await openAudience(tx, audience, {
    coachId: audienceOwner(actor),
    userIds: [actor.userId],
    seesAll: actor.can('contacts.viewAll'),
  });
  return countAudience(tx, opened, line?.channel ?? usualChannel);
}
