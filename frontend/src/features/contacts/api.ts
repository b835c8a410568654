// Contacts over the API: what the screens read, and the verbs that change people.
import {
  type ContactInput,
  createContact,
  deleteContact,
  exportContacts,
  listChats,
  listContacts,
  listTags,
  optInContact,
  optOutContact,
  updateContact,
} from '@parley/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, callList, writeQuery } from '../../lib/api-client';
import { type ContactChange, contactsKey, keepContact } from '../../lib/contacts';
import { type ContactFilter, pageSize } from './filters';

export {
  applyChange,
  type ContactChange,
  contactKey,
  contactQuery,
  contactsKey,
  useSetConsent,
  useUpdateContact,
} from '../../lib/contacts';

export const contactsQuery = (filter: ContactFilter, page: number) =>
  queryOptions({
    queryKey: [...contactsKey, 'list', filter, page],
    queryFn: ({ signal }) => callList(listContacts, { query: { ...filter, page, limit: pageSize } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** How many contacts a filter holds; for the counts at the side. */
export const contactCountQuery = (filter: ContactFilter) =>
  queryOptions({
    queryKey: [...contactsKey, 'count', filter],
    queryFn: async ({ signal }) =>
      (await callList(listContacts, { query: { ...filter, limit: 1 } }, { signal })).pagination.total ?? 0,
  });

export const tagsQuery = queryOptions({
  queryKey: [...contactsKey, 'tags'],
  queryFn: async ({ signal }) => (await callList(listTags, {}, { signal })).items,
});

const chatsShown = 50;

export const contactChatsQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['chats', 'contact', contactId],
    queryFn: async ({ signal }) =>
      (await callList(listChats, { query: { contactId, limit: chatsShown } }, { signal })).items,
  });

/** The filtered contacts as a CSV file. Throws ApiError. */
export function downloadContacts(filter: ContactFilter): Promise<Blob> {
  return api.download(`${exportContacts.path}?${writeQuery(filter)}`);
}

export function useCreateContact() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ContactInput) => call(createContact, { body }),
    onSuccess: (contact) => keepContact(queryClient, contact),
  });
}

/** Verbs on one contact by id, for bulk actions and the contact page. Each throws ApiError. */
export const contactVerbs = {
  remove: (id: string) => call(deleteContact, { params: { id } }),
  optOut: (id: string, note?: string) => call(optOutContact, { params: { id }, body: { note } }),
  optIn: (id: string, note?: string) => call(optInContact, { params: { id }, body: { note } }),
  change: (id: string, body: ContactChange) => call(updateContact, { params: { id }, body }),
};
