// What waits for approval, the oldest first, each with its whole wording; and the switch that asks for it.
import { useQuery } from '@tanstack/react-query';
import { Check, CheckCheck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { RelativeTime } from '../../../ui/relative-time';
import { SkeletonRows } from '../../../ui/skeleton';
import { Switch } from '../../../ui/switch';
import { notifyError } from '../../../ui/toast';
import { templateSettingsQuery, templatesQuery, useTemplateSettings } from '../api';
import { BodyText } from '../components/body-text';
import { type Deciding, DecisionDialogs } from './decision-dialogs';

export function ApprovalQueue() {
  const { t } = useTranslation('templates');
  const { data, error, isPending, refetch } = useQuery(templatesQuery({ status: 'submitted', sort: 'submittedAt' }, 1));
  const slow = useSlow(isPending);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <section
      aria-label={t('views.approval')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col overflow-auto bg-surface focus-visible:shadow-focus-inset"
    >
      <AskSwitch />
      {isPending && slow && <SkeletonRows rows={5} />}
      {error && !data && <ErrorState error={error} title={t('list.error')} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={CheckCheck} title={t('approval.queueEmpty')}>
          {t('approval.queueEmptyHelp')}
        </EmptyState>
      )}
      <ol>
        {data?.items.map((template) => (
          <li key={template.id} className="grid gap-2 border-b border-line px-6 py-4 max-tablet:px-4">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Link to={`/templates/${template.id}`} className="font-medium hover:underline">
                <bdi>{template.name}</bdi>
              </Link>
              <span className="text-12 text-ink-muted">
                <bdi>{template.ownerName}</bdi>
                {template.approval.submittedAt && (
                  <>
                    {' · '}
                    <RelativeTime at={template.approval.submittedAt} />
                  </>
                )}
              </span>
            </p>
            <p dir="auto" className="max-w-[80ch] text-13 whitespace-pre-line text-ink-secondary match-parent">
              <BodyText body={template.content.body} />
            </p>
            <span className="flex gap-2">
              <Button size="sm" icon={Check} onClick={() => setDeciding({ template, decision: 'approve' })}>
                {t('approval.approve')}
              </Button>
              <Button size="sm" icon={X} onClick={() => setDeciding({ template, decision: 'reject' })}>
                {t('approval.reject')}
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <DecisionDialogs deciding={deciding} onClose={() => setDeciding(null)} />
    </section>
  );
}

function AskSwitch() {
  const { t } = useTranslation('templates');
  const { data } = useQuery(templateSettingsQuery);
  const save = useTemplateSettings();
  if (!data) return null;
  return (
    <div className="border-b border-line px-6 py-3 max-tablet:px-4">
      <Switch
        className="max-w-[80ch]"
        checked={save.isPending ? save.variables : data.approvalRequired}
        onChange={(asked) => save.mutate(asked, { onError: (error) => notifyError(sayError(t, error)) })}
        label={t('approval.ask')}
        help={t('approval.askHelp')}
      />
    </div>
  );
}
