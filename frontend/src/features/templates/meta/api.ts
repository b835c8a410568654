// Meta's templates over the API.
import {
  createProviderTemplate,
  deleteProviderTemplate,
  getProviderTemplate,
  listProviderTemplates,
  type ProviderTemplateForm,
  type ProviderTemplateInput,
  syncProviderTemplates,
  updateProviderTemplate,
} from '@parley/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, callList } from '../../../lib/api-client';
import { connectionsQuery } from '../../../lib/connections';

export const metaTemplatesKey = ['provider-templates'] as const;

/** The numbers whose accounts have templates of Meta. */
export const metaNumbersQuery = queryOptions({
  ...connectionsQuery,
  select: (connections) => connections.filter(({ channel }) => channel === 'whatsapp_cloud'),
});

export const metaTemplatesQuery = (connectionId: string, search: string) =>
  queryOptions({
    queryKey: [...metaTemplatesKey, 'list', connectionId, search],
    queryFn: async ({ signal }) =>
      (await callList(listProviderTemplates, { query: { connectionId, search: search || undefined } }, { signal }))
        .items,
    placeholderData: keepPreviousData,
  });

export const metaTemplateQuery = (id: string) =>
  queryOptions({
    queryKey: [...metaTemplatesKey, 'one', id],
    queryFn: ({ signal }) => call(getProviderTemplate, { params: { id } }, { signal }),
  });

function useMetaMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: metaTemplatesKey }),
  });
}

export const useSyncMetaTemplates = () =>
  useMetaMutation((connectionId: string) => call(syncProviderTemplates, { body: { connectionId } }));

export const useDeleteMetaTemplate = () =>
  useMetaMutation((id: string) => call(deleteProviderTemplate, { params: { id } }));

/** Submits a new template, or what an existing one is to say from now on. */
export const useSubmitMetaTemplate = (id: string | undefined) =>
  useMetaMutation(({ connectionId, name, language, ...form }: ProviderTemplateInput) => {
    const body: ProviderTemplateForm = form;
    return id
      ? call(updateProviderTemplate, { params: { id }, body })
      : call(createProviderTemplate, { body: { ...body, connectionId, name, language } });
  });
