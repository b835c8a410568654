// The phone behind a QR code: its conversations as the customers see them.
import { buildInbound, inboundSchema } from '../control/inbound';
import { emit } from '../evolution/emit';
import { type Instance, readConversation, STATUS_NAMES, type StoredMessage } from '../evolution/instances';
import { receiveInbound } from '../evolution/messages';
import { digitsOf } from '../evolution/numbers';
import { isObject, readText } from '../evolution/schema';
import { readByCustomer } from '../evolution/statuses';
import { SAMPLES } from '../samples';
import type { World } from '../world';
import {
  CHATS_SHOWN,
  kindOfFile,
  type Line,
  type ShownFile,
  type ShownMessage,
  THREAD_LIMIT,
  type Written,
} from './line';

export function createEvolutionLine(world: World, instance: Instance): Line {
  const read = (chatId: string) => readConversation(instance, chatId, THREAD_LIMIT);
  return {
    describe: () => describePhone(instance),
    listChats: () => listChats(instance),
    readThread: (chatId) =>
      read(chatId)
        .filter(({ kind }) => kind !== 'reactionMessage')
        .map(describeMessage),
    open: (chatId) => readByCustomer(world, read(chatId)),
    write: (written) => write(world, instance, written),
    type: (from, isTyping) => tellPresence(world, instance, `${from}@s.whatsapp.net`, isTyping),
    isAddress: (from) => /^\d{8,15}$/.test(from),
    findFile: (id) => {
      const media = instance.messages.get(id)?.media;
      return media
        ? { bytes: Buffer.from(media.base64, 'base64'), mimeType: media.mimetype, fileName: media.fileName }
        : undefined;
    },
  };
}

function describePhone(instance: Instance) {
  const { name, state, ownerJid, profileName, qr, disconnection } = instance;
  return {
    name,
    channel: 'evolution' as const,
    state,
    number: ownerJid === null ? null : digitsOf(ownerJid),
    profileName,
    qr: qr && { base64: qr.base64, pairingCode: qr.pairingCode, count: qr.count },
    reasonCode: disconnection?.code ?? null,
  };
}

function listChats(instance: Instance) {
  const chats = [...instance.chats.entries()].slice(-CHATS_SHOWN).reverse();
  return chats.map(([jid, last]) => {
    const isPhone = jid.endsWith('@s.whatsapp.net');
    const isTyping = (instance.typing.get(jid) ?? 0) > Date.now();
    const name = instance.people.get(jid)?.pushName ?? null;
    return { jid, number: digitsOf(jid), isPhone, isWritable: isPhone, name, isTyping, last: describeMessage(last) };
  });
}

function describeMessage(message: StoredMessage): ShownMessage {
  const { id, at, fromMe, kind, deleted, edited, reactions, contextInfo, content } = message;
  const quoted = isObject(contextInfo?.quotedMessage) ? contextInfo.quotedMessage : undefined;
  const place = isObject(content?.locationMessage) ? content.locationMessage : undefined;
  return {
    id,
    at,
    fromMe,
    kind,
    text: deleted ? '' : message.text,
    deleted,
    edited,
    status: STATUS_NAMES[message.status] ?? 'ERROR',
    quote: quoted ? textOfContent(quoted) : null,
    reactions: Object.values(reactions ?? {}).filter(Boolean),
    files: deleted ? [] : describeFile(message),
    place: place ? { latitude: Number(place.degreesLatitude), longitude: Number(place.degreesLongitude) } : null,
    choices: [],
  };
}

function textOfContent(content: Record<string, unknown>): string {
  const plain = readText(content, 'conversation');
  const [inner] = Object.values(content).filter(isObject);
  return plain || (inner ? readText(inner, 'caption') || readText(inner, 'fileName') : '') || '…';
}

function describeFile({ media, instance, id, kind }: StoredMessage): ShownFile[] {
  if (media === null) return [];
  const { mimetype, fileName, base64 } = media;
  const isPicture = kind === 'stickerMessage' || kind === 'imageMessage';
  return [
    {
      url: `/_phone/files/${encodeURIComponent(instance.name)}/${encodeURIComponent(id)}`,
      kind: isPicture ? 'image' : kind === 'documentMessage' ? 'document' : kindOfFile(mimetype),
      mimeType: mimetype,
      fileName,
      sizeBytes: Buffer.byteLength(base64, 'base64'),
    },
  ];
}

/** WhatsApp tells it of people whose presence the business has asked for; here, of everybody. */
function tellPresence(world: World, instance: Instance, jid: string, isTyping: boolean): void {
  const lastKnownPresence = isTyping ? 'composing' : 'paused';
  emit(world, instance, 'presence.update', { id: jid, presences: { [jid]: { lastKnownPresence } } });
}

function write(world: World, instance: Instance, written: Written): { chat: string; id: string } {
  const { from, name, text, file, place, reaction, isVoiceSample, choice } = written;
  const pushName = name?.trim() || instance.people.get(`${from}@s.whatsapp.net`)?.pushName || `+${from}`;
  const common = { from, pushName };
  const body = () => {
    if (file) {
      const { base64, mimeType, fileName } = file;
      return {
        kind: kindOfFile(mimeType),
        content: {
          base64,
          mimetype: mimeType,
          ...(kindOfFile(mimeType) === 'document' && { fileName, title: fileName }),
        },
      };
    }
    if (isVoiceSample) return { kind: 'audio', content: { base64: SAMPLES.audio.bytes.toString('base64') } };
    if (place) {
      const { latitude, longitude } = place;
      return {
        kind: 'location',
        text: place.name,
        content: { degreesLatitude: latitude, degreesLongitude: longitude },
      };
    }
    if (reaction) return { kind: 'reaction', text: reaction.emoji, targetId: reaction.messageId };
    return { text: text ?? choice?.title ?? '' };
  };
  const message = receiveInbound(
    world,
    instance,
    buildInbound(instance, inboundSchema.parse({ ...common, ...body() })),
  );
  return { id: message.id, chat: message.chatJid };
}
