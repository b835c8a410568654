// What Meta's webhooks tell of templates: reviews, pauses, ratings, categories, changed words.
import type { ReportedTemplate } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
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
  const accountId = line.account_id;
  const { known, changed } = await applyNews(tx, accountId, news);
  const told = news.map(({ name, language, status, reason, quality, category }) => {
    return { name, language, status, reason, quality, category };
  });
  if (changed.length > 0)
    await recordEvent(tx, parts.publish, {
      type: 'provider_template.reported',
      subjectId: changed.length === 1 ? (changed[0]?.id ?? null) : null,
      data: { accountId, told },
    });
  const hasNewWords = news.some(({ status, quality, category }) => !status && !quality && !category);
  if (known < news.length || hasNewWords) tx.afterCommit(() => ringSync(parts, tx.tenantId, connectionId));
}
