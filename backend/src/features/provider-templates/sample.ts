// The sample file of a media header: looked at here first, then handed to Meta in exchange for a handle.
import { findMediaFault, type ProviderTemplateForm } from '@parley/contract';
import { openConnection } from '../../channels/open-connection';
import { uploadSample } from '../../channels/whatsapp-cloud/template-sample';
import { AppError } from '../../platform/errors';
import type { ActorContext } from '../../platform/http/context';
import { lockAssetsForSend, outboundFile } from '../assets';
import { askMeta, demandClient } from './ask-meta';
import { faultWords } from './fault-words';
import type { TemplateLine } from './queries';

/**
 * Nothing is asked of Meta for a file that it would not take.
 * @returns the handle; undefined without a media header
 * @throws AppError not_found, validation_failed, unsupported_type, too_large for the file; unavailable without the app's id; rule_broken, upstream_failed,
 * upstream_timeout as Meta answers
 */
export async function handOverSample(
  { parts, actor }: Pick<ActorContext, 'parts' | 'actor'>,
  line: TemplateLine,
  media: ProviderTemplateForm['headerMedia'],
): Promise<string | undefined> {
  if (!media?.assetId) return undefined;
  const { format, assetId } = media;
  demandApp(demandClient(parts).appId);
  const [asset] = await parts.db.withTenant(actor.tenantId, (tx) =>
    lockAssetsForSend(tx, actor, [assetId], 'whatsapp_cloud'),
  );
  if (!asset) return undefined;
  const fault = findMediaFault(format, 'sample', { ...asset, sizeBytes: asset.size_bytes });
  if (fault) {
    const message = faultWords(fault);
    throw new AppError('validation_failed', message, { details: [{ path: 'headerMedia', message }] });
  }
  const { fileName, mime, read } = outboundFile(parts, actor.tenantId, asset, line.id, 'whatsapp_cloud');
  const bytes = await read();
  return askMeta(parts, (client) => uploadSample(client, openConnection(parts.vault, line), { fileName, mime, bytes }));
}

function demandApp(appId: string | undefined): void {
  if (!appId)
    throw new AppError(
      'unavailable',
      'A header with a file cannot be submitted: this installation does not name its Meta app. Its operator must set META_APP_ID.',
    );
}
