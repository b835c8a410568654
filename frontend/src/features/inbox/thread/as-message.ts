// What is still on its way, in the shape of a message: both are drawn by the same bubble, so that nothing flickers when the server answers.
import type { Message } from '@parley/contract';
import type { Upload } from '../media/uploads';
import type { Outgoing } from '../outgoing';

const noAbilities: Message['abilities'] = { retry: false, remove: false, reply: false, react: false };

/** @param upload the file of the message, if it has one */
export function asMessage(chatId: string, outgoing: Outgoing, upload: Upload | null): Message {
  const { clientKey, text, at, error, voice, replyTo, sendAt, template } = outgoing;
  return {
    id: clientKey,
    chatId,
    direction: 'out',
    kind: template ? 'template' : (upload?.kind ?? 'text'),
    text: text === '' ? null : text,
    content: template ? { template: template.shown } : {},
    media: upload && {
      state: 'ready',
      assetId: upload.asset?.id ?? null,
      kind: upload.kind,
      mime: upload.mime,
      fileName: upload.fileName,
      sizeBytes: upload.sizeBytes,
      width: upload.width,
      height: upload.height,
      durationSeconds: upload.durationSeconds,
      voice: voice ?? upload.voice,
      url: upload.localUrl,
      thumbnailUrl: null,
    },
    reactions: [],
    state: error ? 'failed' : 'queued',
    error: null,
    source: 'inbox',
    senderId: null,
    senderName: null,
    campaignId: null,
    campaignName: null,
    replyToId: replyTo?.id ?? null,
    quoted: replyTo ?? null,
    scheduledAt: sendAt ?? null,
    editedAt: null,
    deletedAt: null,
    clientKey,
    at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    abilities: noAbilities,
  };
}
