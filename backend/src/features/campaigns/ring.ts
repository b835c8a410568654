// The job that writes a launched campaign's recipients and, after a cancel, takes the unsent ones back.
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import { defineJob } from '../../platform/queues';

export const campaignJob = defineJob({
  name: 'campaign',
  payload: z.object({ tenantId: z.uuid(), campaignId: z.uuid() }),
});

/** Asks the campaign's job to run; harmless to repeat. */
export async function ringCampaign(parts: Parts, tenantId: string, campaignId: string): Promise<void> {
  await parts.queues.ring(campaignJob, { tenantId, campaignId }, { key: campaignId });
}
