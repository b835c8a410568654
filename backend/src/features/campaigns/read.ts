// Reading campaigns as the caller may see them.
import {
  type Campaign,
  type CampaignProgress,
  type EndpointParsed,
  type listCampaigns,
  outcomeCode,
  type Page,
} from '@parley/contract';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { visibleOwner } from './policy';
import { loadMovement, presentCampaign, presentProgress } from './present';
import { type CampaignRow, countReasons, findCampaign, listVisible } from './queries';
import { loadMessages } from './shown-message';

/** @throws AppError not_found */
export async function getVisible({ tx, actor }: TenantContext, id: string): Promise<CampaignRow> {
  return found(await findCampaign(tx, visibleOwner(actor), id), 'campaign');
}

/** @throws AppError not_found */
export async function readCampaign(context: TenantContext, id: string): Promise<Campaign> {
  const row = await getVisible(context, id);
  const movement = await loadMovement(context.tx, [row]);
  const messages = await loadMessages(context.tx, context.parts.config, [id]);
  return presentCampaign(context.actor, row, found(messages.get(id), 'campaign'), movement.get(id));
}

/** @throws AppError not_found */
export async function readProgress(context: TenantContext, id: string): Promise<CampaignProgress> {
  const row = await getVisible(context, id);
  const movement = await loadMovement(context.tx, [row]);
  return presentProgress(row, movement.get(id));
}

/** Why people were not reached, the most frequent cause first. @throws AppError not_found */
export async function readReasons(context: TenantContext, id: string) {
  await getVisible(context, id);
  const rows = await countReasons(context.tx, id);
  const items = rows.map((row) => ({ ...row, code: outcomeCode.parse(row.code) }));
  return { items, pagination: { limit: items.length } };
}

/** One page of what the caller may see, newest first. */
export async function readList(
  { tx, actor, parts }: TenantContext,
  query: EndpointParsed<typeof listCampaigns>['query'],
): Promise<Page<Campaign>> {
  const { rows, total } = await listVisible(tx, visibleOwner(actor), query);
  const movement = await loadMovement(tx, rows);
  const messages = await loadMessages(
    tx,
    parts.config,
    rows.map((row) => row.id),
  );
  const { page, limit } = query;
  return {
    items: rows.map((row) =>
      presentCampaign(actor, row, found(messages.get(row.id), 'campaign'), movement.get(row.id)),
    ),
    pagination: { total, page, limit, pages: Math.ceil(total / limit) },
  };
}
