// Failed, skipped and uncertain people by cause: what happened, what to do, and the way to do it.
import type { Campaign, OutcomeCode } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, RefreshCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
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
}

export function Causes({ campaign, tab, chosen, onChoose, verbs }: CausesProps) {
  const { t } = useTranslation('campaigns');
  const { data } = useQuery(reasonsQuery(campaign.id));
  const rows = (data ?? [])
    .filter((one) => one.state === tab && (chosen === undefined || one.code === chosen))
    .sort((one, other) => other.count - one.count);
  if (rows.length === 0) return null;
  return (
    <ul aria-label={t('causes.label')} className="max-h-[40%] flex-none overflow-y-auto border-b border-line bg-sunken">
      {rows.map(({ code, count }) => {
        const { icon, fix } = reasonLooks[code];
        return (
          <li
            key={code}
            className="flex min-h-11 items-center gap-3 border-line px-6 py-1.5 pe-4 text-12 text-ink-secondary not-first:border-t max-tablet:flex-wrap max-tablet:px-4"
          >
            <Icon of={icon} className="text-ink-muted" />
            <span className="grid min-w-0 flex-1 leading-snug">
              <span>
                <b className="text-13 text-ink">{t(`reasons.${code}.title`)}</b>{' '}
                <Count value={count} className="ms-1" />
              </span>
              <span>{t(`reasons.${code}.help`)}</span>
            </span>
            <span className="flex flex-none items-center gap-2">
              {fix === 'connections' && (
                <Button size="sm" asChild>
                  <Link to="/connections">{t('causes.openConnections')}</Link>
                </Button>
              )}
              {tab === 'failed' && campaign.abilities.retryFailed && fix === 'retry' && (
                <Button
                  size="sm"
                  icon={RefreshCw}
                  busy={verbs.busy === 'retryFailed'}
                  onClick={() => verbs.run('retryFailed')}
                >
                  {t('verbs.retryFailed')}
                </Button>
              )}
              {chosen ? (
                <Button size="sm" variant="ghost" icon={X} onClick={() => onChoose(undefined)}>
                  {t('causes.all')}
                </Button>
              ) : (
                rows.length > 1 && (
                  <Button size="sm" variant="ghost" icon={ListFilter} onClick={() => onChoose(code)}>
                    {t('causes.only')}
                  </Button>
                )
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
