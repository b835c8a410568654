// Sending to pages and Instagram accounts, whose bodies are nearly the same. Pure but for the calls.
import type { InteractiveContent } from '@parley/contract';
import type { OutboundMessage, SendResult } from '../channel';
import { demandId, type MetaLine, refused } from './channel-parts';
import type { GraphClient } from './client';
import { GraphError } from './errors';

/** Where a line's calls go. */
export interface Desk {
  client: GraphClient;
  line: MetaLine;
  host: 'graph' | 'instagram';
  /** `/{page id}` or `/me`. */
  path: string;
}

type Reactable = Extract<OutboundMessage['body'], { kind: 'reaction' }>;

/**
 * Sends one message. Where Meta does not take the quote, the message goes without it.
 * @param mark put into the echo, so that it is known as ours; undefined where the channel has no place for it
 * @returns the message's id @throws GraphError
 */
export async function postMessage(
  desk: Desk,
  { to, quoted, humanAgent }: OutboundMessage,
  message: object,
  mark: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const tag = humanAgent ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
  const send = async (reply: object) => {
    const body = {
      recipient: { id: to.scopedId },
      ...tag,
      message: { ...message, ...(mark ? { metadata: mark } : {}), ...reply },
    };
    const { client, line, host, path } = desk;
    return demandId(
      (await client.ask('POST', `${path}/messages`, { token: line.token, host, body, signal })).message_id,
    );
  };
  if (!quoted) return send({});
  try {
    return await send({ reply_to: { mid: quoted.providerId } });
  } catch (error) {
    if (error instanceof GraphError && error.code === 100 && !namesPerson(error)) return send({});
    throw error;
  }
}

/** A refusal of the recipient or of a file, which has nothing to do with the quote. */
function namesPerson({ subcode }: GraphError): boolean {
  return subcode !== null && [33, 2018001, 2534037, 2018047, 2018074, 2018294].includes(subcode);
}

/**
 * Files have no captions here; words with one are to be a message of their own before they come so far. Half of it must not leave without the
 * other half.
 */
export function refuseCaption(): SendResult {
  return refused('permanent', 'invalid_request', 'Files have no captions on this channel');
}

/** Typing, seen and reactions. @throws GraphError */
export async function postAction(desk: Desk, personId: string, action: string, payload?: object): Promise<void> {
  const { client, line, host, path } = desk;
  const body = { recipient: { id: personId }, sender_action: action, ...(payload ? { payload } : {}) };
  await client.ask('POST', `${path}/messages`, { token: line.token, host, body });
}

/** Meta's names of the reactions that it knows by name; others go as they are. */
const reactionOf = new Map([
  ['❤', 'love'],
  ['😆', 'smile'],
  ['😂', 'smile'],
  ['😮', 'wow'],
  ['😢', 'sad'],
  ['😠', 'angry'],
  ['😡', 'angry'],
  ['👍', 'like'],
  ['👎', 'dislike'],
]);

/** A reaction is an action and gets no id from Meta; ours names it. @throws GraphError */
export async function postReaction(
  desk: Desk,
  { to, messageId }: OutboundMessage,
  body: Reactable,
): Promise<SendResult> {
  const target = { message_id: body.targetProviderId };
  const personId = to.scopedId ?? '';
  // Hearts come with and without the sign that asks for colour.
  const named = reactionOf.get(body.emoji.replace(/\ufe0f/g, '')) ?? body.emoji;
  if (body.emoji === '') await postAction(desk, personId, 'unreact', target);
  else await postAction(desk, personId, 'react', { ...target, reaction: named });
  return { ok: true, providerId: `reaction:${messageId}` };
}

interface QuickReplies {
  text: string;
  quick_replies?: { content_type: 'text'; title: string; payload: string }[];
}

/** Longest title of a quick reply. */
const longestTitle = 20;

/**
 * Choices as quick replies below a text: the header above, what the titles cannot hold and the footer below it.
 */
export function quickReplies(text: string, { header, footer, buttons, list }: InteractiveContent): QuickReplies {
  const choices = buttons ?? list?.rows ?? [];
  const notes = list?.rows.filter((row) => row.description).map((row) => `${row.title} – ${row.description}`) ?? [];
  const words = [header, text, notes.join('\n'), footer].filter(Boolean).join('\n\n');
  if (choices.length === 0) return { text: words };
  return {
    text: words,
    quick_replies: choices.map(({ id, title }) => ({
      content_type: 'text',
      title: shorten(title),
      payload: id,
    })),
  };
}

function shorten(title: string): string {
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
}
