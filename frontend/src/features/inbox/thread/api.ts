// What the thread and its composer ask for and do, besides sending: reactions, taking back, scheduled messages, ready answers, approved templates.
import {
  createContact,
  deleteMessage,
  listCannedReplies,
  listProviderTemplates,
  listScheduledMessages,
  type Message,
  reactToMessage,
  renderCannedReply,
  searchContacts,
  syncProviderTemplates,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call, callList } from '../../../lib/api-client';
import { sayError } from '../../../lib/field-errors';
import { useSession } from '../../../lib/session';
import { notify, notifyError } from '../../../ui/toast';
import { type MessagePages, threadKey } from '../api';
import { updateMessage } from '../cache';
import { scheduledKey } from '../outgoing';

/** Messages of a chat waiting for their time, soonest first. */
export const scheduledQuery = (chatId: string) =>
  queryOptions({
    queryKey: scheduledKey(chatId),
    queryFn: async ({ signal }) =>
      (await callList(listScheduledMessages, { query: { chatId, limit: 100 } }, { signal })).items,
  });

/** The same key as the settings' list begins with: a change of ready answers renews both. */
export const cannedRepliesQuery = queryOptions({
  queryKey: ['canned-replies', 'composer'],
  queryFn: async ({ signal }) => (await callList(listCannedReplies, { query: {} }, { signal })).items,
});

/** Templates of a connection that may be sent now, by name. */
export const sendableTemplatesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['provider-templates', connectionId, 'sendable'],
    queryFn: async ({ signal }) =>
      (await callList(listProviderTemplates, { query: { connectionId, sendable: 'true' } }, { signal })).items,
  });

/** Fetches a connection's templates from Meta now. */
export function useSyncTemplates(connectionId: string) {
  const queryClient = useQueryClient();
  const { t } = useTranslation('inbox');
  return useMutation({
    mutationFn: () => call(syncProviderTemplates, { body: { connectionId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['provider-templates', connectionId] }),
    onError: (error) => notifyError(sayError(t, error)),
  });
}

/** A ready answer in the words for this chat's person; counts as used. */
export function useRenderCanned(chatId: string) {
  const { t } = useTranslation('inbox');
  return useMutation({
    mutationFn: (id: string) => call(renderCannedReply, { params: { id }, body: { chatId } }),
    onError: (error) => notifyError(sayError(t, error)),
  });
}

/** The reactions of a message after one's own has changed; empty takes it back. */
export function withReaction(message: Message, emoji: string, user: { id: string; name: string }): Message {
  // The customer sees one reaction of ours, whoever of the team gave it.
  const others = message.reactions.filter((one) => one.direction === 'in');
  const own = { emoji, direction: 'out' as const, senderId: user.id, senderName: user.name };
  return { ...message, reactions: emoji === '' ? others : [...others, own] };
}

function useShowInThread() {
  const queryClient = useQueryClient();
  return (message: Message) =>
    queryClient.setQueryData<MessagePages>(
      threadKey(message.chatId ?? ''),
      (old) => old && updateMessage(old, message),
    );
}

/** Reacts at once; a refusal puts back what was. */
export function useReact() {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const show = useShowInThread();
  return useMutation({
    mutationFn: ({ message, emoji }: { message: Message; emoji: string }) =>
      call(reactToMessage, { params: { id: message.id }, body: { emoji } }),
    onMutate: ({ message, emoji }) => {
      show(withReaction(message, emoji, user));
    },
    onSuccess: (answer) => {
      show(answer);
    },
    onError: (error, { message }) => {
      show(message);
      notifyError(sayError(t, error));
    },
  });
}

/** Takes a message back. Throws ApiError, which the dialog says. */
export function useRemoveMessage() {
  const queryClient = useQueryClient();
  const { t } = useTranslation('inbox');
  const show = useShowInThread();
  return useMutation({
    mutationFn: (message: Message) => call(deleteMessage, { params: { id: message.id } }),
    onSuccess: ({ withdrawn }, message) => {
      const state = withdrawn === 'cancelled' ? 'skipped' : message.state;
      show({ ...message, state, text: null, content: {}, media: null, deletedAt: new Date().toISOString() });
      if (message.scheduledAt) void queryClient.invalidateQueries({ queryKey: scheduledKey(message.chatId ?? '') });
      notify(t(`remove.done.${withdrawn}`));
    },
  });
}

/** Opens a new chat with the person of a contact card, who becomes a contact if they are none yet. */
export function useStartChat() {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ name, phone }: { name: string; phone: string }) => {
      const [known] = (await callList(searchContacts, { query: { q: phone, limit: 1 } })).items;
      return known ?? call(createContact, { body: { name, phone } });
    },
    onSuccess: (contact) => void navigate(`/inbox?contact=${contact.id}`),
    onError: (error) => notifyError(sayError(t, error)),
  });
}
