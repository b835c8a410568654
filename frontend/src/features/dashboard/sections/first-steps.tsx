// A new workspace: four steps to the first campaign, ticked as they are done.
import type { Overview } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../../lib/session';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { campaignCountQuery, templateCountQuery } from '../api';

interface Step {
  key: 'connect' | 'import' | 'template' | 'launch';
  to: string;
  done: boolean;
}

/** The steps while they are of use: null once a campaign exists, or for somebody who may not launch one. */
export function useFirstSteps(overview: Overview | undefined): Step[] | null {
  const { permissions } = useSession();
  const may = permissions.includes('campaigns.manage');
  const campaigns = useQuery({ ...campaignCountQuery, enabled: may }).data;
  const templates = useQuery({ ...templateCountQuery, enabled: may && campaigns === 0 }).data;
  if (!may || !overview || campaigns !== 0 || templates === undefined) return null;
  return [
    { key: 'connect', to: '/connections', done: overview.connections.connected > 0 },
    { key: 'import', to: '/contacts/import', done: overview.contacts.total > 0 },
    { key: 'template', to: '/templates/new', done: templates > 0 },
    { key: 'launch', to: '/campaigns/new', done: false },
  ];
}

export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation('dashboard');
  const current = steps.findIndex((step) => !step.done);
  const done = steps.filter((step) => step.done).length;
  return (
    <section aria-labelledby="first-steps" className="border-b border-line px-6 py-6 max-tablet:px-4">
      <h2 id="first-steps" className="text-20 font-semibold">
        {t('steps.title')}
      </h2>
      <p className="mt-0.5 mb-4 text-14 text-ink-muted">{t('steps.help', { done, total: steps.length })}</p>
      <ol className="max-w-[720px] rounded-md border border-line-strong">
        {steps.map((step, index) => (
          <li
            key={step.key}
            aria-current={index === current ? 'step' : undefined}
            className="flex items-center gap-3.5 border-line px-4 py-3 not-first:border-t max-tablet:flex-wrap"
          >
            <span
              className={cn(
                'grid size-6 flex-none place-items-center rounded-full text-12 font-semibold',
                step.done && 'bg-accent-soft text-accent-text',
                index === current && 'bg-accent text-accent-contrast',
                !step.done && index !== current && 'shadow-[inset_0_0_0_1px_var(--line-control)] text-ink-muted',
              )}
            >
              {step.done ? <Icon of={Check} size={14} className="stroke-[2.6]" /> : index + 1}
            </span>
            <span className="grid min-w-0 flex-1 text-13">
              <span className={cn('font-medium', step.done && 'text-ink-muted')}>
                {t(`steps.${step.key}.title`)}
                {step.done && <span className="sr-only"> {t('steps.done')}</span>}
              </span>
              {!step.done && <span className="text-ink-muted">{t(`steps.${step.key}.help`)}</span>}
            </span>
            {!step.done && (
              <Button variant={index === current ? 'primary' : 'secondary'} asChild>
                <Link to={step.to}>
                  {t(`steps.${step.key}.action`)}
                  {index === current && <Icon of={ArrowRight} flip />}
                </Link>
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
