// What a person does to a chat: assign, close, reopen, snooze, tag, take over, delete, mark read, send again. Shown at once, taken back when
// refused.
import {
  assignChat,
  type Chat,
  deleteChat,
  type Message,
  type Permission,
  readChat,
  retryMessage,
  setChatStatus,
  updateChat,
} from '@parley/contract';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api-client';
import { sayError } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { useSession } from '../../lib/session';
import { notify, notifyError, notifyUndo } from '../../ui/toast';
import { chatKey, countsKey, type MessagePages, threadKey } from './api';
import { updateMessage } from './cache';
import { isInSight, type Reader } from './filter';
import { forgetChat, showChats, showPrediction } from './live';

function show(queryClient: QueryClient, chat: Chat): void {
  showChats(queryClient, new Map([[chat.id, chat]]));
}

/** A change of one chat that is on screen before the server has answered. */
function useChatChange<V>(predict: (chat: Chat, change: V) => Chat, send: (chat: Chat, change: V) => Promise<Chat>) {
  const queryClient = useQueryClient();
  const { t } = useTranslation('inbox');
  return useMutation({
    mutationFn: ({ chat, change }: { chat: Chat; change: V }) => send(chat, change),
    onMutate: ({ chat, change }) =>
      showPrediction(queryClient, predict(queryClient.getQueryData<Chat>(chatKey(chat.id)) ?? chat, change)),
    onSuccess: (answer) => show(queryClient, answer),
    onError: (error, { chat }) => {
      showPrediction(queryClient, chat);
      notifyError(sayError(t, error));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: countsKey }),
  });
}

/** Who is reading, as lists and live frames must know it. */
export function useReader(): Reader {
  const { user, permissions } = useSession();
  return useMemo(() => readerOf(user.id, permissions), [user.id, permissions]);
}

export function readerOf(id: string, permissions: readonly Permission[]): Reader {
  // Coaches see the chats of their own contacts, whoever answers them; agents lose sight of what others were given.
  return { id, seesOthers: permissions.includes('chats.viewAll') || !permissions.includes('chats.viewUnassigned') };
}

export interface Assignee {
  id: string;
  name: string;
}

/** Gives a chat to somebody, or to nobody. */
export function useAssign() {
  const { t } = useTranslation('inbox');
  const reader = useReader();
  const { mutate } = useChatChange<Assignee | null>(
    (chat, person) => ({ ...chat, assigneeId: person?.id ?? null, assigneeName: person?.name ?? null }),
    (chat, person) => call(assignChat, { params: { id: chat.id }, body: { userId: person?.id ?? null } }),
  );
  return (chat: Chat, person: Assignee | null) => {
    if (chat.assigneeId === (person?.id ?? null)) return;
    const before = chat.assigneeId ? { id: chat.assigneeId, name: chat.assigneeName ?? '' } : null;
    mutate({ chat, change: person });
    const said = person ? t('done.assigned', { name: person.name }) : t('done.unassigned');
    // What has left one's sight can no longer be taken back.
    if (!isInSight({ ...chat, assigneeId: person?.id ?? null }, reader)) {
      notify(said, { description: t('done.outOfSight') });
      return;
    }
    notifyUndo(said, {
      label: t('common:actions.undo'),
      run: () =>
        mutate({
          chat: { ...chat, assigneeId: person?.id ?? null, assigneeName: person?.name ?? null },
          change: before,
        }),
    });
  };
}

export type StatusChange = { status: 'open' | 'pending' | 'closed' } | { status: 'snoozed'; snoozedUntil: string };

/** Closes, reopens, parks or snoozes a chat, with a way back. */
export function useSetStatus() {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { mutate } = useChatChange<StatusChange>(
    (chat, change) => ({
      ...chat,
      status: change.status,
      snoozedUntil: change.status === 'snoozed' ? change.snoozedUntil : null,
    }),
    (chat, change) => call(setChatStatus, { params: { id: chat.id }, body: change }),
  );
  return (chat: Chat, change: StatusChange) => {
    mutate({ chat, change });
    const said =
      change.status === 'snoozed'
        ? t('done.snoozed', { name: chat.contactName, until: format.dateTime(change.snoozedUntil) })
        : t(`done.${change.status}`, { name: chat.contactName });
    notifyUndo(said, { label: t('common:actions.undo'), run: () => mutate({ chat, change: changeBackTo(chat) }) });
  };
}

/** The change that brings back the status a chat had. */
export function changeBackTo({ status, snoozedUntil }: Chat): StatusChange {
  if (status === 'snoozed') return snoozedUntil ? { status, snoozedUntil } : { status: 'open' };
  return { status };
}

export type ChatTagOf = Chat['tags'][number];

/** Gives a chat exactly these tags. */
export function useSetTags() {
  const { mutate } = useChatChange<ChatTagOf[]>(
    (chat, tags) => ({ ...chat, tags }),
    (chat, tags) => call(updateChat, { params: { id: chat.id }, body: { tagIds: tags.map((tag) => tag.id) } }),
  );
  return (chat: Chat, tags: ChatTagOf[]) => mutate({ chat, change: tags });
}

/** Keeps automations out of a chat, or lets them in again. */
export function useTakeover() {
  const { t } = useTranslation('inbox');
  const { mutate } = useChatChange<boolean>(
    (chat, on) => ({ ...chat, takeover: on ? { until: null } : null }),
    (chat, on) => call(updateChat, { params: { id: chat.id }, body: { takeover: on } }),
  );
  return (chat: Chat, on: boolean) => {
    mutate({ chat, change: on });
    notify(on ? t('done.tookOver') : t('done.letIn'));
  };
}

/** Deletes a conversation with its notes. Throws ApiError. */
export function useDeleteChat() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (chatId: string) => call(deleteChat, { params: { id: chatId } }),
    onSuccess: (_answer, chatId) => {
      forgetChat(queryClient, chatId);
      void queryClient.invalidateQueries({ queryKey: countsKey });
    },
  });
}

/** Marks everything in a chat read. A failure is not worth a notice: the next look tries again. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (chat: Chat) => call(readChat, { params: { id: chat.id } }),
    onMutate: (chat) =>
      show(queryClient, { ...(queryClient.getQueryData<Chat>(chatKey(chat.id)) ?? chat), unreadCount: 0 }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: countsKey }),
  });
}

/** Sends a failed or uncertain message again, on purpose. */
export function useRetry() {
  const queryClient = useQueryClient();
  const { t } = useTranslation('inbox');
  function showState(message: Message): void {
    queryClient.setQueryData<MessagePages>(
      threadKey(message.chatId ?? ''),
      (old) => old && updateMessage(old, message),
    );
  }
  return useMutation({
    mutationFn: (message: Message) => call(retryMessage, { params: { id: message.id } }),
    onMutate: (message) =>
      showState({ ...message, state: 'queued', error: null, abilities: { ...message.abilities, retry: false } }),
    onError: (error, message) => {
      showState(message);
      notifyError(sayError(t, error));
    },
  });
}
