// The `message` of a Messenger or Instagram send, checked as Meta checks it.

import { fetchLink } from '../../http/fetch-link';
import { refuse } from '../errors';
import type { Graph } from '../graph';
import { ATTACHMENT_TYPES, findAttachmentFault } from '../media/rules';
import { type Body, isObject, readId, readText } from '../request';
import { type MessagingSender, refuseAttachment } from './errors';

const PAGE_TEXT_CHARACTERS = 2_000;
const INSTAGRAM_TEXT_BYTES = 1_000;
const QUICK_REPLIES = 13;
const QUICK_REPLY_TITLE = 20;
const METADATA_LENGTH = 1_000;
const TEMPLATE_BUTTONS = 3;

export interface MessagingDraft {
  kind: string;
  text: string;
  content: Body;
  fileIds: string[];
  replyTo: string | null;
  metadata: string | null;
}

/** @throws GraphRefusal 100, with a subcode where the attachment is at fault */
export async function readMessagingDraft(graph: Graph, sender: MessagingSender, body: Body): Promise<MessagingDraft> {
  const { message } = body;
  if (!isObject(message)) throw refuse(100, 'The parameter message is required.');
  const text = readText(message, 'text');
  const { attachment } = message;
  if ((text === undefined) === (attachment === undefined)) {
    throw refuse(100, 'Exactly one of message.text and message.attachment is required.');
  }
  const metadata = readText(message, 'metadata') ?? null;
  if ((metadata?.length ?? 0) > METADATA_LENGTH)
    throw refuse(100, `message.metadata has more than ${METADATA_LENGTH} characters`);
  checkQuickReplies(message.quick_replies);
  const common = { content: message, replyTo: readReply(graph, message, body), metadata };
  if (text !== undefined) {
    checkLength(sender, text);
    return { ...common, kind: 'text', text, fileIds: [] };
  }
  if (!isObject(attachment)) throw refuse(100, 'message.attachment must be an object');
  return { ...common, text: '', ...(await readAttachment(graph, sender, attachment)) };
}

function checkLength(sender: MessagingSender, text: string): void {
  if (sender.kind === 'instagram') {
    const sizeBytes = Buffer.byteLength(text);
    if (sizeBytes > INSTAGRAM_TEXT_BYTES)
      throw refuse(100, `message.text has ${sizeBytes} bytes; ${INSTAGRAM_TEXT_BYTES} is the most`);
  } else if ([...text].length > PAGE_TEXT_CHARACTERS) {
    throw refuse(100, `Length of param message[text] must be less than or equal to ${PAGE_TEXT_CHARACTERS}`);
  }
}

function checkQuickReplies(given: unknown): void {
  if (given === undefined) return;
  if (!Array.isArray(given) || given.length > QUICK_REPLIES)
    throw refuse(100, `message.quick_replies: at most ${QUICK_REPLIES}`);
  for (const reply of given) {
    const title = isObject(reply) && reply.content_type === 'text' ? readText(reply, 'title') : undefined;
    if (title === undefined || [...title].length > QUICK_REPLY_TITLE) {
      throw refuse(
        100,
        `message.quick_replies: each needs content_type and a title of at most ${QUICK_REPLY_TITLE} characters`,
      );
    }
  }
}

/** The quoted message, in the message or at the top of the body. */
function readReply(graph: Graph, message: Body, body: Body): string | null {
  const given = message.reply_to ?? body.reply_to;
  if (given === undefined) return null;
  const mid = isObject(given) ? readText(given, 'mid') : undefined;
  if (mid === undefined || !graph.messages.has(mid))
    throw refuse(100, 'reply_to.mid is not a message of this conversation');
  return mid;
}

interface AttachmentDraft {
  kind: string;
  fileIds: string[];
  text?: string;
}

async function readAttachment(graph: Graph, sender: MessagingSender, attachment: Body): Promise<AttachmentDraft> {
  const type = readText(attachment, 'type') ?? '';
  const payload = isObject(attachment.payload) ? attachment.payload : {};
  if (type === 'template') return readButtons(payload);
  if (sender.kind === 'instagram' && (type === 'like_heart' || type === 'MEDIA_SHARE')) {
    return { kind: type, fileIds: [], text: type === 'like_heart' ? '❤️' : '' };
  }
  if (!ATTACHMENT_TYPES.includes(type)) throw refuse(100, `message.attachment.type ${type} is not supported`);
  const id = readId(payload, 'attachment_id');
  if (id !== undefined) {
    if (graph.files.find(id)?.senderId !== sender.id) {
      throw refuse(100, 'Invalid attachment_id', { subcode: 2018074 });
    }
    return { kind: type, fileIds: [id] };
  }
  return { kind: type, fileIds: [await fetchAttachment(graph, sender, type, readText(payload, 'url'))] };
}

/** Fetches a link and keeps it as a file. @throws GraphRefusal 100/2018047 */
export async function fetchAttachment(
  graph: Graph,
  sender: MessagingSender,
  type: string,
  url: string | undefined,
): Promise<string> {
  if (url === undefined) throw refuse(100, 'payload.url or payload.attachment_id is required');
  const fetched = await fetchLink(url);
  if (typeof fetched === 'string') throw refuseAttachment(fetched);
  const fault = findAttachmentFault(sender.kind, type, fetched.mimeType, fetched.bytes.length);
  if (fault !== null) throw refuseAttachment(fault);
  return graph.files.add({ ...fetched, senderId: sender.id, isHidden: true }).id;
}

/** A button template: a text with up to three buttons. */
function readButtons(payload: Body): AttachmentDraft {
  const text = readText(payload, 'text');
  const buttons = Array.isArray(payload.buttons) ? payload.buttons.filter(isObject) : [];
  const areWhole = buttons.every(({ type, title, payload: answer, url }) => {
    return Boolean(title) && ((type === 'postback' && Boolean(answer)) || (type === 'web_url' && Boolean(url)));
  });
  if (payload.template_type !== 'button' || text === undefined || !areWhole) {
    throw refuse(100, 'A button template needs a text and whole buttons');
  }
  if (buttons.length === 0 || buttons.length > TEMPLATE_BUTTONS) {
    throw refuse(100, `A button template has 1 to ${TEMPLATE_BUTTONS} buttons`);
  }
  return { kind: 'template', fileIds: [], text };
}
