// Templates over the API.
import {
  approveTemplate,
  createTemplate,
  deleteTemplate,
  downloadTemplateSample,
  getTemplate,
  getTemplateSettings,
  listContacts,
  listTemplateParameters,
  listTemplates,
  listTemplateVersions,
  rejectTemplate,
  renderTemplate,
  searchContacts,
  submitTemplate,
  type Template,
  type TemplateInput,
  updateTemplate,
  updateTemplateSettings,
} from '@parley/contract';
import { keepPreviousData, type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, callList, fillPath } from '../../lib/api-client';
import { saveFile } from '../../lib/save-file';

export const templatesKey = ['templates'] as const;
export const templateKey = (id: string) => [...templatesKey, 'one', id] as const;

export interface TemplateFilter {
  scope?: Template['scope'];
  category?: string;
  search?: string;
  status?: Template['approval']['state'];
  mine?: 'true';
  sort?: 'name' | 'uses' | 'lastUsed' | 'submittedAt';
}

/** Rows of one page. */
export const pageSize = 50;

export const templatesQuery = (filter: TemplateFilter, page: number) =>
  queryOptions({
    queryKey: [...templatesKey, 'list', filter, page],
    queryFn: ({ signal }) => callList(listTemplates, { query: { ...filter, page, limit: pageSize } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: templateKey(id),
    queryFn: ({ signal }) => call(getTemplate, { params: { id } }, { signal }),
  });

/** The catalogue of variables changes with a release, not while somebody writes. */
export const parametersQuery = queryOptions({
  queryKey: ['template-parameters'],
  queryFn: async ({ signal }) => (await callList(listTemplateParameters, {}, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...templatesKey, 'versions', id],
    queryFn: async ({ signal }) => (await callList(listTemplateVersions, { params: { id } }, { signal })).items,
  });

/** The body as one contact would read it; with sample data without one. */
export const renderQuery = (body: string, contactId: string | undefined) =>
  queryOptions({
    queryKey: ['template-render', body, contactId],
    queryFn: ({ signal }) => call(renderTemplate, { body: { body, contactId } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

const contactsShown = 12;
/** Shortest search the API answers. */
const searchFrom = 2;

/** Contacts to preview with: those found, or the newest while nothing is searched. */
export const previewContactsQuery = (search: string) =>
  queryOptions({
    queryKey: ['contacts', 'preview', search.length >= searchFrom ? search : ''],
    queryFn: async ({ signal }) => {
      const found =
        search.length >= searchFrom
          ? await callList(searchContacts, { query: { q: search, limit: contactsShown } }, { signal })
          : await callList(listContacts, { query: { limit: contactsShown } }, { signal });
      return found.items;
    },
    placeholderData: keepPreviousData,
  });

export const templateSettingsQuery = queryOptions({
  queryKey: [...templatesKey, 'settings'],
  queryFn: ({ signal }) => call(getTemplateSettings, undefined, { signal }),
});

/** A CSV with a column for each variable, saved to the disk. Throws ApiError. */
export async function saveSample({ id, name }: Pick<Template, 'id' | 'name'>): Promise<void> {
  const file = await api.download(fillPath(downloadTemplateSample.path, { id }));
  saveFile(file, `${name.replace(/[\\/:*?"<>|]/g, ' ')}.csv`);
}

function keep(queryClient: QueryClient, template: Template): void {
  queryClient.setQueryData(templateKey(template.id), template);
  void queryClient.invalidateQueries({ queryKey: [...templatesKey, 'list'] });
  void queryClient.invalidateQueries({ queryKey: [...templatesKey, 'versions', template.id] });
}

/** Writes a new template, or changes the one with this id. */
export function useSaveTemplate(id: string | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TemplateInput) =>
      id ? call(updateTemplate, { params: { id }, body }) : call(createTemplate, { body }),
    onSuccess: (template) => keep(queryClient, template),
  });
}

export function useDeleteTemplate() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteTemplate, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...templatesKey, 'list'] }),
  });
}

/** A step of approval; the lists and the queue's count follow. */
function useStep<I>(step: (input: I) => Promise<Template>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (template) => {
      keep(queryClient, template);
      void queryClient.invalidateQueries({ queryKey: templateSettingsQuery.queryKey });
    },
  });
}

export const useSubmitTemplate = () => useStep((id: string) => call(submitTemplate, { params: { id } }));

export const useApproveTemplate = () =>
  useStep(({ template, makeGlobal }: { template: Template; makeGlobal: boolean }) =>
    call(approveTemplate, { params: { id: template.id }, body: { version: template.version, makeGlobal } }),
  );

export const useRejectTemplate = () =>
  useStep(({ template, reason }: { template: Template; reason: string }) =>
    call(rejectTemplate, { params: { id: template.id }, body: { version: template.version, reason } }),
  );

export function useTemplateSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (approvalRequired: boolean) => call(updateTemplateSettings, { body: { approvalRequired } }),
    onSuccess: (settings) => {
      queryClient.setQueryData(templateSettingsQuery.queryKey, settings);
      return queryClient.invalidateQueries({ queryKey: [...templatesKey, 'list'] });
    },
  });
}
