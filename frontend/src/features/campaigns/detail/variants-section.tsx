// The wordings of a campaign side by side: how many each reached, how many read and answered, and whether the difference means anything.
import type { Campaign, CampaignVariant } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignKey } from '../../../lib/campaigns';
import { useFormat } from '../../../lib/format';
import { invalidateSoon } from '../../../lib/query-client';
import { variantName } from '../../../lib/variants';
import { enoughPeople, judge, rateOf } from '../compare';

const measures = ['deliveredCount', 'readCount', 'repliedCount'] as const;
const words = { deliveredCount: 'delivered', readCount: 'read', repliedCount: 'replied' } as const;
/** The colours of the funnel above. */
const bars = { deliveredCount: 'bg-data-delivered', readCount: 'bg-data-read', repliedCount: 'bg-data-read' } as const;

export function VariantsSection({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { variants } = campaign.message;
  useFreshCounts(campaign);
  if (variants.length === 0) return null;
  return (
    <section aria-labelledby="variants-title" className="flex-none border-b border-line px-6 py-4 max-tablet:px-4">
      <h2 id="variants-title" className="text-13 font-semibold">
        {t('say.compare.title')}
      </h2>
      <p className="mt-0.5 text-12 text-ink-muted">
        <Judgement variants={variants} />
      </p>
      <ul className="mt-3 grid gap-x-8 gap-y-4 tablet:grid-cols-2">
        {variants.map((variant) => (
          <VariantRow key={variant.number} variant={variant} />
        ))}
      </ul>
    </section>
  );
}

const renewEveryMs = 2_000;

/** The live feed tells the campaign's own counts alone; when they move, those of the variants are asked for. */
function useFreshCounts({ id, message, progress }: Campaign) {
  const queryClient = useQueryClient();
  const compared = message.variants.length > 0;
  const { sentCount, deliveredCount, readCount, repliedCount } = progress;
  const moved = [sentCount, deliveredCount, readCount, repliedCount].join(' ');
  const seen = useRef(moved);
  useEffect(() => {
    if (!compared || seen.current === moved) return;
    seen.current = moved;
    invalidateSoon(queryClient, campaignKey(id), renewEveryMs);
  }, [compared, id, moved, queryClient]);
}

function Judgement({ variants }: { variants: readonly CampaignVariant[] }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const verdict = judge(variants);
  if (verdict.kind === 'tooFew') return t('say.compare.tooFew', { number: format.number(enoughPeople) });
  if (verdict.kind === 'noDifference') return t('say.compare.noDifference');
  const { winner, loser, measure } = verdict;
  return t(measure === 'repliedCount' ? 'say.compare.better' : 'say.compare.betterRead', {
    name: variantName(winner.number),
    other: variantName(loser.number),
    share: format.percent(rateOf(winner, measure)),
    otherShare: format.percent(rateOf(loser, measure)),
  });
}

function VariantRow({ variant }: { variant: CampaignVariant }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { number, share, body, sentCount, failedCount } = variant;
  return (
    <li className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      <div className="flex items-baseline gap-x-2 text-13 max-tablet:flex-wrap">
        <b>{variantName(number)}</b>
        <bdi dir="auto" className="min-w-0 flex-1 basis-60 truncate text-ink-secondary match-parent">
          {body}
        </bdi>
        <span className="flex-none text-12 text-ink-muted">
          {t('say.compare.people', { count: sentCount, number: format.number(sentCount) })}
          {failedCount > 0 && ` · ${t('say.compare.failed')}: ${format.number(failedCount)}`}
          {` · ${t('say.compare.rest', { share: format.percent(share / 100) })}`}
        </span>
      </div>
      <dl className="grid gap-1 text-12">
        {measures.map((measure) => (
          <div key={measure} className="grid grid-cols-[72px_minmax(0,1fr)_48px] items-center gap-2">
            <dt className="text-ink-muted">{t(`say.compare.${words[measure]}`)}</dt>
            <dd aria-hidden className="h-1.5 overflow-hidden rounded-full bg-hover">
              <span
                className={`block h-full rounded-full ${bars[measure]}`}
                style={{ inlineSize: `${Math.min(100, rateOf(variant, measure) * 100)}%` }}
              />
            </dd>
            <dd className="tabular text-end">{format.percent(rateOf(variant, measure))}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
