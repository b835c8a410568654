// What the inbox page holds together: the filter in the address, the open chat, the cursor, the choice, and what acts on them.
import type { Chat } from '@parley/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { VirtualListHandle } from '../../ui/virtual-list';
import { type StatusChange, useReader, useSetStatus } from './actions';
import { type ChatPages, chatListsKey, chatQuery } from './api';
import { type ChatFilter, changeFilter, readFilter, writeFilter } from './filter';
import { useSelection } from './list/use-selection';
import { useSteady } from './steady';
import type { HeaderMenuName } from './thread/thread-header';
import { useChatList } from './use-chat-list';

function focusRow(key: string): void {
  // The row may only be drawn after the list has scrolled to it.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus());
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

/** Which menu is asked for, and where it stands: in the thread's header, or in the bar of the chosen chats. */
export interface OpenMenu {
  name: HeaderMenuName;
  of: 'thread' | 'chosen';
}

export function useInbox() {
  const reader = useReader();
  const { chatId: openId } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const filter = useMemo(() => readFilter(params, reader), [params, reader]);
  const list = useChatList(filter);
  const listSearch = writeFilter(filter).toString();
  const steady = useSteady(list.chats, listSearch);
  const { chats } = steady;
  const chat = useOpenChat(openId);
  const selection = useSelection(chats);
  const setStatus = useSetStatus();
  const listRef = useRef<VirtualListHandle>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const [cursorId, setCursor] = useState<string | undefined>(openId);
  const [menu, setMenu] = useState<OpenMenu | null>(null);

  const listAddress = `/inbox${listSearch && `?${listSearch}`}`;
  const linkTo = useCallback((id: string) => `/inbox/${id}${listSearch && `?${listSearch}`}`, [listSearch]);
  /** The thread at one of its messages, which the thread reads from the address. */
  const linkToMessage = (id: string, messageId: string) =>
    `/inbox/${id}?${listSearch && `${listSearch}&`}message=${messageId}`;

  function setFilter(change: Partial<ChatFilter>) {
    const next = writeFilter(changeFilter(filter, change)).toString();
    selection.clear();
    void navigate({ search: next && `?${next}` }, { replace: true });
  }

  function move(step: number) {
    if (filter.search) {
      moveAmongFound(step);
      return;
    }
    const current = chats.findIndex((one) => one.id === (cursorId ?? openId));
    const index = Math.max(0, Math.min(chats.length - 1, current < 0 ? 0 : current + step));
    const next = chats[index];
    if (!next) return;
    setCursor(next.id);
    listRef.current?.scrollTo(index);
    focusRow(next.id);
  }

  /** The chat that keys act on: the open one, else the one under the cursor. */
  function target(): Chat | undefined {
    return openId ? chat.data : chats.find((one) => one.id === cursorId);
  }

  /** After a chat has left the list, the next one takes its place. */
  function goOn(from: Chat) {
    const index = chats.findIndex((one) => one.id === from.id);
    const next = chats[index + 1] ?? chats[index - 1];
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

  /** Opens a menu for the chosen chats, else for the open one, else for the one under the cursor. */
  function askMenu(name: HeaderMenuName) {
    if (selection.chats.length > 0 && name !== 'snooze') setMenu({ name, of: 'chosen' });
    else if (openId) setMenu({ name, of: 'thread' });
    else if (cursorId && name !== 'snooze' && !filter.search) {
      selection.toggle(cursorId, false);
      setMenu({ name, of: 'chosen' });
    }
  }

  function goBack() {
    if (selection.ids.size > 0) {
      selection.clear();
      return;
    }
    if (openId === undefined) return;
    void navigate(listAddress);
    setCursor(openId);
    focusRow(openId);
  }

  return {
    openId,
    filter,
    setFilter,
    list: { ...list, chats },
    steady,
    selection,
    chat,
    listRef,
    searchRef,
    cursorId,
    setCursor,
    move,
    menu,
    setMenu,
    askMenu,
    linkTo,
    linkToMessage,
    listAddress,
    changeStatus,
    target,
    goBack,
    /** Shows everything that waited, from the top. */
    showWaiting: () => {
      steady.release();
      listRef.current?.scrollTo(0);
    },
  };
}

export type Inbox = ReturnType<typeof useInbox>;

/** Found chats and messages stand among headings: the next row is the next link on screen. */
function moveAmongFound(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-found] [data-row]')];
  const current = rows.findIndex((row) => row.matches(':focus'));
  const next = rows[Math.max(0, Math.min(rows.length - 1, current + (step === 0 && current < 0 ? 1 : step)))];
  next?.focus();
}
