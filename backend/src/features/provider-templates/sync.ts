// Fetching the templates of a WhatsApp Business Account from Meta.
import { graphClient } from '../../channels';
import { ChannelError } from '../../channels/channel';
import { openConnection } from '../../channels/open-connection';
import { isTimeout } from '../../channels/transport';
import { listTemplates as askForTemplates } from '../../channels/whatsapp-cloud/templates';
import type { Actor } from '../../platform/actor';
import { AppError, found } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import { findVisibleLine, storeTemplates, type TemplateLine } from './queries';

export interface SyncResult {
  total: number;
  changed: number;
}

/** @throws AppError not_found, rule_broken for a channel without templates, unavailable, upstream_failed, upstream_timeout */
export async function syncTemplates(parts: Parts, actor: Actor, connectionId: string): Promise<SyncResult> {
  const line = await parts.db.withTenant(actor.tenantId, (tx) => findVisibleLine(tx, actor, connectionId));
  demandAccount(found(line, 'connection'));
  try {
    return await fetchTemplates(parts, found(line, 'connection'));
  } catch (error) {
    throw error instanceof ChannelError ? toAppError(error) : error;
  }
}

/** Fetches the list whole and stores it. @throws ChannelError, AppError unavailable without a Meta app */
export async function fetchTemplates(parts: Parts, line: TemplateLine): Promise<SyncResult> {
  const client = graphClient(parts.config);
  if (!client)
    throw new AppError(
      'unavailable',
      'WhatsApp Cloud API is not set up in this installation. Its operator must set META_APP_SECRET.',
    );
  const accountId = demandAccount(line);
  const listed = await askForTemplates(client, openConnection(parts.vault, line));
  const changed = await parts.db.withTenant(line.tenant_id, (tx) => storeTemplates(tx, accountId, listed));
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

function toAppError(error: ChannelError): AppError {
  const options = { internal: error.message, cause: error };
  if (error.kind === 'unreachable')
    return isTimeout(error)
      ? new AppError('upstream_timeout', 'Meta did not answer in time. Try again in a minute.', options)
      : new AppError('upstream_failed', 'Meta does not answer. Try again in a minute.', options);
  if (error.reason === 'token_invalid')
    return new AppError('rule_broken', 'Meta does not accept this number’s token any more. Replace it first.', options);
  return new AppError('upstream_failed', `Meta refuses to list the templates: ${error.detail}`, options);
}
