// What Meta's webhooks tell of templates: reviews, pauses, ratings, categories, changed words.
import type { ReportedTemplate } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { ringSync } from './jobs';
import { applyNews, findLine } from './queries';

/** Applies news in order. Words that changed, and templates that are not known yet, are fetched after commit. */
export async function applyTemplateReports(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  news: readonly ReportedTemplate[],
): Promise<void> {
  const line = news.length > 0 ? await findLine(tx, connectionId) : undefined;
  if (!line?.account_id) return;
  const { known } = await applyNews(tx, line.account_id, news);
  const hasNewWords = news.some(({ status, quality, category }) => !status && !quality && !category);
  if (known < news.length || hasNewWords) tx.afterCommit(() => ringSync(parts, tx.tenantId, connectionId));
}
