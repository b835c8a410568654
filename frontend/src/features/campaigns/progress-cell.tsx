// How far a campaign is: percentage, count and the segmented bar.
import type { CampaignProgress } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { countAudience, countDone, shareDone } from '../../lib/campaigns';
import { useFormat } from '../../lib/format';
import { cn } from '../../ui/cn';
import { FormattedPercent } from '../../ui/formatted-number';
import { splitCumulative } from '../../ui/outcomes';
import { ProgressBar } from '../../ui/progress-bar';

export function ProgressCell({ progress, className }: { progress: CampaignProgress; className?: string }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const done = countDone(progress);
  const words = t('progress.of', { done: format.number(done), total: format.number(countAudience(progress)) });
  return (
    <span className={cn('grid w-full gap-[5px]', className)}>
      <span className="tabular flex justify-between gap-3 text-12 text-ink-muted">
        <FormattedPercent share={shareDone(progress)} className="font-medium text-ink" />
        <span>{words}</span>
      </span>
      <ProgressBar
        counts={splitCumulative(progress)}
        total={countAudience(progress)}
        label={t('progress.label', { words })}
      />
    </span>
  );
}
