// What the inbox page holds together: the filter in the address, the open chat, the cursor, and the keys that move them.
import type { Chat } from '@parley/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import type { VirtualListHandle } from '../../ui/virtual-list';
import { type StatusChange, useSetStatus } from './actions';
import { type ChatPages, chatListsKey, chatQuery } from './api';
import { type ChatFilter, readFilter, writeFilter } from './filter';
import { composerId } from './thread/composer';
import { useChatList } from './use-chat-list';

function focusRow(chatId: string): void {
  // The row may only be drawn after the list has scrolled to it.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-chat="${chatId}"]`)?.focus());
}

/** The open chat, shown at once from the list while it is asked for on its own. */
function useOpenChat(openId: string | undefined) {
  const queryClient = useQueryClient();
  return useQuery({
    ...chatQuery(openId ?? ''),
    enabled: openId !== undefined,
    placeholderData: () => {
      const lists = queryClient.getQueriesData<ChatPages>({ queryKey: chatListsKey });
      for (const [, pages] of lists) {
        for (const page of pages?.pages ?? []) {
          const known = page.items.find((chat) => chat.id === openId);
          if (known) return known;
        }
      }
      return undefined;
    },
  });
}

export function useInbox() {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const { chatId: openId } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const filter = readFilter(params, user.id);
  const list = useChatList(filter);
  const chat = useOpenChat(openId);
  const setStatus = useSetStatus();
  const listRef = useRef<VirtualListHandle>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const [cursorId, setCursor] = useState<string | undefined>(openId);
  const [searching, setSearching] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const [asked, setAsked] = useState(false);
  const givenContact = params.get('contact') ?? undefined;
  const newChat = asked || givenContact ? { contactId: givenContact } : null;

  const listSearch = writeFilter(filter).toString();
  const listAddress = `/inbox${listSearch && `?${listSearch}`}`;
  const linkTo = (id: string) => `/inbox/${id}${listSearch && `?${listSearch}`}`;

  function setFilter(change: Partial<ChatFilter>) {
    const next = writeFilter({ ...filter, ...change }).toString();
    void navigate({ search: next && `?${next}` }, { replace: true });
  }

  function move(step: number) {
    const current = list.chats.findIndex((one) => one.id === (cursorId ?? openId));
    const index = Math.max(0, Math.min(list.chats.length - 1, current < 0 ? 0 : current + step));
    const next = list.chats[index];
    if (!next) return;
    setCursor(next.id);
    listRef.current?.scrollTo(index);
    focusRow(next.id);
  }

  /** The chat that keys act on: the open one, else the one under the cursor. */
  function target(): Chat | undefined {
    return openId ? chat.data : list.chats.find((one) => one.id === cursorId);
  }

  /** After a chat has left the list, the next one takes its place. */
  function goOn(from: Chat) {
    const index = list.chats.findIndex((one) => one.id === from.id);
    const next = list.chats[index + 1] ?? list.chats[index - 1];
    if (next) setCursor(next.id);
    if (openId !== from.id) {
      if (next) focusRow(next.id);
      return;
    }
    const onPhone = window.matchMedia('(width < 721px)').matches;
    void navigate(next && !onPhone ? linkTo(next.id) : listAddress);
    if (next && !onPhone) focusRow(next.id);
  }

  function changeStatus(change: StatusChange, of = target()) {
    if (!of) return;
    const leaves =
      filter.status !== 'any' && filter.status === of.status && change.status !== of.status && !filter.search;
    if (leaves) goOn(of);
    setStatus(of, change);
  }

  function goBack() {
    if (openId === undefined) return;
    void navigate(listAddress);
    setCursor(openId);
    focusRow(openId);
  }

  function openSearch() {
    // Shown before it is focused, so that what is typed next already lands in it.
    flushSync(() => setSearching(true));
    searchRef.current?.focus();
    searchRef.current?.select();
  }

  const group = t('keys.group');
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => move(-1) },
    { keys: 'arrowdown', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'arrowup', label: t('keys.previous'), group, run: () => move(-1) },
    {
      keys: 'e',
      label: t('keys.close'),
      group,
      run: () => changeStatus({ status: target()?.status === 'closed' ? 'open' : 'closed' }),
    },
    { keys: 'a', label: t('keys.assign'), group, run: () => openId && setAssigning(true) },
    { keys: 'r', label: t('keys.reply'), group, run: () => document.getElementById(composerId)?.focus() },
    { keys: '/', label: t('keys.search'), group, run: openSearch },
    { keys: 'escape', label: t('keys.back'), group, run: goBack },
    { keys: 'c', label: t('newChat.open'), group, run: () => setAsked(true) },
  ]);

  function endNewChat() {
    setAsked(false);
    if (givenContact) void navigate(listAddress, { replace: true });
  }

  return {
    openId,
    filter,
    setFilter,
    list,
    chat,
    listRef,
    searchRef,
    cursorId,
    setCursor,
    move,
    searching,
    setSearching,
    assigning,
    setAssigning,
    linkTo,
    listAddress,
    changeStatus,
    newChat,
    startNewChat: () => setAsked(true),
    endNewChat,
    openChat: (id: string) => {
      setAsked(false);
      setCursor(id);
      void navigate(linkTo(id));
      requestAnimationFrame(() => document.getElementById(composerId)?.focus());
    },
  };
}
