// What can be done with a campaign, and what the wizard asks for.
import {
  type AudienceCount,
  type Campaign,
  type CampaignInput,
  cancelCampaign,
  checkCampaign,
  checkDraft,
  countCampaignAudience,
  createCampaign,
  deleteCampaign,
  getTemplate,
  type LaunchCheck,
  listContacts,
  listTemplateParameters,
  listTemplates,
  listTemplateVersions,
  pauseCampaign,
  renderTemplate,
  resumeCampaign,
  retryFailed,
  retryMessage,
  searchContacts,
  startCampaign,
  unscheduleCampaign,
  updateCampaign,
} from '@parley/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, callList } from '../../lib/api-client';
import { activeCampaignsKey, campaignKey, campaignListsKey, showCampaign } from '../../lib/campaigns';
import { overviewKey } from '../../lib/overview';
import { reasonsKey, recipientsKey } from './recipients';

const verbs = {
  start: startCampaign,
  pause: pauseCampaign,
  resume: resumeCampaign,
  cancel: cancelCampaign,
  unschedule: unscheduleCampaign,
  retryFailed,
} as const;
export type CampaignVerb = keyof typeof verbs;

function perform(verb: CampaignVerb, id: string): Promise<Campaign> {
  return call(verbs[verb], { params: { id } });
}

/** One verb on one campaign; its answer is shown everywhere at once. Throws ApiError. */
export function useCampaignVerb(verb: CampaignVerb) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => perform(verb, id),
    onSuccess: (campaign) => showCampaign(queryClient, campaign),
    // Refused because it moved on meanwhile: show what it is now.
    onError: (_error, id) => void queryClient.invalidateQueries({ queryKey: campaignKey(id) }),
    onSettled: (_data, _error, id) => {
      void queryClient.invalidateQueries({ queryKey: activeCampaignsKey });
      void queryClient.invalidateQueries({ queryKey: campaignListsKey });
      void queryClient.invalidateQueries({ queryKey: overviewKey });
      void queryClient.invalidateQueries({ queryKey: recipientsKey(id) });
      void queryClient.invalidateQueries({ queryKey: reasonsKey(id) });
    },
  });
}

export function useDeleteCampaign() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteCampaign, { params: { id } }),
    onSuccess: (_empty, id) => {
      queryClient.removeQueries({ queryKey: campaignKey(id) });
      return queryClient.invalidateQueries({ queryKey: campaignListsKey });
    },
  });
}

/** Sends one failed or uncertain message again, because a person asked for it. */
export function useRetryMessage(campaignId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => call(retryMessage, { params: { id: messageId } }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: recipientsKey(campaignId) });
      void queryClient.invalidateQueries({ queryKey: reasonsKey(campaignId) });
    },
  });
}

/** A draft under its id, or a new one. An existing draft takes everything but, where it is kept, the audience. Throws ApiError. */
export async function saveDraft(
  savedId: string | null,
  input: CampaignInput,
  keepAudience: boolean,
): Promise<Campaign> {
  if (savedId === null) return call(createCampaign, { body: input });
  const { audience, ...rest } = input;
  const body = { ...rest, pacing: input.pacing ?? null, sendAt: input.sendAt ?? null };
  return call(updateCampaign, { params: { id: savedId }, body: keepAudience ? body : { ...body, audience } });
}

export function useSaveDraft() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({
      savedId,
      input,
      keepAudience,
    }: {
      savedId: string | null;
      input: CampaignInput;
      keepAudience: boolean;
    }) => saveDraft(savedId, input, keepAudience),
    onSuccess: (campaign) => {
      showCampaign(queryClient, campaign);
      void queryClient.invalidateQueries({ queryKey: campaignListsKey });
    },
  });
}

/** What launching would do. A saved draft whose chosen people only the server knows is saved first and checked there. */
export const checkQuery = (input: CampaignInput, keptIn: string | null) =>
  queryOptions({
    queryKey: ['campaign-check', input, keptIn],
    queryFn: async ({ signal }): Promise<LaunchCheck> => {
      if (keptIn === null) return call(checkDraft, { body: input }, { signal });
      await saveDraft(keptIn, input, true);
      return call(checkCampaign, { params: { id: keptIn } }, { signal });
    },
    // Balance, audience and pace move on their own: what is shown is from now.
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  });

/** How many an audience holds and reaches; null while nobody is chosen. */
export const audienceCountQuery = (audience: CampaignInput['audience'] | null, connectionId: string | null) =>
  queryOptions({
    queryKey: ['campaign-audience', audience, connectionId],
    queryFn: ({ signal }): Promise<AudienceCount> =>
      call(
        countCampaignAudience,
        // Never asked while null; the body still has to be a plan.
        { body: { audience: audience ?? { type: 'all' }, connectionId: connectionId ?? undefined } },
        { signal },
      ),
    enabled: audience !== null,
    // People change while they are chosen: what is shown is from now.
    staleTime: 5_000,
  });

export const parametersQuery = queryOptions({
  queryKey: ['templates', 'parameters'],
  queryFn: async ({ signal }) => (await callList(listTemplateParameters, {}, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

const templatesOffered = 100;

export const templateChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: ['templates', 'choices', search],
    queryFn: async ({ signal }) =>
      (await callList(listTemplates, { query: { search: search || undefined, limit: templatesOffered } }, { signal }))
        .items,
    placeholderData: keepPreviousData,
  });

/** One template of the team, as it may be used now. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'chosen', id],
    queryFn: ({ signal }) => call(getTemplate, { params: { id } }, { signal }),
    retry: false,
  });

/** Its wordings, the newest first. */
export const templateWordingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'wordings', id],
    queryFn: async ({ signal }) => (await callList(listTemplateVersions, { params: { id } }, { signal })).items,
  });

/** The text as one contact (or, without one, an example person) will read it. */
export const renderQuery = (body: string, contactId: string | undefined) =>
  queryOptions({
    queryKey: ['templates', 'render', body, contactId],
    queryFn: ({ signal }) => call(renderTemplate, { body: { body, contactId } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

const previewPeople = 20;

/** The first people a campaign to everybody would reach, for the preview. */
export const previewContactsQuery = queryOptions({
  queryKey: ['contacts', 'preview'],
  queryFn: ({ signal }) => callList(listContacts, { query: { optedOut: 'false', limit: previewPeople } }, { signal }),
});

export const contactPickQuery = (search: string) =>
  queryOptions({
    queryKey: ['contacts', 'pick', search],
    queryFn: async ({ signal }) =>
      search.length >= 2
        ? (await callList(searchContacts, { query: { q: search, limit: 50 } }, { signal })).items
        : (await callList(listContacts, { query: { limit: 50 } }, { signal })).items,
    placeholderData: keepPreviousData,
  });
