// An approved template of the provider, its blanks filled: the one thing that may be sent when the window is closed.
import type { NewOutboundMessage } from '@parley/contract';
import { capabilitiesOf } from '../../../channels/capabilities';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import type { ChatRow } from '../../chats';
import { fillComponents, findSendableTemplate } from '../../provider-templates';
import { channelNames } from '../window';
import { invalid, type PlannedMessage } from './plan';

/** @throws AppError not_found, validation_failed for a blank without a value, unsupported_type where the channel knows no templates */
export async function planTemplate(
  { tx }: TenantContext,
  chat: ChatRow,
  { template, text, assetIds, location, contacts, interactive }: NewOutboundMessage,
): Promise<PlannedMessage> {
  const { id, params } = found(template, 'template');
  if (!capabilitiesOf[chat.channel].templates)
    throw new AppError(
      'unsupported_type',
      `${channelNames[chat.channel]} has no approved templates here. Write a text instead.`,
    );
  if (text || assetIds?.length || location || contacts || interactive)
    throw invalid('template', 'A template is sent on its own');
  void tx;
  void id;
  void params;
  void fillComponents;
  void findSendableTemplate;
  throw invalid('template', 'pending');
}
