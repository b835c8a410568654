// What a team keeps for its inbox: tags on some chats, ready answers, a note.
import {
  createCannedReply,
  createChatTag,
  createNote,
  listCannedReplies,
  listChats,
  listChatTags,
  updateChat,
} from '@parley/contract';
import type { Parts } from '../../platform/parts';
import type { Client } from './client';
import type { Team } from './team';

const tags = [
  { name: 'New lead', color: 'teal' },
  { name: 'Price', color: 'amber' },
  { name: 'Invoice', color: 'blue' },
  { name: 'VIP', color: 'violet' },
] as const;

const replies = [
  {
    shortcut: 'thanks',
    title: 'Thank you',
    text: 'Thank you, {first_name}! We will get back to you within the day.',
    shared: true,
  },
  {
    shortcut: 'hours',
    title: 'Opening hours',
    text: 'We are here Sunday to Thursday from 9:00 to 18:00, and on Friday until noon.',
    shared: true,
  },
  {
    shortcut: 'call',
    title: 'Offer a call',
    text: 'Shall we talk about it, {first_name|there}? Tell me when it suits you, and I will call.',
    shared: true,
  },
  { shortcut: 'תודה', title: 'תודה', text: 'תודה רבה, {first_name}! נחזור אליך עוד היום.', shared: true },
] as const;

/** Which tags stand on the chats, counted from the newest. */
const tagged: Record<number, string[]> = { 0: ['Price'], 1: ['New lead'], 3: ['VIP'], 6: ['New lead', 'Price'] };

const note = 'Prefers a call after 16:00. Already has the price list.';

export async function seedTools(client: Client, parts: Parts, team: Team): Promise<void> {
  const { token } = team.admin;
  const query = {};
  if ((await client.list(listCannedReplies, { token, query })).length > 0) return;
  for (const body of replies) await client.call(createCannedReply, { token, body });
  for (const body of tags) await client.call(createChatTag, { token, body });
  const ids = new Map((await client.list(listChatTags, { token })).map((tag) => [tag.name, tag.id]));
  const chats = await client.list(listChats, { token, query: { limit: 20 } });
  for (const [at, names] of Object.entries(tagged)) {
    const chat = chats[Number(at)];
    const tagIds = names.flatMap((name) => ids.get(name) ?? []);
    if (chat) await client.call(updateChat, { token, params: { id: chat.id }, body: { tagIds } });
  }
  const noted = chats[1];
  if (noted)
    await client.call(createNote, { token: team.agent.token, body: { chatId: noted.id, text: note, pinned: true } });
  parts.logger.info('demo tools are there');
}
