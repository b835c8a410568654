// Fetching the templates of a WhatsApp Business Account from Meta.
import { openConnection } from '../../channels/open-connection';
import { listTemplates as askForTemplates } from '../../channels/whatsapp-cloud/templates';
import type { Actor } from '../../platform/actor';
import { AppError, found } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { askMeta, demandClient } from './ask-meta';
import { findVisibleLine, storeTemplates, type TemplateLine } from './queries';

export interface SyncResult {
  total: number;
  changed: number;
}

/** @throws AppError not_found, rule_broken for a channel without templates, unavailable, upstream_failed, upstream_timeout */
export async function syncTemplates(parts: Parts, actor: Actor, connectionId: string): Promise<SyncResult> {
  const line = await parts.db.withTenant(actor.tenantId, (tx) => findVisibleLine(tx, actor, connectionId));
  demandAccount(found(line, 'connection'));
  return askMeta(parts, () => fetchTemplates(parts, found(line, 'connection')));
}

/** Fetches the list whole and stores it. @throws ChannelError, AppError unavailable without a Meta app */
export async function fetchTemplates(parts: Parts, line: TemplateLine): Promise<SyncResult> {
  const client = demandClient(parts);
  const accountId = demandAccount(line);
  const askedAt = new Date();
  const listed = await askForTemplates(client, openConnection(parts.vault, line));
  const changed = await parts.db.withTenant(line.tenant_id, async (tx) => {
    const count = await storeTemplates(tx, accountId, listed, askedAt);
    const event = { type: 'provider_template.synced', data: { accountId, changed: count } } as const;
    if (count > 0) await recordEvent(tx, parts.publish, event);
    return count;
  });
  return { total: listed.length, changed };
}

/** The account whose templates a line may send. @throws AppError rule_broken */
export function demandAccount({
  channel,
  account_id: accountId,
}: Pick<TemplateLine, 'channel' | 'account_id'>): string {
  if (channel === 'whatsapp_cloud' && accountId) return accountId;
  throw new AppError('rule_broken', 'Only numbers of the WhatsApp Cloud API have templates of Meta.');
}
