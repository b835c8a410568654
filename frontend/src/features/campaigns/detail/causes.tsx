// Failed, skipped and uncertain people by cause: what happened, what to do, and the way to do it. Files that failed for people whom the message
// itself reached stand apart.
import type { Campaign, OutcomeCode } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, RefreshCw, X } from 'lucide-react';
import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reviewsPath } from '../../../lib/consent';
import { useFormat } from '../../../lib/format';
import { Count } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { reasonLooks } from '../reasons';
import { type RecipientTab, reasonsQuery } from '../recipients';
import type { Verbs } from '../use-verbs';

interface CausesProps {
  campaign: Campaign;
  tab: RecipientTab;
  /** The cause that the list is narrowed to. */
  chosen: OutcomeCode | undefined;
  onChoose: (code: OutcomeCode | undefined) => void;
  verbs: Verbs;
  /** Further rows. */
  children?: ReactNode;
}

export function Causes({ campaign, tab, chosen, onChoose, verbs, children }: CausesProps) {
  const { t } = useTranslation('campaigns');
  const { data } = useQuery(reasonsQuery(campaign.id));
  const rows = (data ?? [])
    .filter((one) => !one.files && one.state === tab && (chosen === undefined || one.code === chosen))
    .sort((one, other) => other.count - one.count);
  const files = (data ?? []).some((one) => one.files);
  if (rows.length === 0 && !(files && Children.toArray(children).length > 0)) return null;
  return (
    <ul
      aria-label={t('causes.label')}
      className="max-h-[40%] flex-none overflow-y-auto border-b border-line bg-sunken max-tablet:max-h-none"
    >
      {rows.map(({ code, count }) => {
        const { icon, fix } = reasonLooks[code];
        const repeats = tab === 'failed' ? fix === 'retry' : code === 'consent_review';
        return (
          <Cause
            key={code}
            icon={<Icon of={icon} className="text-ink-muted" />}
            title={t(`reasons.${code}.title`)}
            count={count}
            help={t(`reasons.${code}.help`)}
          >
            {fix === 'connections' && <FixLink to="/connections">{t('causes.openConnections')}</FixLink>}
            {fix === 'reviews' && <FixLink to={reviewsPath}>{t('reviews.decide')}</FixLink>}
            {repeats && <Retry campaign={campaign} verbs={verbs} />}
            {(chosen !== undefined || rows.length > 1) && (
              <Narrow chosen={chosen !== undefined} onChoose={(only) => onChoose(only ? code : undefined)} />
            )}
          </Cause>
        );
      })}
      {children}
    </ul>
  );
}

interface FileCausesProps {
  campaign: Campaign;
  /** The list is narrowed to these people. */
  chosen: boolean;
  onChoose: (only: boolean) => void;
  verbs: Verbs;
}

/** One row for all files that failed, with their causes. */
export function FileCauses({ campaign, chosen, onChoose, verbs }: FileCausesProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { data } = useQuery(reasonsQuery(campaign.id));
  const rows = (data ?? []).filter((one) => one.files);
  const count = rows.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  const causes = rows.map((one) => `${t(`reasons.${one.code}.title`)} (${format.number(one.count)})`).join(' · ');
  return (
    <Cause
      icon={<Icon of={reasonLooks.media_failed.icon} className="text-ink-muted" />}
      title={t('files.failed')}
      count={count}
      help={`${t('files.failedHelp')} ${causes}`}
    >
      <Retry campaign={campaign} verbs={verbs} />
      <Narrow chosen={chosen} onChoose={onChoose} />
    </Cause>
  );
}

interface CauseProps {
  icon: ReactNode;
  title: string;
  count: number;
  help: string;
  children: ReactNode;
}

function Cause({ icon, title, count, help, children }: CauseProps) {
  return (
    <li className="flex min-h-11 items-center gap-3 border-line px-6 py-1.5 pe-4 text-12 text-ink-secondary not-first:border-t max-tablet:flex-wrap max-tablet:gap-y-2 max-tablet:px-4 max-tablet:py-3">
      {icon}
      <span className="grid min-w-0 flex-1 leading-snug max-tablet:basis-[calc(100%-28px)]">
        <span>
          <b className="text-13 text-ink">{title}</b> <Count value={count} className="ms-1" />
        </span>
        <span>{help}</span>
      </span>
      <span className="flex flex-none items-center gap-2 empty:hidden max-tablet:ps-7">{children}</span>
    </li>
  );
}

function FixLink({ to, children }: { to: string; children: string }) {
  return (
    <Button size="sm" asChild>
      <Link to={to}>{children}</Link>
    </Button>
  );
}

function Retry({ campaign, verbs }: { campaign: Campaign; verbs: Verbs }) {
  const { t } = useTranslation('campaigns');
  if (!campaign.abilities.retryFailed) return null;
  return (
    <Button size="sm" icon={RefreshCw} busy={verbs.busy === 'retryFailed'} onClick={() => verbs.run('retryFailed')}>
      {t('verbs.retryFailed')}
    </Button>
  );
}

function Narrow({ chosen, onChoose }: { chosen: boolean; onChoose: (only: boolean) => void }) {
  const { t } = useTranslation('campaigns');
  return (
    <Button size="sm" variant="ghost" icon={chosen ? X : ListFilter} onClick={() => onChoose(!chosen)}>
      {t(chosen ? 'causes.all' : 'causes.only')}
    </Button>
  );
}
