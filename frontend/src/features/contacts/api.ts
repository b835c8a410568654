// Contacts over the API: what the screens read, and the verbs that change people.
import {
  type Contact,
  type ContactInput,
  createContact,
  deleteContact,
  type EndpointInput,
  exportContacts,
  getContact,
  listChats,
  listContacts,
  listTags,
  optInContact,
  optOutContact,
  updateContact,
} from '@parley/contract';
import { keepPreviousData, type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, callList, writeQuery } from '../../lib/api-client';
import { type ContactFilter, pageSize } from './filters';

export type ContactChange = NonNullable<EndpointInput<typeof updateContact>['body']>;

/** Also the key of the palette's search; invalidating it renews everything about people. */
export const contactsKey = ['contacts'] as const;
export const contactKey = (id: string) => [...contactsKey, 'one', id] as const;

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

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: contactKey(id),
    queryFn: ({ signal }) => call(getContact, { params: { id } }, { signal }),
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

function keep(queryClient: QueryClient, contact: Contact): void {
  queryClient.setQueryData(contactKey(contact.id), contact);
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'list'] });
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'count'] });
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'tags'] });
}

export function useCreateContact() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ContactInput) => call(createContact, { body }),
    onSuccess: (contact) => keep(queryClient, contact),
  });
}

/** What the contact will look like, as far as it can be known before the server has answered. */
export function applyChange(contact: Contact, change: ContactChange): Contact {
  const { lead, ...rest } = change;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...contact, ...known, lead: { ...contact.lead, ...lead } };
}

/** Changes one contact; it is shown changed at once and put back when the server refuses. */
export function useUpdateContact(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ContactChange) => call(updateContact, { params: { id }, body }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: contactKey(id) });
      const before = queryClient.getQueryData<Contact>(contactKey(id));
      if (before) queryClient.setQueryData(contactKey(id), applyChange(before, change));
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before) queryClient.setQueryData(contactKey(id), context.before);
    },
    onSuccess: (contact) => keep(queryClient, contact),
  });
}

/** Verbs on one contact by id, for bulk actions and the contact page. Each throws ApiError. */
export const contactVerbs = {
  remove: (id: string) => call(deleteContact, { params: { id } }),
  optOut: (id: string, note?: string) => call(optOutContact, { params: { id }, body: { note } }),
  optIn: (id: string, note?: string) => call(optInContact, { params: { id }, body: { note } }),
  change: (id: string, body: ContactChange) => call(updateContact, { params: { id }, body }),
};

/** Records consent or its withdrawal. */
export function useSetConsent(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ optedIn, note }: { optedIn: boolean; note?: string }) =>
      optedIn ? contactVerbs.optIn(id, note) : contactVerbs.optOut(id, note),
    onSuccess: (contact) => keep(queryClient, contact),
  });
}
