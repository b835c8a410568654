// One person over the API, shared by the contact's own page and the panel beside a chat: reading, changing in place, consent.
import {
  type Contact,
  type EndpointInput,
  getContact,
  optInContact,
  optOutContact,
  updateContact,
} from '@parley/contract';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './api-client';
import { consentKey } from './consent';

export type ContactChange = NonNullable<EndpointInput<typeof updateContact>['body']>;

/** Also the key of the palette's search; invalidating it renews everything about people. */
export const contactsKey = ['contacts'] as const;
export const contactKey = (id: string) => [...contactsKey, 'one', id] as const;

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: contactKey(id),
    queryFn: ({ signal }) => call(getContact, { params: { id } }, { signal }),
  });

/** Shows a changed contact, and lets every list of people be asked for again. */
export function keepContact(queryClient: QueryClient, contact: Contact): void {
  queryClient.setQueryData(contactKey(contact.id), contact);
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'list'] });
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'count'] });
  void queryClient.invalidateQueries({ queryKey: [...contactsKey, 'tags'] });
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
    onSuccess: (contact) => keepContact(queryClient, contact),
  });
}

/** Records consent or its withdrawal. */
export function useSetConsent(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ optedIn, note }: { optedIn: boolean; note?: string }) =>
      optedIn
        ? call(optInContact, { params: { id }, body: { note } })
        : call(optOutContact, { params: { id }, body: { note } }),
    onSuccess: (contact) => {
      keepContact(queryClient, contact);
      void queryClient.invalidateQueries({ queryKey: consentKey });
    },
  });
}
