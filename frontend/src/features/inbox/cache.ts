// Pure changes to cached lists and threads, so that a live frame costs one pass and no request.
import type { Chat, Message } from '@parley/contract';
import type { ChatPages, MessagePages } from './api';

const rank: Partial<Record<Message['state'], number>> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  sent: 3,
  delivered: 4,
  read: 5,
};

/** When a chat last had a message; a chat without one stands at its creation. Times of the API are all UTC to the millisecond: as texts they sort. */
function timeOf(chat: Chat): string {
  return chat.lastMessage?.at ?? chat.createdAt;
}

function isBefore(a: Chat, b: Chat): boolean {
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  return timeA === timeB ? a.id > b.id : timeA > timeB;
}

/** Whether a chat to be placed belongs before this one of the list, or just where it stood itself. */
function standsAt(chat: Chat, old: Chat): boolean {
  return isBefore(chat, old) || (chat.id === old.id && !isBefore(old, chat));
}

/**
 * Puts changed chats where their time says, updates them in place, or takes them out. Pages that are not concerned stay the same objects,
 * and a list that is not concerned at all is given back as it was: 50,000 loaded chats cost one look each.
 */
export function changeChats(
  pages: ChatPages,
  changed: ReadonlyMap<string, Chat>,
  judge: (chat: Chat) => 'place' | 'update' | 'remove',
): ChatPages {
  const judged = new Map([...changed.values()].map((chat) => [chat.id, judge(chat)]));
  const toPlace = [...changed.values()]
    .filter((chat) => judged.get(chat.id) === 'place')
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const last = pages.pages.length - 1;
  let next = 0;
  let touched = false;
  const nextPages = pages.pages.map((page, index) => {
    const end = page.items.at(-1);
    const head = toPlace[next];
    const takesOne =
      head !== undefined && ((end && isBefore(head, end)) || (index === last && !page.pagination.nextCursor));
    if (!takesOne && !page.items.some((old) => changed.has(old.id))) return page;
    touched = true;
    const items: Chat[] = [];
    for (const old of page.items) {
      const verdict = judged.get(old.id);
      if (verdict === 'place' || verdict === 'remove') {
        takePlaces(old);
        continue;
      }
      const chat = changed.get(old.id) ?? old;
      takePlaces(chat);
      items.push(chat);
    }
    // What is older than everything loaded belongs to a page not loaded yet, unless there is none.
    if (index === last && !page.pagination.nextCursor) {
      items.push(...toPlace.slice(next));
      next = toPlace.length;
    }
    return { ...page, items };

    function takePlaces(before: Chat) {
      for (let chat = toPlace[next]; chat && standsAt(chat, before); chat = toPlace[next]) {
        items.push(chat);
        next += 1;
      }
    }
  });
  return touched ? { ...pages, pages: nextPages } : pages;
}

/** Takes a chat that is gone out of a list. */
export function dropChat(pages: ChatPages, chatId: string): ChatPages {
  if (!pages.pages.some((page) => page.items.some((chat) => chat.id === chatId))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((chat) => chat.id !== chatId) })),
  };
}

/** Replaces the message with this id (or this sender's key) wherever it is. Null when the thread does not hold it. */
function replace(pages: MessagePages, message: Message, choose: (old: Message) => Message): MessagePages | null {
  let found = false;
  const next = pages.pages.map((page) => ({
    ...page,
    items: page.items.map((old) => {
      if (old.id !== message.id && (old.clientKey === null || old.clientKey !== message.clientKey)) return old;
      found = true;
      return choose(old);
    }),
  }));
  return found ? { ...pages, pages: next } : null;
}

/**
 * Adds a message at its time. One that is already here stays as it is when it came further meanwhile: the answer to a
 * POST may arrive after the live frame that says "delivered".
 */
export function addMessage(pages: MessagePages, message: Message): MessagePages {
  const replaced = replace(pages, message, (old) =>
    (rank[old.state] ?? 0) > (rank[message.state] ?? 9) ? old : message,
  );
  if (replaced) return replaced;
  const [first, ...others] = pages.pages;
  if (!first) return pages;
  const at = Date.parse(message.at);
  const index = first.items.findIndex((old) => Date.parse(old.at) <= at);
  const items = index < 0 ? [...first.items, message] : first.items.toSpliced(index, 0, message);
  return { ...pages, pages: [{ ...first, items }, ...others] };
}

/** Takes over the new state of a message the thread holds. */
export function updateMessage(pages: MessagePages, message: Message): MessagePages {
  return replace(pages, message, () => message) ?? pages;
}

/** A chat's row after one of its messages changed state: only its last message shows in the row. */
export function withLastState(chat: Chat, message: Message): Chat {
  const last = chat.lastMessage;
  if (!last || last.direction !== message.direction || Date.parse(last.at) !== Date.parse(message.at)) return chat;
  return last.state === message.state ? chat : { ...chat, lastMessage: { ...last, state: message.state } };
}
