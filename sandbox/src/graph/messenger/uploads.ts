// POST /{PAGE_ID}/message_attachments: a file kept for sending, from a link or from the request itself.
import type { Answer } from '../../http/router';
import { refuse } from '../errors';
import { ATTACHMENT_TYPES, findAttachmentFault } from '../media/rules';
import { type Body, type GraphCall, isObject, ok, readText, requireAccess, SEND_SCOPES } from '../request';
import { fetchAttachment } from './bodies';
import { type MessagingSender, refuseAttachment } from './errors';

export async function uploadAttachment(call: GraphCall, given: MessagingSender): Promise<Answer> {
  const { graph, body } = call;
  requireAccess(call, given.id, SEND_SCOPES[given.kind]);
  const sender = readPlatform(call, given);
  const message = readMessage(body.message);
  const attachment = isObject(message.attachment) ? message.attachment : {};
  const payload = isObject(attachment.payload) ? attachment.payload : {};
  const type = readText(attachment, 'type') ?? '';
  if (!ATTACHMENT_TYPES.includes(type)) throw refuse(100, `message.attachment.type ${type} is not supported`);
  const { filedata: file } = call.call.multipart?.files ?? {};
  if (file === undefined)
    return ok({ attachment_id: await fetchAttachment(graph, sender, type, readText(payload, 'url')) });
  const fault = findAttachmentFault(sender.kind, type, file.mimeType, file.bytes.length);
  if (fault !== null) throw refuseAttachment(fault);
  return ok({ attachment_id: graph.files.add({ ...file, senderId: sender.id, isHidden: true }).id });
}

/** A multipart body carries the message as JSON text. */
function readMessage(given: unknown): Body {
  try {
    const message: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    if (isObject(message)) return message;
  } catch {
    // Not JSON: refused below like any other wrong value.
  }
  throw refuse(100, 'The parameter message is required.');
}

/** `platform: instagram` uploads for the account linked to the Page. */
function readPlatform({ graph, body, query }: GraphCall, sender: MessagingSender): MessagingSender {
  const platform = readText(body, 'platform') ?? query.get('platform');
  if (platform !== 'instagram' || sender.kind === 'instagram') return sender;
  const linked = [...graph.senders.values()].find((one) => one.kind === 'instagram' && one.pageId === sender.id);
  if (linked?.kind !== 'instagram') throw refuse(100, 'The Page has no linked Instagram account');
  return linked;
}
