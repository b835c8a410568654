// What the phone page knows of any phone: the one behind a QR code, and those on which Meta's customers read.
import { z } from 'zod';

export type Channel = 'evolution' | 'whatsapp' | 'messenger' | 'instagram';

export interface ShownFile {
  /** Path on this server. */
  url: string;
  kind: 'image' | 'video' | 'audio' | 'document';
  mimeType: string;
  fileName: string;
  sizeBytes: number;
}

/** Something the person may tap under a message. */
export interface Choice {
  kind: 'button_reply' | 'list_reply' | 'button' | 'quick_reply' | 'postback' | 'link';
  id: string;
  title: string;
  description?: string;
}

export interface ShownMessage {
  id: string;
  at: number;
  /** The business wrote it. */
  fromMe: boolean;
  kind: string;
  text: string;
  deleted: boolean;
  edited: boolean;
  /** Evolution's names: PENDING, SERVER_ACK, DELIVERY_ACK, READ, PLAYED, ERROR. */
  status: string;
  quote: string | null;
  reactions: string[];
  files: ShownFile[];
  place: { latitude: number; longitude: number } | null;
  choices: Choice[];
}

export interface ShownChat {
  jid: string;
  number: string;
  isPhone: boolean;
  name: string | null;
  isTyping: boolean;
  /** The customer may write here. */
  isWritable: boolean;
  last: ShownMessage;
}

export interface ShownPhone {
  name: string;
  channel: Channel;
  state: 'close' | 'connecting' | 'open';
  number: string | null;
  profileName: string | null;
  qr: { base64: string; pairingCode: string | null; count: number } | null;
  reasonCode: number | null;
}

const place = z.strictObject({ latitude: z.number(), longitude: z.number(), name: z.string().max(200).optional() });
const file = z.strictObject({
  base64: z.base64().min(4),
  mimeType: z.string().max(100),
  fileName: z.string().max(200),
});
const choice = z.strictObject({
  kind: z.enum(['button_reply', 'list_reply', 'button', 'quick_reply', 'postback']),
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  messageId: z.string(),
});

/** What a customer does: exactly one of the optional things. */
export const writeSchema = z
  .strictObject({
    from: z.string().min(1).max(128),
    name: z.string().max(80).optional(),
    text: z.string().min(1).max(4_096).optional(),
    file: file.optional(),
    /** A short real voice note, for those without a recording at hand. */
    isVoiceSample: z.literal(true).optional(),
    place: place.optional(),
    choice: choice.optional(),
    reaction: z.strictObject({ messageId: z.string(), emoji: z.string().max(16) }).optional(),
  })
  .refine(({ text, file, isVoiceSample, place, choice, reaction }) => {
    return [text, file, isVoiceSample, place, choice, reaction].filter((one) => one !== undefined).length === 1;
  }, 'write one thing at a time');
export type Written = z.infer<typeof writeSchema>;

export const typeSchema = z.strictObject({ from: z.string().min(1).max(128), isTyping: z.boolean() });

/** One phone, whatever stands behind it. */
export interface Line {
  describe(): ShownPhone;
  /** Conversations, newest first. */
  listChats(): ShownChat[];
  /** Oldest first. */
  readThread(chatId: string): ShownMessage[];
  /** The customer looks at the conversation. */
  open(chatId: string): void;
  /** @returns the ids of the conversation and the message */
  write(written: Written): { chat: string; id: string };
  /** The customer writes, or has stopped; absent where the business is not told. */
  type?(from: string, isTyping: boolean): void;
  /** Whether this is how a customer is named here. */
  isAddress(from: string): boolean;
  findFile(fileId: string): { bytes: Buffer; mimeType: string; fileName: string } | undefined;
}

/** The kind of WhatsApp message a file travels as. */
export function kindOfFile(mimeType: string): ShownFile['kind'] {
  const family = mimeType.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

export const CHATS_SHOWN = 200;
export const THREAD_LIMIT = 200;
