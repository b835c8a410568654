// An approved template of the provider, its blanks filled: the one thing that may be sent when the window is closed.
import type { NewOutboundMessage } from '@parley/contract';
import { capabilitiesOf } from '../../../channels/capabilities';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { urlsOf } from '../../assets';
import type { ChatRow } from '../../chats';
import {
  demandHeaderFile,
  filesIn,
  fillComponents,
  findSendableTemplate,
  renderTemplate,
  type TemplateFile,
} from '../../provider-templates';
import { channelNames } from '../window';
import { readFiles, type SendableFile } from './files';
import { invalid, type PlannedMessage } from './plan';

/**
 * @param at when it is to leave: the provider fetches its file then
 * @throws AppError not_found, template_unusable for a template that is not approved, validation_failed for a blank without a value and for a
 * file that the header does not take, too_large, unsupported_type where the channel knows no templates
 */
export async function planTemplate(
  context: TenantContext,
  chat: ChatRow,
  { template: asked, text, assetIds, location, contacts, interactive }: NewOutboundMessage,
  at: Date,
): Promise<PlannedMessage> {
  const { id, params } = found(asked, 'template');
  if (!capabilitiesOf[chat.channel].templates)
    throw new AppError(
      'unsupported_type',
      `${channelNames[chat.channel]} has no approved templates here. Write a text instead.`,
    );
  if (text || assetIds?.length || location || contacts || interactive)
    throw invalid('template', 'A template is sent on its own');
  const template = await findSendableTemplate(context.tx, { id: chat.connection_id }, id);
  const files = await readFiles(context, chat, filesIn(template, params));
  for (const file of files) demandHeaderFile(template, file);
  const components = fillComponents(template, params, (assetId) => fileOf(context, files, assetId, at));
  const rendered = renderTemplate(template, params);
  const [file] = files;
  return {
    kind: 'template',
    text: rendered.text,
    content: { template: rendered.content, components },
    ...(file ? { assetId: file.id } : {}),
  };
}

/** The provider fetches it by an address that is good for a day after the message is to leave. */
function fileOf(
  { tx, parts: { config } }: TenantContext,
  files: readonly SendableFile[],
  assetId: string,
  at: Date,
): TemplateFile | undefined {
  const file = files.find(({ row }) => row.id === assetId);
  if (!file) return undefined;
  const { kind, fileName, row } = file;
  return { kind, fileName, link: `${config.mediaUrl}${urlsOf(config, tx.tenantId, row, at.getTime()).url}` };
}
