// The recipients of a campaign: one row each, page by page, kept true by what the live feed says of their messages.
import {
  exportRecipients,
  listCampaignReasons,
  listRecipients,
  type Message,
  type OutcomeCode,
  type Page,
  type Recipient,
} from '@parley/contract';
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { api, callList, fillPath, writeQuery } from '../../lib/api-client';
import { invalidateSoon } from '../../lib/query-client';
import { saveFile } from '../../lib/save-file';

/** `replied` cuts across the outcomes: whoever answered. */
export const recipientTabs = [
  'all',
  'pending',
  'sent',
  'delivered',
  'read',
  'replied',
  'failed',
  'uncertain',
  'skipped',
] as const;
export type RecipientTab = (typeof recipientTabs)[number];

export interface RecipientFilter {
  tab: RecipientTab;
  /** Only this cause. */
  errorCode?: OutcomeCode;
  /** Only people whom the first message reached and a further file did not. */
  files?: 'failed';
}

type RecipientPages = InfiniteData<Page<Recipient>, string | undefined>;

const rowsPerPage = 50;
/** Beyond this many loaded pages a renewal would ask for too much; the rows on screen are changed in place anyway. */
const pagesRenewed = 4;
const renewEveryMs = 3_000;

export const recipientsKey = (campaignId: string) => ['recipients', campaignId] as const;
export const reasonsKey = (campaignId: string) => ['campaign-reasons', campaignId] as const;

/** The filter as the API takes it. */
export function toRecipientQuery({ tab, errorCode, files }: RecipientFilter) {
  if (tab === 'all') return { errorCode, files };
  return tab === 'replied' ? { replied: 'true' as const, errorCode, files } : { outcome: tab, errorCode, files };
}

export const recipientsQuery = (campaignId: string, filter: RecipientFilter) =>
  infiniteQueryOptions({
    queryKey: [...recipientsKey(campaignId), filter],
    queryFn: ({ pageParam, signal }) =>
      callList(
        listRecipients,
        { params: { id: campaignId }, query: { ...toRecipientQuery(filter), cursor: pageParam, limit: rowsPerPage } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Failed, skipped and uncertain, counted by cause. */
export const reasonsQuery = (campaignId: string) =>
  queryOptions({
    queryKey: reasonsKey(campaignId),
    queryFn: async ({ signal }) =>
      (await callList(listCampaignReasons, { params: { id: campaignId } }, { signal })).items,
  });

/** Asks again for the recipients on screen, unless so many are loaded that this would be a burden. */
export function renewRecipients(queryClient: QueryClient, campaignId: string): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: recipientsKey(campaignId), type: 'active' })) {
    // The key names the query that put these pages there.
    const pages = (query.state.data as RecipientPages | undefined)?.pages.length ?? 0;
    if (pages <= pagesRenewed) invalidateSoon(queryClient, query.queryKey, renewEveryMs);
  }
}

function withMessage(row: Recipient, message: Message): Recipient {
  const { state, error, text, chatId, sentAt, deliveredAt, readAt } = message;
  return { ...row, state, error, text: text ?? row.text, chatId, sentAt, deliveredAt, readAt };
}

/** Shows how far messages came in every loaded list of their campaign. A recipient's id is its message's id. */
export function showMessages(queryClient: QueryClient, messages: readonly Message[]): void {
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const campaignId of new Set(messages.map((message) => message.campaignId ?? ''))) {
    queryClient.setQueriesData<RecipientPages>({ queryKey: recipientsKey(campaignId) }, (old) => {
      if (!old?.pages.some((page) => page.items.some((row) => byId.has(row.id)))) return old;
      const renew = (row: Recipient) => {
        const message = byId.get(row.id);
        return message ? withMessage(row, message) : row;
      };
      return { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(renew) })) };
    });
  }
}

/** Saves the recipients of a filter as a CSV file named after the campaign. Throws ApiError. */
export async function saveRecipients(campaignId: string, name: string, filter: RecipientFilter): Promise<void> {
  const path = fillPath(exportRecipients.path, { id: campaignId });
  const blob = await api.download(`${path}?${writeQuery(toRecipientQuery(filter))}`);
  const suffix = filter.tab === 'all' ? '' : ` ${filter.tab}`;
  saveFile(blob, `${name.replace(/[\\/:*?"<>|]/g, ' ')}${suffix}.csv`);
}
